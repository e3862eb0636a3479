package compare_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/datasets/compare"
	"github.com/dsbuild/dsbuild/schema"
)

// An article was removed: figures of the older dataset may come out otherwise.
func ExampleNextVersion() {
	fmt.Println(compare.NextVersion("1.4.2", schema.Major))
	// Output: 2.0.0
}
