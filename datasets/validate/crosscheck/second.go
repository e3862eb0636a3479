package crosscheck

import (
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/xitongsys/parquet-go/parquet"
	"github.com/xitongsys/parquet-go/reader"
	"github.com/xitongsys/parquet-go/source"
)

// lent lends a file to the second library, which opens it once a column.
type lent struct{ *io.SectionReader }

var errReadOnly = errors.New("the file is only read")

func (f lent) Open(name string) (source.ParquetFile, error) {
	if name != "" {
		return nil, fmt.Errorf("the file leads to another one, %q", name)
	}
	return lent{io.NewSectionReader(f.SectionReader, 0, f.Size())}, nil
}

func (lent) Create(string) (source.ParquetFile, error) { return nil, errReadOnly }
func (lent) Write([]byte) (int, error)                 { return 0, errReadOnly }
func (lent) Close() error                              { return nil }

// second is a file as the second library reads it.
type second struct {
	r      *reader.ParquetReader
	leaves []leafShape
}

// leafShape says what the definition levels of a leaf mean.
type leafShape struct {
	list  int32 // level from which on there is a list, -1 for a column without
	item  int32 // level from which on the list has an item
	value int32 // level at which there is a value
}

func openSecond(f *io.SectionReader) (s *second, err error) {
	defer recovered(&err)
	r, err := reader.NewParquetColumnReader(lent{f}, 1)
	if err != nil {
		return nil, err
	}
	return &second{r, shapes(r.Footer.GetSchema())}, nil
}

func (s *second) close() {
	defer func() { _ = recover() }() // of nothing that was read
	s.r.ReadStop()
}

func (s *second) rows() int64 { return s.r.GetNumRows() }

// recovered turns a panic of the library into an error.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v", r)
	}
}

// shapes walks the schema, which is a tree written from the top, and returns the
// shape of every leaf.
func shapes(schema []*parquet.SchemaElement) []leafShape {
	var all []leafShape
	var walk func(at int, above leafShape) int
	walk = func(at int, above leafShape) int {
		e := schema[at]
		if at > 0 {
			switch e.GetRepetitionType() {
			case parquet.FieldRepetitionType_OPTIONAL:
				above.value++
			case parquet.FieldRepetitionType_REPEATED:
				above.list = above.value
				above.value++
				above.item = above.value
			case parquet.FieldRepetitionType_REQUIRED:
			}
		}
		at++
		if e.GetNumChildren() == 0 {
			all = append(all, above)
		}
		for range e.GetNumChildren() {
			at = walk(at, above)
		}
		return at
	}
	walk(0, leafShape{list: -1})
	return all
}

// cell is what the second reader sees of a column in one row.
type cell struct {
	null   bool
	values []any // one, or those of a list; nil is NULL
}

// String says the cell in short.
func (c *cell) String() string {
	if c.null {
		return "(null)"
	}
	if len(c.values) == 1 {
		return head(fmt.Sprint(c.values[0]))
	}
	return head(fmt.Sprint(c.values))
}

func head(s string) string {
	const shown = 60 // enough to recognise a value by
	for i := range s {
		if i >= shown {
			return s[:i] + "…"
		}
	}
	return s
}

// columnReader reads a leaf from the front.
type columnReader struct {
	s     *second
	leaf  int
	cells []cell
}

func (s *second) column(leaf int) *columnReader { return &columnReader{s: s, leaf: leaf} }

// next returns the cells of the next n rows; they are valid until the next call.
// Fewer rows than n are an error, none at all the end.
func (c *columnReader) next(n int64) (cells []cell, err error) {
	defer recovered(&err)
	if c.leaf >= len(c.s.leaves) {
		return nil, errors.New("it has no such column")
	}
	values, repeated, defined, err := c.s.r.ReadColumnByIndex(int64(c.leaf), n)
	if err != nil {
		return nil, err
	}
	if len(values) != len(repeated) || len(values) != len(defined) || len(values) > math.MaxInt32 {
		return nil, fmt.Errorf("%d values with %d and %d levels", len(values), len(repeated), len(defined))
	}
	shape, rows := c.s.leaves[c.leaf], 0
	for i, v := range values {
		if repeated[i] == 0 {
			rows++
			c.begin(rows)
		}
		if rows == 0 {
			return nil, errors.New("the first value continues a list")
		}
		c.add(&c.cells[rows-1], shape, v, defined[i])
	}
	if int64(rows) != n && rows > 0 {
		return nil, fmt.Errorf("%d rows of %d", rows, n)
	}
	return c.cells[:rows], nil
}

// begin makes the row-th cell an empty one.
func (c *columnReader) begin(row int) {
	if row > len(c.cells) {
		c.cells = append(c.cells, cell{})
	}
	at := &c.cells[row-1]
	at.null, at.values = false, at.values[:0]
}

func (c *columnReader) add(at *cell, shape leafShape, v any, defined int32) {
	if shape.list >= 0 && defined < shape.item {
		at.null = defined < shape.list
		return // an empty list, or none
	}
	if defined < shape.value {
		v = nil
	}
	at.values = append(at.values, v)
	at.null = shape.list < 0 && v == nil
}
