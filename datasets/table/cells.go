package table

import (
	"math"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"

	"github.com/dsbuild/dsbuild/schema"
)

// A cell whose value is none of the declared type, such as 0.5 where a count
// should be, comes as a Value with Float set.

// cellsOf returns a function that reads cells of an array as values of type t.
// The array's type must be Readable as t.
func cellsOf(a arrow.Array, t schema.Type) func(int) schema.Value {
	if a.DataType().ID() == arrow.NULL {
		return func(int) schema.Value { return schema.Value{} }
	}
	if t == Opaque {
		return func(i int) schema.Value { return schema.Value{Valid: !a.IsNull(i)} }
	}
	read, null := reader(a, t), a.IsNull
	if d, ok := a.(*array.Dictionary); ok && d.Dictionary().NullN() > 0 {
		null = func(i int) bool { return a.IsNull(i) || d.Dictionary().IsNull(d.GetValueIndex(i)) }
	}
	return func(i int) schema.Value {
		if null(i) {
			return schema.Value{}
		}
		v := read(i)
		v.Valid = true
		return v
	}
}

func reader(a arrow.Array, t schema.Type) func(int) schema.Value {
	switch t {
	case schema.Utf8:
		text := textReader(a)
		return func(i int) schema.Value { return schema.Value{Str: text(i)} }
	case schema.Utf8List:
		return listReader(a)
	case schema.Int32:
		return countReader(a)
	case schema.Float64:
		return floatReader(a)
	case schema.Date32:
		return dayReader(a)
	case schema.Timestamp:
		micros := microsReader(a)
		return func(i int) schema.Value { return schema.Value{Int: micros(i)} }
	default:
		return boolReader(a)
	}
}

func textReader(a arrow.Array) func(int) string {
	switch a := a.(type) {
	case *array.String:
		return a.Value
	case *array.LargeString:
		return a.Value
	case *array.StringView:
		return a.Value
	case *array.Dictionary:
		text := textReader(a.Dictionary())
		return func(i int) string { return text(a.GetValueIndex(i)) }
	}
	return func(int) string { return "" } // the items of lists without any
}

func listReader(a arrow.Array) func(int) schema.Value {
	list := a.(array.ListLike)
	item := textReader(list.ListValues())
	return func(i int) schema.Value {
		from, to := list.ValueOffsets(i)
		items := make([]string, 0, to-from)
		for j := from; j < to; j++ {
			items = append(items, item(int(j)))
		}
		return schema.Value{List: items}
	}
}

func boolReader(a arrow.Array) func(int) schema.Value {
	bools := a.(*array.Boolean)
	return func(i int) schema.Value {
		if bools.Value(i) {
			return schema.Value{Int: 1}
		}
		return schema.Value{}
	}
}

// intReader reads integers of any width; nil where the array has none.
func intReader(a arrow.Array) func(int) int64 {
	switch a := a.(type) {
	case *array.Int32:
		return func(i int) int64 { return int64(a.Value(i)) }
	case *array.Int64:
		return a.Value
	case *array.Int8:
		return func(i int) int64 { return int64(a.Value(i)) }
	case *array.Int16:
		return func(i int) int64 { return int64(a.Value(i)) }
	case *array.Uint8:
		return func(i int) int64 { return int64(a.Value(i)) }
	case *array.Uint16:
		return func(i int) int64 { return int64(a.Value(i)) }
	case *array.Uint32:
		return func(i int) int64 { return int64(a.Value(i)) }
	case *array.Uint64:
		return func(i int) int64 { return int64(min(a.Value(i), math.MaxInt64)) } // countReader tells larger ones apart
	}
	return nil
}

// realReader reads floats and decimals; nil where the array has none.
func realReader(a arrow.Array) func(int) float64 {
	switch a := a.(type) {
	case *array.Float64:
		return a.Value
	case *array.Float32:
		return func(i int) float64 { return fromFloat32(a.Value(i)) }
	case *array.Decimal32:
		return decimalReader(a.Value, a.DataType())
	case *array.Decimal64:
		return decimalReader(a.Value, a.DataType())
	case *array.Decimal128:
		return decimalReader(a.Value, a.DataType())
	case *array.Decimal256:
		return decimalReader(a.Value, a.DataType())
	}
	return nil
}

// fromFloat32 returns the number of four decimals that f stands for, where it
// does: widened alone, 0.1 becomes 0.10000000149011612.
func fromFloat32(f float32) float64 {
	if rounded := schema.Round4(float64(f)); float32(rounded) == f {
		return rounded
	}
	return float64(f)
}

func decimalReader[N interface{ ToFloat64(int32) float64 }](value func(int) N, t arrow.DataType) func(int) float64 {
	const exact = 4 // decimals that schema.Round4 keeps
	scale := t.(arrow.DecimalType).GetScale()
	return func(i int) float64 {
		f := value(i).ToFloat64(scale)
		if scale <= exact {
			return schema.Round4(f)
		}
		return f
	}
}

// countReader reads whole numbers; pandas turns those with gaps into floats.
func countReader(a arrow.Array) func(int) schema.Value {
	const whole = 1 << 53 // up to here a float64 tells whole numbers apart
	if large, ok := a.(*array.Uint64); ok {
		return func(i int) schema.Value {
			if n := large.Value(i); n > math.MaxInt64 {
				return schema.Value{Float: float64(n)} // no count
			}
			return schema.Value{Int: int64(large.Value(i))}
		}
	}
	if ints := intReader(a); ints != nil {
		return func(i int) schema.Value { return schema.Value{Int: ints(i)} }
	}
	reals := realReader(a)
	return func(i int) schema.Value {
		if f := reals(i); f != math.Trunc(f) || math.Abs(f) > whole {
			return schema.Value{Float: f}
		}
		return schema.Value{Int: int64(reals(i))}
	}
}

func floatReader(a arrow.Array) func(int) schema.Value {
	if reals := realReader(a); reals != nil {
		return func(i int) schema.Value { return schema.Value{Float: reals(i)} }
	}
	ints := intReader(a)
	return func(i int) schema.Value { return schema.Value{Float: float64(ints(i))} }
}

// microsReader reads instants in microseconds since 1970.
func microsReader(a arrow.Array) func(int) int64 {
	stamps, ok := a.(*array.Timestamp)
	if !ok {
		return nil // nothing but NULL
	}
	unit := stamps.DataType().(*arrow.TimestampType).Unit
	return func(i int) int64 {
		if unit == arrow.Microsecond {
			return int64(stamps.Value(i))
		}
		return stamps.Value(i).ToTime(unit).UnixMicro()
	}
}

// dayReader reads days since 1970; pandas has no type for a day but a midnight.
func dayReader(a arrow.Array) func(int) schema.Value {
	const day = 24 * 60 * 60 * 1_000_000 // in microseconds
	micros := microsReader(a)
	switch a := a.(type) {
	case *array.Date32:
		return func(i int) schema.Value { return schema.Value{Int: int64(a.Value(i))} }
	case *array.Date64:
		micros = func(i int) int64 { return int64(a.Value(i)) * 1000 }
	}
	return func(i int) schema.Value {
		m := micros(i)
		if m%day != 0 {
			return schema.Value{Float: float64(m) / day}
		}
		return schema.Value{Int: m / day}
	}
}
