package tags_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta/tags"
)

// Values stand as the markup has them.
func Example() {
	var d markup.Doc
	d.Parse([]byte(`<html lang="en"><link rel="canonical" href="https://post.example/ferry"><h1>Ferry to run on Sundays</h1>`), markup.Limits{})
	fmt.Println(tags.Canonical(&d))
	// Output:
	// https://post.example/ferry
}
