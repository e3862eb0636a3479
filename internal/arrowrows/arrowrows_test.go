package arrowrows

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
	"github.com/google/go-cmp/cmp"
)

// table returns rows of every kind of column.
func table(t testing.TB) arrow.RecordBatch {
	t.Helper()
	s := arrow.NewSchema([]arrow.Field{
		{Name: "text", Type: arrow.BinaryTypes.String, Nullable: true},
		{Name: "html", Type: arrow.BinaryTypes.Binary, Nullable: true},
		{Name: "meta", Type: arrow.StructOf(arrow.Field{Name: "a", Type: arrow.PrimitiveTypes.Int32}), Nullable: true},
		{Name: "n", Type: arrow.PrimitiveTypes.Int64, Nullable: true},
		{Name: "f", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
		{Name: "at", Type: &arrow.TimestampType{Unit: arrow.Millisecond, TimeZone: "UTC"}, Nullable: true},
		{Name: "local", Type: &arrow.TimestampType{Unit: arrow.Millisecond}, Nullable: true},
		{Name: "day", Type: arrow.FixedWidthTypes.Date32, Nullable: true},
		{Name: "tags", Type: arrow.ListOf(arrow.BinaryTypes.String), Nullable: true},
	}, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, s)
	b.Field(0).(*array.StringBuilder).AppendValues([]string{"one", ""}, nil)
	b.Field(1).(*array.BinaryBuilder).AppendValues([][]byte{[]byte("<p>"), {0xe9}}, nil)
	st := b.Field(2).(*array.StructBuilder)
	for i := range 2 {
		st.Append(true)
		st.FieldBuilder(0).(*array.Int32Builder).Append(int32(i))
	}
	b.Field(3).(*array.Int64Builder).AppendValues([]int64{math.MaxInt64, 0}, []bool{true, false})
	b.Field(4).(*array.Float64Builder).AppendValues([]float64{0.5, math.NaN()}, nil)
	b.Field(5).(*array.TimestampBuilder).AppendValues([]arrow.Timestamp{1500, 0}, []bool{true, false})
	b.Field(6).(*array.TimestampBuilder).AppendValues([]arrow.Timestamp{1500, 0}, []bool{true, false})
	b.Field(7).(*array.Date32Builder).AppendValues([]arrow.Date32{2, 0}, []bool{true, false})
	tags := b.Field(8).(*array.ListBuilder)
	tags.Append(true)
	tags.ValueBuilder().(*array.StringBuilder).AppendValues([]string{"a<b", "c"}, nil)
	tags.AppendNull()
	return b.NewRecordBatch()
}

// files are the same rows in every form.
func files(t testing.TB) map[string][]byte {
	t.Helper()
	batch := table(t)
	defer batch.Release()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	var p, f, s bytes.Buffer
	w, err := pqarrow.NewFileWriter(batch.Schema(), &p, nil, pqarrow.DefaultWriterProps())
	must(err)
	must(w.Write(batch))
	must(w.Close())
	a, err := ipc.NewFileWriter(&f, ipc.WithSchema(batch.Schema()))
	must(err)
	must(a.Write(batch))
	must(a.Close())
	stream := ipc.NewWriter(&s, ipc.WithSchema(batch.Schema()))
	must(stream.Write(batch))
	must(stream.Close())
	return map[string][]byte{"Parquet": p.Bytes(), "Arrow file": f.Bytes(), "Arrow stream": s.Bytes()}
}

func open(b []byte) (*File, error) {
	return Open(io.NewSectionReader(bytes.NewReader(b), 0, int64(len(b))), int64(len(b)))
}

func TestRows(t *testing.T) {
	want := []string{
		"text=one html=<p> n=9223372036854775807 f=0.5 at=1970-01-01T00:00:01.5Z local=1970-01-01T00:00:01.5 day=1970-01-03 tags=[\"a<b\",\"c\"] ",
		"text= html=\xe9 n=NULL f=NULL at=NULL local=NULL day=NULL tags=NULL ",
	}
	for name, b := range files(t) {
		f, err := open(b)
		if err != nil {
			t.Fatal(name, err)
		}
		if diff := cmp.Diff([]string{"meta"}, f.Left); diff != "" {
			t.Error(name, diff)
		}
		var got []string
		for row, err := range f.Rows(t.Context()) {
			if err != nil {
				t.Fatal(name, err)
			}
			line := ""
			for i, v := range row {
				if v == nil {
					v = "NULL"
				}
				line += fmt.Sprintf("%s=%s ", f.Columns[i], v)
			}
			got = append(got, line)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(name, diff)
		}
	}
}

// FuzzOpen: whatever two bytes are changed, reading ends without a panic.
func FuzzOpen(f *testing.F) {
	all := files(f)
	for at := range 40 {
		f.Add(at*37, byte(at*11), byte(0xff))
	}
	f.Fuzz(func(t *testing.T, at int, a, b byte) {
		for _, whole := range all {
			damaged := bytes.Clone(whole)
			place := int(uint(at) % uint(len(damaged)-1))
			damaged[place], damaged[place+1] = a, b
			file, err := open(damaged)
			if err != nil {
				continue
			}
			for range file.Rows(t.Context()) {
				continue
			}
		}
	})
}

// TestDamage flips every fifth byte of each form: reading ends, and gives no more rows than there were.
func TestDamage(t *testing.T) {
	for name, whole := range files(t) {
		for at := 0; at < len(whole); at += 5 {
			for _, mask := range []byte{0x01, 0x80, 0xff} {
				damaged := bytes.Clone(whole)
				damaged[at] ^= mask
				file, err := open(damaged)
				if err != nil {
					continue
				}
				n := 0
				for _, err := range file.Rows(t.Context()) {
					if err == nil {
						n++
					}
				}
				if n > 2 {
					t.Errorf("%s: byte %d changed by %#x: %d rows", name, at, mask, n)
				}
			}
		}
	}
}
