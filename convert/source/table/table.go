// Package table reads the rows of tables as records.
//
// In: a table of any kind. Out: its columns, and every row as a JSON object.
//
// Laws: a row is written in one canonical way, with its keys sorted and what is
// NULL left out, so that its digest depends on what it holds only; a row that
// cannot be read is named with its place, and reading goes on behind it; no more
// than a batch of rows is in memory.
package table

import (
	"bytes"
	"cmp"
	"iter"
	"slices"

	"github.com/dsbuild/dsbuild/convert/source/jsonline"
	"github.com/dsbuild/dsbuild/schema"
)

// Table is a table of a file.
type Table struct {
	Format  schema.SourceFormat
	Kind    string   // "a CSV table"
	Name    string   // of the sheet or table; "" where the file has only one
	Columns []string // nil where only the rows tell
	Left    []string // columns that are not read
	// Charset and CharsetFrom say how the text of cells was read, as a page has them.
	Charset, CharsetFrom string
	// Rows yields the rows. An error ends them: the rest cannot be read.
	Rows iter.Seq2[*Row, error]
}

// Row is a row of a table.
type Row struct {
	Record string // where it stands
	JSON   []byte // the row as an object; valid until the next row
	// Problem says why the row cannot be used, "" where it can; TooLarge is set
	// where it has more bytes than a row may have.
	Problem  string
	TooLarge bool
}

// object writes rows as objects with their keys sorted.
type object struct {
	keys  [][]byte // as written, with their colons
	order []int    // of the columns by their names
	out   []byte
}

func newObject(columns []string) *object {
	o := &object{order: make([]int, len(columns))}
	for i, name := range columns {
		o.keys = append(o.keys, append(jsonline.AppendString(nil, []byte(name)), ':'))
		o.order[i] = i
	}
	slices.SortFunc(o.order, func(a, b int) int { return cmp.Compare(columns[a], columns[b]) })
	return o
}

// keepRow is the buffer that is kept from row to row; one huge row must not hold memory for the rest.
const keepRow = 4 << 20

// row writes a row; value appends the value of a column, and nothing where it is NULL.
func (o *object) row(value func(out []byte, column int) []byte) []byte {
	if cap(o.out) > keepRow {
		o.out = nil
	}
	o.out = append(o.out[:0], '{')
	for _, column := range o.order {
		start := len(o.out)
		if start > 1 {
			o.out = append(o.out, ',')
		}
		o.out = append(o.out, o.keys[column]...)
		before := len(o.out)
		if o.out = value(o.out, column); len(o.out) == before {
			o.out = o.out[:start]
		}
	}
	o.out = append(o.out, '}')
	return o.out
}

// blank reports whether an object has no members.
func blank(object []byte) bool { return bytes.Equal(object, []byte("{}")) }
