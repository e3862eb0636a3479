package crosscheck_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/validate/crosscheck"
	"github.com/dsbuild/dsbuild/internal/outcometest"
)

// compare returns what the readers see differently in two files.
func compare(t *testing.T, first, second []byte) (differences, left []string) {
	t.Helper()
	section := func(b []byte) *io.SectionReader { return io.NewSectionReader(bytes.NewReader(b), 0, int64(len(b))) }
	left, err := crosscheck.Compare(context.Background(), section(first), section(second), func() {}, func(d crosscheck.Difference) {
		differences = append(differences, fmt.Sprintf("%s, group %d, row %d: %s", d.Column, d.Group, d.Row, d.String()))
	})
	if err != nil {
		t.Fatal(err)
	}
	return differences, left
}

// TestAgreesOnWhatWeWrite compares every table of a dataset of random outcomes.
func TestAgreesOnWhatWeWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	b, err := datasets.Create(dir, datasets.Options{UserColumns: outcometest.UserColumns(), With: []string{"blocks", "paragraph_topics"}})
	if err != nil {
		t.Fatal(err)
	}
	outcomes, summary := outcometest.Outcomes(5, 3000)
	m, err := outcometest.Store(b, outcomes, summary)
	if err != nil {
		t.Fatal(err)
	}
	rows := int64(0)
	for _, f := range m.Files {
		if f.Table == "" {
			continue
		}
		body, err := os.ReadFile(filepath.Join(dir, f.Path))
		if err != nil {
			t.Fatal(err)
		}
		if differences, left := compare(t, body, body); len(differences) > 0 || len(left) > 0 {
			t.Errorf("%s: %q, left out %q", f.Path, differences, left)
		}
		rows += f.Rows
	}
	if rows < 10_000 {
		t.Errorf("only %d rows were compared", rows)
	}
}

var fields = arrow.NewSchema([]arrow.Field{
	{Name: "text", Type: arrow.BinaryTypes.String, Nullable: true},
	{Name: "list", Type: arrow.ListOf(arrow.BinaryTypes.String), Nullable: true},
	{Name: "count", Type: arrow.PrimitiveTypes.Int32, Nullable: true},
	{Name: "share", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
	{Name: "free", Type: arrow.FixedWidthTypes.Boolean, Nullable: true},
	{Name: "day", Type: arrow.FixedWidthTypes.Date32, Nullable: true},
	{Name: "at", Type: arrow.FixedWidthTypes.Timestamp_us, Nullable: true},
	{Name: "id", Type: arrow.PrimitiveTypes.Int64},
}, nil)

// table is the row groups of a file, each a list of JSON records.
type table []string

const row = `{"text":"a","list":["x","y"],"count":1,"share":0.5,"free":true,"day":"2020-01-02","at":"2020-01-02T03:04:05Z","id":7}`

// sample is two row groups: full rows, and rows of NULL.
func sample() table {
	return table{
		"[" + row + "," + strings.Replace(row, `["x","y"]`, `[]`, 1) + "]",
		`[{"id":1},` + row + `,{"list":[null,"z"],"id":2}]`,
	}
}

func (t table) write(tb testing.TB, s *arrow.Schema, options ...parquet.WriterProperty) []byte {
	tb.Helper()
	var b bytes.Buffer
	options = append(options, parquet.WithCompression(compress.Codecs.Zstd))
	w, err := pqarrow.NewFileWriter(s, &b, parquet.NewWriterProperties(options...), pqarrow.NewArrowWriterProperties())
	if err != nil {
		tb.Fatal(err)
	}
	for _, group := range t {
		batch, _, err := array.RecordFromJSON(memory.DefaultAllocator, s, strings.NewReader(group))
		if err != nil {
			tb.Fatal(err)
		}
		if err := w.Write(batch); err != nil { // a row group
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// TestPlantedDifferences lets the second reader see a file that differs in one
// cell, and wants that cell named.
func TestPlantedDifferences(t *testing.T) {
	whole := sample().write(t, fields)
	if differences, left := compare(t, whole, whole); len(differences) > 0 || len(left) > 0 {
		t.Fatalf("the readers do not agree: %q %q", differences, left)
	}
	for _, tc := range []struct{ old, planted, want string }{
		{`"text":"a"`, `"text":"b"`, `text, group 1, row 3: Arrow reads a, the second reader b`},
		{`"text":"a"`, `"text":null`, `text, group 1, row 3: Arrow reads a, the second reader (null)`},
		{`"text":"a"`, `"text":""`, `text, group 1, row 3: Arrow reads a, the second reader `},
		{`["x","y"]`, `["x"]`, `list, group 1, row 3: Arrow reads ["x","y"], the second reader x`},
		{`["x","y"]`, `["x","y","y"]`, `list, group 1, row 3: Arrow reads ["x","y"], the second reader [x y y]`},
		{`["x","y"]`, `["y","x"]`, `list, group 1, row 3: Arrow reads ["x","y"], the second reader [y x]`},
		{`["x","y"]`, `["x",null]`, `list, group 1, row 3: Arrow reads ["x","y"], the second reader [x <nil>]`},
		{`["x","y"]`, `[]`, `list, group 1, row 3: Arrow reads ["x","y"], the second reader []`},
		{`["x","y"]`, `null`, `list, group 1, row 3: Arrow reads ["x","y"], the second reader (null)`},
		{`"count":1`, `"count":2`, `count, group 1, row 3: Arrow reads 1, the second reader 2`},
		{`"share":0.5`, `"share":0.25`, `share, group 1, row 3: Arrow reads 0.5, the second reader 0.25`},
		{`"free":true`, `"free":false`, `free, group 1, row 3: Arrow reads true, the second reader false`},
		{`"day":"2020-01-02"`, `"day":"2020-01-03"`, `day, group 1, row 3: Arrow reads 2020-01-02, the second reader 18264`},
		{`03:04:05Z`, `03:04:06Z`, `at, group 1, row 3: Arrow reads 2020-01-02T03:04:05Z, the second reader 1577934246000000`},
		{`"id":7`, `"id":8`, `id, group 1, row 3: Arrow reads 7, the second reader 8`},
	} {
		planted := sample()
		planted[1] = strings.Replace(planted[1], tc.old, tc.planted, 1)
		differences, _ := compare(t, whole, planted.write(t, fields))
		if diff := cmp.Diff([]string{tc.want}, differences); diff != "" {
			t.Errorf("%s planted for %s (-want +got):\n%s", tc.planted, tc.old, diff)
		}
	}
	// What lists without NULL and with an empty one look like the other way round.
	empty := sample()
	empty[0] = strings.Replace(empty[0], `"list":[]`, `"list":null`, 1)
	if differences, _ := compare(t, empty.write(t, fields), whole); !slices.Equal(differences, []string{"list, group 0, row 1: Arrow reads (null), the second reader []"}) {
		t.Errorf("an empty list for NULL: %q", differences)
	}
}

// TestOtherShapes wants files of another length, without a column, or that the
// second reader cannot read at all, to be differences and no failure.
func TestOtherShapes(t *testing.T) {
	whole := sample().write(t, fields)
	fewer := arrow.NewSchema(fields.Fields()[:7], nil)
	for name, tc := range map[string]struct {
		second []byte
		want   string
	}{
		"a row group less": {sample()[:1].write(t, fields), ", group -1, row -1: Arrow reads 5 rows, the second reader 2"},
		"a column less":    {sample().write(t, fewer), "id, group 0, row 0: Arrow reads on, the second reader fails: it has no such column"},
		"no Parquet file":  {[]byte("PAR1 and no more PAR1"), "fails"},
	} {
		if differences, _ := compare(t, whole, tc.second); len(differences) != 1 || !strings.Contains(differences[0], tc.want) {
			t.Errorf("%s: %q", name, differences)
		}
	}
}

// TestTypesLeftOut wants columns of types that no table has to be named.
func TestTypesLeftOut(t *testing.T) {
	s := arrow.NewSchema([]arrow.Field{
		{Name: "pair", Type: arrow.StructOf(arrow.Field{Name: "a", Type: arrow.PrimitiveTypes.Int32}, arrow.Field{Name: "b", Type: arrow.BinaryTypes.String})},
		{Name: "map", Type: arrow.MapOf(arrow.BinaryTypes.String, arrow.PrimitiveTypes.Int32), Nullable: true},
		{Name: "bytes", Type: arrow.BinaryTypes.Binary},
		{Name: "numbers", Type: arrow.ListOf(arrow.PrimitiveTypes.Int32)},
		{Name: "text", Type: arrow.BinaryTypes.String},
	}, nil)
	body := table{`[{"pair":{"a":1,"b":"x"},"map":null,"bytes":"","numbers":[1,2],"text":"t"}]`}.write(t, s)
	differences, left := compare(t, body, body)
	if !slices.Equal(left, []string{"pair", "map", "bytes"}) || len(differences) > 0 {
		t.Errorf("left out %q, differences %q", left, differences)
	}
}

// TestPagesOfAllKinds wants lists over many pages and row groups to be read alike.
func TestPagesOfAllKinds(t *testing.T) {
	var many table
	for g := range 3 {
		var records []string
		for i := range 2500 {
			record := strings.Replace(row, `["x","y"]`, "["+strings.TrimSuffix(strings.Repeat(`"x",`, i%5), ",")+"]", 1)
			records = append(records, strings.Replace(record, `"text":"a"`, fmt.Sprintf(`"text":"%d %d"`, g, i), 1))
		}
		many = append(many, "["+strings.Join(records, ",")+"]")
	}
	for _, options := range [][]parquet.WriterProperty{
		{parquet.WithDataPageSize(300), parquet.WithBatchSize(10)},
		{parquet.WithDictionaryDefault(false), parquet.WithDataPageSize(1000), parquet.WithBatchSize(16)},
	} {
		body := many.write(t, fields, options...)
		if differences, _ := compare(t, body, body); len(differences) > 0 {
			t.Errorf("%d differences, such as %s", len(differences), differences[0])
		}
	}
}
