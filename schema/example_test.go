package schema_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/schema"
)

// In memory a span counts bytes, on disk code points.
func Example() {
	text := "Größe zählt"
	fmt.Println(len(text), schema.NewOffsets(text).Point(8))
	// Output:
	// 14 6
}
