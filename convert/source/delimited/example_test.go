package delimited_test

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/delimited"
)

// A table is told by its first rows, its delimiter too.
func Example() {
	const table = "Title;Text\nFerry to run on Sundays;\"The county decided; from April\"\nNew roof;Paid for\n"
	form, ok := delimited.Detect([]byte(table), true)
	fmt.Printf("%c %v %v\n", form.Comma, form.Header, ok)
	r := delimited.NewReader(bufio.NewReader(strings.NewReader(table)), form.Comma, 1<<20)
	for row, err := r.Next(); err == nil; row, err = r.Next() {
		fmt.Printf("%d %s\n", row.Line, row.Cells[1])
	}
	// Output:
	// ; true true
	// 1 Text
	// 2 The county decided; from April
	// 3 Paid for
}
