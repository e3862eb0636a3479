package names_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/meta/names"
)

// A byline is cut into its authors.
func Example() {
	for _, a := range names.Split("By MARA QUILL and Ines Odum, Staff Writers", names.Options{}) {
		fmt.Println(a.Name)
	}
	// Output:
	// Mara Quill
	// Ines Odum
}
