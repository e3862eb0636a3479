// Package arrowrows reads the rows of Parquet and Arrow files that nobody vouches for,
// and of Arrow streams while they are written.
//
// In: a Parquet file, an Arrow file or an Arrow stream. Out: its columns and rows
// as plain values; and the other way round rows of plain values as a stream. Laws:
// those of internal/arrowfile, which opens them; columns of structs, which the
// library reads in goroutines of its own where no panic can be caught, are named and
// not read; of a stream one batch is in memory at a time.
package arrowrows

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"

	"github.com/apache/arrow-go/v18/arrow"

	"github.com/dsbuild/dsbuild/internal/arrowfile"
)

// File is an open file of rows.
type File struct {
	Columns []string
	Types   []string // of Columns, as Arrow names them
	Left    []string // columns that are not read

	places []int // of Columns in the schema
	part   arrowfile.Part
}

// Source is what a file is read from.
type Source interface {
	io.ReaderAt
	io.ReadSeeker
}

// Open opens a file of size bytes.
func Open(r Source, size int64) (*File, error) {
	p, err := arrowfile.Open(r, size)
	if err != nil {
		return nil, err
	}
	return newFile(p), nil
}

// newFile lists the columns that are read.
func newFile(p arrowfile.Part) *File {
	f := &File{part: p}
	for i, field := range p.Schema().Fields() {
		if flat(field.Type) {
			f.Columns, f.places = append(f.Columns, field.Name), append(f.places, i)
			f.Types = append(f.Types, field.Type.String())
		} else {
			f.Left = append(f.Left, field.Name)
		}
	}
	return f
}

// flat reports whether values of a type are neither structs nor have any in them.
func flat(t arrow.DataType) bool {
	switch t := t.(type) {
	case *arrow.DictionaryType:
		return flat(t.ValueType)
	case arrow.ListLikeType:
		return t.ID() != arrow.MAP && flat(t.Elem())
	case arrow.NestedType, arrow.ExtensionType:
		return false
	}
	return t.ID() != arrow.NULL
}

// recovered turns a panic of the library into an error.
func recovered(err *error) {
	switch r := recover().(type) {
	case nil:
	case runtime.Error: // its words are about the program, and say nothing of the file
		*err = errors.New("something in the file does not add up")
	default:
		*err = fmt.Errorf("the file made the reader fail: %v", r)
	}
}

// Rows yields the values of every row, in the order of Columns; nil is NULL, a
// string or []byte is text, and json.RawMessage stands for anything else. They are
// valid until the next row. An error ends the rows.
func (f *File) Rows(ctx context.Context) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		row := make([]any, len(f.Columns))
		for group := range f.part.Groups() {
			for batch, err := range f.part.Batches(ctx, group, f.places) {
				if err != nil {
					yield(nil, err)
					return
				}
				for i := range int(batch.NumRows()) {
					if err := f.row(row, batch, i); err != nil {
						yield(nil, err)
						return
					}
					if !yield(row, nil) {
						return
					}
				}
			}
		}
	}
}

// row reads the values of a row.
func (f *File) row(row []any, batch arrow.RecordBatch, i int) (err error) {
	defer recovered(&err)
	for at := range f.places {
		if row[at], err = value(batch.Column(at), i); err != nil {
			return fmt.Errorf("column %s: %w", f.Columns[at], err)
		}
	}
	return nil
}
