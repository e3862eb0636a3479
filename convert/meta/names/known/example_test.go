package known_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/meta/names/known"
)

// A hit is evidence that words are a person's name.
func Example() {
	fmt.Println(known.Given("Mara"), known.Family("Harbour"), known.Person("Anne-Marie Quill"), known.Person("Harbour Post"))
	// Output:
	// true false true false
}
