package charset_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/charset"
)

// A header goes before a meta element, and bytes that are UTF-8 before both.
func Example() {
	d := charset.Decode([]byte("<meta charset=iso-8859-2><p>Gro\xdfe Fl\xfcsse f\xfchren Hochwasser"), "windows-1252", true)
	fmt.Println(d.Name, d.From, string(d.Body[25:]))
	// Output:
	// windows-1252 header <p>Große Flüsse führen Hochwasser
}
