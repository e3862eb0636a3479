package table

import (
	"bufio"
	"fmt"
	"io"

	"github.com/apache/arrow-go/v18/arrow/ipc"

	"github.com/dsbuild/dsbuild/schema"
)

// Stream writes the rows of one table as an Arrow stream, for a program that reads them
// while they are made. It belongs to one goroutine and must be closed.
type Stream struct {
	table *schema.Table
	out   *bufio.Writer
	ipc   *ipc.Writer
	build *builder
	size  int64
}

// NewStream returns a writer of rows of t; of opt it takes what the metadata say.
func NewStream(w io.Writer, t *schema.Table, opt Options) *Stream {
	s, out := Arrow(t, opt.SchemaHash, opt.Stated), bufio.NewWriter(w)
	return &Stream{table: t, out: out, ipc: ipc.NewWriter(out, ipc.WithSchema(s)), build: newBuilder(t, s)}
}

// Add adds the rows of an outcome.
func (s *Stream) Add(o *schema.Outcome) error {
	for row := range s.table.Rows(o) {
		n, err := s.build.append(row)
		if err != nil {
			return fmt.Errorf("write table %s: %w", s.table.Name, err)
		}
		s.size += n
	}
	return nil
}

// Pending returns how many raw bytes wait for Flush.
func (s *Stream) Pending() int64 { return s.size }

// Flush writes the rows that wait as a batch, if there are any.
func (s *Stream) Flush() error {
	if s.build.rows == 0 {
		return nil
	}
	record := s.build.take()
	defer record.Release()
	s.size = 0
	if err := s.ipc.Write(record); err != nil {
		return err
	}
	return s.out.Flush()
}

// Close writes what waits and the end of the stream.
func (s *Stream) Close() error {
	if err := s.Flush(); err != nil {
		return err
	}
	defer s.build.record.Release()
	if err := s.ipc.Close(); err != nil {
		return err
	}
	return s.out.Flush()
}
