package datasets

import (
	"errors"
	"fmt"
	"iter"
	"path/filepath"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

// Copy is a dataset whose rows come from another one.
type Copy struct {
	// Manifest says what it is; rows, files and digests are filled in.
	Manifest *Manifest
	Tables   []*schema.Table
	Rows     func(*schema.Table) iter.Seq2[[]schema.Value, error]
	// Parquet and Arrow say in which formats tables are written.
	Parquet, Arrow bool
	// Unchanged, where it is not nil, are the tables whose files are copied as they are from From.
	Unchanged func(*schema.Table) bool
	From      *Dataset
	// Beside and Disk are as in Options.
	Beside func(*Dataset) (map[string][]byte, error)
	Disk   disk.Disk
}

// Write writes the dataset into dir, an empty folder but for hidden files, one table after
// the other.
func (c *Copy) Write(dir string) error {
	on, m := disk.Or(c.Disk), c.Manifest
	m.Tables, m.Files = []TableRows{}, []File{}
	for _, t := range c.Tables {
		if c.Unchanged != nil && c.Unchanged(t) {
			if err := c.copyFiles(on, dir, t); err != nil {
				return fmt.Errorf("copy table %s: %w", t.Name, err)
			}
			continue
		}
		format := table.Options{Disk: on, Parquet: c.Parquet, Arrow: c.Arrow, SchemaHash: schema.Hash(), Stated: stated(t, m.Options)}
		w := table.NewWriter(dir, t.OfValues(), format)
		for row, err := range c.Rows(t) {
			if err == nil {
				err = w.AddRow(row)
			}
			if err != nil {
				w.Abort()
				return fmt.Errorf("copy table %s: %w", t.Name, err)
			}
		}
		parts, err := w.Close()
		if err != nil {
			return err
		}
		for _, p := range parts {
			m.Files = append(m.Files, File(p))
		}
		m.Tables = append(m.Tables, TableRows{t.Name, t.Unit, w.Rows()})
	}
	return describe(on, &Dataset{dir, m, c.Tables}, c.Beside)
}

// copyFiles copies the parts of a table as they are.
func (c *Copy) copyFiles(on disk.Disk, dir string, t *schema.Table) error {
	from := c.From.manifest
	for _, f := range from.Files {
		if f.Table != t.Name {
			continue
		}
		if err := copyFile(on, c.From.dir, dir, &f); err != nil {
			return err
		}
		c.Manifest.Files = append(c.Manifest.Files, f)
	}
	c.Manifest.Tables = append(c.Manifest.Tables, TableRows{t.Name, t.Unit, from.Rows(t.Name)})
	return nil
}

func copyFile(on disk.Disk, from, to string, f *File) error {
	place := filepath.Join(to, filepath.FromSlash(f.Path))
	if err := disk.MkdirAll(on, filepath.Dir(place)); err != nil {
		return err
	}
	out, err := on.Create(place)
	if err != nil {
		return err
	}
	return errors.Join(f.CopyTo(out, from), out.Sync(), out.Close())
}
