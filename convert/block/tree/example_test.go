package tree_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/block/tree"
)

func ExampleProb() {
	fmt.Println(tree.Prob(0), tree.Prob(2*tree.Unit), "of", tree.Whole)
	// Output: 500 881 of 1000
}
