package table_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

// written returns the rows that JSON states as a file of one column of that type.
func written(t *testing.T, kind arrow.DataType, rows, format string) []byte {
	t.Helper()
	s := arrow.NewSchema([]arrow.Field{{Name: "c", Type: kind, Nullable: true}}, nil)
	var records []string
	for row := range strings.SplitSeq(rows, ";") {
		records = append(records, `{"c":`+row+`}`)
	}
	batch, _, err := array.RecordFromJSON(memory.DefaultAllocator, s, strings.NewReader("["+strings.Join(records, ",")+"]"))
	if err != nil {
		t.Fatalf("%s: %v", kind, err)
	}
	var b bytes.Buffer
	var w interface {
		Write(arrow.RecordBatch) error
		Close() error
	}
	switch format {
	case "parquet":
		w, err = pqarrow.NewFileWriter(s, &b, parquet.NewWriterProperties(), pqarrow.NewArrowWriterProperties(pqarrow.WithStoreSchema()))
	case "file":
		w, err = ipc.NewFileWriter(&b, ipc.WithSchema(s))
	default:
		w = ipc.NewWriter(&b, ipc.WithSchema(s))
	}
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // two batches
		if err := w.Write(batch); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// cells reads the rows of such a file as a column of the declared type; the row
// groups are read twice, the last one first.
func cells(body []byte, want schema.Type) ([]schema.Value, arrow.DataType, error) {
	r, err := table.Open(bytes.NewReader(body), int64(len(body)), &schema.Table{Columns: []schema.Column{{Name: "c", Type: want}}})
	if err != nil {
		return nil, nil, err
	}
	var all []schema.Value
	for pass := range 2 {
		all = nil
		for g := range r.Groups() {
			if pass == 0 {
				g = r.Groups() - 1 - g
			}
			for row, err := range r.Rows(context.Background(), g, nil) {
				if err != nil {
					return nil, nil, err
				}
				all = append(all, row.Cells[0])
			}
		}
	}
	if int64(len(all)) != r.NumRows() {
		return nil, nil, fmt.Errorf("%d rows of %d", len(all), r.NumRows())
	}
	return all, r.Schema().Field(0).Type, nil
}

func list(items ...string) schema.Value {
	return schema.Value{Valid: true, List: append([]string{}, items...)}
}
func str(s string) schema.Value   { return schema.Value{Valid: true, Str: s} }
func num(n int64) schema.Value    { return schema.Value{Valid: true, Int: n} }
func real(f float64) schema.Value { return schema.Value{Valid: true, Float: f} }

// TestForeignTypesMeanTheSame writes the same values in every type that means a
// declared one, as a Parquet file, an Arrow file and an Arrow stream.
func TestForeignTypesMeanTheSame(t *testing.T) {
	null := schema.Value{}
	text := arrow.BinaryTypes.String
	words := []schema.Value{list("a", "b"), list(), null}
	instants := []schema.Value{num(1577934245000000), num(-1000000), null}
	utc := func(u arrow.TimeUnit) arrow.DataType { return &arrow.TimestampType{Unit: u, TimeZone: "UTC"} }
	stamps := `"2020-01-02T03:04:05Z";"1969-12-31T23:59:59Z";null`
	for _, tc := range []struct {
		have       arrow.DataType
		declared   schema.Type
		rows       string
		want       []schema.Value
		arrowAlone bool // arrow-go does not write it to Parquet
	}{
		{text, schema.Utf8, `"é";"";null`, []schema.Value{str("é"), str(""), null}, false},
		{arrow.BinaryTypes.LargeString, schema.Utf8, `"é";"";null`, []schema.Value{str("é"), str(""), null}, false},
		{arrow.BinaryTypes.StringView, schema.Utf8, `"é";"a text that is longer than twelve bytes";null`, []schema.Value{str("é"), str("a text that is longer than twelve bytes"), null}, true},
		{&arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: text}, schema.Utf8, `"b";"a";"b";null`, []schema.Value{str("b"), str("a"), str("b"), null}, false},
		{&arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Uint32, ValueType: text}, schema.Utf8, `"b";null`, []schema.Value{str("b"), null}, true},
		{arrow.Null, schema.Utf8, `null;null`, []schema.Value{null, null}, false},
		{arrow.ListOf(text), schema.Utf8List, `["a","b"];[];null`, words, false},
		{arrow.LargeListOf(text), schema.Utf8List, `["a","b"];[];null`, words, true},
		{arrow.ListOfNonNullable(arrow.BinaryTypes.LargeString), schema.Utf8List, `["a","b"];[];null`, words, false},
		{arrow.ListViewOf(text), schema.Utf8List, `["a","b"];[];null`, words, true},
		{arrow.FixedSizeListOf(2, text), schema.Utf8List, `["a","b"];null`, []schema.Value{list("a", "b"), null}, true},
		{arrow.ListOf(&arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: text}), schema.Utf8List, `["a","b"];[];null`, words, true},
		{arrow.ListOf(arrow.Null), schema.Utf8List, `[];null`, []schema.Value{list(), null}, true},
		{arrow.Null, schema.Utf8List, `null`, []schema.Value{null}, false},
		{arrow.PrimitiveTypes.Int8, schema.Int32, `7;-7;null`, []schema.Value{num(7), num(-7), null}, false},
		{arrow.PrimitiveTypes.Int16, schema.Int32, `7;null`, []schema.Value{num(7), null}, false},
		{arrow.PrimitiveTypes.Int64, schema.Int32, `7;4294967296;null`, []schema.Value{num(7), num(1 << 32), null}, false},
		{arrow.PrimitiveTypes.Uint8, schema.Int32, `7;null`, []schema.Value{num(7), null}, false},
		{arrow.PrimitiveTypes.Uint16, schema.Int32, `7;null`, []schema.Value{num(7), null}, false},
		{arrow.PrimitiveTypes.Uint32, schema.Int32, `7;null`, []schema.Value{num(7), null}, false},
		{arrow.PrimitiveTypes.Uint64, schema.Int32, `7;18446744073709551615`, []schema.Value{num(7), real(math.MaxUint64)}, false},
		{arrow.PrimitiveTypes.Float64, schema.Int32, `7;0.5;1e300;null`, []schema.Value{num(7), real(.5), real(1e300), null}, false},
		{&arrow.Decimal128Type{Precision: 38}, schema.Int32, `"7";null`, []schema.Value{num(7), null}, false},
		{arrow.PrimitiveTypes.Float32, schema.Float64, `0.1;0.25;null`, []schema.Value{real(.1), real(.25), null}, false},
		{&arrow.Decimal128Type{Precision: 5, Scale: 4}, schema.Float64, `"0.1234";null`, []schema.Value{real(.1234), null}, false},
		{&arrow.Decimal32Type{Precision: 5, Scale: 4}, schema.Float64, `"0.1234";null`, []schema.Value{real(.1234), null}, true},
		{&arrow.Decimal64Type{Precision: 5, Scale: 4}, schema.Float64, `"0.1234";null`, []schema.Value{real(.1234), null}, true},
		{&arrow.Decimal256Type{Precision: 40, Scale: 4}, schema.Float64, `"0.1234";null`, []schema.Value{real(.1234), null}, true},
		{arrow.PrimitiveTypes.Int64, schema.Float64, `1;0;null`, []schema.Value{real(1), real(0), null}, false},
		{arrow.FixedWidthTypes.Boolean, schema.Bool, `true;false;null`, []schema.Value{num(1), num(0), null}, false},
		{arrow.Null, schema.Bool, `null`, []schema.Value{null}, false},
		{arrow.FixedWidthTypes.Date32, schema.Date32, `"1970-01-03";"1969-12-31";null`, []schema.Value{num(2), num(-1), null}, false},
		{arrow.FixedWidthTypes.Date64, schema.Date32, `"1970-01-03";"1969-12-31";null`, []schema.Value{num(2), num(-1), null}, true},
		{&arrow.TimestampType{Unit: arrow.Nanosecond}, schema.Date32, `"1970-01-03 00:00:00";"1970-01-01 12:00:00";null`, []schema.Value{num(2), real(.5), null}, false},
		{utc(arrow.Second), schema.Timestamp, stamps, instants, false},
		{utc(arrow.Millisecond), schema.Timestamp, stamps, instants, false},
		{utc(arrow.Microsecond), schema.Timestamp, stamps, instants, false},
		{utc(arrow.Nanosecond), schema.Timestamp, stamps, instants, false},
		{&arrow.TimestampType{Unit: arrow.Microsecond, TimeZone: "Europe/Berlin"}, schema.Timestamp, stamps, instants, false},
	} {
		for _, format := range []string{"file", "stream", "parquet"} {
			if format == "parquet" && tc.arrowAlone {
				continue
			}
			got, have, err := cells(written(t, tc.have, tc.rows, format), tc.declared)
			if err != nil {
				t.Errorf("%s in %s: %v", tc.have, format, err)
				continue
			}
			if diff := cmp.Diff(append(tc.want, tc.want...), got); diff != "" {
				t.Errorf("%s in %s (-want +got):\n%s", tc.have, format, diff)
			}
			if !table.Readable(have, tc.declared) {
				t.Errorf("%s in %s is not readable as %s", have, format, tc.declared)
			}
			meaning, ok := table.Meaning(tc.have)
			if number := tc.declared == schema.Int32 || tc.declared == schema.Float64; !ok || !number && tc.have.ID() != arrow.NULL &&
				tc.have.ID() != arrow.TIMESTAMP && meaning != tc.declared {
				t.Errorf("%s means %s", tc.have, meaning)
			}
		}
	}
}

// TestWrongTypesAreNotReadable wants what means something else to read as NULL.
func TestWrongTypesAreNotReadable(t *testing.T) {
	for _, tc := range []struct {
		have     arrow.DataType
		declared schema.Type
	}{
		{arrow.PrimitiveTypes.Int64, schema.Utf8},
		{arrow.BinaryTypes.Binary, schema.Utf8},
		{arrow.BinaryTypes.String, schema.Int32},
		{arrow.BinaryTypes.String, schema.Date32},
		{arrow.BinaryTypes.String, schema.Utf8List},
		{arrow.ListOf(arrow.PrimitiveTypes.Int64), schema.Utf8List},
		{arrow.MapOf(arrow.BinaryTypes.String, arrow.BinaryTypes.String), schema.Utf8List},
		{arrow.PrimitiveTypes.Int8, schema.Bool},
		{arrow.FixedWidthTypes.Boolean, schema.Float64},
		{&arrow.TimestampType{Unit: arrow.Microsecond}, schema.Timestamp},
		{&arrow.TimestampType{Unit: arrow.Microsecond, TimeZone: "UTC"}, schema.Date32},
		{arrow.FixedWidthTypes.Time64us, schema.Timestamp},
	} {
		got, _, err := cells(written(t, tc.have, "null", "file"), tc.declared)
		if err != nil || table.Readable(tc.have, tc.declared) || got[0].Valid {
			t.Errorf("%s was read as %s: %v %v", tc.have, tc.declared, got, err)
		}
	}
	if _, ok := table.Meaning(arrow.BinaryTypes.Binary); ok {
		t.Error("bytes mean a declared type")
	}
}

// TestCutStreams wants a stream that ends anywhere but at its end to be an error.
func TestCutStreams(t *testing.T) {
	body := written(t, arrow.BinaryTypes.String, `"a";"b"`, "stream")
	for n := range body {
		if got, _, err := cells(body[:n], schema.Utf8); err == nil {
			t.Fatalf("cut at %d of %d it reads as %v", n, len(body), got)
		}
	}
}

func TestOtherFilesAreNamed(t *testing.T) {
	for head, want := range map[string]string{
		"PARE": "encrypted", "FEA1": "Feather", "doc_id,text\n": "CSV", "": "empty", "\x01\x02": "neither", "torn PAR1": "ends as",
	} {
		if _, _, err := cells([]byte(head), schema.Utf8); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", head, err)
		}
	}
}
