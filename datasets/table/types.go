package table

import (
	"github.com/apache/arrow-go/v18/arrow"

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
// type, as other tools write them: text of any layout, numbers of any width,
// instants in any unit and zone, lists of any layout, days as midnights, and
// columns of nothing but NULL. Single values may still fall outside.
func Readable(have arrow.DataType, want schema.Type) bool {
	if have.ID() == arrow.NULL {
		return true
	}
	switch want {
	case schema.Utf8:
		return isText(have)
	case schema.Utf8List:
		list, ok := have.(arrow.ListLikeType)
		return ok && have.ID() != arrow.MAP && (isText(list.Elem()) || list.Elem().ID() == arrow.NULL)
	case schema.Int32, schema.Float64:
		return isNumber(have)
	case schema.Date32:
		stamp, ok := have.(*arrow.TimestampType)
		return have.ID() == arrow.DATE32 || have.ID() == arrow.DATE64 || ok && stamp.TimeZone == ""
	case schema.Timestamp:
		stamp, ok := have.(*arrow.TimestampType)
		return ok && stamp.TimeZone != "" // without a zone it is no instant
	case schema.Bool:
		return have.ID() == arrow.BOOL
	}
	return false
}

// Meaning returns the declared type that values of type have are nearest to.
func Meaning(have arrow.DataType) (schema.Type, bool) {
	switch {
	case have.ID() == arrow.NULL:
		return schema.Utf8, true
	case isFloat(have):
		return schema.Float64, true
	}
	for t := schema.Utf8; t <= schema.Timestamp; t++ {
		if Readable(have, t) {
			return t, true
		}
	}
	return 0, false
}

func isText(t arrow.DataType) bool {
	if d, ok := t.(*arrow.DictionaryType); ok {
		t = d.ValueType
	}
	return t.ID() == arrow.STRING || t.ID() == arrow.LARGE_STRING || t.ID() == arrow.STRING_VIEW
}

func isNumber(t arrow.DataType) bool {
	return arrow.IsInteger(t.ID()) || isFloat(t)
}

// isFloat takes in decimals: DuckDB makes one of every literal with a point.
func isFloat(t arrow.DataType) bool {
	return t.ID() == arrow.FLOAT32 || t.ID() == arrow.FLOAT64 || arrow.IsDecimal(t.ID())
}
