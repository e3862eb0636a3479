package table_test

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/table"
)

// A row of a table is a record: an object with sorted keys.
func Example() {
	t := table.CSV(bufio.NewReader(strings.NewReader("url,text\nhttps://post.example/ferry,\"The ferry will run on Sundays, from April.\"\n")), 1<<20)
	fmt.Println(t.Kind, t.Columns)
	for row, err := range t.Rows {
		fmt.Println(row.Record, string(row.JSON), err)
	}
	// Output:
	// a CSV table [url text]
	// 2 {"text":"The ferry will run on Sundays, from April.","url":"https://post.example/ferry"} <nil>
}
