// Package arrowrows reads the rows of Parquet and Arrow files that nobody vouches for.
//
// In: a Parquet file, an Arrow file or an Arrow stream. Out: its columns and rows
// as plain values. Laws: every check of internal/parquetfile and internal/arrowcheck
// comes before a value is read; a panic of the library is an error, and columns of
// structs, which it reads in goroutines of its own where no panic can be caught,
// are named and not read; one batch is in memory at a time.
package arrowrows

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/ipc"

	"github.com/dsbuild/dsbuild/internal/arrowcheck"
	"github.com/dsbuild/dsbuild/internal/parquetfile"
)

// File is an open file of rows.
type File struct {
	Columns []string
	Left    []string // columns that are not read

	places  []int // of Columns in the schema
	batches func(ctx context.Context) iter.Seq2[arrow.RecordBatch, error]
}

// Source is what a file is read from.
type Source interface {
	io.ReaderAt
	io.ReadSeeker
}

// continuation begins every message of an Arrow stream.
var continuation = []byte{0xff, 0xff, 0xff, 0xff}

// Open opens a file of size bytes.
func Open(r Source, size int64) (f *File, err error) {
	defer recovered(&err)
	head := make([]byte, min(size, int64(len(ipc.Magic))))
	if _, err := r.ReadAt(head, 0); err != nil {
		return nil, fmt.Errorf("read head: %w", err)
	}
	switch {
	case bytes.Equal(head, ipc.Magic):
		return openArrow(r, size)
	case bytes.HasPrefix(head, continuation):
		return openStream(r, size)
	}
	p, err := parquetfile.Open(r, size)
	if err != nil {
		return nil, err
	}
	f = newFile(p.Schema())
	f.batches = func(ctx context.Context) iter.Seq2[arrow.RecordBatch, error] {
		return func(yield func(arrow.RecordBatch, error) bool) {
			for group := range p.Groups() {
				for batch, err := range p.Batches(ctx, group, f.places) {
					if !yield(batch, err) || err != nil {
						return
					}
				}
			}
		}
	}
	return f, nil
}

// newFile lists the columns that are read.
func newFile(s *arrow.Schema) *File {
	f := &File{}
	for i, field := range s.Fields() {
		if flat(field.Type) {
			f.Columns, f.places = append(f.Columns, field.Name), append(f.places, i)
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

func openArrow(r Source, size int64) (*File, error) {
	if _, err := arrowcheck.File(r, size); err != nil {
		return nil, err
	}
	file, err := ipc.NewFileReader(r)
	if err != nil {
		return nil, fmt.Errorf("read footer: %w", err)
	}
	f := newFile(file.Schema())
	f.batches = func(context.Context) iter.Seq2[arrow.RecordBatch, error] {
		return func(yield func(arrow.RecordBatch, error) bool) {
			for i := range file.NumRecords() {
				if !f.yield(yield, func() (arrow.RecordBatch, error) { return file.RecordBatchAt(i) }) {
					return
				}
			}
		}
	}
	return f, nil
}

func openStream(r Source, size int64) (*File, error) {
	counts, err := arrowcheck.Stream(r, size)
	if err != nil {
		return nil, err
	}
	messages := ipc.NewMessageReader(io.NewSectionReader(r, 0, size), ipc.WithMetadataSizeLimit(size), ipc.WithBodySizeLimit(size))
	reader, err := ipc.NewReaderFromMessageReader(messages)
	if err != nil {
		return nil, fmt.Errorf("read schema: %w", err)
	}
	f := newFile(reader.Schema())
	f.batches = func(context.Context) iter.Seq2[arrow.RecordBatch, error] {
		return func(yield func(arrow.RecordBatch, error) bool) {
			for range counts {
				if !f.yield(yield, reader.Read) {
					return
				}
			}
		}
	}
	return f, nil
}

// yield reads a batch and hands on its columns.
func (f *File) yield(yield func(arrow.RecordBatch, error) bool, read func() (arrow.RecordBatch, error)) bool {
	whole, err := guarded(read)
	if err != nil {
		yield(nil, err)
		return false
	}
	return yield(whole, nil)
}

func guarded(read func() (arrow.RecordBatch, error)) (b arrow.RecordBatch, err error) {
	defer recovered(&err)
	return read()
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
		for batch, err := range f.batches(ctx) {
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

// row reads the values of a row. A batch of Parquet has the columns that are read, one of Arrow all.
func (f *File) row(row []any, batch arrow.RecordBatch, i int) (err error) {
	defer recovered(&err)
	all := int(batch.NumCols()) != len(f.places)
	for at, place := range f.places {
		if !all {
			place = at
		}
		if row[at], err = value(batch.Column(place), i); err != nil {
			return fmt.Errorf("column %s: %w", f.Columns[at], err)
		}
	}
	return nil
}
