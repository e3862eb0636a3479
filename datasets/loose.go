package datasets

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

// Loose are tables in files that no manifest lists, whoever wrote them.
type Loose struct {
	dir    string
	tables []*looseTable
	notes  []string
}

// looseTable is one table. A column that its files store in types that do not go
// together is table.Opaque.
type looseTable struct {
	def   *schema.Table
	types []string // of its columns, as the files store them
	files []string // below dir
}

// OpenLoose finds the tables of a folder without a manifest, or opens the table
// of a single Parquet or Arrow file. Which table a file is of, its metadata say,
// or its folder or name; files of one folder with the same columns are one table.
func OpenLoose(target string) (*Loose, error) {
	info, err := os.Stat(target)
	if err != nil {
		return nil, err
	}
	l := &Loose{dir: target}
	names := []string{filepath.Base(target)}
	if info.IsDir() {
		names, err = l.list()
	} else {
		l.dir = filepath.Dir(target)
	}
	if err != nil {
		return nil, err
	}
	groups := map[string]*looseTable{}
	for _, name := range names {
		if err := l.add(groups, name); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	slices.SortStableFunc(l.tables, func(a, b *looseTable) int { return cmp.Compare(rank(a.def), rank(b.def)) })
	return l, nil
}

// rank puts the tables that schema declares first, in its order.
func rank(t *schema.Table) int {
	tables := schema.Tables(nil)
	if i := slices.IndexFunc(tables, func(d *schema.Table) bool { return d.Name == t.Name }); i >= 0 {
		return i
	}
	return len(tables)
}

// FilesBelow names the files below a folder that may hold rows of a table: none that is
// hidden or, as Spark and others do it, set apart by an underscore. visit sees every entry
// first, and what cannot be looked into as an error; its own error ends the listing.
func FilesBelow(fsys fs.FS, visit func(name string, d fs.DirEntry, err error) error) ([]string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if stop := visit(name, d, err); stop != nil || err != nil {
			return stop
		}
		apart := name != "." && strings.ContainsRune("._", rune(d.Name()[0]))
		switch {
		case d.IsDir() && apart:
			return fs.SkipDir
		case !d.IsDir() && !apart && slices.Contains(table.Endings, path.Ext(name)):
			names = append(names, name)
		}
		return nil
	})
	return names, err
}

// list names the files below the folder that may hold rows.
func (l *Loose) list() ([]string, error) {
	regular := map[string]bool{}
	names, err := FilesBelow(os.DirFS(l.dir), func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.Name() == ManifestName && name != ManifestName:
			return fmt.Errorf("the folder %s in it is a dataset of its own: name that", path.Dir(name))
		}
		regular[name] = d.Type().IsRegular()
		return nil
	})
	if err != nil {
		return nil, err
	}
	names = slices.DeleteFunc(names, func(name string) bool { return !regular[name] }) // reading a pipe may never end
	hive, parquet := false, false
	for _, name := range names {
		hive = hive || strings.Contains(name, "=")
		parquet = parquet || !strings.HasPrefix(name, "arrow/")
	}
	if len(names) == 0 {
		return nil, errors.New("there is neither a manifest.json nor a Parquet or Arrow file in it")
	}
	if hive {
		l.notes = append(l.notes, "What folders named COLUMN=VALUE say is not read: that column is not described.")
	}
	if parquet { // dsbuild puts below arrow/ what is there in Parquet too
		names = slices.DeleteFunc(names, func(name string) bool { return strings.HasPrefix(name, "arrow/") })
	}
	return names, nil
}

// add adds a file to the table it is of.
func (l *Loose) add(groups map[string]*looseTable, name string) error {
	r, f, err := l.open(name, &schema.Table{})
	if err != nil {
		return err
	}
	defer f.Close()
	fields := r.Schema().Fields()
	of, key := l.nameOf(name, r.Meta(table.MetaTable), fields)
	t := groups[key]
	if t == nil {
		if slices.ContainsFunc(l.tables, func(t *looseTable) bool { return t.def.Name == of }) {
			of = name // two files of one stem that are different tables
		}
		t = &looseTable{def: &schema.Table{Name: of, Unit: "row"}}
		if declared := schema.TableByName(of); declared != nil {
			t.def.Unit = declared.Unit
		}
		groups[key] = t
		l.tables = append(l.tables, t)
	}
	t.files = append(t.files, name)
	for _, field := range fields {
		l.addColumn(t, field, name)
	}
	return nil
}

// nameOf returns the name of the table that a file is of, and what the files of
// that table have in common.
func (l *Loose) nameOf(name, stated string, fields []arrow.Field) (of, key string) {
	abs, err := filepath.Abs(filepath.Join(l.dir, filepath.FromSlash(name)))
	if err != nil {
		abs = name
	}
	folder := path.Base(path.Dir(filepath.ToSlash(abs)))
	stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if stated != "" {
		return stated, stated
	}
	for _, t := range schema.Tables(nil) {
		rest, found := strings.CutPrefix(stem, t.Name)
		if folder == t.Name || found && (rest == "" || strings.ContainsRune("-.", rune(rest[0]))) {
			return t.Name, t.Name
		}
	}
	columns := make([]string, len(fields))
	for i := range fields {
		columns[i] = fields[i].Name
	}
	slices.Sort(columns)
	var dirs []string
	for dir := range strings.SplitSeq(path.Dir(name), "/") {
		if !strings.Contains(dir, "=") {
			dirs = append(dirs, dir)
		}
	}
	key = strings.Join(dirs, "/") + "\x00" + strings.Join(columns, "\x00")
	return path.Join(append(dirs, stem)...), key
}

// addColumn adds what a file has of a column.
func (l *Loose) addColumn(t *looseTable, field arrow.Field, name string) {
	kind := table.Stored(field.Type)
	declared := declaredColumn(t.def.Name, field.Name)
	_, at := t.def.Column(field.Name)
	if at < 0 {
		t.def.Columns = append(t.def.Columns, schema.Column{
			Name: field.Name, Type: kind, Unit: declared.Unit, Long: declared.Long,
			Doc: declared.Doc,
		})
		t.types = append(t.types, field.Type.String())
		return
	}
	have := &t.def.Columns[at]
	switch {
	case field.Type.ID() == arrow.NULL || have.Type == table.Opaque && t.types[at] == field.Type.String():
	case t.types[at] == arrow.Null.String():
		have.Type, t.types[at] = kind, field.Type.String()
	case kind == have.Type:
	case kind == schema.Float64 && have.Type == schema.Int32:
		have.Type, t.types[at] = kind, field.Type.String()
	case kind == schema.Int32 && have.Type == schema.Float64:
	case have.Type != table.Opaque:
		l.notes = append(l.notes, fmt.Sprintf("Column %s of %s is %s in some files and %s in %s: only its NULL cells are counted.", field.Name,
			t.def.Name, t.types[at], field.Type, name))
		have.Type, t.types[at] = table.Opaque, "mixed"
	}
}

// declaredColumn returns the declaration of a column, or an empty one.
func declaredColumn(of, name string) schema.Column {
	if t := schema.TableByName(of); t != nil {
		if c, _ := t.Column(name); c != nil {
			return *c
		}
	}
	return schema.Column{}
}

// Tables returns what the files hold, each column with the type that table.Stored tells.
func (l *Loose) Tables() []*schema.Table {
	all := make([]*schema.Table, len(l.tables))
	for i, t := range l.tables {
		all[i] = t.def
	}
	return all
}

// StoredType returns the type of a column as the files store it.
func (l *Loose) StoredType(name, column string) string {
	for _, t := range l.tables {
		if _, at := t.def.Column(column); t.def.Name == name && at >= 0 {
			return t.types[at]
		}
	}
	return ""
}

// Notes returns what a reader of figures has to know of the files.
func (l *Loose) Notes() []string { return l.notes }

// Rows yields the rows of a table as Dataset.Rows does; a column that a file
// lacks is NULL there.
func (l *Loose) Rows(name string, columns ...string) iter.Seq2[[]schema.Value, error] {
	return func(yield func([]schema.Value, error) bool) {
		at := slices.IndexFunc(l.tables, func(t *looseTable) bool { return t.def.Name == name })
		if at < 0 {
			yield(nil, fmt.Errorf("there is no table %s", name))
			return
		}
		t := l.tables[at]
		wanted, err := positions(t.def, columns)
		if err != nil {
			yield(nil, err)
			return
		}
		cells := make([]schema.Value, len(wanted))
		for _, file := range t.files {
			for row, err := range l.rows(file, t.def, wanted) {
				if err != nil {
					yield(nil, fmt.Errorf("read %s: %w", file, err))
					return
				}
				for i, c := range wanted {
					cells[i] = row.Cells[c]
				}
				if !yield(cells, nil) {
					return
				}
			}
		}
	}
}

func (l *Loose) rows(file string, t *schema.Table, columns []int) iter.Seq2[table.Row, error] {
	return func(yield func(table.Row, error) bool) {
		r, f, err := l.open(file, t)
		if err != nil {
			yield(table.Row{}, err)
			return
		}
		defer f.Close()
		for g := range r.Groups() {
			for row, err := range r.Rows(context.Background(), g, columns) {
				if !yield(row, err) || err != nil {
					return
				}
			}
		}
	}
}

func (l *Loose) open(name string, t *schema.Table) (*table.Reader, *os.File, error) {
	f, err := os.Open(filepath.Join(l.dir, filepath.FromSlash(name)))
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no file that holds bytes")
	}
	var r *table.Reader
	if err == nil {
		r, err = table.OpenStored(f, info.Size(), t)
	}
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return r, f, nil
}
