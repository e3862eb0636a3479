// Package arrowfile opens Parquet files, Arrow files and Arrow streams that nobody vouches for.
//
// In: such a file. Out: its schema, and its rows in groups, batch by batch. Laws: its first
// bytes decide what it is; every check of internal/parquetfile and internal/arrowcheck comes
// before a value is read; a panic of the library is an error; one batch is in memory at a
// time, and what a batch may take is bounded.
package arrowfile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"

	"github.com/dsbuild/dsbuild/internal/arrowcheck"
	"github.com/dsbuild/dsbuild/internal/parquetfile"
)

// Part is what Parquet files, Arrow files and Arrow streams have in common. A record batch
// of Arrow is a group.
type Part interface {
	Schema() *arrow.Schema
	Meta(key string) string // a value of the metadata, or ""
	Writer() string         // what a Parquet file says of the program that wrote it
	Rows() int64
	Groups() int
	GroupRows(group int) int64
	// Batches yields the rows of a group, with the columns at some positions of the
	// schema. A batch is valid until the next one.
	Batches(ctx context.Context, group int, columns []int) iter.Seq2[arrow.RecordBatch, error]
}

// Open reads the head or footer of a file of size bytes. It does not close r.
func Open(r ipc.ReadAtSeeker, size int64) (Part, error) {
	head := make([]byte, min(size, int64(len(ipc.Magic))))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read head: %w", err)
	}
	switch {
	case bytes.HasPrefix(head, []byte("PAR1")):
		f, err := parquetfile.Open(r, size)
		if err != nil {
			return nil, err
		}
		return f, nil
	case bytes.Equal(head, ipc.Magic):
		return openArrow(r, size)
	case bytes.HasPrefix(head, continuation):
		return openStream(r, size)
	}
	return nil, other(r, size)
}

// openArrow reads the footer of an Arrow IPC file.
func openArrow(r ipc.ReadAtSeeker, size int64) (p Part, err error) {
	defer parquetfile.Recovered(&err)
	rows, err := arrowcheck.File(r, size)
	if err != nil {
		return nil, err
	}
	f, err := ipc.NewFileReader(r, ipc.WithAllocator(boundedBy(size)))
	if err != nil {
		return nil, fmt.Errorf("read footer: %w", err)
	}
	return &arrowPart{rows, f}, nil
}

// counts are the rows of each record batch, which are a part's row groups.
type counts []int64

// Writer implements Part.
func (c counts) Writer() string { return "" }

// Rows implements Part.
func (c counts) Rows() int64 {
	n := int64(0)
	for _, rows := range c {
		n += rows
	}
	return n
}

// Groups implements Part.
func (c counts) Groups() int { return len(c) }

// GroupRows implements Part.
func (c counts) GroupRows(group int) int64 { return c[group] }

// arrowPart is an Arrow IPC file.
type arrowPart struct {
	counts
	file *ipc.FileReader
}

// Schema implements Part.
func (p *arrowPart) Schema() *arrow.Schema { return p.file.Schema() }

// Meta implements Part.
func (p *arrowPart) Meta(key string) string { return metaOf(p.Schema(), key) }

// Batches implements Part.
func (p *arrowPart) Batches(_ context.Context, group int, columns []int) iter.Seq2[arrow.RecordBatch, error] {
	return single(func() (arrow.RecordBatch, error) { return p.batch(group, columns) })
}

// metaOf is a value of a schema's metadata, or "".
func metaOf(s *arrow.Schema, key string) string {
	v, _ := s.Metadata().GetValue(key)
	return v
}

// single yields the one batch that a row group of Arrow is, read when it is asked for.
func single(read func() (arrow.RecordBatch, error)) iter.Seq2[arrow.RecordBatch, error] {
	return func(yield func(arrow.RecordBatch, error) bool) {
		batch, err := read()
		if err != nil {
			yield(nil, err)
			return
		}
		defer batch.Release()
		yield(batch, nil)
	}
}

func (p *arrowPart) batch(group int, columns []int) (batch arrow.RecordBatch, err error) {
	defer parquetfile.Recovered(&err)
	whole, err := p.file.RecordBatch(group)
	if err != nil {
		return nil, err
	}
	if whole.NumRows() != p.counts[group] {
		return nil, io.ErrUnexpectedEOF
	}
	return project(whole, columns)
}

// checkIndices makes sure that every cell of a dictionary array points into its
// dictionary.
func checkIndices(a *array.Dictionary) error {
	values := a.Dictionary()
	for i := range a.Len() {
		if a.IsNull(i) {
			continue
		}
		if at := a.GetValueIndex(i); at < 0 || at >= values.Len() {
			return fmt.Errorf("a dictionary of %d values has none at %d", values.Len(), at)
		}
	}
	return nil
}

// project returns the columns of a batch at the given positions, checked to hold
// what their offsets say.
func project(batch arrow.RecordBatch, columns []int) (arrow.RecordBatch, error) {
	fields := make([]arrow.Field, len(columns))
	arrays := make([]arrow.Array, len(columns))
	for i, c := range columns {
		fields[i], arrays[i] = batch.Schema().Field(c), batch.Column(c)
		if n := int64(arrays[i].Len()); n != batch.NumRows() {
			return nil, fmt.Errorf("column %s has %d rows, the batch %d", fields[i].Name, n, batch.NumRows())
		}
		if err := validArray(arrays[i]); err != nil {
			return nil, fmt.Errorf("column %s: %w", fields[i].Name, err)
		}
	}
	return array.NewRecordBatch(arrow.NewSchema(fields, nil), arrays, batch.NumRows()), nil
}

func validArray(a arrow.Array) error {
	if err := parquetfile.Sound(a); err != nil {
		return err
	}
	if list, ok := a.(array.ListLike); ok {
		return validArray(list.ListValues())
	}
	if d, ok := a.(*array.Dictionary); ok {
		if err := validArray(d.Dictionary()); err != nil {
			return err
		}
		return checkIndices(d)
	}
	return nil
}
