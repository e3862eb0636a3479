// Package audit counts what people who read pages again found right.
//
// In: audit.csv, as the pages of `dsbuild inspect` save it (doc_id, field, right), or
// marked sheets of quotes. Out: the share right by field with its interval. Laws: a
// mark counts once; marks that contradict each other are an error, as is a mark that
// is neither right nor wrong; marks of articles that the dataset does not have are
// counted apart.
package audit

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/quotesheet"
	"github.com/dsbuild/dsbuild/internal/interval"
	"github.com/dsbuild/dsbuild/internal/marksheet"
	"github.com/dsbuild/dsbuild/schema"
)

// Result is what marks come to.
type Result struct {
	// Articles is how many articles and rejects of the dataset have a mark.
	Articles int64 `json:"articles"`
	// Elsewhere is how many marks are of articles that the dataset does not have.
	Elsewhere int64   `json:"marks_of_other_articles"`
	Fields    []Field `json:"fields"`
}

// Field is the marks of one field.
type Field struct {
	Field  string  `json:"field"`
	Right  int64   `json:"right"`
	Marked int64   `json:"marked"`
	Share  float64 `json:"share_right"` // 4 decimals
	// Low and High are the 95 % interval of the share (Wilson).
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Marks are those of one file or several.
type Marks struct {
	marks map[key]mark
}

type key struct{ doc, field, row string }

type mark struct {
	right bool
	where string
}

// Read adds the marks of a file; name is what errors call it.
func (m *Marks) Read(name string, r io.Reader) error {
	if m.marks == nil {
		m.marks = map[key]mark{}
	}
	t, err := marksheet.Read(r)
	switch {
	case errors.Is(err, marksheet.ErrEmpty):
		err = errors.New("it is empty; save the marks of a page of dsbuild inspect")
	case err != nil:
	case quotesheet.IsSheet(t.Names):
		err = m.readSheet(name, t)
	default:
		err = m.readMarks(name, t)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (m *Marks) readMarks(name string, t *marksheet.Table) error {
	if !t.Has("doc_id") || !t.Has("field") || !t.Has("right") {
		return errors.New(
			"its first line must name the columns doc_id, field and right, as 'Save the marks' of a page of dsbuild inspect writes them")
	}
	for i := range t.Rows {
		row := &t.Rows[i]
		k := key{doc: t.Cell(row, "doc_id"), field: t.Cell(row, "field")}
		right, judged, err := verdict(t.Cell(row, "right"))
		switch {
		case err != nil:
			return fmt.Errorf("line %d: %w", row.Line, err)
		case !judged:
			continue
		case k.doc == "" || k.field == "":
			return fmt.Errorf("line %d: doc_id or field is empty", row.Line)
		}
		if err := m.add(k, mark{right, fmt.Sprintf("%s line %d", name, row.Line)}); err != nil {
			return err
		}
	}
	return nil
}

// verdict reads a mark; an empty one is none.
func verdict(s string) (right, judged bool, err error) {
	switch strings.ToLower(s) {
	case "":
		return false, false, nil
	case "true", "1", "yes", "y", "right":
		return true, true, nil
	case "false", "0", "no", "x", "n", "wrong":
		return false, true, nil
	}
	return false, false, fmt.Errorf("right is %q, and should be true or false", s)
}

// readSheet adds the rows of a sheet of quotes that were judged, by kind of quote.
func (m *Marks) readSheet(name string, t *marksheet.Table) error {
	rows, err := quotesheet.Marks(t)
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		if !r.Judged {
			continue
		}
		k := key{r.DocID, "quotes: " + r.Kind, r.Index}
		if err := m.add(k, mark{r.Right(), fmt.Sprintf("%s row %d", name, i+1)}); err != nil {
			return err
		}
	}
	return nil
}

func (m *Marks) add(k key, v mark) error {
	if before, ok := m.marks[k]; ok && before.right != v.right {
		return fmt.Errorf("%s says that %s of %s is %s, %s the contrary; settle it and keep one of them", before.where, k.field, k.doc,
			word(before.right), v.where)
	}
	m.marks[k] = v
	return nil
}

func word(right bool) string {
	if right {
		return "right"
	}
	return "wrong"
}

// Count counts the marks of articles and rejects that the dataset has. Where it has
// none of them, the marks are of another dataset: that is an error.
func (m *Marks) Count(ds quotesheet.Source, tables []*schema.Table) (*Result, error) {
	known, err := m.known(ds, tables)
	if err != nil {
		return nil, err
	}
	result, fields := &Result{Articles: int64(len(known)), Fields: []Field{}}, map[string]*Field{}
	for k, v := range m.marks {
		if !known[k.doc] {
			result.Elsewhere++
			continue
		}
		f := fields[k.field]
		if f == nil {
			f = &Field{Field: k.field}
			fields[k.field] = f
		}
		f.Marked++
		if v.right {
			f.Right++
		}
	}
	if len(fields) == 0 && len(m.marks) > 0 {
		return nil, errors.New("the dataset has none of the articles that are marked: the marks are of another one")
	}
	for _, f := range fields {
		f.Share = schema.Round4(float64(f.Right) / float64(f.Marked))
		f.Low, f.High = interval.Wilson(f.Right, f.Marked)
		result.Fields = append(result.Fields, *f)
	}
	slices.SortFunc(result.Fields, func(a, b Field) int { return compareFields(a.Field, b.Field) })
	return result, nil
}

// known are the marked articles and rejects that the dataset has.
func (m *Marks) known(ds quotesheet.Source, tables []*schema.Table) (map[string]bool, error) {
	marked, known := map[string]bool{}, map[string]bool{}
	for k := range m.marks {
		marked[k.doc] = true
	}
	for _, t := range tables {
		if c, _ := t.Column("doc_id"); c == nil || t.Name != "articles" && t.Name != "rejects" {
			continue
		}
		for row, err := range ds.Rows(t.Name, "doc_id") {
			if err != nil {
				return nil, err
			}
			if marked[row[0].Str] {
				known[row[0].Str] = true
			}
		}
	}
	return known, nil
}

// compareFields orders fields as the table articles has them, others behind.
func compareFields(a, b string) int {
	place := func(name string) int {
		if _, i := schema.TableByName("articles").Column(name); i >= 0 {
			return i
		}
		return len(schema.TableByName("articles").Columns)
	}
	if d := place(a) - place(b); d != 0 {
		return d
	}
	return strings.Compare(a, b)
}
