package validate

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// countedBy names the law that finds a count which is NULL, "" for a column that
// may be: what is no count, and counts of rows of a table that a build may leave out.
func countedBy(t *schema.Table, c *schema.Column) string {
	of := schema.TableByName(c.Counts)
	switch {
	case c.Name == "char_count":
		return "laws.char_count"
	case c.Unit != "count" || c.Required || of != nil && of.Layer != "":
		return ""
	case c.Counts != "":
		return "laws.count"
	case c.Name == "marked_words":
		return "laws.marked_words"
	case t.Name == "speakers":
		return "laws.speaker"
	case t.Name == peopleTable:
		return "laws.people"
	}
	return "laws.word_count"
}

// count is a column of articles that counts rows of another table, those apart
// whose column has a word.
type count struct {
	column int
	of     *cursor
	where  int // -1 for all rows
	not    string
}

// checkCounts checks the columns of articles that count rows of other tables.
func (v *view) checkCounts(b *lawAt) {
	for i := range v.counts {
		k := &v.counts[i]
		if k.of.t.incomplete || !v.article.has(k.column) {
			continue
		}
		n := int64(len(k.of.group))
		if k.where >= 0 {
			for _, r := range k.of.group {
				if r.str(k.where) == k.not {
					n--
				}
			}
		}
		reported := v.articles.checks[k.column].counted != "" && !v.article.valid(k.column)
		if (v.article.int(k.column) != n || !v.article.valid(k.column)) && !reported && !v.article.between(k.column) {
			v.c.noteCell(v.article, b.rule, k.column, fmt.Sprintf("%s has %d such rows", k.of.t.def.Name, n))
		}
	}
}

// checkAuthors compares the names that articles has with those of authors.
func (v *view) checkAuthors(b *lawAt) {
	names, name := b.at[0], b.at[1]
	authors := v.group("authors")
	stated := v.article.Columns[names].Value(v.article.i).List
	same := len(stated) == len(authors)
	for i := 0; same && i < len(stated); i++ {
		same = stated[i] == authors[i].str(name)
	}
	if same {
		return
	}
	var want []string
	for _, r := range authors {
		want = append(want, r.str(name))
	}
	v.c.noteCell(v.article, b.rule, names, "authors has "+strconv.Quote(strings.Join(want, "; ")))
}

// inOrder reports whether a column numbers the rows from 0.
func inOrder(rows []row, column int) bool {
	for i, r := range rows {
		if r.int(column) != int64(i) || !r.valid(column) {
			return false
		}
	}
	return true
}

func (c *checker) checkPositions(t *tableState, rows []row) {
	at := t.columns.position
	for i, r := range rows {
		if r.int(at) != int64(i) && r.whole(at) {
			c.noteCell(r, "laws.position", at, fmt.Sprintf("it is row %d of its article", i))
			return // the rest would all be off by the same
		}
	}
}
