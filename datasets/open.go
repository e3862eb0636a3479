package datasets

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

// Dataset is a dataset on disk.
type Dataset struct {
	dir      string
	manifest *Manifest
	tables   []*schema.Table
}

// Open opens the dataset in dir by its manifest. It checks no digests:
// that is what validate does. Of a dataset of another version of the schema, columns
// that it does not have are left out.
func Open(dir string) (*Dataset, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, fmt.Errorf("open dataset: %w", err)
	}
	tables, err := m.Schema(nil)
	if err != nil {
		return nil, fmt.Errorf("open dataset: %w", err)
	}
	d := &Dataset{dir, m, tables}
	if m.SchemaHash != schema.Hash() {
		for i, t := range d.tables {
			d.tables[i] = d.stored(t)
		}
	}
	return d, nil
}

// stored is a table of another version of the schema with the columns that its first
// part has. Of a part that cannot be read the error comes with its rows.
func (d *Dataset) stored(t *schema.Table) *schema.Table {
	parts := d.manifest.Parts(t.Name, !d.manifest.HasParquet())
	if len(parts) == 0 {
		return t
	}
	r, f, err := openPart(d.dir, &parts[0], t)
	if err != nil {
		return t
	}
	defer f.Close()
	of := *t
	of.Columns = slices.DeleteFunc(slices.Clone(t.Columns), func(c schema.Column) bool {
		return len(r.Schema().FieldIndices(c.Name)) == 0
	})
	return &of
}

// Manifest returns the dataset's manifest.
func (d *Dataset) Manifest() *Manifest { return d.manifest }

// Tables returns the declarations of the tables that are written.
func (d *Dataset) Tables() []*schema.Table { return d.tables }

// Table returns the declaration of a table, or nil where it is not written.
func (d *Dataset) Table(name string) *schema.Table { return schema.Find(d.tables, name) }

// Rows yields the rows of a table in order, with the given columns (none: all
// of the table) in the order given. The slice is reused: its cells are valid
// until the next row, their strings for ever. An error ends the sequence.
func (d *Dataset) Rows(name string, columns ...string) iter.Seq2[[]schema.Value, error] {
	return func(yield func([]schema.Value, error) bool) {
		t := d.Table(name)
		if t == nil {
			yield(nil, fmt.Errorf("the dataset has no table %s", name))
			return
		}
		wanted, err := positions(t, columns)
		if err != nil {
			yield(nil, err)
			return
		}
		parts := d.manifest.Parts(name, !d.manifest.HasParquet())
		cells := make([]schema.Value, len(wanted))
		for i := range parts {
			for row, err := range d.part(&parts[i], t, wanted) {
				if err != nil {
					yield(nil, fmt.Errorf("read %s: %w", parts[i].Path, err))
					return
				}
				for j, c := range wanted {
					cells[j] = row.Cells[c]
				}
				if !yield(cells, nil) {
					return
				}
			}
		}
	}
}

func positions(t *schema.Table, columns []string) ([]int, error) {
	wanted := make([]int, 0, len(t.Columns))
	for _, name := range columns {
		_, i := t.Column(name)
		if i < 0 {
			return nil, fmt.Errorf("table %s has no column %s", t.Name, name)
		}
		wanted = append(wanted, i)
	}
	for i := range t.Columns {
		if len(columns) == 0 {
			wanted = append(wanted, i)
		}
	}
	return wanted, nil
}

// part yields the rows of a part, all row groups of it.
func (d *Dataset) part(p *File, t *schema.Table, columns []int) iter.Seq2[table.Row, error] {
	return func(yield func(table.Row, error) bool) {
		r, f, err := openPart(d.dir, p, t)
		if err != nil {
			yield(table.Row{}, err)
			return
		}
		defer f.Close()
		if err := readable(r, t, columns); err != nil {
			yield(table.Row{}, err)
			return
		}
		for g := range r.Groups() {
			for row, err := range r.Rows(context.Background(), g, columns) {
				if !yield(row, err) || err != nil {
					return
				}
			}
		}
	}
}

func openPart(dir string, p *File, t *schema.Table) (*table.Reader, *os.File, error) {
	f, err := os.OpenInRoot(dir, filepath.FromSlash(p.Path))
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	r, err := table.Open(f, info.Size(), t)
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return r, f, nil
}

// readable makes sure that the part has the columns, in types that mean the declared ones.
func readable(r *table.Reader, t *schema.Table, columns []int) error {
	for _, c := range columns {
		at := r.Schema().FieldIndices(t.Columns[c].Name)
		if len(at) == 0 {
			return fmt.Errorf("column %s is missing", t.Columns[c].Name)
		}
		if have := r.Schema().Field(at[0]).Type; !table.Readable(have, t.Columns[c].Type) {
			return fmt.Errorf("column %s is %s, not %s", t.Columns[c].Name, have, t.Columns[c].Type)
		}
	}
	return nil
}
