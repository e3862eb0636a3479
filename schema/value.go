package schema

import (
	"fmt"
	"math"
	"time"
)

// Opt is a value that may be missing. Its zero value is missing.
type Opt[T any] struct {
	V  T
	OK bool
}

// Some returns a present value.
func Some[T any](v T) Opt[T] { return Opt[T]{v, true} }

// Date is a calendar day. Its zero value is missing. Where the precision is
// coarser, month and day are 1.
type Date struct {
	Year       int16
	Month, Day uint8
}

// IsZero reports whether the date is missing.
func (d Date) IsZero() bool { return d == Date{} }

// Time returns midnight UTC of the day.
func (d Date) Time() time.Time {
	return time.Date(int(d.Year), time.Month(d.Month), int(d.Day), 0, 0, 0, 0, time.UTC)
}

// Days returns days since 1970-01-01, the physical value of date32.
func (d Date) Days() int32 {
	const secondsPerDay = 24 * 60 * 60
	return int32(d.Time().Unix() / secondsPerDay)
}

// String returns "2006-01-02", or "" where the date is missing.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// DateOf returns the calendar day of t in t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{int16(y), uint8(m), uint8(d)}
}

// Type is the physical type of a column.
type Type uint8

// The physical types: there are no others in any table.
const (
	Utf8      Type = iota // utf8
	Utf8List              // list<utf8>
	Int32                 // int32
	Float64               // float64, rounded to 4 decimals
	Bool                  // bool
	Date32                // date32, days since 1970-01-01
	Timestamp             // timestamp[us, UTC]
)

var typeNames = [...]string{"utf8", "list<utf8>", "int32", "float64", "bool", "date32", "timestamp[us, UTC]"}

// String returns the type's name as schema show prints it.
func (t Type) String() string { return typeNames[t] }

// Value is one cell of a column, of any type. Its zero value is NULL.
type Value struct {
	Valid bool
	Int   int64 // Int32; Bool as 0 or 1; Date32 in days; Timestamp in microseconds
	Float float64
	Str   string
	List  []string
}

// cell is the set of Go types a column accessor may return.
type cell interface {
	string | []string | int | Opt[int] | Opt[float64] | Opt[bool] | bool | float64 | Date | time.Time
}

// valueOf converts an accessor's result: missing becomes NULL.
func valueOf[T cell](v T) Value {
	switch v := any(v).(type) {
	case string:
		return Value{Valid: v != "", Str: v}
	case []string:
		return Value{Valid: v != nil, List: v}
	case int:
		return Value{Valid: true, Int: int64(v)}
	case Opt[int]:
		return Value{Valid: v.OK, Int: int64(v.V)}
	case float64:
		return Value{Valid: true, Float: Round4(v)}
	case Opt[float64]:
		return Value{Valid: v.OK, Float: Round4(v.V)}
	case Opt[bool]:
		return Value{Valid: v.OK, Int: boolInt(v.V)}
	case bool:
		return Value{Valid: true, Int: boolInt(v)}
	case Date:
		if v.IsZero() {
			return Value{}
		}
		return Value{Valid: true, Int: int64(v.Days())}
	case time.Time:
		if v.IsZero() {
			return Value{}
		}
		return Value{Valid: true, Int: v.UnixMicro()}
	}
	panic("unreachable: cell lists the types")
}

func typeOf[T cell]() Type {
	var v T
	switch any(v).(type) {
	case []string:
		return Utf8List
	case int, Opt[int]:
		return Int32
	case float64, Opt[float64]:
		return Float64
	case bool, Opt[bool]:
		return Bool
	case Date:
		return Date32
	case time.Time:
		return Timestamp
	default:
		return Utf8
	}
}

func boolInt(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// Round4 rounds to 4 decimals, so that a score has the same bytes on every CPU.
func Round4(f float64) float64 {
	const scale = 1e4
	// The conversion keeps a CPU from fusing the product with what follows.
	return math.Round(float64(f*scale)) / scale
}

// Plain returns a cell of the column as a plain value: nil for NULL, days and
// instants as ISO 8601 strings.
func (c *Column) Plain(v Value) any {
	if !v.Valid {
		return nil
	}
	switch c.Type {
	case Utf8List:
		return v.List
	case Int32:
		return v.Int
	case Float64:
		return v.Float
	case Bool:
		return v.Int != 0
	case Date32:
		return time.Unix(v.Int*24*60*60, 0).UTC().Format(time.DateOnly)
	case Timestamp:
		return time.UnixMicro(v.Int).UTC().Format(time.RFC3339Nano)
	default:
		return v.Str
	}
}
