// Package compare says what differs between two datasets, table by table.
//
// In: the rows of both, in any order. Out: a Report: of each table the keys that came,
// went and changed, the columns in which they changed with heads of old and new, and
// how the shares of words, months and means moved. Laws: every key is added,
// removed, changed or same, and which it is does not depend on where its rows stand;
// memory is bounded whatever the number of rows, what is more goes to files in
// Options.Scratch. Cells are compared by 64-bit digests (xxh3).
//
// The rows of a table that have one first key (the quotes of an article) are one entry,
// in their order: it changed where any cell did.
package compare

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// Dataset is one side; *datasets.Dataset is one.
type Dataset interface {
	Tables() []*schema.Table
	Rows(table string, columns ...string) iter.Seq2[[]schema.Value, error]
}

// Options say how to compare; the zero value is ready to use but for Scratch.
type Options struct {
	Scratch  string // folder for files where memory does not do; they are removed
	Examples int    // keys to show for each kind of change
	Alive    func() // called now and then while rows are read; nil: not
}

// Report is what differs.
type Report struct {
	Verdict schema.Verdict `json:"verdict"` // of the rows
	Tables  []Table        `json:"tables"`
	OnlyOld []string       `json:"only_old"` // tables that the newer dataset does not have
	OnlyNew []string       `json:"only_new"`
}

// Table is what differs in one table.
type Table struct {
	Name    string   `json:"table"`
	Key     string   `json:"key"` // the column that rows are put together by
	Rows    [2]int64 `json:"rows"`
	Added   int64    `json:"added"` // keys, as are the next three
	Removed int64    `json:"removed"`
	Changed int64    `json:"changed"`
	Same    int64    `json:"same"`
	// New and Gone are the first of those added and removed, with their title.
	New     []Example `json:"added_examples"`
	Gone    []Example `json:"removed_examples"`
	Columns []Column  `json:"columns"`
	Shifts  []Shift   `json:"distributions"`
}

// Column is a column in which keys that both sides have differ.
type Column struct {
	Name     string    `json:"column"`
	Unit     string    `json:"unit,omitempty"`
	Changed  int64     `json:"changed"` // keys
	Filled   int64     `json:"filled"`  // of them, those that had nothing but NULL before
	Emptied  int64     `json:"emptied"` // and those that have nothing but NULL now
	Examples []Example `json:"examples"`
}

// Place reports whether the values say where something stands: they move with what stands before.
func (c *Column) Place() bool { return place(c.Unit) }

func place(unit string) bool { return unit == "position" || unit == "code point" || unit == "byte" }

// Example is one key with the heads of its cells, "" where there is none.
type Example struct {
	Key string `json:"key"`
	Old string `json:"old,omitempty"`
	New string `json:"new,omitempty"`
}

// Compare reads both datasets twice, the second time for the heads of the examples.
func Compare(ctx context.Context, older, newer Dataset, opt Options) (*Report, error) {
	r := &Report{Tables: []Table{}, OnlyOld: []string{}, OnlyNew: []string{}}
	for _, was := range older.Tables() {
		is := schema.Find(newer.Tables(), was.Name)
		if is == nil {
			r.OnlyOld, r.Verdict = append(r.OnlyOld, was.Name), schema.Major // who reads it fails
			continue
		}
		t, err := compareTable(ctx, [2]Dataset{older, newer}, was, is, opt)
		if err != nil {
			return nil, fmt.Errorf("compare %s: %w", was.Name, err)
		}
		r.Tables = append(r.Tables, *t)
		r.Verdict = max(r.Verdict, t.verdict())
	}
	for _, is := range newer.Tables() {
		if schema.Find(older.Tables(), is.Name) == nil {
			r.OnlyNew, r.Verdict = append(r.OnlyNew, is.Name), max(r.Verdict, schema.Minor)
		}
	}
	return r, nil
}

// perArticle reports whether the rows of a table are of articles: those of other tables are
// counted from these, or are pages that did not become articles.
func (t *Table) perArticle() bool { return t.Key == "doc_id" && t.Name != "rejects" }

// verdict is what the change means for a figure that was computed from the older rows.
func (t *Table) verdict() schema.Verdict {
	verdict := schema.Same
	if t.Added+t.Removed > 0 || t.Changed > 0 && len(t.Columns) == 0 {
		verdict = schema.Minor
	}
	if t.perArticle() && t.Removed > 0 {
		verdict = schema.Major
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		switch {
		case t.Name == "articles" && strings.HasPrefix(c.Name, "source_"):
			verdict = max(verdict, schema.Patch) // where the page lay, not what it says
		case t.perArticle() && c.Changed > c.Filled:
			verdict = schema.Major
		default:
			verdict = max(verdict, schema.Minor)
		}
	}
	return verdict
}

// compareTable compares one table of both sides.
func compareTable(ctx context.Context, sides [2]Dataset, was, is *schema.Table, opt Options) (*Table, error) {
	columns := common(was, is)
	t := &Table{Name: is.Name, Key: firstKey(is), New: []Example{}, Gone: []Example{}, Columns: []Column{}, Shifts: []Shift{}}
	if len(columns) == 0 || columns[0].Name != t.Key {
		return nil, fmt.Errorf("column %s, by which its rows are put together, is not in both datasets", t.Key)
	}
	var spills [2]*spill
	counts := newCounter(columns)
	for i, d := range sides {
		spills[i] = &spill{dir: opt.Scratch, width: len(columns)}
		defer spills[i].close()
		if err := digest(ctx, d, t, i, columns, spills[i], counts, opt.Alive); err != nil {
			return nil, err
		}
	}
	found := newFound(columns, opt.Examples)
	for bucket := range buckets {
		before, err := spills[0].load(bucket)
		if err != nil {
			return nil, err
		}
		after, err := spills[1].load(bucket)
		if err != nil {
			return nil, err
		}
		found.merge(t, before, after)
	}
	t.Shifts = append(t.Shifts, counts.shifts()...)
	return t, found.show(ctx, sides, t, opt.Alive)
}

// firstKey is the column that rows are put together by; tables without a key are of pages, too.
func firstKey(t *schema.Table) string {
	if len(t.Key) == 0 {
		return "doc_id"
	}
	return t.Key[0]
}

// common are the columns that both sides have in one type, the first key first.
func common(was, is *schema.Table) []schema.Column {
	var columns []schema.Column
	for i := range is.Columns {
		c, _ := was.Column(is.Columns[i].Name)
		switch {
		case c == nil || c.Type != is.Columns[i].Type:
		case c.Name == firstKey(is):
			columns = append([]schema.Column{is.Columns[i]}, columns...)
		default:
			columns = append(columns, is.Columns[i])
		}
	}
	return columns
}

// rows yields the rows of a table, and says that it is alive.
func rows(ctx context.Context, d Dataset, table string, columns []schema.Column, alive func()) iter.Seq2[[]schema.Value, error] {
	const often = 4096 // rows: well below a second
	return func(yield func([]schema.Value, error) bool) {
		names := make([]string, len(columns))
		for i := range columns {
			names[i] = columns[i].Name
		}
		n := 0
		for row, err := range d.Rows(table, names...) {
			if n++; n%often == 1 {
				err = errors.Join(err, ctx.Err())
				if alive != nil {
					alive()
				}
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}
