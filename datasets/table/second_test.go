package table_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xitongsys/parquet-go/common"
	"github.com/xitongsys/parquet-go/reader"
	"github.com/xitongsys/parquet-go/source"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/internal/outcometest"
	"github.com/dsbuild/dsbuild/schema"
)

// localFile lends a file to xitongsys/parquet-go, which opens it once a column.
type localFile struct{ *os.File }

func (f localFile) Open(name string) (source.ParquetFile, error) {
	if name == "" {
		name = f.Name()
	}
	again, err := os.Open(name)
	return localFile{again}, err
}

func (f localFile) Create(string) (source.ParquetFile, error) { return nil, io.ErrClosedPipe }

// TestSecondImplementationReadsTheSame reads every column of every table with
// xitongsys/parquet-go: what one library writes and reads alike may still break
// the format.
func TestSecondImplementationReadsTheSame(t *testing.T) {
	outcomes, _ := outcometest.Outcomes(11, 700)
	for _, def := range tables() {
		dir := t.TempDir()
		rows := want(def, outcomes)
		n := 0
		for _, p := range write(t, dir, def, table.Options{GroupBytes: 50_000, PartBytes: 300_000}, outcomes) {
			if p.Rows == 0 {
				continue // it panics on a file without a row group
			}
			columns := readSecond(t, filepath.Join(dir, p.Path), def, p.Rows)
			for i := range int(p.Rows) {
				got := make([]schema.Value, len(columns))
				for c := range columns {
					got[c] = columns[c][i]
				}
				if diff := cmp.Diff(rows[n], got); diff != "" {
					t.Fatalf("%s row %d (-written +read):\n%s", def.Name, n, diff)
				}
				n++
			}
		}
		if n != len(rows) {
			t.Errorf("%s: %d of %d rows", def.Name, n, len(rows))
		}
	}
}

func readSecond(t *testing.T, name string, def *schema.Table, rows int64) [][]schema.Value {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := reader.NewParquetColumnReader(localFile{f}, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer r.ReadStop()
	if r.GetNumRows() != rows {
		t.Fatalf("%s: %d rows, not %d", name, r.GetNumRows(), rows)
	}
	columns := make([][]schema.Value, len(def.Columns))
	for c := range def.Columns {
		column := &def.Columns[c]
		path := []string{r.SchemaHandler.GetRootExName(), column.Name}
		if column.Type == schema.Utf8List {
			path = append(path, "list", "element")
		}
		values, repeated, defined, err := r.ReadColumnByPath(common.PathToStr(path), max(rows, 1))
		if err != nil {
			t.Fatalf("%s: %v", column.Name, err)
		}
		for i, v := range values {
			columns[c] = addSecond(columns[c], column.Type, v, repeated[i], defined[i])
		}
		if int64(len(columns[c])) != rows {
			t.Fatalf("%s: %d values of %d", column.Name, len(columns[c]), rows)
		}
	}
	return columns
}

// addSecond adds a leaf value; its levels say whether it begins a list, and
// whether list and value are there.
func addSecond(cells []schema.Value, kind schema.Type, v any, repeated, defined int32) []schema.Value {
	const hasList, hasElement = 1, 3
	if kind == schema.Utf8List {
		if repeated == 0 {
			cells = append(cells, schema.Value{Valid: defined >= hasList})
			if defined >= hasList {
				cells[len(cells)-1].List = []string{}
			}
		}
		if defined == hasElement {
			last := &cells[len(cells)-1]
			last.List = append(last.List, v.(string))
		}
		return cells
	}
	if defined == 0 {
		return append(cells, schema.Value{})
	}
	cell := schema.Value{Valid: true}
	switch v := v.(type) {
	case string:
		cell.Str = v
	case int32:
		cell.Int = int64(v)
	case int64:
		cell.Int = v
	case float64:
		cell.Float = v
	case bool:
		if v {
			cell.Int = 1
		}
	default:
		panic(fmt.Sprintf("a value of type %T", v))
	}
	return append(cells, cell)
}
