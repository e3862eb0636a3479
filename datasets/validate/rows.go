package validate

import (
	"iter"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

// ids knows where every article stands.
type ids struct {
	at         positions      // among the articles
	duplicate  map[int64]bool // positions of articles that are duplicates of others
	incomplete bool           // some articles could not be read
}

// each yields the rows of a table, over all its parts. What cannot be read is
// told and passed over.
func (c *checker) each(t *tableState) iter.Seq2[*place, *table.Row] {
	return func(yield func(*place, *table.Row) bool) {
		_, id := t.def.Column("doc_id")
		for i := range t.parts {
			p := &t.parts[i]
			r, f := c.openChecked(t, p)
			if f == nil {
				continue
			}
			r.Misstated = func(m table.Misstated) { c.misstated(p, &m) }
			more := c.eachOf(t, p, r, id, yield)
			f.Close()
			if !more {
				return
			}
		}
	}
}

// misstated tells what the footer of a part says wrongly.
func (c *checker) misstated(p *datasets.File, m *table.Misstated) {
	f := newFinding("file.statistics", m.Message)
	f.File, f.Table, f.Column, f.RowGroup = p.Path, p.Table, m.Column, &m.Group
	if m.Row >= 0 {
		f.Row = &m.Row
	}
	c.out.finding(f)
}

func (c *checker) eachOf(t *tableState, p *datasets.File, r *table.Reader, id int, yield func(*place, *table.Row) bool) bool {
	for g := range r.Groups() {
		for row, err := range r.Rows(c.ctx, g, nil) {
			if err != nil {
				t.incomplete = true
				f := newFinding("file.unreadable", err.Error())
				f.File, f.Table, f.RowGroup = p.Path, p.Table, &g
				c.out.finding(f)
				break
			}
			t.rows++
			at := place{table: t.def.Name, file: p.Path, group: row.Group, row: row.Number}
			if id >= 0 {
				at.docID = row.Cells[id].Str
			}
			c.checkCells(t, &at, &row)
			c.checkRow(t, &at, &row)
			c.checkOwn(t, &at, &row)
			if !yield(&at, &row) {
				return false
			}
		}
	}
	return true
}

// readIDs notes the position of every article, and tells those that come twice.
func (c *checker) readIDs(articles *tableState) error {
	c.ids.duplicate = map[int64]bool{}
	n := int64(0)
	_, id := articles.def.Column("doc_id")
	for i := range articles.parts {
		p := &articles.parts[i]
		r, f, err := c.open(p, articles.def)
		if err != nil {
			c.ids.incomplete = true
			continue
		}
		for g := range r.Groups() {
			for row, err := range r.Rows(c.ctx, g, []int{id}) {
				if err != nil {
					c.ids.incomplete = true
					break
				}
				c.noteID(p, &row, row.Cells[id].Str, n)
				n++
			}
		}
		f.Close()
		if err := c.ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) noteID(p *datasets.File, row *table.Row, docID string, n int64) {
	if !c.ids.at.add(docID, n) {
		at := place{table: "articles", file: p.Path, group: row.Group, row: row.Number, docID: docID}
		c.say(&at, "keys.unique", "doc_id", docID, "another article before it has the same doc_id")
	}
}

// record is a row that outlives its reading.
type record struct {
	place
	cells []schema.Value
}

func (r *record) set(at *place, row *table.Row) {
	r.place = *at
	r.cells = append(r.cells[:0], row.Cells...)
}

// cursor reads the rows of a table that hangs on articles, article by article.
type cursor struct {
	c       *checker
	t       *tableState
	next    func() (*place, *table.Row, bool)
	stop    func()
	ahead   bool // at, row hold a row that was read and not taken
	at      *place
	row     *table.Row
	last    string // doc_id of the row ahead, and
	lastPos int64  // its article's position, -1 where there is none
	group   []record
}

func (c *checker) newCursor(t *tableState) *cursor {
	k := &cursor{c: c, t: t, lastPos: -1}
	k.next, k.stop = iter.Pull2(c.each(t))
	return k
}

// advance makes the next row stand ahead; it reports false at the end.
func (k *cursor) advance() bool {
	if k.ahead {
		return true
	}
	k.at, k.row, k.ahead = k.next()
	if k.ahead && (k.at.docID != k.last || k.lastPos < 0) {
		k.last, k.lastPos = k.at.docID, -1
		if pos, ok := k.c.ids.at.of(k.at.docID); ok {
			k.lastPos = pos
		}
	}
	return k.ahead
}

// take returns the rows of the article at position pos. Rows of no article, and
// of articles that were passed, are told on the way.
func (k *cursor) take(pos int64) []record {
	n := 0
	for k.advance() {
		switch {
		case k.lastPos < 0:
			k.orphan()
		case k.lastPos < pos:
			k.late()
		case k.lastPos > pos:
			return k.group[:n]
		default:
			if n == len(k.group) {
				k.group = append(k.group, record{})
			}
			k.group[n].set(k.at, k.row)
			n++
		}
		k.ahead = false
	}
	return k.group[:n]
}

func (k *cursor) orphan() {
	if !k.c.ids.incomplete {
		k.c.say(k.at, "keys.reference", "doc_id", k.at.docID, "articles has no such doc_id")
	}
}

// late is a row whose article was passed. Where the articles themselves could
// not be read in full, that is no fault of the row.
func (k *cursor) late() {
	if !k.c.articlesIncomplete() {
		k.t.incomplete = true // its counts would all be told once more
		k.c.say(k.at, "keys.order", "doc_id", k.at.docID, "the rows of the article stand behind those of a later one")
	}
}

func (c *checker) articlesIncomplete() bool {
	t := c.table("articles")
	return t == nil || t.incomplete
}
