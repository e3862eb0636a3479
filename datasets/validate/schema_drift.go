package validate

import (
	"fmt"

	"github.com/apache/arrow-go/v18/arrow"

	"github.com/dsbuild/dsbuild/schema"
)

// typed is a type and the part that has it.
type typed struct {
	arrow.DataType
	file string
}

// drift compares the type of a column with that in the table's first part, by which
// loaders take the others. What each loader does with two types was tried:
// readertest/test_drift.py tries it again.
func (o *opened) drift(c *schema.Column, is arrow.DataType) {
	first, ok := o.t.first[c.Name]
	if !ok {
		o.t.first[c.Name] = typed{is, o.p.Path}
		return
	}
	rule := together(c.Type, first.DataType, is)
	if rule == "" || o.t.noted[rule+c.Name] {
		return
	}
	o.t.noted[rule+c.Name] = true // one part says it for all
	o.noteColumn(rule, c.Name, "", fmt.Sprintf("the column is %s here and %s in %s", is, first.DataType, first.file))
}

// together names the rule against parts of which the first has one type and another
// one a second type, "" where pandas, pyarrow, polars and DuckDB all load them. What
// only Arrow's own copy of the schema in a Parquet file says (a pandas category, a
// zone) is not known here.
func together(declared schema.Type, first, other arrow.DataType) string {
	const drift, mixed = "schema.drift", "schema.mixed"
	a, b := first.ID(), other.ID()
	items := func(t arrow.DataType) arrow.DataType {
		if list, ok := t.(arrow.ListLikeType); ok && t.ID() != arrow.MAP {
			return list.Elem()
		}
		return nil
	}
	switch {
	case arrow.TypeEqual(first, other), b == arrow.NULL:
		return "" // NULL may stand in a column of any type
	case a == arrow.NULL:
		return drift // and no value in a column of NULL
	case items(first) != nil && items(other) != nil:
		return lists(items(first), items(other))
	case plainText(first) && plainText(other):
		return ""
	case plainText(first) && items(other) == nil:
		return mixed // all but polars make text of it
	case arrow.IsDecimal(a) && arrow.IsInteger(b) && !holds(first.(arrow.DecimalType), b),
		arrow.IsInteger(a) && !arrow.IsInteger(b) && declared == schema.Float64:
		return drift // the first type does not hold the values of the second
	case number(a) && number(b), day(first) && day(other), stamp(first) && stamp(other):
		return mixed // polars takes no two types for one
	}
	return drift
}

// lists is together for the items of lists.
func lists(first, other arrow.DataType) string {
	switch {
	case first.ID() == arrow.NULL && other.ID() != arrow.NULL:
		return "schema.drift"
	case plainText(first) && (plainText(other) || other.ID() == arrow.NULL), first.ID() == other.ID():
		return ""
	}
	return "schema.mixed"
}

func plainText(t arrow.DataType) bool {
	return t.ID() == arrow.STRING || t.ID() == arrow.LARGE_STRING || t.ID() == arrow.STRING_VIEW
}

func number(t arrow.Type) bool {
	return arrow.IsInteger(t) || arrow.IsFloating(t) || arrow.IsDecimal(t)
}

func day(t arrow.DataType) bool {
	return t.ID() == arrow.DATE32 || t.ID() == arrow.DATE64 || t.ID() == arrow.TIMESTAMP
}

func stamp(t arrow.DataType) bool { return t.ID() == arrow.TIMESTAMP }

// holds reports whether every integer of a type has its digits before the point.
func holds(d arrow.DecimalType, t arrow.Type) bool {
	digits := map[arrow.Type]int32{
		arrow.INT8: 3, arrow.UINT8: 3, arrow.INT16: 5, arrow.UINT16: 5, arrow.INT32: 10, arrow.UINT32: 10,
		arrow.INT64: 19, arrow.UINT64: 20,
	}
	return d.GetPrecision()-d.GetScale() >= digits[t]
}
