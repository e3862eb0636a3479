package table

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"

	"github.com/dsbuild/dsbuild/internal/parquetfile"
)

// Misstated is a place where a footer says of a column what does not hold: a
// reader that passes over row groups by it loses rows without an error.
type Misstated struct {
	Group   int
	Row     int64 // position in the part, from 0; -1 where it is the whole row group
	Column  string
	Message string
}

// Uncommon names what a part is compressed and encoded with that some readers do
// not know; nothing of Arrow.
func (r *Reader) Uncommon() []string {
	if p, ok := r.part.(*parquetfile.File); ok {
		return p.Uncommon()
	}
	return nil
}

// statements compare the columns of one row group with what its footer says.
type statements []*statement

type statement struct {
	at     int // position in the batches
	column string
	stated parquetfile.Stated
	nulls  int64
	told   bool
}

// statements returns what is to be compared of the columns at these places; nil
// where nobody asks.
func (r *Reader) statements(group int, places []int) statements {
	p, ok := r.part.(*parquetfile.File)
	if !ok || r.Misstated == nil {
		return nil
	}
	var all statements
	for i, place := range places {
		if s := p.Stated(group, place); s.Min != nil || s.Max != nil || s.Nulls != nil {
			all = append(all, &statement{at: i, column: p.Schema().Field(place).Name, stated: s})
		}
	}
	return all
}

// add compares a batch whose first row is that of the part.
func (all statements) add(r *Reader, batch arrow.RecordBatch, group int, first int64) {
	for _, s := range all {
		a := batch.Column(s.at)
		s.nulls += int64(a.NullN())
		if s.told {
			continue
		}
		if i := outside(a, s.stated.Min, s.stated.Max); i >= 0 {
			s.told = true
			r.Misstated(Misstated{group, first + int64(i), s.column, "the value lies outside the smallest and largest that the footer states"})
		}
	}
}

// end compares what only the whole row group shows.
func (all statements) end(r *Reader, group int) {
	for _, s := range all {
		if n := s.stated.Nulls; n != nil && *n != s.nulls {
			r.Misstated(Misstated{group, -1, s.column, fmt.Sprintf("%d values of row group %d are NULL, the footer states %d", s.nulls, group, *n)})
		}
	}
}

// outside returns the first position of an array whose value lies outside the
// bounds, or -1. Bounds are taken for none where they are of another width, as
// those of instants in 96 bits.
func outside(a arrow.Array, low, high []byte) int {
	switch a := a.(type) {
	case *array.String:
		return outsideText(a, low, high)
	case *array.Int32:
		return outsideInts(a, a.Int32Values(), low, high)
	case *array.Date32:
		return outsideInts(a, a.Date32Values(), low, high)
	case *array.Int64:
		return outsideInts(a, a.Int64Values(), low, high)
	case *array.Timestamp:
		return outsideInts(a, a.TimestampValues(), low, high)
	case *array.Float64:
		return outsideFloats(a, low, high)
	}
	return -1
}

func outsideText(a *array.String, low, high []byte) int {
	least, most := string(low), string(high)
	var first, final byte // of texts that begin with a letter between them, none can lie outside
	if len(low) > 0 && len(high) > 0 {
		first, final = low[0], high[0]
	}
	last := "" // texts of few words repeat
	for i := range a.Len() {
		s := a.Value(i)
		if s != "" && s[0] > first && s[0] < final {
			continue
		}
		if s == last && i > 0 {
			continue
		}
		if (s < least || high != nil && s > most) && a.IsValid(i) {
			return i
		}
		last = s
	}
	return -1
}

func outsideInts[T ~int32 | ~int64](a arrow.Array, values []T, low, high []byte) int {
	least, ok := number[T](low)
	most, okHigh := number[T](high)
	if !ok || !okHigh {
		return -1
	}
	for i, v := range values {
		if (v < least || v > most) && a.IsValid(i) {
			return i
		}
	}
	return -1
}

// number reads a bound of the width of T.
func number[T ~int32 | ~int64](b []byte) (n T, ok bool) {
	if len(b) != binary.Size(n) {
		return 0, false
	}
	_, err := binary.Decode(b, binary.LittleEndian, &n)
	return n, err == nil
}

func outsideFloats(a *array.Float64, low, high []byte) int {
	const width = 8
	if len(low) != width || len(high) != width {
		return -1
	}
	least := math.Float64frombits(binary.LittleEndian.Uint64(low))
	most := math.Float64frombits(binary.LittleEndian.Uint64(high))
	for i, v := range a.Float64Values() {
		if (v < least || v > most) && a.IsValid(i) { // NaN is neither
			return i
		}
	}
	return -1
}
