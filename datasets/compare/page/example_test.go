package page_test

import (
	"bytes"
	"fmt"

	"github.com/dsbuild/dsbuild/datasets/compare/page"
	"github.com/dsbuild/dsbuild/schema"
)

// A page says what the difference means before it lists it.
func Example() {
	p := page.Page{Old: "2023", New: "2024", Verdict: schema.Minor}
	var b bytes.Buffer
	err := p.Write(&b)
	fmt.Println(bytes.Contains(b.Bytes(), []byte("There is more than before: figures of the same articles stay.")), err)
	// Output: true <nil>
}
