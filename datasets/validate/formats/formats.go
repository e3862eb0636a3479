// Package formats writes what validation found in the forms that people and CI
// systems read.
//
// In: a report. Out: text, JSON, JUnit XML, SARIF 2.1.0, or workflow commands
// of GitHub with a summary in Markdown. Laws: every form names for every
// finding its rule, severity, table, file, row group, row, doc_id, column, the
// head of the value and the remedy; findings stand grouped by rule, the worst
// first, with the number of those that are not listed; what a page says cannot
// end a line, a cell or an element, nor steer a terminal or a runner.
package formats

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/datasets/validate/rules"
	"github.com/dsbuild/dsbuild/internal/text"
)

// Names lists the formats.
var Names = []string{"text", "json", "junit", "sarif", "github"}

// Write writes the report in one of the formats of Names.
func Write(w io.Writer, format string, r *validate.Report) error {
	switch format {
	case "text":
		return writeText(w, r)
	case "json":
		return writeJSON(w, r)
	case "junit":
		return writeJUnit(w, r)
	case "sarif":
		return writeJSON(w, sarifOf(r))
	case "github":
		return writeCommands(w, r)
	}
	return fmt.Errorf("there is no format %q; there are %s", format, strings.Join(Names, ", "))
}

func writeJSON(w io.Writer, document any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(document)
}

// group is what was found of one rule at one severity.
type group struct {
	validate.RuleHits
	rule     *rules.Rule
	findings []*validate.Finding // those that are listed
}

// more is how many findings are not listed.
func (g *group) more() int64 { return g.Count - int64(len(g.findings)) }

// groups returns the findings by rule, the worst first, then in the order of the table of rules.
func groups(r *validate.Report) []group {
	all := make([]group, len(r.Rules))
	for i, hits := range r.Rules {
		g := group{RuleHits: hits, rule: rules.ByID(hits.Rule)}
		for j := range r.Findings {
			if f := &r.Findings[j]; f.Rule == hits.Rule && f.Severity == hits.Severity {
				g.findings = append(g.findings, f)
			}
		}
		all[i] = g
	}
	slices.SortStableFunc(all, func(a, b group) int {
		return cmp.Or(
			cmp.Compare(slices.Index(rules.Severities, a.Severity), slices.Index(rules.Severities, b.Severity)),
			cmp.Compare(position(a.Rule), position(b.Rule)))
	})
	return all
}

func position(id string) int {
	return slices.IndexFunc(rules.Table, func(r rules.Rule) bool { return r.ID == id })
}

// location is the path of the file that a finding is about, as the command
// line's path leads to it; the target itself where it is about no file.
func location(r *validate.Report, f *validate.Finding) string {
	target := filepath.ToSlash(r.Target)
	if f.File == "" || path.Base(target) == f.File {
		return target
	}
	return path.Join(target, f.File)
}

// verdict says in one line how it went.
func verdict(r *validate.Report) string {
	rows := int64(0)
	for _, t := range r.Tables {
		rows += t.Rows
	}
	said := "valid"
	if !r.Passed {
		said = "not valid"
	}
	return text.Terminal(fmt.Sprintf("%s: %s: %d tables, %d rows, %d errors, %d warnings, %d notes",
		r.Target, said, len(r.Tables), rows, r.Errors, r.Warnings, r.Notes))
}

// writeText writes the report for people: every finding on a line of its own,
// with what its rule says once.
func writeText(w io.Writer, r *validate.Report) error {
	var b strings.Builder
	for _, g := range groups(r) {
		for _, f := range g.findings {
			b.WriteString(f.String() + "\n")
			if f.Remedy != g.rule.Remedy {
				b.WriteString("  remedy here: " + text.Terminal(f.Remedy) + "\n")
			}
		}
		if more := g.more(); more > 0 {
			fmt.Fprintf(&b, "  and %d more of %s\n", more, g.Rule)
		}
		fmt.Fprintf(&b, "  rule: %s\n  why: %s\n  remedy: %s\n", g.rule.Checks, g.rule.Why, g.rule.Remedy)
	}
	b.WriteString(verdict(r) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}
