package table

import (
	"context"
	"fmt"
	"iter"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"

	"github.com/dsbuild/dsbuild/schema"
)

// Batch is a run of rows of a part, column by column.
type Batch struct {
	Group   int     // row group they stand in, from 0
	First   int64   // position in the part of the first row
	Len     int     // number of rows
	Columns []Cells // one for every column of the table
}

// Release gives the memory of the batch back, with all texts that were taken from
// it. Then it reads as NULL throughout. A batch that is not released is garbage as
// everything else.
func (b *Batch) Release() {
	for i := range b.Columns {
		if a := b.Columns[i].array; a != nil {
			a.Release()
		}
	}
	clear(b.Columns)
}

// Batches yields the rows of one row group, as Rows does, but in batches, which
// stay valid until they are released. With an error comes a batch without rows
// that says where it is.
func (r *Reader) Batches(ctx context.Context, group int, columns []int) iter.Seq2[*Batch, error] {
	return func(yield func(*Batch, error) bool) {
		wanted, places := r.wanted(columns)
		first := int64(0)
		for g := range group {
			first += r.part.GroupRows(g)
		}
		r.before()
		stated := r.statements(group, places)
		for record, err := range r.part.Batches(ctx, group, places) {
			if err != nil {
				yield(&Batch{Group: group, First: first}, fmt.Errorf("row group %d: %w", group, err))
				return
			}
			stated.add(r, record, group, first)
			b := &Batch{Group: group, First: first, Len: int(record.NumRows()), Columns: make([]Cells, len(r.table.Columns))}
			for i, c := range wanted {
				a := record.Column(i)
				a.Retain()
				b.Columns[c] = NewCells(a, r.table.Columns[c].Type)
			}
			first += record.NumRows()
			if !yield(b, nil) {
				return
			}
			r.before()
		}
		stated.end(r, group)
	}
}

// Cells are the values of one column. Its zero value reads as NULL throughout.
type Cells struct {
	layout layout
	valid  []byte // a bit for each cell, nil where all have a value
	bit    int    // that of the first cell
	counts []int32
	stamps []arrow.Timestamp
	reals  []float64
	texts  *array.String // of the cells, or of the items of lists
	list   *array.List
	other  func(int) schema.Value
	array  arrow.Array
}

// layout says which of the fields of Cells holds the values.
type layout uint8

const (
	nothing layout = iota // all is NULL
	asTexts
	asCounts // days too
	asStamps
	asReals
	asLists
	otherwise // whatever dsbuild does not write
)

// NewCells reads an array as values of type t, which its type must be Readable as.
func NewCells(a arrow.Array, t schema.Type) Cells {
	c := Cells{array: a, layout: otherwise}
	switch a := a.(type) {
	case *array.Null:
		return Cells{} // nothing to release either
	case *array.String:
		c.layout, c.texts = asTexts, a
	case *array.Int32:
		if t == schema.Int32 {
			c.layout, c.counts = asCounts, a.Int32Values()
		}
	case *array.Date32:
		c.layout, c.counts = asCounts, arrow.Int32Traits.CastFromBytes(arrow.Date32Traits.CastToBytes(a.Date32Values()))
	case *array.Timestamp:
		if t == schema.Timestamp && a.DataType().(*arrow.TimestampType).Unit == arrow.Microsecond {
			c.layout, c.stamps = asStamps, a.TimestampValues()
		}
	case *array.Float64:
		if t == schema.Float64 {
			c.layout, c.reals = asReals, a.Float64Values()
		}
	case *array.List:
		if items, ok := a.ListValues().(*array.String); ok {
			c.layout, c.list, c.texts = asLists, a, items
		}
	}
	if c.layout == otherwise {
		c.other = cellsOf(a, t)
	} else if a.NullN() > 0 {
		c.valid, c.bit = a.NullBitmapBytes(), a.Data().Offset()
	}
	return c
}

// Valid reports whether the cell of a row has a value.
func (c *Cells) Valid(i int) bool {
	switch {
	case c.valid != nil:
		at := i + c.bit
		return c.valid[at/8]>>(at%8)&1 == 1
	case c.layout == otherwise:
		return c.other(i).Valid
	}
	return c.layout != nothing
}

// Full reports whether every cell has a value. It need not be true of all such.
func (c *Cells) Full() bool { return c.valid == nil && c.layout != nothing && c.layout != otherwise }

// Str returns the text of a cell, "" where it is NULL.
func (c *Cells) Str(i int) string {
	switch {
	case c.layout == asTexts && (c.valid == nil || c.Valid(i)):
		return c.texts.Value(i)
	case c.layout == otherwise:
		return c.other(i).Str
	}
	return ""
}

// Int returns the number, day or instant of a cell, 0 where it is NULL.
func (c *Cells) Int(i int) int64 {
	switch {
	case c.layout == otherwise:
		return c.other(i).Int
	case c.valid != nil && !c.Valid(i):
		return 0
	case c.layout == asCounts:
		return int64(c.counts[i])
	case c.layout == asStamps:
		return int64(c.stamps[i])
	}
	return 0
}

// Whole reports whether Int is the value of a cell: it is there, and it is not one
// that falls between two numbers or days.
func (c *Cells) Whole(i int) bool {
	if c.layout == otherwise {
		v := c.other(i)
		return v.Valid && v.Float == 0
	}
	return c.Valid(i)
}

// Value returns a cell.
func (c *Cells) Value(i int) schema.Value {
	if c.layout == otherwise {
		return c.other(i)
	}
	if !c.Valid(i) {
		return schema.Value{}
	}
	v := schema.Value{Valid: true}
	switch c.layout {
	case asTexts:
		v.Str = c.texts.Value(i)
	case asCounts, asStamps:
		v.Int = c.Int(i)
	case asReals:
		v.Float = c.reals[i]
	case asLists:
		from, to := c.list.ValueOffsets(i)
		v.List = make([]string, 0, to-from)
		for j := from; j < to; j++ {
			v.List = append(v.List, c.texts.Value(int(j)))
		}
	case nothing, otherwise: // said above
	}
	return v
}

// Texts returns the texts of a column, or the items of its lists, one behind the
// other: their bytes, and where in them each begins and the last ends, from the
// first on. NULL is an empty text. It reports false where they are laid out otherwise.
func (c *Cells) Texts() (body []byte, offsets []int32, ok bool) {
	if c.texts == nil || c.texts.Len() == 0 {
		return nil, nil, c.texts != nil
	}
	return c.texts.ValueBytes(), c.texts.ValueOffsets(), true
}

// Bytes returns the text of a cell as Str does, not to be changed.
func (c *Cells) Bytes(i int) []byte {
	if c.layout != asTexts {
		return []byte(c.Str(i))
	}
	body, offsets, _ := c.Texts()
	return body[offsets[i]-offsets[0] : offsets[i+1]-offsets[0]]
}

// Item returns a text or an item of a list, by its place among those of Texts.
func (c *Cells) Item(i int) string { return c.texts.Value(i) }

// Counts returns the numbers or days of a column, those of NULL being any; nil
// where they are laid out otherwise.
func (c *Cells) Counts() []int32 { return c.counts }

// Reals returns the fractions of a column, those of NULL being any; nil where they
// are laid out otherwise.
func (c *Cells) Reals() []float64 { return c.reals }
