package card_test

import (
	"fmt"
	"maps"
	"slices"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/card"
	"github.com/dsbuild/dsbuild/datasets/stats"
)

// The cards of a dataset without Parquet.
func Example() {
	d := card.Dataset{Manifest: &datasets.Manifest{}, Stats: &stats.Report{}}
	files, err := d.Files()
	fmt.Println(slices.Sorted(maps.Keys(files)), err)
	// Output:
	// [CITATION.cff CODEBOOK.md README.md codebook.html] <nil>
}
