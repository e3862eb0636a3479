package arrowrows

import (
	"bytes"
	"encoding/json"
	"math"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// value returns a value: nil, a string, bytes, or JSON.
func value(a arrow.Array, i int) (any, error) {
	if a.IsNull(i) {
		return nil, nil
	}
	switch a := a.(type) {
	case *array.String:
		return a.Value(i), nil
	case *array.LargeString:
		return a.Value(i), nil
	case *array.StringView:
		return a.Value(i), nil
	case *array.Binary:
		return a.Value(i), nil
	case *array.LargeBinary:
		return a.Value(i), nil
	case *array.BinaryView:
		return a.Value(i), nil
	case *array.FixedSizeBinary:
		return a.Value(i), nil
	case *array.Dictionary:
		return value(a.Dictionary(), a.GetValueIndex(i))
	case *array.Timestamp:
		return instant(a, i), nil
	case *array.Date64:
		return a.Value(i).ToTime().Format(time.DateOnly), nil
	case *array.Date32:
		return a.Value(i).ToTime().Format(time.DateOnly), nil
	case *array.Float64:
		if f := a.Value(i); math.IsNaN(f) || math.IsInf(f, 0) {
			return nil, nil // pandas writes what is missing so
		}
	case *array.Float32:
		if f := float64(a.Value(i)); math.IsNaN(f) || math.IsInf(f, 0) {
			return nil, nil
		}
	}
	if list, ok := a.(array.ListLike); ok {
		return items(list, i)
	}
	return encode(a.GetOneForMarshal(i))
}

// items returns a list as JSON.
func items(list array.ListLike, i int) (any, error) {
	start, end := list.ValueOffsets(i)
	all := []any{}
	for at := start; at < end; at++ {
		v, err := value(list.ListValues(), int(at))
		if err != nil {
			return nil, err
		}
		if b, ok := v.([]byte); ok {
			v = string(b)
		}
		all = append(all, v)
	}
	return encode(all)
}

func encode(v any) (any, error) {
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false)
	if err := w.Encode(v); err != nil {
		return nil, err
	}
	return json.RawMessage(bytes.TrimSpace(b.Bytes())), nil
}

// instant writes a timestamp; without a zone where it has none.
func instant(a *array.Timestamp, i int) string {
	t, ok := a.DataType().(*arrow.TimestampType)
	if !ok {
		return a.ValueStr(i)
	}
	at := a.Value(i).ToTime(t.Unit)
	if t.TimeZone == "" {
		return at.UTC().Format("2006-01-02T15:04:05.999999999")
	}
	return at.UTC().Format(time.RFC3339Nano)
}
