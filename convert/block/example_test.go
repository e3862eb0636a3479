package block_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/block"
	"github.com/dsbuild/dsbuild/convert/markup"
)

func ExampleReader_HTML() {
	var d markup.Doc
	d.Parse([]byte(`<nav><a href="/">Home</a></nav><article><h1>The ferry is late</h1>
<p>The ferry left at noon on Tuesday, and nobody on the quay knew why it had waited.
<p>Its captain, Ada Quill, said that a valve had failed, and that it would fail again.</article>`), markup.Limits{})
	var r block.Reader
	for _, b := range r.HTML(&d) {
		fmt.Printf("%t %s, %s: %.20s\n", b.Kept, b.Kind, b.Path, b.Text)
	}
	// Output:
	// false navigation, html/body/nav: Home
	// false title, html/body/article/h1: The ferry is late
	// true paragraph, html/body/article/p: The ferry left at no
	// true paragraph, html/body/article/p: Its captain, Ada Qui
}
