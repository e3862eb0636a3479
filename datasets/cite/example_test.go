package cite_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/cite"
)

// How a dataset is cited whose recipe states most of it.
func Example() {
	m := &datasets.Manifest{}
	m.Dataset = datasets.Identity{Title: "Harbour fees", Version: "1.0", Date: "2026-11-29", Creators: []datasets.Creator{{Name: "Lind, Ada"}}}
	fmt.Println(cite.Line(m))
	fmt.Println("missing:", cite.Missing(m))
	// Output:
	// Lind, Ada (2026). Harbour fees (version 1.0) [Data set].
	// missing: [licence (license: CC-BY-4.0)]
}
