package vector_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/topic/vector"
)

// The sum of the vectors does not depend on the order of the words.
func Example() {
	var a, b [vector.Dim]int64
	n := vector.Standard().Add("a tax on boats", &a)
	vector.Standard().Add("Boats: on a tax", &b)
	fmt.Println(n, a == b)
	// Output:
	// 4 true
}
