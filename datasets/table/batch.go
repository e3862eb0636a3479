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

// Batches yields the rows of one row group, as Rows does, but in batches, which
// stay valid. With an error comes a batch without rows that says where it is.
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
				a.Retain() // and never released: it is memory of Go's own
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
	array arrow.Array
	// One of these is set where the column is laid out as dsbuild writes it.
	texts  *array.String
	counts []int32 // days too
	stamps []arrow.Timestamp
	reals  []float64
	list   *array.List // of items
	items  *array.String
	other  func(int) schema.Value // reads any other layout
}

// NewCells reads an array as values of type t, which its type must be Readable as.
func NewCells(a arrow.Array, t schema.Type) Cells {
	c := Cells{array: a}
	known := false
	switch a := a.(type) {
	case *array.Null:
		return Cells{}
	case *array.String:
		c.texts, known = a, true
	case *array.Int32:
		c.counts, known = a.Int32Values(), t == schema.Int32
	case *array.Date32:
		c.counts, known = arrow.Int32Traits.CastFromBytes(arrow.Date32Traits.CastToBytes(a.Date32Values())), true
	case *array.Timestamp:
		c.stamps, known = a.TimestampValues(), t == schema.Timestamp && a.DataType().(*arrow.TimestampType).Unit == arrow.Microsecond
	case *array.Float64:
		c.reals, known = a.Float64Values(), t == schema.Float64
	case *array.List:
		c.list = a
		c.items, known = a.ListValues().(*array.String)
	}
	if !known {
		return Cells{array: a, other: cellsOf(a, t)}
	}
	return c
}

// Valid reports whether the cell of a row has a value.
func (c *Cells) Valid(i int) bool {
	switch {
	case c.array == nil:
		return false
	case c.other != nil:
		return c.other(i).Valid
	}
	return c.array.IsValid(i)
}

// Full reports whether every cell has a value. It need not be true of all such.
func (c *Cells) Full() bool { return c.array != nil && c.other == nil && c.array.NullN() == 0 }

// Str returns the text of a cell, "" where it is NULL.
func (c *Cells) Str(i int) string {
	switch {
	case c.texts != nil && c.texts.IsValid(i):
		return c.texts.Value(i)
	case c.other != nil:
		return c.other(i).Str
	}
	return ""
}

// Int returns the number, day or instant of a cell, 0 where it is NULL.
func (c *Cells) Int(i int) int64 {
	switch {
	case c.other != nil:
		return c.other(i).Int
	case c.array == nil || c.array.IsNull(i):
		return 0
	case c.counts != nil:
		return int64(c.counts[i])
	case c.stamps != nil:
		return int64(c.stamps[i])
	}
	return 0
}

// Value returns a cell.
func (c *Cells) Value(i int) schema.Value {
	switch {
	case c.other != nil:
		return c.other(i)
	case c.array == nil || c.array.IsNull(i):
		return schema.Value{}
	case c.texts != nil:
		return schema.Value{Valid: true, Str: c.texts.Value(i)}
	case c.reals != nil:
		return schema.Value{Valid: true, Float: c.reals[i]}
	case c.list != nil:
		from, to := c.list.ValueOffsets(i)
		items := make([]string, 0, to-from)
		for j := from; j < to; j++ {
			items = append(items, c.items.Value(int(j)))
		}
		return schema.Value{Valid: true, List: items}
	}
	return schema.Value{Valid: true, Int: c.Int(i)}
}

// Texts returns the texts of a column, or the items of its lists, one behind the
// other: their bytes, and where each begins and the last ends. NULL is an empty
// text. It reports false where they are laid out otherwise.
func (c *Cells) Texts() (body []byte, offsets []int32, ok bool) {
	a := c.texts
	if a == nil {
		a = c.items
	}
	if a == nil || a.Len() == 0 {
		return nil, nil, a != nil
	}
	return a.ValueBytes(), a.ValueOffsets(), true
}

// Item returns a text or an item of a list, by its place among those of Texts.
func (c *Cells) Item(i int) string {
	if c.texts != nil {
		return c.texts.Value(i)
	}
	return c.items.Value(i)
}

// Counts returns the numbers of a column, those of NULL being any; nil where they
// are laid out otherwise.
func (c *Cells) Counts() []int32 { return c.counts }

// Reals returns the fractions of a column, those of NULL being any; nil where they
// are laid out otherwise.
func (c *Cells) Reals() []float64 { return c.reals }
