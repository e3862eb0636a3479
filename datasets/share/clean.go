package share

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// cleaner makes the rows of one table such as may be shared.
type cleaner struct {
	how     []datasets.Treatment
	hash    hasher
	snippet int
	id      int    // position of doc_id, -1: every row by itself
	last    string // doc_id of the row before
	left    []int  // characters that may still stand in each column of the article
	// Of rows that have a text of their own: columns that are kept all the same, and
	// what must not stand in them.
	guarded []int
	texts   []int
}

func newCleaner(t *schema.Table, d *datasets.Derivative, key []byte) *cleaner {
	c := &cleaner{hash: hasher{key}, snippet: d.Snippet, left: make([]int, len(t.Columns))}
	_, c.id = t.Column("doc_id")
	if t.Name == "rejects" {
		c.id = -1 // a page may come again
	}
	for i := range t.Columns {
		col := &t.Columns[i]
		how := d.Treatment(col)
		c.how = append(c.how, how)
		open := col.Type == schema.Utf8 && col.Vocabulary == nil && col.Pattern == "" && col.Unit != "URL"
		switch {
		case t.Name != "articles" && t.Name != "rejects":
		case how == datasets.Kept && open:
			c.guarded = append(c.guarded, i)
		case col.Rights == schema.RightsText && col.Type == schema.Utf8:
			c.texts = append(c.texts, i)
		}
	}
	return c
}

// clean changes the cells of a row.
func (c *cleaner) clean(row []schema.Value) {
	if c.id < 0 || row[c.id].Str != c.last {
		for i := range c.left {
			c.left[i] = c.snippet
		}
		if c.id >= 0 {
			c.last = strings.Clone(row[c.id].Str)
		}
	}
	c.guard(row)
	for i, how := range c.how {
		if v := &row[i]; v.Valid {
			c.cell(how, v, &c.left[i])
		}
	}
}

func (c *cleaner) cell(how datasets.Treatment, v *schema.Value, left *int) {
	switch how {
	case datasets.Dropped:
		*v = schema.Value{}
	case datasets.Cut:
		cut(v, left)
	case datasets.Hashed:
		each(v, c.hash.of)
	case datasets.Shortened:
		each(v, shorten)
	case datasets.Kept:
	}
}

// each puts another text in the place of the text, or of each item of a list. The list
// may be of the reader, and is not changed.
func each(v *schema.Value, other func(string) string) {
	if v.List == nil {
		v.Str = other(v.Str)
		return
	}
	items := make([]string, len(v.List))
	for i, s := range v.List {
		items[i] = other(s)
	}
	v.List = items
}

// cut leaves the first characters of a cell, as many as are left of its article.
func cut(v *schema.Value, left *int) {
	if v.List == nil {
		if v.Str = first(v.Str, left); text.Blank(v.Str) {
			*v = schema.Value{}
		}
		return
	}
	items := []string{}
	for _, s := range v.List {
		if s = first(s, left); !text.Blank(s) {
			items = append(items, s)
		}
	}
	v.List = items
}

func first(s string, left *int) string {
	at := 0
	for ; *left > 0 && at < len(s); *left-- {
		_, n := utf8.DecodeRuneInString(s[at:])
		at += n
	}
	return s[:at]
}

// shorten puts a digest in the place of what a name has too much. Equal names stay equal,
// and others differ.
func shorten(s string) string {
	const begin, digits = 24, 12 // with the dots below LongestName
	if utf8.RuneCountInString(s) <= datasets.LongestName {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	left := begin
	return strings.TrimRight(first(s, &left), " ") + "…" + hex.EncodeToString(sum[:])[:digits]
}

// guard shortens what is kept and yet repeats a text of the row: a browser saves a page
// under its title.
func (c *cleaner) guard(row []schema.Value) {
	const longest = 1000 // no file or section is called so
	for _, i := range c.guarded {
		s := row[i].Str
		n := utf8.RuneCountInString(s)
		if n <= datasets.LongestName {
			continue
		}
		for _, at := range c.texts {
			if n > longest || repeats(s, row[at].Str) {
				row[i].Str = shorten(s)
				break
			}
		}
	}
}

// repeats reports whether more than LongestName characters of s stand in a text.
func repeats(s, body string) bool {
	if len(body) <= datasets.LongestName {
		return false
	}
	for at := range s {
		left := datasets.LongestName + 1
		run := first(s[at:], &left)
		if left > 0 {
			return false
		}
		if strings.Contains(body, run) {
			return true
		}
	}
	return false
}
