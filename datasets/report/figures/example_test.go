package figures_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/datasets/report/figures"
)

// Of 20 articles that were read again, 19 were right.
func ExampleWilson() {
	low, high := figures.Wilson(19, 20)
	fmt.Printf("%.2f to %.2f\n", low, high)
	// Output:
	// 0.76 to 0.99
}
