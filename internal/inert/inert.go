// Package inert writes text that others made into documents that give some
// characters a meaning.
//
// In: any text, such as the title of a recipe or the name of an outlet. Out: the same
// words for one line of Markdown, YAML or BibTeX. Laws: the text stands there as text,
// it opens and closes nothing; a parser of the format reads the words back; there are no
// line breaks but where Prose keeps those of the writer.
package inert

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/dsbuild/dsbuild/internal/text"
)

// Line is s on one line, without characters that have no shape or turn the
// direction of what stands around them.
func Line(s string) string {
	return strings.Join(strings.Fields(text.Terminal(strings.ToValidUTF8(s, "\uFFFD"))), " ")
}

// marks have a meaning in Markdown wherever they stand.
var marks = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `\<`, `>`, `\>`,
	`|`, `\|`, `~`, `\~`, `&`, `\&`, `$`, `\$`, `://`, `\://`, `www.`, `www\.`, `@`, `\@`,
)

// opens is what makes a heading, a list or a rule of a line that begins with it.
var opens = regexp.MustCompile(`^([#+=:-]|\d{1,9}[.)])( |$|[#+=:-])`)

// Markdown is s as a line of Markdown, or a part of one.
func Markdown(s string) string {
	s = marks.Replace(Line(s))
	if at := opens.FindStringSubmatchIndex(s); at != nil {
		s = s[:at[3]-1] + `\` + s[at[3]-1:]
	}
	return s
}

var (
	tag     = regexp.MustCompile(`<([A-Za-z/!?])`)
	entity  = regexp.MustCompile(`&([A-Za-z#])`)
	program = regexp.MustCompile(`(?i)(javascript|vbscript|data)(\\?):`)
	rule    = regexp.MustCompile(`(?m)^---`)
)

// Prose is Markdown that somebody wrote, as it is, without HTML and without links that
// run a program: what it may do is what Markdown can.
func Prose(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	s = tag.ReplaceAllString(text.Visible(strings.TrimSpace(s)), "&lt;$1")
	s = entity.ReplaceAllStringFunc(s, func(e string) string {
		return "&amp;" + e[1:]
	})
	s = strings.ReplaceAll(s, "&amp;lt;", "&lt;")
	s = program.ReplaceAllString(s, "$1 :")
	return rule.ReplaceAllString(s, "***")
}

// YAML is s as a double-quoted scalar on one line. It opens no tag either: the head of a
// README is HTML to who does not know it for YAML.
func YAML(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text.Visible(s)) // a text can be encoded
	return strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), "<", `\u003c`)
}

// signs have a meaning in LaTeX. Braces go by name: BibTeX counts them even where
// they are escaped.
var signs = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`, `$`, `\$`, `&`, `\&`, `#`, `\#`, `_`, `\_`,
	`%`, `\%`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`, `"`, `{"}`,
)

// BibTeX is s for a field in braces.
func BibTeX(s string) string { return signs.Replace(Line(s)) }
