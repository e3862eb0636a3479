package datasets

import (
	"fmt"
	"iter"

	"github.com/dsbuild/dsbuild/datasets/table"
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
	// Beside is as in Options.
	Beside func(*Dataset) (map[string][]byte, error)
}

// Write writes the dataset into dir, an empty folder but for hidden files, one table after
// the other.
func (c *Copy) Write(dir string) error {
	m := c.Manifest
	m.Tables, m.Files = []TableRows{}, []File{}
	for _, t := range c.Tables {
		format := table.Options{Parquet: c.Parquet, Arrow: c.Arrow, SchemaHash: schema.Hash(), Stated: stated(t, m.Options)}
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
	return describe(&Dataset{dir, m, c.Tables}, c.Beside)
}
