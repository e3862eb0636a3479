package loosejson_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/meta/loosejson"
)

// A trailing comma and a bare key lose nothing.
func Example() {
	for root := range loosejson.Parse([]byte(`{"name": "Mara Quill", "tags": ["ferry", "county",],}`)).Roots() {
		fmt.Println(root.Get("name").Text())
		for tag := range root.Get("tags").Items() {
			fmt.Println(tag.Text())
		}
	}
	// Output:
	// Mara Quill
	// ferry
	// county
}
