package validate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

// checker validates one target.
type checker struct {
	ctx      context.Context
	opt      Options
	out      outlet
	root     *os.Root
	manifest *datasets.Manifest // nil for a single file, or where it cannot be read
	whole    bool               // a whole dataset: laws between tables can be checked
	tables   []*tableState
	second   []*tableState // the same tables in Arrow, beside Parquet
	ids      ids
	last     string // the file that is being read
}

// tableState is what is known of one table while it is read.
type tableState struct {
	def     *schema.Table
	parts   []datasets.File // Bytes -1 where no manifest states anything
	checks  []columnCheck
	columns columns
	rows    int64 // read so far
	// incomplete says that rows or columns are missing or unreadable: laws that
	// count or compare with the table would only repeat that.
	incomplete bool
}

// openDataset finds the tables of a dataset, by its manifest or, without one, by its folders.
func (c *checker) openDataset(dir string) error {
	var err error
	if c.root, err = os.OpenRoot(dir); err != nil {
		return err
	}
	c.whole = true
	m, err := datasets.ReadManifest(dir)
	if err != nil {
		f := newFinding("file.manifest", err.Error())
		f.File = datasets.ManifestName
		c.out.finding(f)
		return c.discover()
	}
	tables, err := m.Schema()
	if err != nil {
		f := newFinding("file.manifest", err.Error())
		f.File = datasets.ManifestName
		c.out.finding(f)
		return c.discover()
	}
	c.manifest = m
	for _, t := range tables {
		parquet, arrow := m.Parts(t.Name, false), m.Parts(t.Name, true)
		switch {
		case len(parquet) == 0:
			c.add(t, arrow)
		default:
			c.add(t, parquet)
			if len(arrow) > 0 {
				c.second = append(c.second, c.state(t, arrow))
			}
		}
	}
	return nil
}

func (c *checker) add(t *schema.Table, parts []datasets.File) {
	c.tables = append(c.tables, c.state(t, parts))
}

func (c *checker) state(t *schema.Table, parts []datasets.File) *tableState {
	return &tableState{def: t, parts: parts, checks: checksOf(t, c.opt.Today), columns: columnsOf(t)}
}

// discover finds the tables of a dataset without a manifest.
func (c *checker) discover() error {
	fsys := c.root.FS()
	find := func(name string) []datasets.File {
		for _, pattern := range []string{name + "/*.parquet", "arrow/" + name + "/*.arrow"} {
			var parts []datasets.File
			names, _ := fs.Glob(fsys, pattern) // the pattern is ours
			for _, n := range names {
				parts = append(parts, datasets.File{Path: n, Table: name, Bytes: -1})
			}
			if len(parts) > 0 {
				return parts
			}
		}
		return nil
	}
	var user []schema.UserColumn
	if parts := find("articles"); len(parts) > 0 {
		user = c.userColumns(&parts[0])
	}
	for _, t := range schema.Tables(user) {
		if parts := find(t.Name); len(parts) > 0 {
			c.add(t, parts)
		}
	}
	if len(c.tables) == 0 {
		return errors.New("there is no table of dsbuild in it; is it the folder that `dsbuild build` wrote?")
	}
	return nil
}

// userColumns returns the x_ columns of a part.
func (c *checker) userColumns(part *datasets.File) []schema.UserColumn {
	r, f, err := c.open(part, &schema.Table{})
	if err != nil {
		return nil // it is told when the part is read
	}
	defer f.Close()
	var user []schema.UserColumn
	for _, field := range r.Schema().Fields() {
		for t := schema.Utf8; t <= schema.Timestamp && strings.HasPrefix(field.Name, "x_"); t++ {
			if table.Same(field.Type, t) {
				user = append(user, schema.UserColumn{Name: field.Name, Type: t})
			}
		}
	}
	return user
}

// openFile takes a single part: it says itself what table it is of, or its name does.
func (c *checker) openFile(name string) error {
	var err error
	if c.root, err = os.OpenRoot(filepath.Dir(name)); err != nil {
		return err
	}
	part := datasets.File{Path: filepath.Base(name), Bytes: -1}
	stem, _, _ := strings.Cut(part.Path, "-")
	r, f, err := c.open(&part, &schema.Table{})
	if err != nil {
		c.unreadable(&part, err)
		return nil
	}
	defer f.Close()
	if t := r.Meta(table.MetaTable); t != "" {
		stem = t
	}
	part.Table = stem
	for _, t := range schema.Tables(c.userColumns(&part)) {
		if t.Name == stem {
			c.add(t, []datasets.File{part})
			return nil
		}
	}
	return fmt.Errorf("neither its metadata nor its name say of which table it is; tables are listed by `dsbuild schema show`")
}

// open opens a part for reading.
func (c *checker) open(p *datasets.File, t *schema.Table) (*table.Reader, *os.File, error) {
	if slices.Contains(c.opt.Skip, p.Path) {
		return nil, nil, errSkipped
	}
	c.reading(p.Path)
	f, err := c.root.Open(filepath.FromSlash(p.Path))
	if err != nil {
		return nil, nil, err
	}
	r, err := openReader(f, t)
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	r.Before = func() { c.reading(p.Path) }
	return r, f, nil
}

// errSkipped is a part that Options.Skip names.
var errSkipped = errors.New("left out")

// reading tells that bytes of a file are read from now on.
func (c *checker) reading(name string) {
	if c.opt.Reading != nil && c.last != name {
		c.opt.Reading(name)
		c.last = name
	}
}

func openReader(f *os.File, t *schema.Table) (*table.Reader, error) {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	return table.Open(f, size, t)
}

func (c *checker) unreadable(p *datasets.File, err error) {
	f := newFinding("file.unreadable", err.Error())
	f.File, f.Table = p.Path, p.Table
	c.out.finding(f)
}

// checkSchema compares a part's columns and metadata with the declaration.
func (c *checker) checkSchema(t *tableState, p *datasets.File, r *table.Reader) {
	say := func(rule, column, format string, args ...any) {
		f := newFinding(rule, fmt.Sprintf(format, args...))
		f.File, f.Table, f.Column = p.Path, t.def.Name, column
		c.out.finding(f)
	}
	version, hash := r.Meta(table.MetaVersion), r.Meta(table.MetaHash)
	if version != schema.Version || hash != schema.Hash() {
		say("schema.version", "", "it says schema %q with hash %.12q, this dsbuild has %q with %.12q", version, hash, schema.Version, schema.Hash())
	}
	fields := r.Schema()
	for i := range t.def.Columns {
		column := &t.def.Columns[i]
		at := fields.FieldIndices(column.Name)
		t.checks[i].absent = true
		switch {
		case len(at) != 1:
			say("schema.column", column.Name, "the column is there %d times", len(at))
		case !table.Same(fields.Field(at[0]).Type, column.Type):
			say("schema.type", column.Name, "the column is %s, not %s", fields.Field(at[0]).Type, column.Type)
			t.checks[i].absent = !table.Readable(fields.Field(at[0]).Type, column.Type)
		default:
			t.checks[i].absent = false
		}
		t.incomplete = t.incomplete || t.checks[i].absent
	}
	for _, f := range fields.Fields() {
		if _, i := t.def.Column(f.Name); i < 0 {
			say("schema.column", f.Name, "the column is not declared")
		}
	}
	c.checkColumnOrder(t, fields, say)
}

func (c *checker) checkColumnOrder(t *tableState, fields *arrow.Schema, say func(rule, column, format string, args ...any)) {
	last := -1
	for i := range t.def.Columns {
		at := fields.FieldIndices(t.def.Columns[i].Name)
		if len(at) == 1 && at[0] < last {
			say("schema.column", t.def.Columns[i].Name, "the column stands out of its declared order")
			return
		}
		if len(at) == 1 {
			last = at[0]
		}
	}
}

// partTable returns the table a path seems to belong to, for findings on files
// that no manifest assigns to one.
func partTable(name string) string {
	dir := path.Base(path.Dir(name))
	if schema.TableByName(dir) != nil {
		return dir
	}
	return ""
}
