package validate

import (
	"slices"

	"github.com/dsbuild/dsbuild/schema"
)

// columns are the positions of the columns that more than one law speaks of, -1
// where a table has none.
type columns struct {
	id, text, digest, duplicate int
	start, end, paragraph       int
	scheme                      int
	paragraphs                  bool     // it is that table
	position                    int      // numbers the rows of an article
	key                         []int    // without doc_id
	spans                       [][3]int // start, end, text
}

func columnsOf(t *schema.Table) columns {
	at := func(name string) int {
		_, i := t.Column(name)
		return i
	}
	c := columns{
		id: at("doc_id"), text: at("text"), digest: at("text_sha256"), duplicate: at("duplicate_of"),
		start: at("char_start"), end: at("char_end"), paragraph: at("paragraph_index"),
		scheme: at("scheme"), paragraphs: t.Name == "paragraphs", position: -1,
	}
	for _, name := range t.Key {
		if name != "doc_id" {
			c.key = append(c.key, at(name))
		}
	}
	if slices.Contains(c.key, -1) {
		c.key = nil // of some older version
	}
	if len(c.key) == 1 && t.Columns[c.key[0]].Unit == "position" {
		c.position = c.key[0]
	}
	for _, s := range t.Spans {
		c.spans = append(c.spans, [3]int{at(s.Start), at(s.End), at(s.Text)})
	}
	return c
}
