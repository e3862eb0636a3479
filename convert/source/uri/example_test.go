package uri_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/uri"
)

// No two paths have the same address in a table.
func Example() {
	fmt.Println(uri.Escape("50%.html"), uri.Escape("a!b.html"), uri.Unescape("50%25.html"))
	// Output:
	// 50%25.html a%21b.html 50%.html
}
