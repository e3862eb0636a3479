package validate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/validate/rules"
	"github.com/dsbuild/dsbuild/internal/text"
)

// ReportFormat is what a report in JSON says of itself first.
const ReportFormat = "dsbuild.validation/1"

// Finding is one place where a rule does not hold.
type Finding struct {
	Rule     string         `json:"rule"`
	Severity rules.Severity `json:"severity"`
	Table    string         `json:"table,omitempty"`
	File     string         `json:"file,omitempty"` // below the dataset, with slashes
	RowGroup *int           `json:"row_group,omitempty"`
	Row      *int64         `json:"row,omitempty"` // in the file, from 0
	DocID    string         `json:"doc_id,omitempty"`
	Column   string         `json:"column,omitempty"`
	Value    string         `json:"value,omitempty"` // its first 60 characters
	Message  string         `json:"message"`
	Remedy   string         `json:"remedy"`
}

// String says the finding on one line, safe for a terminal.
func (f *Finding) String() string {
	return text.Terminal(fmt.Sprintf("%s %s %s", f.Severity, f.Rule, f.Says()))
}

// Says is where the finding is and what it is.
func (f *Finding) Says() string {
	if where := f.Where(); where != "" {
		return where + ": " + f.Message
	}
	return f.Message
}

// Where says on what the finding is, down to the cell and the head of its value.
func (f *Finding) Where() string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	if f.Table != "" {
		add("table %s", f.Table)
	}
	if f.File != "" {
		add("%s", f.File)
	}
	if f.Row != nil {
		add("row %d", *f.Row)
	}
	if f.RowGroup != nil {
		add("(row group %d)", *f.RowGroup)
	}
	if f.DocID != "" {
		add("doc_id %s", f.DocID)
	}
	if f.Column != "" {
		add("column %s", f.Column)
	}
	if f.Value != "" {
		add("= %q", f.Value)
	}
	return strings.Join(parts, " ")
}

// Checked says how many rows of a table were read.
type Checked struct {
	Table string `json:"table"`
	Rows  int64  `json:"rows"`
}

// Unlisted says how many more findings of a rule there are in a table than were listed.
type Unlisted struct {
	Rule     string         `json:"rule"`
	Severity rules.Severity `json:"severity"`
	Table    string         `json:"table,omitempty"`
	Count    int64          `json:"count"`
}

// Event is one thing validation tells as it goes on; exactly one field is set.
// Its JSON form on a line of its own is how a child process tells its parent.
type Event struct {
	Reading  string    `json:"reading,omitempty"` // the file that is read from now on
	Finding  *Finding  `json:"finding,omitempty"`
	Unlisted *Unlisted `json:"unlisted,omitempty"`
	Checked  *Checked  `json:"checked,omitempty"`
}

// Report is what validation found.
type Report struct {
	Format   string         `json:"format"`
	Tool     string         `json:"dsbuild_version,omitempty"`
	Target   string         `json:"target"` // the dataset, the file, or the folder of all files
	Passed   bool           `json:"passed"` // no finding reaches FailOn
	FailOn   rules.Severity `json:"fail_on"`
	Errors   int64          `json:"errors"`
	Warnings int64          `json:"warnings"`
	Notes    int64          `json:"notes"`
	Tables   []Checked      `json:"tables"`
	Rules    []RuleHits     `json:"rules"` // those that do not hold
	Off      []string       `json:"rules_off"`
	Findings []Finding      `json:"findings"`
}

// RuleHits is how often a rule does not hold.
type RuleHits struct {
	Rule     string         `json:"rule"`
	Severity rules.Severity `json:"severity"`
	Count    int64          `json:"count"`
}

// NewReport returns an empty report; Add fills it.
func NewReport(targets []string, opt Options) *Report {
	opt.defaults()
	target := Root(targets)
	if len(targets) == 1 && !isPattern(targets[0]) {
		target = targets[0]
	}
	return &Report{
		Format: ReportFormat, Tool: opt.Tool, Target: target, Passed: true, FailOn: opt.FailOn,
		Tables: []Checked{}, Rules: []RuleHits{}, Off: opt.Config.Off(), Findings: []Finding{},
	}
}

// Add adds an event.
func (r *Report) Add(e Event) {
	switch {
	case e.Finding != nil:
		r.Findings = append(r.Findings, *e.Finding)
		r.count(e.Finding.Rule, e.Finding.Severity, 1)
	case e.Unlisted != nil:
		r.count(e.Unlisted.Rule, e.Unlisted.Severity, e.Unlisted.Count)
	case e.Checked != nil:
		r.Tables = append(r.Tables, *e.Checked)
	}
}

func (r *Report) count(id string, severity rules.Severity, n int64) {
	switch severity {
	case rules.Error:
		r.Errors += n
	case rules.Warning:
		r.Warnings += n
	case rules.Note:
		r.Notes += n
	case rules.Off: // is never found
	}
	if severity.Reaches(r.FailOn) {
		r.Passed = false
	}
	i := slices.IndexFunc(r.Rules, func(h RuleHits) bool { return h.Rule == id && h.Severity == severity })
	if i < 0 {
		r.Rules = append(r.Rules, RuleHits{id, severity, 0})
		i = len(r.Rules) - 1
	}
	r.Rules[i].Count += n
}
