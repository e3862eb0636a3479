// Package codebook writes what every column of a dataset means, and what stands in it.
//
// In: the declared tables, the manifest and the statistics of a dataset. Out: the same
// codebook as Markdown and as one HTML page that loads nothing and has no script. Laws:
// meanings, rules and words are those of the declarations; figures are those of the
// statistics; text of pages, recipes and indexes is inert; equal input gives equal bytes.
package codebook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/internal/say"
	"github.com/dsbuild/dsbuild/schema"
)

// What the files are called beside the tables of a dataset.
const (
	MarkdownName = "CODEBOOK.md"
	HTMLName     = "codebook.html"
)

// Book is what a codebook is made of. Stats may lack tables: their figures are left empty.
type Book struct {
	Manifest *datasets.Manifest
	Tables   []*schema.Table
	Stats    *stats.Report
	// Selection says which articles the figures are of; "" all.
	Selection string
}

// Part is the codebook of a table.
type Part struct {
	Name, Doc string
	About     []string // what a row is, and what holds for it
	Columns   []Column
	Words     []Words
}

// Column says what a column means and what stands in it.
type Column struct{ Name, Type, Doc, Rule, Filled, Values string }

// Words are those of a closed vocabulary, with how often each stands in a column.
type Words struct {
	Column, Doc string
	Rows        []Word
}

// Word is a word of a vocabulary; Count is "" where it is not known.
type Word struct{ Code, Doc, Count string }

// Parts returns the codebook table by table.
func (b *Book) Parts() []Part {
	var parts []Part
	for _, t := range b.Tables {
		parts = append(parts, b.part(t))
	}
	return parts
}

func (b *Book) part(t *schema.Table) Part {
	counted := b.Stats.Table(t.Name)
	p := Part{Name: t.Name, Doc: t.Doc, About: []string{"One row is one " + cmp.Or(t.Unit, "row") + "."}}
	if counted != nil {
		p.About[0] = say.Count(counted.Rows, "row") + ", each one " + cmp.Or(t.Unit, "row") + "."
	}
	if len(t.Key) > 0 {
		p.About = append(p.About, "Key: "+strings.Join(t.Key, ", ")+".")
	}
	for _, s := range t.Spans {
		p.About = append(p.About, fmt.Sprintf("Law: articles.text[%s:%s] equals %s.", s.Start, s.End, s.Text))
	}
	if counted != nil && counted.LiveBlogs > 0 {
		p.About = append(p.About, say.Count(counted.LiveBlogs, "row")+" of live blogs are left out of medians.")
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		of := counted.Column(c.Name)
		p.Columns = append(p.Columns, describe(c, of, counted))
		if c.Vocabulary != nil {
			p.Words = append(p.Words, words(c, of))
		}
	}
	return p
}

func describe(c *schema.Column, of *stats.ColumnStats, t *stats.TableStats) Column {
	d := Column{Name: c.Name, Type: c.Type.String(), Doc: c.Doc, Rule: c.Rule()}
	if c.Unit != "" {
		d.Type += ", " + c.Unit
	}
	if of == nil {
		return d
	}
	d.Filled = filled(of, t.Rows)
	d.Values = values(c, of)
	return d
}

// values says what stands in a column. Of texts the first in the alphabet says nothing,
// and neither does a value that is there once; words of a vocabulary stand below, all of them.
func values(c *schema.Column, of *stats.ColumnStats) string {
	counts := *of
	switch {
	case c.Vocabulary != nil:
		counts.Top, counts.Min = nil, nil
		if c.Type != schema.Utf8List {
			counts.Lengths = nil
		}
	case c.Type == schema.Utf8 || c.Type == schema.Utf8List:
		counts.Min = nil
		counts.Top = slices.DeleteFunc(slices.Clone(of.Top), func(v stats.TopValue) bool { return v.Count < 2 })
		if n := of.Distinct.Count; n > 1 {
			counts.Note = strings.TrimPrefix(of.Note+"; "+say.Number(n)+" different", "; ")
		}
	}
	return counts.Summary()
}

// filled is the share of rows that have a value: neither NULL nor an empty list or text.
func filled(c *stats.ColumnStats, rows int64) string {
	if rows == 0 {
		return ""
	}
	n := c.Values
	if c.Empty != nil {
		n -= *c.Empty
	}
	if n > 0 && n*1000 < rows {
		return "< 0.1 %"
	}
	if n < rows && (rows-n)*1000 < rows {
		return "> 99.9 %"
	}
	return say.Percent(float64(n) / float64(rows))
}

// words counts those of a vocabulary. A word that is not among the most frequent ones
// stands nowhere, where those are all that there are.
func words(c *schema.Column, of *stats.ColumnStats) Words {
	w := Words{Column: c.Name, Doc: c.Vocabulary.Doc}
	found, all := map[string]int64{}, false
	if of != nil {
		all = of.Distinct.Exact && int64(len(of.Top)) == of.Distinct.Count
		for _, v := range of.Top {
			if code, ok := v.Value.(string); ok {
				found[code] = v.Count
			}
		}
	}
	for _, t := range c.Vocabulary.Terms {
		word := Word{Code: t.Code, Doc: t.Doc}
		if n, ok := found[t.Code]; ok || all {
			word.Count = say.Number(n)
		}
		w.Rows = append(w.Rows, word)
	}
	return w
}
