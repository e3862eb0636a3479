package stats

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Format is the first member of every report in JSON.
const Format = "dsbuild.statistics/1"

// Unit is what a count counts.
type Unit string

// The units.
const (
	Articles   Unit = "articles"
	Unique     Unit = "unique"
	Paragraphs Unit = "paragraphs"
	Quotes     Unit = "quotes"
	Words      Unit = "words"
)

// Units lists the units in the order they are shown.
var Units = []Unit{Articles, Unique, Paragraphs, Quotes, Words}

// Doc says what the unit counts.
func (u Unit) Doc() string {
	switch u {
	case Articles:
		return "rows of articles"
	case Unique:
		return "rows of articles whose duplicate_of is NULL"
	case Paragraphs:
		return "rows of paragraphs; by speaker: those that hold a quote of the speaker"
	case Quotes:
		return "rows of quotes that are speech (kind other than not_speech); by speaker: of speech_confidence .5 and more"
	case Words:
		return "whitespace-separated words of articles.text; by speaker: of the speaker's quotes"
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
	Format string    `json:"format"`
	Units  []UnitDoc `json:"units"`
	Totals Counts    `json:"totals"`
	Groups []Group   `json:"groups"`
	// Quoting is there where the groups were not named and the dataset has quotes.
	Quoting *QuoteStats  `json:"quoting,omitempty"`
	Tables  []TableStats `json:"tables,omitempty"`
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

func (c *Counts) fields() [5]**int64 {
	return [...]**int64{&c.Articles, &c.Unique, &c.Paragraphs, &c.Quotes, &c.Words}
}

// Group is counts by one key or several together.
type Group struct {
	By    []string `json:"by"`
	Units []Unit   `json:"units"`
	// Groups is how many there are; LeftOut how many of them are not in Rows.
	Groups  int        `json:"groups"`
	LeftOut int        `json:"left_out"`
	Note    string     `json:"note,omitempty"`
	Rows    []GroupRow `json:"rows"`
}

// GroupRow is one group: nil keys are NULL.
type GroupRow struct {
	Keys   []*string `json:"keys"`
	Counts Counts    `json:"counts"`
}

// TableStats describes one table. Rows, and Values and Nulls of its columns,
// count in its Unit.
type TableStats struct {
	Table   string        `json:"table"`
	Unit    string        `json:"unit"`
	Rows    int64         `json:"rows"`
	Columns []ColumnStats `json:"columns"`
}

// ColumnStats describes one column. Members that its type does not have are
// left out.
type ColumnStats struct {
	Name   string `json:"column"`
	Type   string `json:"type"`
	Unit   string `json:"unit,omitempty"`
	Values int64  `json:"values"` // cells that are not NULL
	Nulls  int64  `json:"nulls"`
	// EmptyLists and Items are for lists; Distinct and Top are of their items.
	EmptyLists *int64     `json:"empty_lists,omitempty"`
	Items      *int64     `json:"items,omitempty"`
	Distinct   Distinct   `json:"distinct"`
	Min        any        `json:"min,omitempty"`
	Max        any        `json:"max,omitempty"`
	Mean       *float64   `json:"mean,omitempty"` // of numbers, 4 decimals
	Quantiles  []Quantile `json:"quantiles,omitempty"`
	Lengths    *Lengths   `json:"lengths,omitempty"`
	// Top is empty where there are too many distinct values to count each.
	Top []TopValue `json:"top,omitempty"`
}

// Distinct is a number of distinct values, estimated (to three digits, about
// 1 percent off) where there are more than 32,768.
type Distinct struct {
	Count int64 `json:"count"`
	Exact bool  `json:"exact"`
}

// Quantile is the value below which a share of the values lies: exact up to
// 32,768 distinct values, then to three digits.
type Quantile struct {
	Percent int `json:"percent"`
	Value   any `json:"value"`
}

// Lengths describes the lengths of texts or lists.
type Lengths struct {
	Unit      string     `json:"unit"` // "code point" or "item"
	Min       int64      `json:"min"`
	Max       int64      `json:"max"`
	Mean      float64    `json:"mean"`
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
