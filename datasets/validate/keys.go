package validate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

func (c *checker) noteID(r row, n int64) {
	if id := r.docID(); !c.ids.at.add(id, n) {
		c.note(r, "keys.unique", "doc_id", id, "another article before it has the same doc_id")
	}
	if at := r.t.columns.duplicate; at >= 0 && r.valid(at) {
		c.texts.name(r.str(at))
	}
}

// noArticle is a cell that names an article which is not there.
func (c *checker) noArticle(r row, column int) {
	c.noteCell(r, "keys.reference", column, "articles has no such doc_id")
}

// noPerson is a speaker whose key is in no row of people.
func (v *view) noPerson(r row, column int) {
	v.c.noteCell(r, "keys.reference", column, "people has no row with this key")
}

func (k *cursor) orphan(r row) {
	if !k.c.ids.incomplete {
		k.c.note(r, "keys.reference", "doc_id", string(k.last), "articles has no such doc_id")
	}
}

// late is a row whose article was passed. Where the articles themselves could
// not be read in full, that is no fault of the row.
func (k *cursor) late(r row) {
	if !k.c.articlesIncomplete() {
		k.t.incomplete = true // its counts would all be reported once more
		k.c.note(r, "keys.order", "doc_id", string(k.last), "the rows of the article stand behind those of a later one")
	}
}

func (c *checker) articlesIncomplete() bool {
	t := c.table("articles")
	return t == nil || t.incomplete
}

func (c *checker) checkUnique(t *tableState, rows []row) {
	key := t.columns.key
	if len(key) == 0 || len(rows) < 2 || !have(rows, key...) {
		return
	}
	twice := func(r row) {
		c.note(r, "keys.unique", strings.Join(t.def.Key, ", "), "", "a row before it has the same key")
	}
	const few = 16 // comparing each with each is quicker
	if len(rows) <= few {
		for i := range rows {
			if slices.ContainsFunc(rows[:i], func(before row) bool { return sameKey(rows[i], before, key) }) {
				twice(rows[i])
			}
		}
		return
	}
	seen := make(map[string]bool, len(rows))
	for _, r := range rows {
		if k := r.key(key); seen[k] {
			twice(r)
		} else {
			seen[k] = true
		}
	}
}

func sameKey(a, b row, key []int) bool {
	for _, i := range slices.Backward(key) { // the last differs most often
		if a.int(i) != b.int(i) || a.valid(i) != b.valid(i) || a.str(i) != b.str(i) {
			return false
		}
		if a.between(i) && a.shown(i) != b.shown(i) {
			return false
		}
	}
	return true
}

// key is the row's key within its article.
func (r row) key(columns []int) string {
	var b strings.Builder
	for _, i := range columns {
		fmt.Fprintf(&b, "%t %q ", r.valid(i), r.shown(i))
	}
	return b.String()
}

// checkReferences checks what a row refers to in other tables of its article.
func (v *view) checkReferences(k *cursor, r row) {
	for i := range k.refs {
		ref := &k.refs[i]
		if !r.has(ref.column) || !r.whole(ref.column) || ref.of.t.incomplete {
			continue
		}
		column := &k.t.def.Columns[ref.column]
		found := ref.find(r)
		switch {
		case found < 0:
			v.c.noteCell(r, "keys.reference", ref.column, column.References+" has no such value for this article")
		case ref.of.t.columns.paragraphs:
			v.checkWithin(r, ref.of.group[found])
		}
	}
}

// reference is a column that refers to one of another table of the article.
type reference struct {
	column, to int
	of         *cursor
	index      map[string]int // the rows by what is referred to, where they are many,
	indexed    row            // and the first of them
}

// find returns which row of the other table a row refers to, -1 for none.
func (ref *reference) find(r row) int {
	s := r.str(ref.column)
	is := func(other row) bool { return other.str(ref.to) == s && other.valid(ref.to) }
	if r.t.def.Columns[ref.column].Type == schema.Int32 {
		n := r.int(ref.column)
		is = func(other row) bool { return other.int(ref.to) == n && other.whole(ref.to) }
		if n >= 0 && n < int64(len(ref.of.group)) && is(ref.of.group[n]) {
			return int(n) // as positions do
		}
	}
	const few = 64 // looking through them is quicker
	if len(ref.of.group) <= few {
		return slices.IndexFunc(ref.of.group, is)
	}
	if first := ref.of.group[0]; ref.index == nil || ref.indexed != first {
		ref.index, ref.indexed = map[string]int{}, first
		for i, other := range slices.Backward(ref.of.group) { // the first one stays
			ref.index[other.key([]int{ref.to})] = i
		}
	}
	if found, ok := ref.index[r.key([]int{ref.column})]; ok {
		return found
	}
	return -1
}

// checkKeys checks that no two rows of an article have the same key, and that its
// positions are numbered.
func (c *checker) checkKeys(t *tableState, rows []row) {
	numbered := have(rows, t.columns.position)
	if numbered && inOrder(rows, t.columns.position) {
		return
	}
	c.checkUnique(t, rows)
	if numbered {
		c.checkPositions(t, rows)
	}
}
