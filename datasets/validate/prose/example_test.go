package prose_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/datasets/validate/prose"
)

// Signs of damage in text.
func Example() {
	fmt.Println(prose.Mojibake("in the cafÃ© by the river"), prose.Mojibake("in the café by the river"))
	fmt.Println(prose.InScript("ru", "The ferry will run on Sundays from April."))
	// Output:
	// 10 -1
	// true
}
