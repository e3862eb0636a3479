package sqlite_test

import (
	"bytes"
	"fmt"
	"os"

	"github.com/dsbuild/dsbuild/convert/source/sqlite"
)

// The tables of a database, and the rows of the first.
func Example() {
	file, err := os.ReadFile("testdata/utf16.sqlite")
	if err != nil {
		panic(err)
	}
	db, err := sqlite.Open(bytes.NewReader(file), int64(len(file)), 1<<20)
	if err != nil {
		panic(err)
	}
	for _, t := range db.Tables {
		rows := 0
		for _, err := range t.Rows() {
			if err != nil {
				panic(err)
			}
			rows++
		}
		fmt.Println(t.Name, t.Columns, rows)
	}
	// Output:
	// pages, all [id the url html n f b late] 12
	// empty [t] 0
}
