package figures_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/datasets/report/figures"
	"github.com/dsbuild/dsbuild/schema"
)

// What is to be looked at before it is counted.
func ExampleIsDoubtful() {
	fmt.Println(figures.IsDoubtful(nil, schema.Some(0.95)), figures.IsDoubtful(nil, schema.Some(0.6)))
	fmt.Println(figures.IsDoubtful([]string{"text_may_be_missing"}, schema.Some(0.95)))
	// Output:
	// false true
	// true
}
