package table

import (
	"bytes"
	"context"
	"encoding/json"
	"iter"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/source/charset"
	"github.com/dsbuild/dsbuild/convert/source/delimited"
	"github.com/dsbuild/dsbuild/convert/source/jsonline"
	"github.com/dsbuild/dsbuild/internal/arrowrows"
	"github.com/dsbuild/dsbuild/schema"
)

// Arrow reads a Parquet file, an Arrow file or an Arrow stream of size bytes.
func Arrow(ctx context.Context, r arrowrows.Source, size int64, format schema.SourceFormat) (*Table, error) {
	f, err := arrowrows.Open(r, size)
	if err != nil {
		return nil, err
	}
	t := &Table{
		Format: format, Kind: "an Arrow table", Columns: delimited.Names(f.Columns, len(f.Columns)), Left: f.Left, Charset: utf8Name,
		CharsetFrom: "utf8",
	}
	if format == schema.FormatParquet {
		t.Kind = "a Parquet table"
	}
	t.Rows = func(yield func(*Row, error) bool) {
		o := newObject(t.Columns)
		n := 0
		for values, err := range f.Rows(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			n++
			row := Row{Record: strconv.Itoa(n)}
			row.JSON = o.row(func(out []byte, column int) []byte { return appendValue(out, values[column]) })
			if !yield(&row, nil) {
				return
			}
		}
	}
	return t, nil
}

// OfStream is what the batches of an Arrow stream have in common; Batch yields the rows.
func OfStream() *Table {
	return &Table{Format: schema.FormatArrow, Kind: "an Arrow table", Charset: utf8Name, CharsetFrom: "utf8"}
}

// Batch yields the rows of a batch: its columns as an object, but for those that stand
// beside, whose values come as they are. Both are valid until the next row.
func Batch(ctx context.Context, f *arrowrows.File, beside map[string]bool) iter.Seq2[*BatchRow, error] {
	return func(yield func(*BatchRow, error) bool) {
		var names []string
		var places []int
		for i, name := range f.Columns {
			if !beside[name] {
				names, places = append(names, name), append(places, i)
			}
		}
		o := newObject(names)
		row := &BatchRow{Beside: map[string]any{}}
		for values, err := range f.Rows(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			row.JSON = o.row(func(out []byte, column int) []byte { return appendValue(out, values[places[column]]) })
			for i, name := range f.Columns {
				if beside[name] {
					row.Beside[name] = values[i]
				}
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// BatchRow is a row of a batch.
type BatchRow struct {
	JSON   []byte
	Beside map[string]any // nil is NULL
}

// appendValue appends a value as JSON, and nothing for NULL. Bytes are text of a
// charset that they tell themselves; what is no text is left out.
func appendValue(out []byte, value any) []byte {
	switch v := value.(type) {
	case string:
		return jsonline.AppendString(out, []byte(v))
	case int64:
		return strconv.AppendInt(out, v, 10)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return out
		}
		number, _ := json.Marshal(v) // it is one
		return append(out, number...)
	case json.RawMessage:
		return append(out, v...)
	case []byte:
		if utf8.Valid(v) && bytes.IndexByte(v, 0) < 0 {
			return jsonline.AppendString(out, v)
		}
		if d := charset.Decode(v, "", true); !d.Binary {
			return jsonline.AppendString(out, d.Body)
		}
	}
	return out
}
