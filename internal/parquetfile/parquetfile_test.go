package parquetfile_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"github.com/dsbuild/dsbuild/internal/parquetfile"
)

const groups, groupRows = 3, 1500

// sample returns a Parquet file of three row groups with text, numbers and lists.
func sample(t *testing.T) []byte {
	t.Helper()
	s := arrow.NewSchema([]arrow.Field{
		{Name: "text", Type: arrow.BinaryTypes.String, Nullable: true},
		{Name: "n", Type: arrow.PrimitiveTypes.Int32, Nullable: true},
		{Name: "list", Type: arrow.ListOf(arrow.BinaryTypes.String), Nullable: true},
	}, nil)
	var out bytes.Buffer
	w, err := pqarrow.NewFileWriter(s, &out, parquet.NewWriterProperties(), pqarrow.NewArrowWriterProperties(pqarrow.WithStoreSchema()))
	if err != nil {
		t.Fatal(err)
	}
	b := array.NewRecordBuilder(memory.DefaultAllocator, s)
	defer b.Release()
	for g := range groups {
		for i := range groupRows {
			b.Field(0).(*array.StringBuilder).Append(strings.Repeat("x", i%17))
			b.Field(1).(*array.Int32Builder).Append(int32(g*groupRows + i))
			l := b.Field(2).(*array.ListBuilder)
			l.Append(i%3 > 0)
			for j := range i % 3 {
				l.ValueBuilder().(*array.StringBuilder).Append(fmt.Sprint(j))
			}
		}
		record := b.NewRecordBatch()
		if err := w.Write(record); err != nil {
			t.Fatal(err)
		}
		record.Release()
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// read returns how many rows can be read, and the first error.
func read(body []byte) (int64, error) {
	f, err := parquetfile.Open(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return 0, err
	}
	var columns []int
	for i := range f.Schema().NumFields() {
		columns = append(columns, i)
	}
	rows := int64(0)
	for g := range f.Groups() {
		for batch, err := range f.Batches(context.Background(), g, columns) {
			if err != nil {
				return rows, err
			}
			rows += batch.NumRows()
		}
	}
	if rows != f.Rows() {
		return rows, fmt.Errorf("%d rows where the footer says %d", rows, f.Rows())
	}
	return rows, nil
}

func TestReadsInOrder(t *testing.T) {
	body := sample(t)
	f, err := parquetfile.Open(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	if f.Rows() != groups*groupRows || f.Groups() != groups || f.GroupRows(1) != groupRows || f.Meta("ARROW:schema") != "" {
		t.Errorf("%d rows in %d groups", f.Rows(), f.Groups())
	}
	next := int32(0)
	for g := range f.Groups() {
		for batch, err := range f.Batches(context.Background(), g, []int{1}) {
			if err != nil {
				t.Fatal(err)
			}
			n := batch.Column(0).(*array.Int32)
			for i := range n.Len() {
				if n.Value(i) != next {
					t.Fatalf("row %d holds %d", next, n.Value(i))
				}
				next++
			}
		}
	}
}

// TestDamage flips bits, everywhere and in the footer, and cuts the file.
// Whatever comes out must be an error or as many rows as the footer says.
func TestDamage(t *testing.T) {
	whole := sample(t)
	if rows, err := read(whole); err != nil || rows != groups*groupRows {
		t.Fatal(rows, err)
	}
	errors := 0
	const flips = 400
	for i := range flips {
		body := slices.Clone(whole)
		at := i * 7919 % len(body)
		if i%2 == 0 { // the footer is where a bit does most
			at = len(body) - 1 - i*31%min(3000, len(body))
		}
		body[at] ^= 1 << (i / 2 % 8)
		if _, err := read(body); err != nil {
			errors++
		}
	}
	if errors < flips/10 {
		t.Errorf("only %d of %d damages are errors", errors, flips)
	}
	for i := range 50 {
		if _, err := read(whole[:i*len(whole)/50]); err == nil {
			t.Errorf("a file cut at %d of 50 was read", i)
		}
	}
}

func TestForeignBytes(t *testing.T) {
	for _, body := range []string{"", "PAR1", "PAR1PAR1PAR1", "PAR1\xff\xff\xff\x7fPAR1", strings.Repeat("PAR1", 99), "<html>" + strings.Repeat(" ", 99)} {
		if _, err := read([]byte(body)); err == nil {
			t.Errorf("%.20q was read", body)
		}
	}
}

// TestBatchesAreBounded: neither long rows nor one long value that a dictionary stores once
// for all rows make a batch large; short rows come many at a time.
func TestBatchesAreBounded(t *testing.T) {
	const rows, most = 2000, 48 << 20
	for name, tt := range map[string]struct {
		size       int
		dictionary bool
		largest    int64 // bytes of a batch
	}{
		"short rows":       {40, false, 1 << 20},
		"long rows":        {200 << 10, false, most},
		"one value in all": {1 << 20, true, most},
	} {
		s := arrow.NewSchema([]arrow.Field{{Name: "text", Type: arrow.BinaryTypes.String, Nullable: true}}, nil)
		var out bytes.Buffer
		w,
			err := pqarrow.NewFileWriter(s, &out,
			parquet.NewWriterProperties(parquet.WithDictionaryDefault(tt.dictionary), parquet.WithDictionaryPageSizeLimit(1<<30),
				parquet.WithCompression(compress.Codecs.Zstd)), pqarrow.DefaultWriterProps())
		if err != nil {
			t.Fatal(err)
		}
		b := array.NewRecordBuilder(memory.DefaultAllocator, s)
		n := min(rows, (96<<20)/tt.size)
		for i := range n {
			value := strings.Repeat("x", tt.size)
			if !tt.dictionary {
				value = fmt.Sprint(i) + value
			}
			b.Field(0).(*array.StringBuilder).Append(value)
		}
		record := b.NewRecordBatch()
		if err := w.Write(record); err != nil {
			t.Fatal(err)
		}
		record.Release()
		b.Release()
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		f, err := parquetfile.Open(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err != nil {
			t.Fatal(err)
		}
		read, batches := int64(0), 0
		for group := range f.Groups() {
			for batch, err := range f.Batches(t.Context(), group, []int{0}) {
				if err != nil {
					t.Fatal(name, err)
				}
				if size := batch.NumRows() * int64(tt.size); size > tt.largest {
					t.Fatalf("%s: a batch of %d rows, %d MiB", name, batch.NumRows(), size>>20)
				}
				read += batch.NumRows()
				batches++
			}
		}
		if read != int64(n) || tt.size < 100 && batches > 2 {
			t.Errorf("%s: %d rows of %d in %d batches", name, read, n, batches)
		}
	}
}
