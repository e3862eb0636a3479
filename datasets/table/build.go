package table

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"github.com/dsbuild/dsbuild/schema"
)

// maxValue is the longest text one cell may hold: a page of a Parquet file
// holds at least one cell, and readers refuse pages over 256 MiB.
const maxValue = 128 << 20

// builder turns rows into record batches.
type builder struct {
	record  *array.RecordBuilder
	columns []column
	rows    int
	room    int // rows that there is room for
	before  int // rows of the last record
}

// column holds the typed builder of one column; only the one of its type is set.
type column struct {
	def   *schema.Column
	str   *array.StringBuilder
	list  *array.ListBuilder
	items *array.StringBuilder
	i32   *array.Int32Builder
	f64   *array.Float64Builder
	boole *array.BooleanBuilder
	date  *array.Date32Builder
	ts    *array.TimestampBuilder

	bytes  int // of text since the last record
	before int // the same of the last record: about what this one will need
}

func newBuilder(t *schema.Table, s *arrow.Schema) *builder {
	b := &builder{record: array.NewRecordBuilder(memory.DefaultAllocator, s), columns: make([]column, len(t.Columns))}
	for i := range t.Columns {
		c := &b.columns[i]
		c.def = &t.Columns[i]
		switch f := b.record.Field(i).(type) {
		case *array.StringBuilder:
			c.str = f
		case *array.ListBuilder:
			c.list, c.items = f, f.ValueBuilder().(*array.StringBuilder)
		case *array.Int32Builder:
			c.i32 = f
		case *array.Float64Builder:
			c.f64 = f
		case *array.BooleanBuilder:
			c.boole = f
		case *array.Date32Builder:
			c.date = f
		case *array.TimestampBuilder:
			c.ts = f
		}
	}
	return b
}

// append adds a row and returns its raw size in bytes.
func (b *builder) append(row any) (int64, error) {
	if b.rows == b.room {
		b.makeRoom(enough(b.rows+1, b.before))
	}
	size := int64(0)
	for i := range b.columns {
		c := &b.columns[i]
		n, err := c.append(c.def.Value(row))
		if err != nil {
			return 0, fmt.Errorf("column %s: %w", c.def.Name, err)
		}
		size += int64(n)
	}
	b.rows++
	return size, nil
}

func (c *column) append(v schema.Value) (int, error) {
	const offset, wide, narrow = 4, 8, 4
	switch c.def.Type {
	case schema.Utf8:
		n, err := c.text(c.str, v.Valid, v.Str)
		return n + offset, err
	case schema.Utf8List:
		return c.texts(v)
	case schema.Int32:
		if v.Int < math.MinInt32 || v.Int > math.MaxInt32 {
			return 0, fmt.Errorf("%d does not fit into 32 bits", v.Int)
		}
		appendOr(c.i32, v.Valid, int32(v.Int))
		return narrow, nil
	case schema.Date32:
		appendOr(c.date, v.Valid, arrow.Date32(v.Int))
		return narrow, nil
	case schema.Timestamp:
		appendOr(c.ts, v.Valid, arrow.Timestamp(v.Int))
	case schema.Float64:
		appendOr(c.f64, v.Valid, v.Float)
	case schema.Bool:
		appendOr(c.boole, v.Valid, v.Int != 0)
		return 1, nil
	}
	return wide, nil
}

// appendOr adds v, or NULL where it is not valid.
func appendOr[T any, B interface {
	Append(v T)
	AppendNull()
}](b B, valid bool, v T) {
	if valid {
		b.Append(v)
	} else {
		b.AppendNull()
	}
}

func (c *column) texts(v schema.Value) (int, error) {
	const offset = 4
	if !v.Valid {
		c.list.AppendNull()
		return offset, nil
	}
	c.list.Append(true)
	size := offset
	for _, s := range v.List {
		n, err := c.text(c.items, true, s)
		if err != nil {
			return 0, err
		}
		size += n + offset
	}
	return size, nil
}

func (c *column) text(to *array.StringBuilder, valid bool, s string) (int, error) {
	if !valid {
		to.AppendNull()
		return 0, nil
	}
	if !utf8.ValidString(s) {
		// A string that is not UTF-8 makes the whole file unreadable to others.
		// One U+FFFD for each bad byte keeps every offset in code points.
		s = strings.Map(func(r rune) rune { return r }, s)
	}
	if len(s) > maxValue {
		return 0, fmt.Errorf("a value of %d bytes is over the limit of %d; lower --max-record", len(s), maxValue)
	}
	if need := to.DataLen() + len(s); need > to.DataCap() {
		to.ReserveData(enough(need, c.before) - to.DataLen())
	}
	to.Append(s)
	c.bytes += len(s)
	return len(s), nil
}

// take returns the rows since the last call, and makes room for a part of as many again.
func (b *builder) take() arrow.RecordBatch {
	record := b.record.NewRecordBatch()
	if b.rows > 0 { // else the rows before tell more
		b.before = b.rows
	}
	for i := range b.columns {
		c := &b.columns[i]
		if b.rows > 0 {
			c.before = c.bytes
		}
		c.bytes = 0
		switch {
		case c.str != nil:
			c.str.ReserveData(c.before / early)
		case c.items != nil:
			c.items.ReserveData(c.before / early)
		}
	}
	b.rows = 0
	b.makeRoom(b.before / early)
	return record
}

// An early part of the room for a record is made while the one before is being written. The
// rest is made when it is wanted, and then takes the place of that one.
const early = 8

// enough is how much room to make where some is needed and the last record took as much
// as before: Arrow itself takes the next power of two.
func enough(need, before int) int {
	const least = 64
	return max(before+before/16, need+need/4, least)
}

func (b *builder) makeRoom(rows int) {
	for _, f := range b.record.Fields() {
		f.Resize(rows)
	}
	b.room = rows
}
