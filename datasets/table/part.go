package table

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"path"
	"path/filepath"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

// files writes the parts of one table, in each format asked for.
type files struct {
	dir    string
	table  *schema.Table
	schema *arrow.Schema
	opt    Options
	open   []*file
	number int
	parts  []Part
}

// file is a part being written.
type file struct {
	part   Part
	sink   *sink
	encode encoder
}

// encoder is what the Parquet and the Arrow writer have in common.
type encoder interface {
	Write(arrow.RecordBatch) error
	Close() error
}

func (f *files) write(j job) error {
	if err := f.start(); err != nil {
		return err
	}
	if j.record.NumRows() > 0 {
		for _, out := range f.open {
			if err := out.encode.Write(j.record); err != nil {
				return err
			}
			out.part.Rows += j.record.NumRows()
		}
	}
	if j.cut {
		return f.end()
	}
	return nil
}

// finish ends the last part; a table without rows gets its one empty part.
func (f *files) finish() error {
	if f.number == 0 {
		if err := f.start(); err != nil {
			return err
		}
	}
	return f.end()
}

// start opens the next part in each format, unless one is open.
func (f *files) start() error {
	if len(f.open) > 0 {
		return nil
	}
	if f.opt.Parquet {
		if err := f.create(PartPath(f.table.Name, f.number, false), f.parquet); err != nil {
			return err
		}
	}
	if f.opt.Arrow {
		if err := f.create(PartPath(f.table.Name, f.number, true), f.arrow); err != nil {
			return err
		}
	}
	f.number++
	return nil
}

// PartPath returns where part number n of a table stands in a dataset.
func PartPath(table string, n int, arrow bool) string {
	if arrow {
		return path.Join("arrow", table, fmt.Sprintf("%s-%05d.arrow", table, n))
	}
	return path.Join(table, fmt.Sprintf("%s-%05d.parquet", table, n))
}

func (f *files) create(name string, encode func(io.Writer) (encoder, error)) error {
	s, err := newSink(f.opt.Disk, filepath.Join(f.dir, filepath.FromSlash(name)))
	if err != nil {
		return err
	}
	out := &file{part: Part{Path: name, Table: f.table.Name}, sink: s}
	f.open = append(f.open, out)
	out.encode, err = encode(s)
	return err
}

func (f *files) parquet(w io.Writer) (encoder, error) {
	p, err := pqarrow.NewFileWriter(f.schema, w, parquetProperties(f.table), arrowProperties())
	if err != nil {
		return nil, err
	}
	for i := range f.table.Columns {
		c := &f.table.Columns[i]
		if err := p.AppendKeyValueMetadata(MetaColumn+c.Name, c.Doc); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (f *files) arrow(w io.Writer) (encoder, error) {
	return ipc.NewFileWriter(w, ipc.WithSchema(f.schema), ipc.WithZstd(), ipc.WithCompressConcurrency(1))
}

// end closes the open parts and notes their size and digest.
func (f *files) end() error {
	for _, out := range f.open {
		if err := out.encode.Close(); err != nil {
			return err
		}
		if err := out.sink.Close(); err != nil {
			return err
		}
		out.part.Bytes, out.part.SHA256 = out.sink.bytes, hex.EncodeToString(out.sink.hash.Sum(nil))
		f.parts = append(f.parts, out.part)
	}
	f.open = nil
	return nil
}

// abandon closes what an error left open.
func (f *files) abandon() {
	for _, out := range f.open {
		if out.sink.file != nil {
			_ = out.sink.file.Close() // the first error is the one to tell
		}
	}
	f.open = nil
}

// sink is a file that knows the size and digest of what went into it.
type sink struct {
	buffer *bufio.Writer
	file   disk.File
	hash   hash.Hash
	bytes  int64
}

func newSink(on disk.Disk, name string) (*sink, error) {
	if err := disk.MkdirAll(on, filepath.Dir(name)); err != nil {
		return nil, err
	}
	f, err := on.Create(name)
	if err != nil {
		return nil, err
	}
	const size = 256 << 10 // the encoders write in small pieces
	s := &sink{file: f, hash: sha256.New()}
	s.buffer = bufio.NewWriterSize(io.MultiWriter(f, s.hash), size)
	return s, nil
}

// Write implements io.Writer.
func (s *sink) Write(p []byte) (int, error) {
	n, err := s.buffer.Write(p)
	s.bytes += int64(n)
	return n, err
}

// Close writes everything to the disk. It may be called again: the Parquet
// writer closes its sink.
func (s *sink) Close() error {
	if s.file == nil {
		return nil
	}
	err := s.buffer.Flush()
	if err == nil {
		err = s.file.Sync()
	}
	if e := s.file.Close(); err == nil {
		err = e
	}
	s.file = nil
	return err
}
