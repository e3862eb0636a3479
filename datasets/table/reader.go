package table

import (
	"context"
	"fmt"
	"iter"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/ipc"

	"github.com/dsbuild/dsbuild/internal/arrowfile"
	"github.com/dsbuild/dsbuild/schema"
)

// Reader reads one part of a table, whoever wrote it. Columns are found by
// name; one that the part lacks, or whose type cannot be turned into the
// declared one, reads as NULL.
type Reader struct {
	table  *schema.Table
	part   arrowfile.Part
	stored bool  // types are those of OpenStored
	place  []int // position in the part of each column of the table, -1 where it has none
	// Before, where it is not nil, is called before rows are decoded: with it a
	// process can tell which file it is about to fail on.
	Before func()
	// Misstated, where it is not nil, is called where the footer of a Parquet part
	// says what the values of a column do not keep.
	Misstated func(Misstated)
}

// Endings are those that files with rows of a table have, whoever wrote them.
var Endings = []string{".parquet", ".pq", ".arrow", ".feather", ".ipc", ".arrows"}

// Open reads the head or footer of a part of t: Parquet, an Arrow IPC file or an
// Arrow IPC stream. Its first bytes decide which, not its name. It does not
// close r.
func Open(r ipc.ReadAtSeeker, size int64, t *schema.Table) (*Reader, error) {
	part, err := arrowfile.Open(r, size)
	if err != nil {
		return nil, err
	}
	return newReader(part, t), nil
}

// Row is one row of a part.
type Row struct {
	Group  int            // row group it stands in, from 0
	Number int64          // position in the part, from 0
	Cells  []schema.Value // one for every column of the table; valid until the next row
}

func newReader(p arrowfile.Part, t *schema.Table) *Reader {
	r := &Reader{table: t, part: p, place: make([]int, len(t.Columns))}
	for i := range t.Columns {
		r.place[i] = -1
		if at := p.Schema().FieldIndices(t.Columns[i].Name); len(at) > 0 {
			r.place[i] = at[0]
		}
	}
	return r
}

// Schema returns the columns of the part as they are.
func (r *Reader) Schema() *arrow.Schema { return r.part.Schema() }

// Meta returns a value of the part's metadata, or "".
func (r *Reader) Meta(key string) string { return r.part.Meta(key) }

// Writer returns what a Parquet part says of the program that wrote it; "" of Arrow.
func (r *Reader) Writer() string { return r.part.Writer() }

// NumRows returns the number of rows the footer states.
func (r *Reader) NumRows() int64 { return r.part.Rows() }

// Groups returns the number of row groups.
func (r *Reader) Groups() int { return r.part.Groups() }

// Rows yields the rows of one row group. Only the given columns of the table
// (nil: all) are read, the others are NULL. An error ends the sequence; the
// next row group may still be readable.
func (r *Reader) Rows(ctx context.Context, group int, columns []int) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		wanted, places := r.wanted(columns)
		row := Row{Group: group, Cells: make([]schema.Value, len(r.table.Columns))}
		for g := range group {
			row.Number += r.part.GroupRows(g)
		}
		r.before()
		stated := r.statements(group, places)
		for batch, err := range r.part.Batches(ctx, group, places) {
			if err != nil {
				yield(Row{Group: group, Number: row.Number}, fmt.Errorf("row group %d: %w", group, err))
				return
			}
			stated.add(r, batch, group, row.Number)
			if !r.each(batch, wanted, &row, yield) {
				return
			}
			r.before()
		}
		stated.end(r, group)
	}
}

func (r *Reader) before() {
	if r.Before != nil {
		r.Before()
	}
}

// wanted returns the columns of the table to read, and where they stand in the part.
func (r *Reader) wanted(columns []int) (wanted, places []int) {
	if columns == nil {
		columns = make([]int, len(r.place))
		for i := range columns {
			columns[i] = i
		}
	}
	for _, c := range columns {
		if at := r.place[c]; at >= 0 && r.reads(r.part.Schema().Field(at).Type, r.table.Columns[c].Type) {
			wanted, places = append(wanted, c), append(places, at)
		}
	}
	if len(places) == 0 && r.part.Schema().NumFields() > 0 {
		places = []int{0} // the rows themselves still count
	}
	return wanted, places
}

func (r *Reader) each(batch arrow.RecordBatch, wanted []int, row *Row, yield func(Row, error) bool) bool {
	cells := make([]func(int) schema.Value, len(wanted))
	for i, c := range wanted {
		batch.Column(i).Retain() // and never released: texts of a row may be kept
		cells[i] = cellsOf(batch.Column(i), r.table.Columns[c].Type)
	}
	for i := range int(batch.NumRows()) {
		for j, c := range wanted {
			row.Cells[c] = cells[j](i)
		}
		if !yield(*row, nil) {
			return false
		}
		row.Number++
	}
	return true
}
