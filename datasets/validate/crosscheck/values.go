package crosscheck

import (
	"math"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// comparer returns a function that compares a cell of an array with what the
// second reader sees; nil for types that tables do not have.
func comparer(t arrow.DataType) func(a arrow.Array, i int, c *cell) bool {
	if list, ok := t.(*arrow.ListType); ok {
		if equal := valuesEqual(list.Elem()); equal != nil {
			return func(a arrow.Array, i int, c *cell) bool { return listEqual(a.(*array.List), i, c, equal) }
		}
		return nil
	}
	equal := valuesEqual(t)
	if equal == nil {
		return nil
	}
	return func(a arrow.Array, i int, c *cell) bool {
		if a.IsNull(i) || c.null {
			return a.IsNull(i) && c.null
		}
		return len(c.values) == 1 && equal(a, i, c.values[0])
	}
}

func listEqual(a *array.List, i int, c *cell, equal func(arrow.Array, int, any) bool) bool {
	if a.IsNull(i) || c.null {
		return a.IsNull(i) && c.null
	}
	from, to := a.ValueOffsets(i)
	if to-from != int64(len(c.values)) {
		return false
	}
	items := a.ListValues()
	for j, v := range c.values {
		at := int(from) + j
		if items.IsNull(at) || v == nil {
			if !items.IsNull(at) || v != nil {
				return false
			}
			continue
		}
		if !equal(items, at, v) {
			return false
		}
	}
	return true
}

// valuesEqual returns a function that compares a value that is not NULL.
func valuesEqual(t arrow.DataType) func(a arrow.Array, i int, v any) bool {
	switch t.ID() {
	case arrow.STRING:
		return func(a arrow.Array, i int, v any) bool { return same(v, a.(*array.String).Value(i)) }
	case arrow.INT32:
		return func(a arrow.Array, i int, v any) bool { return same(v, a.(*array.Int32).Value(i)) }
	case arrow.DATE32:
		return func(a arrow.Array, i int, v any) bool { return same(v, int32(a.(*array.Date32).Value(i))) }
	case arrow.INT64:
		return func(a arrow.Array, i int, v any) bool { return same(v, a.(*array.Int64).Value(i)) }
	case arrow.TIMESTAMP:
		if t.(*arrow.TimestampType).Unit != arrow.Microsecond {
			return nil // it may be stored in another way than it is read
		}
		return func(a arrow.Array, i int, v any) bool { return same(v, int64(a.(*array.Timestamp).Value(i))) }
	case arrow.BOOL:
		return func(a arrow.Array, i int, v any) bool { return same(v, a.(*array.Boolean).Value(i)) }
	case arrow.FLOAT64:
		return func(a arrow.Array, i int, v any) bool {
			f, ok := v.(float64)
			return ok && math.Float64bits(f) == math.Float64bits(a.(*array.Float64).Value(i))
		}
	default:
		return nil
	}
}

func same[T comparable](v any, want T) bool {
	have, ok := v.(T)
	return ok && have == want
}
