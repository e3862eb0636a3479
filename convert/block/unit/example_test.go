package unit_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
)

func Example() {
	var d markup.Doc
	d.Parse([]byte("<h2>Tides</h2><p>The ferry <i>Ada</i> left at noon.<p>She is late."), markup.Limits{})
	var c unit.Cutter
	c.HTML(&d, false, 0)
	c.Measure()
	for i := range c.Page.Units {
		u := &c.Page.Units[i]
		fmt.Printf("%s, %d words: %s\n", c.Page.AppendPath(nil, u), u.Words, c.Page.Bytes(u))
	}
	// Output:
	// html/body/h2, 1 words: Tides
	// html/body/p, 6 words: The ferry Ada left at noon.
	// html/body/p, 3 words: She is late.
}
