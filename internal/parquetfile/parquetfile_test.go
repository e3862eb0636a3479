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
