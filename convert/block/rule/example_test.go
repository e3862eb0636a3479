package rule_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/block/rule"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
)

func Example() {
	var d markup.Doc
	d.Parse([]byte(`<nav><a href="/">Home</a></nav><article><h1>The ferry is late</h1>
<p>The ferry left at noon on Tuesday, and nobody on the quay knew why it had waited.
<p>Its captain, Ada Quill, said that a valve had failed, and that it would fail again.</article>`), markup.Limits{})
	var c unit.Cutter
	c.HTML(&d, false, 0)
	c.Measure()
	var rules rule.HTMLRules
	view := rules.Decide(&c.Page, false)
	for i := range view.Units {
		u := &view.Units[i]
		fmt.Printf("%s, %s: %.20s\n", u.Kind, u.Reason, c.Page.Bytes(u))
	}
	// Output:
	// navigation, boilerplate: Home
	// title, metadata: The ferry is late
	// paragraph, body: The ferry left at no
	// paragraph, body: Its captain, Ada Qui
}
