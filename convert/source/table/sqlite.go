package table

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"

	"github.com/dsbuild/dsbuild/convert/source/delimited"
	"github.com/dsbuild/dsbuild/convert/source/sqlite"
	"github.com/dsbuild/dsbuild/schema"
)

// SQLite reads the tables of a database of size bytes; a row may have max bytes.
func SQLite(r io.ReaderAt, size, maxRow int64) (iter.Seq2[*Table, error], error) {
	db, err := sqlite.Open(r, size, maxRow)
	if err != nil {
		return nil, err
	}
	if len(db.Tables) == 0 && len(db.Left) > 0 {
		return nil, errors.New("its tables are virtual or without rowid, which are not read; copy one with `CREATE TABLE copy AS SELECT * FROM " + db.Left[0] + "`")
	}
	return func(yield func(*Table, error) bool) {
		for _, t := range db.Tables {
			if !yield(sqliteTable(t), nil) {
				return
			}
		}
	}, nil
}

func sqliteTable(from *sqlite.Table) *Table {
	t := &Table{
		Format: schema.FormatSQLite, Kind: "an SQLite database", Name: from.Name,
		Columns: delimited.Names(from.Columns, len(from.Columns)), Charset: utf8Name, CharsetFrom: "utf8",
	}
	t.Rows = func(yield func(*Row, error) bool) {
		o := newObject(t.Columns)
		for values, err := range from.Rows() {
			if err != nil {
				yield(nil, err)
				return
			}
			row := Row{Record: t.Name + ":" + strconv.FormatInt(values.ID, 10)}
			if values.Values == nil {
				row.TooLarge, row.Problem = true, fmt.Sprintf("the row has %d bytes", values.Size)
			} else {
				row.JSON = o.row(func(out []byte, column int) []byte { return appendValue(out, values.Values[column]) })
			}
			if !yield(&row, nil) {
				return
			}
		}
	}
	return t
}
