package jsonline_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/jsonline"
)

// A record has one canonical form, whatever the order of its keys.
func Example() {
	line, err := jsonline.Canonical([]byte(`{"url": "https://post.example/ferry", "html": "<p>Ferry", "note": null}`))
	fmt.Println(string(line), err)
	// Output:
	// {"html":"<p>Ferry","url":"https://post.example/ferry"} <nil>
}
