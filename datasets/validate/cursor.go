package validate

import (
	"iter"

	"github.com/dsbuild/dsbuild/internal/compact"
)

// ids knows where every article stands.
type ids struct {
	at         positions            // among the articles
	duplicate  compact.List[uint64] // a bit for each position: the article is a duplicate of another one
	incomplete bool                 // some articles could not be read
}

// noteDuplicate notes that an article is a duplicate.
func (d *ids) noteDuplicate(position int64) {
	for int64(d.duplicate.Len()) <= position/bitsOfWord {
		d.duplicate.Add(0)
	}
	*d.duplicate.At(int(position / bitsOfWord)) |= 1 << (position % bitsOfWord)
}

func (d *ids) isDuplicate(position int64) bool {
	at := position / bitsOfWord
	return at < int64(d.duplicate.Len()) && *d.duplicate.At(int(at))>>(position%bitsOfWord)&1 != 0
}

const bitsOfWord = 64

// readIDs notes the position of every article, and reports those that come twice.
func (c *checker) readIDs(articles *tableState) error {
	n := int64(0)
	columns := []int{articles.columns.id}
	if at := articles.columns.duplicate; at >= 0 {
		columns = append(columns, at)
	}
	for i := range articles.parts {
		p := &articles.parts[i]
		r, f, err := c.open(p, articles.def)
		if err != nil {
			c.ids.incomplete = true
			continue
		}
		for g := range r.Groups() {
			for b, err := range r.Batches(c.ctx, g, columns) {
				if err != nil {
					c.ids.incomplete = true
				}
				k := &chunk{Batch: b, t: articles, file: p.Path}
				for j := range b.Len {
					c.noteID(row{k, j}, n)
					n++
				}
				b.Release()
			}
		}
		f.Close()
		if err := c.passOn(); err != nil {
			return err
		}
	}
	return nil
}

// cursor reads the rows of a table that hangs on articles, article by article.
type cursor struct {
	c       *checker
	t       *tableState
	refs    []reference
	next    func() (*chunk, bool)
	stop    func()
	chunk   *chunk   // with the row at hand, nil at the end
	at      int      // the row in it that is not taken
	start   int      // of its starts, the first that is not taken
	done    []*chunk // behind it, but with rows of the article
	last    []byte   // doc_id of the row at hand, and
	lastPos int64    // its article's position, -1 where there is none
	group   []row    // rows of the article
}

func (c *checker) newCursor(t *tableState) *cursor {
	k := &cursor{c: c, t: t, lastPos: -1}
	k.next, k.stop = iter.Pull(c.each(t))
	return k
}

// advance makes the next row stand at hand; it reports false at the end.
func (k *cursor) advance() bool {
	if k.chunk == nil || k.at == k.chunk.Len {
		if k.chunk != nil {
			k.done = append(k.done, k.chunk)
		}
		k.at, k.start = 0, 0
		if k.chunk, _ = k.next(); k.chunk == nil {
			return false
		}
	}
	if k.start == len(k.chunk.starts) || k.chunk.starts[k.start] != k.at {
		return true // it is of the article of the row before
	}
	k.start++
	if id := (row{k.chunk, k.at}).docID(); string(k.last) != id || k.lastPos < 0 {
		k.last, k.lastPos = append(k.last[:0], id...), -1
		if pos, ok := k.c.ids.at.of(id); ok {
			k.lastPos = pos
		}
	}
	return true
}

// take makes the group hold the rows of the article at position pos. Rows of no
// article, and of articles that were passed, are reported on the way.
func (k *cursor) take(pos int64) {
	k.group = k.group[:0]
	for _, done := range k.done {
		done.Release()
	}
	k.done = k.done[:0]
	for k.advance() && k.lastPos <= pos {
		r := row{k.chunk, k.at}
		switch {
		case k.lastPos < 0:
			k.orphan(r)
		case k.lastPos < pos:
			k.late(r)
		default:
			k.group = append(k.group, r)
		}
		k.at++
	}
}
