package export

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver

	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	databaseName = "dataset.sqlite"
	longestName  = 1 << 10 // bytes; SQLite has no limit, and no column needs more
)

// sqlite writes one database with all tables, views over them, and what they mean.
func (x *exporter) sqlite() error {
	// Nothing has to survive a crash, since the folder is removed then. Equal rows give equal
	// bytes: what a page of the file held before is overwritten.
	const pragmas = "?_pragma=page_size(4096)&_pragma=journal_mode(off)&_pragma=synchronous(off)" +
		"&_pragma=secure_delete(on)&_pragma=locking_mode(exclusive)&_pragma=cache_size(-32768)"
	path, err := filepath.Abs(filepath.Join(x.dir, databaseName))
	if err != nil {
		return err
	}
	return x.create(databaseName, func(disk.File) error {
		db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()+pragmas)
		if err != nil {
			return err
		}
		db.SetMaxOpenConns(1)
		return errors.Join(x.database(db), db.Close())
	})
}

func (x *exporter) database(db *sql.DB) error {
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	for _, t := range x.tables {
		if err := x.sqliteTable(tx, t); err != nil {
			return errors.Join(fmt.Errorf("table %s: %w", t.Name, err), tx.Rollback())
		}
	}
	if err := x.sqliteAbout(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	for _, view := range sqliteViews(x.tables) {
		if _, err := tx.Exec(view); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	return tx.Commit()
}

// sqliteName is a name as SQL has it, whatever its characters are.
func sqliteName(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// sqliteType is what a column is declared as. Days and instants are texts that sort, and
// that the functions of SQLite read.
func sqliteType(t schema.Type) string {
	switch t {
	case schema.Int32, schema.Bool:
		return "INTEGER"
	case schema.Float64:
		return "REAL"
	default:
		return "TEXT"
	}
}

func (x *exporter) sqliteTable(tx *sql.Tx, t *schema.Table) error {
	names := uniqueNames(t, func(s string) string { return s }, longestName)
	columns, places := make([]string, len(names)), make([]string, len(names))
	for i := range names {
		columns[i], places[i] = sqliteName(names[i])+" "+sqliteType(t.Columns[i].Type), "?"
	}
	if _, err := tx.Exec("CREATE TABLE " + sqliteName(t.Name) + " (" + strings.Join(columns, ", ") + ")"); err != nil {
		return err
	}
	insert, err := tx.Prepare("INSERT INTO " + sqliteName(t.Name) + " VALUES (" + strings.Join(places, ", ") + ")")
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }() // what it inserted is in the transaction
	cells := make([]any, len(names))
	rows, err := x.each(t, func(row []schema.Value) error {
		for i, v := range row {
			cells[i] = sqliteCell(&t.Columns[i], v)
		}
		_, err := insert.Exec(cells...)
		return err
	})
	if err != nil {
		return err
	}
	x.note(t, databaseName, rows, names)
	for i := range t.Columns {
		// The keys that tables are joined by; made behind the rows, which is faster.
		if c := t.Columns[i].Name; c == "doc_id" || c == "person_id" || c == "speaker_key" {
			index := "CREATE INDEX " + sqliteName(t.Name+"_"+c) + " ON " + sqliteName(t.Name) + " (" + sqliteName(names[i]) + ")"
			if _, err := tx.Exec(index); err != nil {
				return err
			}
		}
	}
	return nil
}

// instant has as many digits in every row: shorter ones would sort behind.
const instant = "2006-01-02T15:04:05.000000Z"

func sqliteCell(c *schema.Column, v schema.Value) any {
	switch {
	case !v.Valid:
		return nil
	case c.Type == schema.Bool:
		return v.Int
	case c.Type == schema.Utf8List:
		return list(v.List)
	case c.Type == schema.Timestamp:
		return time.UnixMicro(v.Int).UTC().Format(instant)
	}
	return c.Plain(v)
}

// sqliteAbout writes what the dataset and its columns are.
func (x *exporter) sqliteAbout(tx *sql.Tx) error {
	r := x.record
	about := [][2]string{
		{"name", r.Dataset.Name},
		{"title", r.Dataset.Title},
		{"version", r.Dataset.Version},
		{"description", r.Dataset.Description},
		{"license", r.Dataset.License},
		{"citation", r.Dataset.Citation},
		{"dsbuild_version", r.Tool},
		{"schema_version", r.Schema},
		{"dataset_files_sha256", r.Digest},
	}
	if r.Selected != nil {
		about = append(about, [2]string{"selection", r.Selected.String()})
	}
	if _, err := tx.Exec("CREATE TABLE dsbuild_about (name TEXT, value TEXT)"); err != nil {
		return err
	}
	for _, a := range about {
		if a[1] == "" {
			continue
		}
		if _, err := tx.Exec("INSERT INTO dsbuild_about VALUES (?, ?)", a[0], a[1]); err != nil {
			return err
		}
	}
	if _, err := tx.Exec("CREATE TABLE dsbuild_columns (table_name TEXT, column_name TEXT, type TEXT, description TEXT)"); err != nil {
		return err
	}
	for _, t := range r.Tables {
		for _, c := range t.Columns {
			name := c.Name
			if c.As != "" {
				name = c.As
			}
			if _, err := tx.Exec("INSERT INTO dsbuild_columns VALUES (?, ?, ?, ?)", t.Name, name, c.Type, c.Doc); err != nil {
				return err
			}
		}
	}
	return nil
}
