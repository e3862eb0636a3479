package datasets_test

import (
	"iter"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/duplicates"
	"github.com/dsbuild/dsbuild/datasets/people"
	"github.com/dsbuild/dsbuild/internal/outcometest"
	"github.com/dsbuild/dsbuild/schema"
)

// build writes outcomes as a dataset at dir.
func build(t *testing.T, dir string, opt datasets.Options, outcomes []schema.Outcome, s *schema.Summary) *datasets.Manifest {
	t.Helper()
	b, err := datasets.Create(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	m, err := outcometest.Store(b, outcomes, s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func options() datasets.Options {
	return datasets.Options{
		UserColumns: outcometest.UserColumns(), With: []string{"blocks", "paragraph_topics"},
		Identity: datasets.Identity{Name: "test", Title: "A test", Tool: "0.1.0", Options: map[string]string{"keep": "all", "ids": ""}},
	}
}

// want returns the rows that outcomes give a table.
func want(t *schema.Table, outcomes []schema.Outcome, summary *schema.Summary) [][]schema.Value {
	var rows [][]schema.Value
	add := func(all iter.Seq[any]) {
		for row := range all {
			cells := make([]schema.Value, len(t.Columns))
			for c := range t.Columns {
				cells[c] = t.Columns[c].Value(row)
				if !cells[c].Valid { // accessors may leave the value of a NULL set
					cells[c] = schema.Value{}
				} else if cells[c].List == nil && t.Columns[c].Type == schema.Utf8List {
					cells[c].List = []string{}
				}
			}
			rows = append(rows, cells)
		}
	}
	for i := range outcomes {
		add(t.Rows(&outcomes[i]))
	}
	add(t.Last(summary))
	return rows
}

// everybody finds who speaks in the outcomes.
func everybody(t *testing.T, outcomes []schema.Outcome) iter.Seq[*schema.Person] {
	t.Helper()
	c := people.New(nil, t.TempDir(), nil)
	for _, o := range outcomes {
		if o.Article != nil {
			if err := c.Add(o.Article); err != nil {
				t.Fatal(err)
			}
		}
	}
	return func(yield func(*schema.Person) bool) {
		for p, err := range c.Rows() {
			if err != nil {
				t.Fatal(err)
			}
			if !yield(p) {
				return
			}
		}
	}
}

// copies finds which of the outcomes are like earlier ones.
func copies(t *testing.T, outcomes []schema.Outcome, summary *schema.Summary) iter.Seq[*schema.Duplicate] {
	t.Helper()
	c := duplicates.New(nil, t.TempDir())
	for _, o := range outcomes {
		if o.Article != nil {
			if err := c.Add(o.Article); err != nil {
				t.Fatal(err)
			}
		}
	}
	return func(yield func(*schema.Duplicate) bool) {
		for d, err := range c.Rows(summary.Outlets) {
			if err != nil {
				t.Fatal(err)
			}
			if !yield(d) {
				return
			}
		}
	}
}

func TestWhatIsReadIsWhatWasWritten(t *testing.T) {
	for _, formats := range []datasets.Options{{Parquet: true}, {Arrow: true}, {Parquet: true, Arrow: true}} {
		opt := options()
		opt.Parquet, opt.Arrow = formats.Parquet, formats.Arrow
		outcomes, summary := outcometest.Outcomes(1, 300)
		dir := filepath.Join(t.TempDir(), "out")
		build(t, dir, opt, outcomes, summary)
		summary.People = everybody(t, outcomes)
		summary.Duplicates = copies(t, outcomes, summary)
		d, err := datasets.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range schema.Tables(opt.UserColumns) {
			i, rows := 0, want(table, outcomes, summary)
			for cells, err := range d.Rows(table.Name) {
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(rows[i], cells); diff != "" {
					t.Fatalf("%s row %d (-written +read):\n%s", table.Name, i, diff)
				}
				i++
			}
			if i != len(rows) || i == 0 {
				t.Errorf("%s: %d rows read, %d written", table.Name, i, len(rows))
			}
		}
	}
}
