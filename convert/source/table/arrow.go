package table

import (
	"bytes"
	"context"
	"encoding/json"
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
