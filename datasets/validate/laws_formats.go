package validate

import (
	"fmt"
	"iter"
	"slices"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

// checkFormats compares the Arrow parts of a table with the Parquet parts they
// stand beside, row by row. The first difference is reported: after it, all may differ.
func (c *checker) checkFormats(again *tableState) error {
	first := c.table(again.def.Name)
	if first == nil || first.incomplete || again.incomplete {
		return nil // that was reported
	}
	next, stop := iter.Pull(c.rows(first))
	defer stop()
	for r := range c.rows(again) {
		if err := c.passOn(); err != nil {
			return err
		}
		other, ok := next()
		if !ok || other.err != nil || r.err != nil {
			return nil // the parts have other numbers of rows, or cannot be read: reported elsewhere
		}
		for i := range again.def.Columns {
			if equal(&r.Cells[i], &other.Cells[i]) {
				continue
			}
			column := &again.def.Columns[i]
			_, id := again.def.Column("doc_id")
			p := place{table: again.def.Name, file: r.file, group: r.Group, row: r.Number}
			if id >= 0 {
				p.docID = r.Cells[id].Str
			}
			c.out.finding(rowFinding(p, "laws.formats", column.Name, plainString(column, &r.Cells[i]),
				fmt.Sprintf("%s row %d has %s", other.file, other.Number, plainString(column, &other.Cells[i]))))
			return c.passOn()
		}
	}
	return nil
}

// fileRow is a row with the file it stands in.
type fileRow struct {
	table.Row
	file string
	err  error
}

// rows yields the rows of a table as they are, over all its parts.
func (c *checker) rows(t *tableState) iter.Seq[fileRow] {
	return func(yield func(fileRow) bool) {
		for i := range t.parts {
			p := &t.parts[i]
			r, f, err := c.open(p, t.def)
			if err != nil {
				yield(fileRow{err: err})
				return
			}
			defer f.Close()
			for g := range r.Groups() {
				for row, err := range r.Rows(c.ctx, g, nil) {
					if !yield(fileRow{row, p.Path, err}) || err != nil {
						return
					}
				}
			}
		}
	}
}

func equal(a, b *schema.Value) bool {
	return a.Valid == b.Valid && a.Int == b.Int && a.Float == b.Float && a.Str == b.Str && slices.Equal(a.List, b.List)
}
