package arrowrows

import (
	"bufio"
	"io"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// Kind is what the values of a written column are.
type Kind uint8

// The kinds.
const (
	Text  Kind = iota // string; "" is NULL
	Count             // int64
	Bytes             // []byte; nil is NULL
)

// Column is a column to write.
type Column struct {
	Name string
	Kind Kind
	Doc  string
}

// Writer writes rows as an Arrow stream.
type Writer struct {
	out   *bufio.Writer
	ipc   *ipc.Writer
	build *array.RecordBuilder
	rows  int
	size  int64
}

var arrowTypes = map[Kind]arrow.DataType{
	Text: arrow.BinaryTypes.String, Count: arrow.PrimitiveTypes.Int64, Bytes: arrow.BinaryTypes.Binary,
}

// NewWriter returns a writer of rows of the columns. It must be closed.
func NewWriter(w io.Writer, columns []Column) *Writer {
	fields := make([]arrow.Field, len(columns))
	for i, c := range columns {
		fields[i] = arrow.Field{
			Name: c.Name, Type: arrowTypes[c.Kind], Nullable: true, Metadata: arrow.MetadataFrom(map[string]string{"description": c.Doc}),
		}
	}
	s, out := arrow.NewSchema(fields, nil), bufio.NewWriter(w)
	return &Writer{
		out: out, ipc: ipc.NewWriter(out, ipc.WithSchema(s), ipc.WithAllocator(memory.DefaultAllocator)),
		build: array.NewRecordBuilder(memory.DefaultAllocator, s),
	}
}

// Add adds a row, a value a column, each of the type that its kind names.
func (w *Writer) Add(values ...any) {
	for i, v := range values {
		switch b := w.build.Field(i).(type) {
		case *array.StringBuilder:
			s := v.(string)
			appendOr(b, s != "", s)
			w.size += int64(len(s))
		case *array.BinaryBuilder:
			s := v.([]byte)
			appendOr(b, s != nil, s)
			w.size += int64(len(s))
		case *array.Int64Builder:
			b.Append(v.(int64))
		}
	}
	w.rows++
}

func appendOr[T any, B interface {
	Append(v T)
	AppendNull()
}](b B, valid bool, v T) {
	if valid {
		b.Append(v)
	} else {
		b.AppendNull()
	}
}

// Pending is how many bytes wait for Flush.
func (w *Writer) Pending() int64 { return w.size }

// Flush writes the rows that wait as a batch, if there are any.
func (w *Writer) Flush() error {
	if w.rows == 0 {
		return nil
	}
	record := w.build.NewRecordBatch()
	defer record.Release()
	w.rows, w.size = 0, 0
	if err := w.ipc.Write(record); err != nil {
		return err
	}
	return w.out.Flush()
}

// Close writes what waits and the end of the stream.
func (w *Writer) Close() error {
	if err := w.Flush(); err != nil {
		return err
	}
	defer w.build.Release()
	if err := w.ipc.Close(); err != nil {
		return err
	}
	return w.out.Flush()
}
