package stats

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/dsbuild/dsbuild/datasets/audit"
)

// Format is the first member of every report in JSON.
const Format = "dsbuild.statistics/2"

// Unit is what a count counts.
type Unit string

// The units.
const (
	Articles   Unit = "articles"
	Unique     Unit = "unique"
	Stories    Unit = "stories"
	Paragraphs Unit = "paragraphs"
	Quotes     Unit = "quotes"
	Words      Unit = "words"
)

// Units lists the units in the order they are shown.
var Units = []Unit{Articles, Unique, Stories, Paragraphs, Quotes, Words}

// Doc says what the unit counts.
func (u Unit) Doc() string {
	switch u {
	case Articles:
		return "rows of articles"
	case Unique:
		return "rows of articles whose duplicate_of is NULL"
	case Stories:
		return "articles that no article before them tells in the same words (table duplicates: identical, near or syndicated)"
	case Paragraphs:
		return "rows of paragraphs; by speaker or person: those that hold a quote of theirs"
	case Quotes:
		return "rows of quotes: what was said"
	case Words:
		return "whitespace-separated words of articles.text; by speaker or person: of their quotes"
	}
	return ""
}

func (u Unit) index() int {
	for i, v := range Units {
		if u == v {
			return i
		}
	}
	return -1
}

// Report is what a dataset holds, counted.
type Report struct {
	Format string `json:"format"`
	// Warnings say why figures may not be those of the dataset that was built.
	Warnings []string  `json:"warnings"`
	Notes    []string  `json:"notes"`
	Units    []UnitDoc `json:"units,omitempty"`
	// Totals count all articles; Unique those without duplicates, and LiveBlogs the
	// live blogs among all.
	Totals    *Counts `json:"totals,omitempty"`
	Unique    *Counts `json:"totals_unique,omitempty"`
	LiveBlogs *Counts `json:"totals_live_blogs,omitempty"`
	Fill      []Fill  `json:"fill,omitempty"`
	// Audit is what people found right who read pages again; nil where nobody did.
	Audit *audit.Result `json:"audit,omitempty"`
	// Matrices are groups by two keys the second of which is a time.
	Matrices []Matrix `json:"matrices,omitempty"`
	Groups   []Group  `json:"groups,omitempty"`
	// Agendas are there where the groups were not named and the dataset has topics.
	Agendas []Agenda `json:"agendas,omitempty"`
	// Quoting is there where the groups were not named and the dataset has quotes.
	Quoting *QuoteStats  `json:"quoting,omitempty"`
	Tables  []TableStats `json:"tables,omitempty"`
}

// GroupRows returns the groups by one key alone; nil where there are none.
func (r *Report) GroupRows(key string) []GroupRow {
	for i := range r.Groups {
		if g := &r.Groups[i]; len(g.By) == 1 && g.By[0] == key {
			return g.Rows
		}
	}
	return nil
}

// Column returns what was counted of a column; nil where it was not.
func (r *Report) Column(table, column string) *ColumnStats { return r.Table(table).Column(column) }

// Table returns what was counted of a table; nil where it was not.
func (r *Report) Table(table string) *TableStats {
	for i := range r.Tables {
		if t := &r.Tables[i]; t.Table == table {
			return t
		}
	}
	return nil
}

// Column returns what was counted of a column; nil where it was not, nor the table.
func (t *TableStats) Column(name string) *ColumnStats {
	if t == nil {
		return nil
	}
	for i := range t.Columns {
		if c := &t.Columns[i]; c.Name == name {
			return c
		}
	}
	return nil
}

// Fill says how many articles have a field: it is neither NULL nor empty.
type Fill struct {
	Field  string  `json:"field"`
	Filled int64   `json:"filled"`
	Of     int64   `json:"of"`
	Share  float64 `json:"share"` // 4 decimals
	// LiveBlogs are the live blogs among those that have it.
	LiveBlogs int64 `json:"live_blogs"`
}

// UnitDoc says what a unit counts.
type UnitDoc struct {
	Unit   Unit   `json:"unit"`
	Counts string `json:"counts"`
}

// Counts are numbers of things by unit; nil where the unit was not asked for
// or the dataset leaves its layer out.
type Counts struct {
	Articles   *int64 `json:"articles,omitempty"`
	Unique     *int64 `json:"unique,omitempty"`
	Stories    *int64 `json:"stories,omitempty"`
	Paragraphs *int64 `json:"paragraphs,omitempty"`
	Quotes     *int64 `json:"quotes,omitempty"`
	Words      *int64 `json:"words,omitempty"`
}

// Of returns the count in a unit; ok is false where there is none.
func (c *Counts) Of(u Unit) (n int64, ok bool) {
	if i := u.index(); i >= 0 {
		if p := *c.fields()[i]; p != nil {
			return *p, true
		}
	}
	return 0, false
}

func (c *Counts) fields() [6]**int64 {
	return [...]**int64{&c.Articles, &c.Unique, &c.Stories, &c.Paragraphs, &c.Quotes, &c.Words}
}

// Group is counts by one key or several together.
type Group struct {
	By    []string   `json:"by"`
	Units []Unit     `json:"units"`
	Note  string     `json:"note,omitempty"`
	Gaps  []Gap      `json:"gaps,omitempty"`
	Rows  []GroupRow `json:"rows"`
}

// Gap is a run of months or years without articles that is too long for a row each.
type Gap struct {
	After  string `json:"after"`
	Before string `json:"before"`
	Empty  int    `json:"empty"` // how many there are between the two
}

// GroupRow is one group: nil keys are NULL.
type GroupRow struct {
	Keys   []*string `json:"keys"`
	Counts Counts    `json:"counts"`
	// LiveBlogs are the live blogs among them; nil where there are none.
	LiveBlogs *Counts `json:"live_blogs,omitempty"`
}

// Matrix has a line for each value of one key and a column for each month or year.
type Matrix struct {
	By      []string     `json:"by"`
	Unit    Unit         `json:"unit"`
	Columns []string     `json:"columns"`
	Gaps    []Gap        `json:"gaps,omitempty"`
	Lines   []MatrixLine `json:"lines"`
	// All is the sum of the lines, LiveBlogs what of it are live blogs.
	All       MatrixLine `json:"all"`
	LiveBlogs MatrixLine `json:"live_blogs"`
}

// MatrixLine counts by column; a column that Counts lacks is 0.
type MatrixLine struct {
	Key     *string          `json:"key"`
	Counts  map[string]int64 `json:"counts"`
	Undated int64            `json:"undated"` // no month is known
	Total   int64            `json:"total"`
}

// TableStats describes one table. Rows, and Values and Nulls of its columns,
// count in its Unit.
type TableStats struct {
	Table string `json:"table"`
	Unit  string `json:"unit"`
	Rows  int64  `json:"rows"`
	// LiveBlogs is how many of the rows are of live blogs: means and quantiles
	// leave them out, all other figures count them.
	LiveBlogs int64         `json:"live_blog_rows"`
	Columns   []ColumnStats `json:"columns"`
}

// ColumnStats describes one column. Members that its type does not have are
// left out.
type ColumnStats struct {
	Name   string `json:"column"`
	Type   string `json:"type"`
	Unit   string `json:"unit,omitempty"`
	Values int64  `json:"values"` // cells that are not NULL
	blogs  int64  // of live blogs, neither NULL nor empty
	Nulls  int64  `json:"nulls"`
	Note   string `json:"note,omitempty"`
	// Empty counts lists without items and texts without characters.
	Empty *int64 `json:"empty,omitempty"`
	// Items is for lists; Distinct and Top are of their items.
	Items *int64 `json:"items,omitempty"`
	// NotFinite counts NaN and infinite numbers: they are in no other figure but Values.
	NotFinite int64    `json:"not_finite,omitempty"`
	Distinct  Distinct `json:"distinct"`
	// Min and Max of text are left out where one is running text or over 256 bytes.
	Min       any        `json:"min,omitempty"`
	Max       any        `json:"max,omitempty"`
	Mean      *float64   `json:"mean,omitempty"` // of numbers, 4 decimals
	Quantiles []Quantile `json:"quantiles,omitempty"`
	Lengths   *Lengths   `json:"lengths,omitempty"`
	// Top is empty where there are too many distinct values to count each.
	Top []TopValue `json:"top,omitempty"`
}

// Distinct is a number of distinct values: exact up to 32,768 texts and a million
// numbers, estimated to three digits where there are more.
type Distinct struct {
	Count int64   `json:"count"`
	Exact bool    `json:"exact"`
	Error float64 `json:"error,omitempty"` // relative; less in 99 of 100 cases
}

// Quantile is the value below which a share of the values lies, as pandas and NumPy
// interpolate it: exact up to a million distinct values, then to three digits.
type Quantile struct {
	Percent int     `json:"percent"`
	Value   any     `json:"value"`
	Exact   bool    `json:"exact"`
	Error   float64 `json:"error,omitempty"` // relative to the value, at most
}

// Lengths describes the lengths of texts or lists.
type Lengths struct {
	Unit      string     `json:"unit"` // "code point" or "item"
	Min       int64      `json:"min"`
	Max       int64      `json:"max"`
	Mean      *float64   `json:"mean,omitempty"`
	Quantiles []Quantile `json:"quantiles"`
}

// TopValue is a frequent value with the number of its rows, or items of lists.
type TopValue struct {
	Value any   `json:"value"`
	Count int64 `json:"count"`
}

// JSON returns the report as an indented document that ends with a line break.
// Equal reports give equal bytes.
func (r *Report) JSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(r); err != nil {
		return nil, fmt.Errorf("encode statistics: %w", err)
	}
	return b.Bytes(), nil
}
