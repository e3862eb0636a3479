package validate

import (
	"cmp"
	"iter"
	"slices"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/internal/ordered"
	"github.com/dsbuild/dsbuild/schema"
)

// chunk is a run of rows of one part, with what was found in them. Whoever has
// it checks the rows that it holds; what they are to other rows is checked where
// chunks arrive in order.
type chunk struct {
	*table.Batch
	t          *tableState
	opt        *Options
	file       string
	absent     []bool // columns that the part lacks, or that cannot be read, or whose texts are not to be there
	withheld   []bool // the last of these
	found      []Finding
	starts     []int                    // rows with another doc_id than the one before them; the first is one
	incomplete bool                     // rows or columns behind it cannot be read
	opens      *opened                  // the part that begins with it, else nil
	ends       *opened                  // the part that ends with it, else nil
	least      schema.Opt[float64]      // speech_confidence of what was said, as stated
	counted    struct{ row, words int } // the row, counted from 1, whose words were counted last, and how many
}

// row is one row of a chunk. It stays what it is as long as somebody has it.
type row struct {
	*chunk
	i int
}

func (r row) valid(column int) bool { return r.Columns[column].Valid(r.i) }
func (r row) str(column int) string { return r.Columns[column].Str(r.i) }
func (r row) int(column int) int64  { return r.Columns[column].Int(r.i) }

// whole reports whether int is the value of a cell, as it is not of NULL or of
// 299.5 where a count should be.
func (r row) whole(column int) bool { return r.Columns[column].Whole(r.i) }

// shown is a cell as a finding shows it.
func (r row) shown(column int) string {
	v := r.Columns[column].Value(r.i)
	return plainString(&r.t.def.Columns[column], &v)
}

// cellFinding makes a finding about a cell. It never shows what the file does not hold.
func (r row) cellFinding(rule string, column int, message string) Finding {
	value := r.shown(column)
	if !r.valid(column) {
		value, message = "", "the value is NULL, and "+message
	}
	return rowFinding(r.place(), rule, r.t.def.Columns[column].Name, value, message)
}

func (r row) float(column int) float64 { return r.Columns[column].Value(r.i).Float }

// docID returns the article the row is of, "" where its table has none.
func (r row) docID() string {
	if id := r.t.columns.id; id >= 0 {
		return r.str(id)
	}
	return ""
}

// has reports whether the columns at these positions are declared, and there to
// be read. A law asks that of every column it speaks of: older versions and
// damaged parts may lack any.
func (k *chunk) has(columns ...int) bool {
	for _, i := range columns {
		if i < 0 || k.absent[i] {
			return false
		}
	}
	return true
}

// have reports the same of all rows of a group.
func have(rows []row, columns ...int) bool {
	if slices.Min(columns) < 0 {
		return false
	}
	for i := range rows {
		if i > 0 && rows[i].chunk == rows[i-1].chunk {
			continue
		}
		if !rows[i].has(columns...) {
			return false
		}
	}
	return true
}

// place says where a row stands.
type place struct {
	table, file string
	group       int
	row         int64
	docID       string
}

func (r row) place() place {
	return place{table: r.t.def.Name, file: r.file, group: r.Group, row: r.First + int64(r.i), docID: r.docID()}
}

// note makes a finding about a row of the chunk.
func (k *chunk) note(i int, rule, column, value, message string) {
	k.found = append(k.found, rowFinding(row{k, i}.place(), rule, column, value, message))
}

// weight is about how many bytes the chunk holds.
func (k *chunk) weight() int64 {
	const cell, base = 8, 1 << 10
	n := base + int64(k.Len)*int64(len(k.Columns))*cell
	for i := range k.Columns {
		body, _, _ := k.Columns[i].Texts()
		n += int64(len(body))
	}
	return n
}

// ahead is how many bytes of chunks of a table may be read ahead of the laws.
const ahead = 2 << 20

// each yields the chunks of a table, over all its parts, checked by themselves.
// What cannot be read is reported and passed over.
func (c *checker) each(t *tableState) iter.Seq[*chunk] {
	read := c.read(t)
	if c.opt.Workers > 1 {
		weigh := func(k *chunk) int64 { return k.weight() }
		read = ordered.Map(c.ctx, ordered.Options{Workers: 1, Budget: ahead}, read, weigh, func() func(*chunk) (*chunk, error) {
			return func(k *chunk) (*chunk, error) { k.check(); return k, nil }
		})
	}
	return func(yield func(*chunk) bool) {
		for k, err := range read {
			if err != nil {
				return // the context has ended, as settle will tell
			}
			if c.opt.Workers > 1 {
				c.reading(k.file)
			} else {
				k.check()
			}
			c.take(k)
			if k.Len > 0 && !yield(k) {
				return
			}
		}
	}
}

// take counts a chunk and passes on what was found in it.
func (c *checker) take(k *chunk) {
	if k.opens != nil {
		c.checkVersion(k.opens)
		k.t.unfit = nil
	}
	for i := range k.found {
		if f := &k.found[i]; f.Row != nil && f.isOfType() {
			k.t.unfit = append(k.t.unfit, f.Column)
		}
		c.out.finding(k.found[i])
	}
	k.found = nil
	if k.ends != nil {
		for _, f := range k.ends.later {
			if !slices.Contains(k.t.unfit, f.Column) {
				c.out.finding(f)
			}
		}
	}
	k.t.rows += int64(k.Len)
	k.t.incomplete = k.t.incomplete || k.incomplete
	if len(k.t.own) > 0 {
		for i := range k.Len {
			c.checkOwn(row{k, i})
		}
	}
}

// noteCell notes a finding about a cell of the row.
func (r row) noteCell(rule string, column int, message string) {
	r.found = append(r.found, r.cellFinding(rule, column, message))
}

// noteCell queues a finding about a cell.
func (c *checker) noteCell(r row, rule string, column int, message string) {
	c.out.finding(r.cellFinding(rule, column, message))
}

// note queues a finding about a row.
func (c *checker) note(r row, rule, column, value, message string) {
	c.out.finding(rowFinding(r.place(), rule, column, value, message))
}

// read yields the chunks of a table as they stand. It may run ahead of all else.
func (c *checker) read(t *tableState) iter.Seq2[*chunk, error] {
	return func(yield func(*chunk, error) bool) {
		for i := range t.parts {
			if !c.readPart(t, &t.parts[i], func(k *chunk) bool { return yield(k, nil) }) {
				return
			}
		}
	}
}

func (c *checker) readPart(t *tableState, p *datasets.File, yield func(*chunk) bool) bool {
	o := c.openChecked(t, p)
	defer o.close()
	least := o.threshold(c.manifest)
	next := func(b *table.Batch, opens, ends *opened) bool {
		k := &chunk{
			Batch: b, t: t, opt: &c.opt, file: p.Path, absent: o.absent, withheld: o.withheld, found: o.found, incomplete: o.incomplete, opens: opens,
			ends: ends, least: least,
		}
		o.found = nil
		return yield(k)
	}
	if more := next(&table.Batch{}, o, nil); o.r == nil || !more {
		return more
	}
	o.r.Misstated = func(m table.Misstated) { o.misstated(&m) }
	for g := range o.r.Groups() {
		for b, err := range o.r.Batches(c.ctx, g, nil) {
			if err != nil {
				o.incomplete = true
				f := unread(err)
				f.RowGroup = &g
				o.note(f)
			}
			if !next(b, nil, nil) {
				return false
			}
		}
	}
	return next(&table.Batch{}, nil, o) // what the last rows showed
}

// check checks the rows of the chunk by themselves.
func (k *chunk) check() {
	if k.Len > 0 {
		k.checkColumns()
		k.checkRights()
		k.checkRows()
		k.starts = k.articles()
	}
	slices.SortStableFunc(k.found, func(a, b Finding) int { return cmp.Compare(rowOf(&a), rowOf(&b)) })
}

// articles returns the rows at which those of another article begin.
func (k *chunk) articles() []int {
	if k.t.columns.id < 0 {
		return []int{0}
	}
	var starts []int
	id, last := &k.Columns[k.t.columns.id], ""
	for i := range k.Len {
		if s := id.Str(i); i == 0 || s != last {
			starts = append(starts, i)
			last = s
		}
	}
	return starts
}

func rowOf(f *Finding) int64 {
	if f.Row == nil {
		return -1
	}
	return *f.Row
}

// between reports whether a cell holds a value that is no whole number, which is a finding of its own.
func (r row) between(column int) bool { return r.valid(column) && !r.whole(column) }

// note makes a finding about the row.
func (r row) note(rule, column, value, message string) {
	r.chunk.note(r.i, rule, column, value, message)
}
