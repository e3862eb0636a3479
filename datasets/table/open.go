package table

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
	"github.com/dsbuild/dsbuild/schema"
)

// Endings are those that files with rows of a table have, whoever wrote them.
var Endings = []string{".parquet", ".pq", ".arrow", ".feather", ".ipc", ".arrows"}

// Open reads the head or footer of a part of t: Parquet, an Arrow IPC file or an
// Arrow IPC stream. Its first bytes decide which, not its name. It does not
// close r.
func Open(r ipc.ReadAtSeeker, size int64, t *schema.Table) (*Reader, error) {
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
		return newReader(f, t), nil
	case bytes.Equal(head, ipc.Magic):
		return openArrow(r, size, t)
	case bytes.HasPrefix(head, continuation):
		return openStream(r, size, t)
	}
	return nil, other(r, size)
}

// openArrow reads the footer of an Arrow IPC file.
func openArrow(r ipc.ReadAtSeeker, size int64, t *schema.Table) (reader *Reader, err error) {
	defer recovered(&err)
	rows, err := arrowcheck.File(r, size)
	if err != nil {
		return nil, err
	}
	f, err := ipc.NewFileReader(r, ipc.WithAllocator(boundedBy(size)))
	if err != nil {
		return nil, fmt.Errorf("read footer: %w", err)
	}
	return newReader(&arrowPart{rows, f}, t), nil
}

func recovered(err *error) {
	switch r := recover().(type) {
	case nil:
	case runtime.Error: // its words are about the program, and say nothing of the file
		*err = errors.New("the file made the reader fail: something in it does not add up")
	default:
		*err = fmt.Errorf("the file made the reader fail: %v", r)
	}
}

// counts are the rows of each record batch, which are a part's row groups.
type counts []int64

// Writer implements part.
func (c counts) Writer() string { return "" }

// Rows implements part.
func (c counts) Rows() int64 {
	n := int64(0)
	for _, rows := range c {
		n += rows
	}
	return n
}

// Groups implements part.
func (c counts) Groups() int { return len(c) }

// GroupRows implements part.
func (c counts) GroupRows(group int) int64 { return c[group] }

// arrowPart is an Arrow IPC file.
type arrowPart struct {
	counts
	file *ipc.FileReader
}

// Schema implements part.
func (p *arrowPart) Schema() *arrow.Schema { return p.file.Schema() }

// Meta implements part.
func (p *arrowPart) Meta(key string) string { return metaOf(p.Schema(), key) }

// Batches implements part.
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
	defer recovered(&err)
	whole, err := p.file.RecordBatch(group)
	if err != nil {
		return nil, err
	}
	if whole.NumRows() != p.counts[group] {
		return nil, io.ErrUnexpectedEOF
	}
	return project(whole, columns)
}
