package table

import (
	"math"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"

	"github.com/dsbuild/dsbuild/schema"
)

// Same reports whether a column of type have is exactly what the declared type is written as.
func Same(have arrow.DataType, want schema.Type) bool {
	if list, ok := have.(*arrow.ListType); ok {
		return want == schema.Utf8List && list.Elem().ID() == arrow.STRING // element names differ between writers
	}
	return arrow.TypeEqual(have, arrowType(want))
}

// Readable reports whether values of type have mean values of the declared
// type, as a tool that rewrote the file may have left them.
func Readable(have arrow.DataType, want schema.Type) bool {
	switch want {
	case schema.Utf8:
		return isText(have)
	case schema.Utf8List:
		list, ok := have.(*arrow.ListType)
		return ok && isText(list.Elem())
	case schema.Int32:
		return have.ID() == arrow.INT32 || have.ID() == arrow.INT64 || have.ID() == arrow.FLOAT64
	case schema.Timestamp:
		return have.ID() == arrow.TIMESTAMP
	default:
		return arrow.TypeEqual(have, arrowType(want))
	}
}

func isText(t arrow.DataType) bool { return t.ID() == arrow.STRING || t.ID() == arrow.LARGE_STRING }

// cellsOf returns a function that reads cells of an array as values of type t.
// The array's type must be Readable as t.
func cellsOf(a arrow.Array, t schema.Type) func(int) schema.Value {
	read := reader(a, t)
	return func(i int) schema.Value {
		if a.IsNull(i) {
			return schema.Value{}
		}
		v := read(i)
		v.Valid = true
		return v
	}
}

func reader(a arrow.Array, t schema.Type) func(int) schema.Value {
	switch a := a.(type) {
	case *array.String:
		return func(i int) schema.Value { return schema.Value{Str: a.Value(i)} }
	case *array.LargeString:
		return func(i int) schema.Value { return schema.Value{Str: a.Value(i)} }
	case *array.List:
		return listReader(a)
	case *array.Int32:
		return func(i int) schema.Value { return schema.Value{Int: int64(a.Value(i))} }
	case *array.Int64:
		return func(i int) schema.Value { return schema.Value{Int: a.Value(i)} }
	case *array.Float64:
		return floatReader(a, t)
	case *array.Boolean:
		return func(i int) schema.Value {
			if a.Value(i) {
				return schema.Value{Int: 1}
			}
			return schema.Value{}
		}
	case *array.Date32:
		return func(i int) schema.Value { return schema.Value{Int: int64(a.Value(i))} }
	case *array.Timestamp:
		unit := a.DataType().(*arrow.TimestampType).Unit
		return func(i int) schema.Value { return schema.Value{Int: a.Value(i).ToTime(unit).UnixMicro()} }
	}
	panic("unreachable: the type is Readable")
}

func listReader(a *array.List) func(int) schema.Value {
	item := reader(a.ListValues(), schema.Utf8)
	return func(i int) schema.Value {
		from, to := a.ValueOffsets(i)
		list := make([]string, 0, to-from)
		for j := from; j < to; j++ {
			list = append(list, item(int(j)).Str)
		}
		return schema.Value{List: list}
	}
}

// floatReader reads a float column; pandas turns whole numbers with gaps into one.
func floatReader(a *array.Float64, t schema.Type) func(int) schema.Value {
	return func(i int) schema.Value {
		f := a.Value(i)
		if t == schema.Int32 && math.Abs(f) <= math.MaxInt32 {
			return schema.Value{Int: int64(f)}
		}
		return schema.Value{Float: f}
	}
}

// project returns the columns of a batch at the given positions.
func project(batch arrow.RecordBatch, columns []int) (arrow.RecordBatch, error) {
	fields := make([]arrow.Field, len(columns))
	arrays := make([]arrow.Array, len(columns))
	for i, c := range columns {
		fields[i], arrays[i] = batch.Schema().Field(c), batch.Column(c)
		if v, ok := arrays[i].(interface{ ValidateFull() error }); ok {
			if err := v.ValidateFull(); err != nil {
				return nil, err
			}
		}
	}
	return array.NewRecordBatch(arrow.NewSchema(fields, nil), arrays, batch.NumRows()), nil
}
