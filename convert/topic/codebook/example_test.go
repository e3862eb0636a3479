package codebook_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
)

// What cannot be meant is an error that says where.
func Example() {
	_, err := codebook.Parse([]byte(`name: ports
version: "1"
codes:
  - code: f
    name: Ferries
    parent: ships
`))
	fmt.Println(err)
	// Output:
	// parse codebook:6:5: code f has the parent ships, which is no code of the codebook
}
