// Package crosscheck reads a Parquet file with a second, independent library,
// xitongsys/parquet-go, and compares what it sees with what Arrow sees.
//
// In: a file whose digest is that of its manifest. Out: every cell that the two
// do not read alike: its value, its NULL, the shape of its list. Laws: memory
// holds a thousand rows of one column and one column of a row group as it is
// stored; a file that nobody vouches for does not belong here, because the
// second library trusts what headers say: it allocates by them, drops errors
// and fills up with NULL. A caller runs it in a child process all the same.
package crosscheck

import (
	"context"
	"fmt"
	"io"

	"github.com/apache/arrow-go/v18/arrow"

	"github.com/dsbuild/dsbuild/internal/parquetfile"
)

// Difference is something that the two readers do not see alike.
type Difference struct {
	Column string
	Group  int   // row group; -1 where the difference is not in one
	Row    int64 // in the file, from 0; -1 where it is no single row
	First  string
	Second string
}

// String says what each reader sees.
func (d *Difference) String() string {
	return fmt.Sprintf("Arrow reads %s, the second reader %s", d.First, d.Second)
}

// Compare reads every column of a file with both libraries, each through a
// reader of its own, and tells every difference; before is called before rows
// are decoded. It returns the columns that it cannot compare, because of their
// type.
func Compare(ctx context.Context, first, second *io.SectionReader, before func(), tell func(Difference)) (left []string, err error) {
	file, err := parquetfile.Open(first, first.Size())
	if err != nil {
		return nil, fmt.Errorf("first reader: %w", err)
	}
	if file.Rows() == 0 {
		return nil, nil // the second one fails on a file without row groups
	}
	other, err := openSecond(second)
	if err != nil {
		tell(Difference{Group: -1, Row: -1, First: "it", Second: "fails: " + err.Error()})
		return nil, nil
	}
	defer other.close()
	c := &comparison{ctx: ctx, file: file, other: other, before: before, tell: tell}
	if rows := other.rows(); rows != file.Rows() {
		c.differ("", -1, -1, fmt.Sprintf("%d rows", file.Rows()), fmt.Sprintf("%d", rows))
		return nil, nil
	}
	leaf := 0
	for i, field := range file.Schema().Fields() {
		if compare := comparer(field.Type); compare == nil {
			left = append(left, field.Name)
		} else if err := c.column(i, leaf, field.Name, compare); err != nil {
			return left, err
		}
		leaf += leaves(field.Type)
	}
	return left, nil
}

// leaves is the number of columns that a field takes in a Parquet file.
func leaves(t arrow.DataType) int {
	nested, ok := t.(arrow.NestedType)
	if !ok {
		return 1
	}
	n := 0
	for _, f := range nested.Fields() {
		n += leaves(f.Type)
	}
	return n
}

// comparison compares one file.
type comparison struct {
	ctx    context.Context
	file   *parquetfile.File
	other  *second
	before func()
	tell   func(Difference)
}

func (c *comparison) differ(column string, group int, row int64, first, second string) {
	c.tell(Difference{column, group, row, first, second})
}

// column compares a column from end to end. Where the second reader fails in it,
// that is a difference, and the rest of the column is passed over.
func (c *comparison) column(field, leaf int, name string, compare func(arrow.Array, int, *cell) bool) error {
	row := int64(0)
	read := c.other.column(leaf)
	for g := range c.file.Groups() {
		for batch, err := range c.file.Batches(c.ctx, g, []int{field}) {
			if err != nil {
				return fmt.Errorf("first reader: row group %d: %w", g, err)
			}
			c.before()
			cells, err := read.next(batch.NumRows())
			if err != nil {
				c.differ(name, g, row, "on", "fails: "+err.Error())
				return nil
			}
			if err := c.ctx.Err(); err != nil {
				return err
			}
			a := batch.Column(0)
			for i := range a.Len() {
				if !compare(a, i, &cells[i]) {
					c.differ(name, g, row+int64(i), head(a.ValueStr(i)), cells[i].String())
				}
			}
			row += batch.NumRows()
		}
	}
	if more, err := read.next(1); err == nil && len(more) > 0 {
		c.differ(name, -1, -1, fmt.Sprintf("%d rows", row), "more")
	}
	return nil
}
