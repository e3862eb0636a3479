package formats

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/datasets/validate/rules"
)

// A family of rules is a suite, a rule a test case. Findings that reach
// --fail-on are its failure; others are its output, and it passes.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Skipped *junitSkipped `xml:"skipped"`
		Failure *junitFailure `xml:"failure"`
		Output  string        `xml:"system-out,omitempty"`
	}
	junitSkipped struct {
		Message string `xml:"message,attr"`
	}
	junitFailure struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

func writeJUnit(w io.Writer, r *validate.Report) error {
	found := groups(r)
	all := junitSuites{Name: "dsbuild validate " + r.Target}
	for i := range rules.Table {
		rule := &rules.Table[i]
		if n := len(all.Suites); n == 0 || all.Suites[n-1].Name != rule.Family() {
			all.Suites = append(all.Suites, junitSuite{Name: rule.Family()})
		}
		suite := &all.Suites[len(all.Suites)-1]
		c := junitCaseOf(r, rule, found)
		suite.Cases = append(suite.Cases, c)
		suite.Tests++
		all.Tests++
		if c.Failure != nil {
			suite.Failures++
			all.Failures++
		}
		if c.Skipped != nil {
			suite.Skipped++
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func junitCaseOf(r *validate.Report, rule *rules.Rule, found []group) junitCase {
	c := junitCase{Class: "dsbuild." + rule.Family(), Name: rule.ID}
	if slices.Contains(r.Off, rule.ID) {
		c.Skipped = &junitSkipped{"switched off"}
	}
	for _, g := range found {
		if g.Rule != rule.ID {
			continue
		}
		if !g.Severity.Reaches(r.FailOn) {
			c.Output += junitLines(&g)
			continue
		}
		if c.Failure == nil {
			c.Failure = &junitFailure{Type: string(g.Severity)}
		}
		c.Failure.Message = fmt.Sprintf("does not hold in %d places: %s", g.Count, rule.Checks)
		c.Failure.Text += junitLines(&g)
	}
	return c
}

func junitLines(g *group) string {
	var b strings.Builder
	for _, f := range g.findings {
		b.WriteString(f.String() + "\n")
	}
	if more := g.more(); more > 0 {
		fmt.Fprintf(&b, "and %d more of %s\n", more, g.Rule)
	}
	return b.String() + "remedy: " + g.rule.Remedy + "\n"
}
