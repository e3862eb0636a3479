// Package page draws what differs between two datasets as one HTML page that is read and
// printed.
//
// In: what package compare found. Out: one file that loads nothing and has no script, in
// the look of report.html. Laws: text of pages is shown as text, never as markup; every bar has
// its numbers beside it; lists are bounded and say what they leave out; equal input gives
// equal bytes.
package page

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/dsbuild/dsbuild/datasets/compare"
	"github.com/dsbuild/dsbuild/internal/onepage"
	"github.com/dsbuild/dsbuild/internal/say"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Format is what a page says of itself.
const Format = "dsbuild.diff-page/1"

// Page is what is shown.
type Page struct {
	Old, New string // what the datasets are called
	Verdict  schema.Verdict
	Version  string // a sentence on the version that is due
	Made     []compare.Made
	Schema   []schema.Change
	OnlyOld  []string
	OnlyNew  []string
	Tables   []compare.Table
}

//go:embed page.html
var layout string

//go:embed page.css
var style string

var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("diff.html").Funcs(template.FuncMap{
		"safe": text.Terminal, "number": say.Number, "join": strings.Join, "value": value,
	}).Parse(layout))
})

// value shows a cell; what is not there is a dash.
func value(s string) string {
	if s = text.Terminal(s); s == "" {
		return "–"
	}
	return s
}

// view is a page as its template reads it.
type view struct {
	*Page
	Format, Policy string
	Style          template.CSS
}

// Write writes the page.
func (p *Page) Write(w io.Writer) error {
	sheet := onepage.Sheet + style
	v := view{Page: p, Format: Format, Policy: onepage.Policy(sheet, ""), Style: template.CSS(sheet)}
	if err := page().Execute(w, v); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}

// Means says what the verdict means for figures of the older dataset.
func (v view) Means() string {
	switch v.Verdict {
	case schema.Same:
		return "The datasets hold the same."
	case schema.Patch:
		return "Only how the dataset was made, or is described, is another: figures stay."
	case schema.Minor:
		return "There is more than before: figures of the same articles stay."
	case schema.Major:
		return "Figures that were computed from the older dataset may come out otherwise for the same articles."
	}
	return ""
}

// Same are the tables without a change.
func (v view) Same() []string {
	var names []string
	for i := range v.Tables {
		if !differs(&v.Tables[i]) {
			names = append(names, v.Tables[i].Name)
		}
	}
	return names
}

func differs(t *compare.Table) bool { return t.Added+t.Removed+t.Changed > 0 }

// Table is a table with its drawings.
type Table struct {
	*compare.Table
	Parts []Part
}

// Part is a part of a bar: place and width are percent of the drawing.
type Part struct {
	Name, Class, X, Width string
	N                     int64
}

// Changed are the tables with a change.
func (v view) Changed() []Table {
	var list []Table
	for i := range v.Tables {
		t := &v.Tables[i]
		if !differs(t) {
			continue
		}
		of := Table{Table: t, Parts: []Part{
			{Name: "same", Class: "same", N: t.Same},
			{Name: "changed", Class: "changed", N: t.Changed},
			{Name: "added", Class: "added", N: t.Added},
			{Name: "removed", Class: "removed", N: t.Removed},
		}}
		all, before := t.Same+t.Changed+t.Added+t.Removed, int64(0)
		for j := range of.Parts {
			p := &of.Parts[j]
			p.X, p.Width = percent(before, all), percent(p.N, all)
			before += p.N
		}
		list = append(list, of)
	}
	return list
}

func percent(n, of int64) string {
	return strconv.FormatFloat(100*float64(n)/float64(max(of, 1)), 'f', 2, 64)
}

// Columns are the columns that changed, but for places, which move with what stands before.
func (t Table) Columns() []compare.Column { return t.columns(false) }

// Places are the others.
func (t Table) Places() []compare.Column { return t.columns(true) }

func (t Table) columns(place bool) []compare.Column {
	var list []compare.Column
	for _, c := range t.Table.Columns {
		if c.Place() == place {
			list = append(list, c)
		}
	}
	return list
}

// More is how many are not shown of those that were added or removed.
func (t Table) More(all int64, shown []compare.Example) string {
	if n := all - int64(len(shown)); n > 0 {
		return say.Number(n) + " more are not shown: --examples shows more"
	}
	return ""
}

// valuesShown is how many values of a column are drawn, those that moved most.
const valuesShown = 20

// Shift is a column with other counts.
type Shift struct {
	Column string
	Means  *[2]float64
	Values []Value
	More   string
}

// Value is a value with its rows before and now.
type Value struct {
	Name     string
	Rows     [2]int64
	Old, New string // percent of the drawing
}

// Moved are the columns whose values are distributed otherwise.
func (t Table) Moved() []Shift {
	var list []Shift
	for i := range t.Shifts {
		s := &t.Shifts[i]
		of, most := Shift{Column: s.Column, Means: s.Means}, int64(1)
		shown := s.Values[:min(len(s.Values), valuesShown)]
		for _, v := range shown {
			most = max(most, v.Rows[0], v.Rows[1])
		}
		for _, v := range shown {
			const width = 60 // code points
			name := text.Head(text.Terminal(v.Value), width)
			of.Values = append(of.Values, Value{name, v.Rows, percent(v.Rows[0], most), percent(v.Rows[1], most)})
		}
		if n := len(s.Values) - len(shown); n > 0 {
			of.More = say.Count(int64(n), "more value") + " moved less: --format json has all"
		}
		list = append(list, of)
	}
	return list
}
