package formats

import (
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/datasets/validate/rules"
	"github.com/dsbuild/dsbuild/internal/text"
)

// commands are GitHub's names of the severities.
var commands = map[rules.Severity]string{rules.Error: "error", rules.Warning: "warning", rules.Note: "notice"}

// writeCommands writes a workflow command for each finding. A run shows ten of
// each kind, so the first of every rule comes before the second of any.
func writeCommands(w io.Writer, r *validate.Report) error {
	var b, rest strings.Builder
	for _, g := range groups(r) {
		for i, f := range g.findings {
			to := &rest
			if i == 0 {
				to = &b
			}
			title := g.Rule
			if i == 0 && g.Count > 1 {
				title = fmt.Sprintf("%s (%d findings)", g.Rule, g.Count)
			}
			fmt.Fprintf(to, "::%s file=%s,title=%s::%s\n", commands[g.Severity], property(location(r, f)), property(title),
				commandData(f.Says()+". Remedy: "+f.Remedy))
		}
		if more := g.more(); more > 0 {
			fmt.Fprintf(&rest, "and %d more of %s\n", more, g.Rule)
		}
	}
	_, err := io.WriteString(w, b.String()+rest.String()+verdict(r)+"\n")
	return err
}

// commandData escapes what stands behind the second "::".
func commandData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text.Terminal(s))
}

// property escapes the value of a command's property.
func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(commandData(s))
}

// Summary writes the report as the Markdown that GitHub shows on the page of a run.
func Summary(w io.Writer, r *validate.Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "### dsbuild validate\n\n%s\n", cell(verdict(r)))
	if found := groups(r); len(found) > 0 {
		b.WriteString("\n| severity | rule | findings | the first | what must hold | remedy |\n|---|---|---|---|---|---|\n")
		for _, g := range found {
			first := ""
			if len(g.findings) > 0 {
				first = g.findings[0].Where()
			}
			fmt.Fprintf(&b, "| %s | `%s` | %d | %s | %s | %s |\n", g.Severity, g.Rule, g.Count, cell(first), cell(g.rule.Checks), cell(g.rule.Remedy))
		}
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// cell escapes text for a cell of a Markdown table.
func cell(s string) string {
	escaped := html.EscapeString(text.Terminal(s))
	return strings.NewReplacer("|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "@", "&#64;").Replace(escaped)
}
