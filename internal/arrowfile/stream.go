package arrowfile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/ipc"

	"github.com/dsbuild/dsbuild/internal/arrowcheck"
	"github.com/dsbuild/dsbuild/internal/parquetfile"
)

var (
	// continuation begins every message of an Arrow IPC stream.
	continuation = []byte{0xff, 0xff, 0xff, 0xff}
	// endOfStream is an empty message. The format lets writers leave it out, but
	// none known does, and without it a stream that was cut looks whole.
	endOfStream = append(bytes.Clone(continuation), 0, 0, 0, 0)
)

// streamPart is an Arrow IPC stream. It can only be read from the front, which is
// how row groups are asked for; another order begins again.
type streamPart struct {
	counts
	source io.ReaderAt
	size   int64
	schema *arrow.Schema
	reader *ipc.Reader
	next   int // group that the reader yields next
}

// openStream checks an Arrow IPC stream, and learns how many rows it has.
func openStream(r io.ReaderAt, size int64) (part Part, err error) {
	defer parquetfile.Recovered(&err)
	p := &streamPart{source: r, size: size}
	end := make([]byte, min(size, int64(len(endOfStream))))
	if _, err := r.ReadAt(end, size-int64(len(end))); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read end: %w", err)
	}
	if !bytes.Equal(end, endOfStream) {
		return nil, errors.New("the stream has no end mark: it was cut")
	}
	if p.counts, err = arrowcheck.Stream(r, size); err != nil {
		return nil, err
	}
	if err := p.rewind(); err != nil {
		return nil, err
	}
	p.schema = p.reader.Schema()
	return p, nil
}

// rewind begins at the front. A message cannot be larger than the file.
func (p *streamPart) rewind() (err error) {
	messages := ipc.NewMessageReader(io.NewSectionReader(p.source, 0, p.size), ipc.WithMetadataSizeLimit(p.size),
		ipc.WithBodySizeLimit(p.size))
	if p.reader, err = ipc.NewReaderFromMessageReader(messages, ipc.WithAllocator(boundedBy(p.size))); err != nil {
		return fmt.Errorf("read schema: %w", err)
	}
	p.next = 0
	return nil
}

// Schema implements Part.
func (p *streamPart) Schema() *arrow.Schema { return p.schema }

// Meta implements Part.
func (p *streamPart) Meta(key string) string { return metaOf(p.schema, key) }

// Batches implements Part.
func (p *streamPart) Batches(_ context.Context, group int, columns []int) iter.Seq2[arrow.RecordBatch, error] {
	return single(func() (arrow.RecordBatch, error) { return p.batch(group, columns) })
}

func (p *streamPart) batch(group int, columns []int) (batch arrow.RecordBatch, err error) {
	defer parquetfile.Recovered(&err)
	if p.next > group {
		if err := p.rewind(); err != nil {
			return nil, err
		}
	}
	for {
		whole, err := p.reader.Read()
		if err != nil {
			return nil, err
		}
		p.next++
		if p.next > group {
			return project(whole, columns)
		}
	}
}
