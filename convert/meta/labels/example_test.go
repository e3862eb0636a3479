package labels_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/meta/labels"
)

// The words beside a date say whether the page was published or changed then.
func Example() {
	for _, s := range []string{"Publié le", "Son Güncelleme:", "Photo taken on"} {
		k := labels.Of(s)
		fmt.Println(s, k == labels.Published, k == labels.Changed)
	}
	// Output:
	// Publié le true false
	// Son Güncelleme: false true
	// Photo taken on false false
}
