package export_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/export"
)

// A date at the beginning of a line, and what follows it.
func Example() {
	date, rest, ok := export.CutDate("March 2, 2026 Monday, Final Edition")
	fmt.Println(date, rest, ok, export.Name("PUBLICATION-TYPE"))
	// Output:
	// March 2, 2026 Monday Final Edition true publication_type
}
