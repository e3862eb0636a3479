package formats

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/datasets/validate/rules"
	"github.com/dsbuild/dsbuild/internal/golden"
)

// hostile is what a page may say to get out of its line, cell or element.
const hostile = "a\n::error::b | `c` <b>&\"]]>\x1b[31m\u202e %0A,x:y @team \ufffe"

// sample is a report with a finding of every severity and form.
func sample() *validate.Report {
	r := validate.NewReport([]string{"data/my set"}, validate.Options{Tool: "1.2.3"})
	finding := func(id string, f validate.Finding) {
		rule := rules.ByID(id)
		f.Rule, f.Severity, f.Remedy = id, rule.Severity, rule.Remedy
		r.Add(validate.Event{Finding: &f})
	}
	finding("file.extra", validate.Finding{File: "notes 1.txt", Message: "the manifest does not list it"})
	finding("laws.span", validate.Finding{
		Table: "quotes", File: "quotes/quotes-00000.parquet", RowGroup: new(1), Row: new(int64(17)), DocID: "d1", Column: "text", Value: hostile,
		Message: "at [3:9] articles.text has \"x\"",
	})
	finding("laws.span", validate.Finding{
		Table: "quotes", File: "quotes/quotes-00000.parquet", RowGroup: new(1), Row: new(int64(18)), DocID: "d1", Column: "text", Value: "y", Message: hostile,
	})
	r.Add(validate.Event{Unlisted: &validate.Unlisted{Rule: "laws.span", Severity: rules.Error, Table: "quotes", Count: 40}})
	finding("laws.pages", validate.Finding{File: "manifest.json", Message: "the manifest says 3 pages, 1 articles and 1 rejects"})
	r.Add(validate.Event{Checked: &validate.Checked{Table: "quotes", Rows: 60}})
	return r
}

func TestFormats(t *testing.T) {
	r := sample()
	for _, name := range Names {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			if err := Write(&b, name, r); err != nil {
				t.Fatal(err)
			}
			got := b.String()
			if name == "sarif" || name == "junit" {
				got = onlyHits(t, name, got)
			}
			golden.Section(t, "testdata/formats.txtar", name, got)
		})
	}
	var b strings.Builder
	if err := Summary(&b, r); err != nil {
		t.Fatal(err)
	}
	golden.Section(t, "testdata/formats.txtar", "summary", b.String())
	if err := Write(io.Discard, "html", r); err == nil {
		t.Error("a format that is none was written")
	}
}

// onlyHits leaves out the rules that hold, so that the golden does not change with the table.
func onlyHits(t *testing.T, name, document string) string {
	t.Helper()
	if name == "sarif" {
		var log sarifLog
		if err := json.Unmarshal([]byte(document), &log); err != nil {
			t.Fatal(err)
		}
		run := &log.Runs[0]
		for i := range run.Results {
			if run.Tool.Driver.Rules[run.Results[i].RuleIndex].ID != run.Results[i].RuleID {
				t.Errorf("result %d has the index of another rule", i)
			}
			run.Results[i].RuleIndex = 0
		}
		run.Tool.Driver.Rules = run.Tool.Driver.Rules[:1]
		var b bytes.Buffer
		if err := writeJSON(&b, log); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	var kept []string
	for line := range strings.Lines(document) {
		if strings.Contains(line, "></testcase>") || strings.Contains(line, "testsuite") {
			continue
		}
		kept = append(kept, line)
	}
	return strings.Join(kept, "")
}

// TestNothingBreaksOut reads lines and elements back that hold hostile text.
func TestNothingBreaksOut(t *testing.T) {
	r := sample()
	var b bytes.Buffer
	if err := Write(&b, "github", r); err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSpace(b.String()), "\n") {
		if strings.ContainsAny(line, "\r\x1b\u202e") || i < 3 != strings.HasPrefix(line, "::") && i != 3 {
			t.Errorf("line %d: %q", i, line)
		}
	}
	b.Reset()
	if err := Write(&b, "junit", r); err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(&b)
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	b.Reset()
	if err := Summary(&b, r); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if n := strings.Count(line, "|") - strings.Count(line, `\|`); strings.HasPrefix(line, "|") && n != 7 || strings.Contains(line, "<b>") {
			t.Errorf("a cell breaks out: %q", line)
		}
	}
}

func TestURI(t *testing.T) {
	for name, want := range map[string]string{
		"out/a b.parquet": "out/a%20b.parquet",
		"/data/a#1":       "file:///data/a%231",
	} {
		if got := uri(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
