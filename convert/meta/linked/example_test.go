package linked_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta/linked"
)

// JSON-LD states what a page is, also where it is broken.
func Example() {
	var d markup.Doc
	d.Parse([]byte(`<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry to run on Sundays",
"author": {"name": "Mara Quill"}, "datePublished": "2026-03-02",}</script>`), markup.Limits{})
	var scripts []int32
	for n := range d.Nodes {
		if d.Nodes[n].Tag == markup.TagScript {
			scripts = append(scripts, int32(n))
		}
	}
	var data linked.Data
	data.Read(&d, scripts)
	fmt.Println(data.Title, data.Authors[0].Name, data.Published)
	// Output:
	// Ferry to run on Sundays Mara Quill 2026-03-02
}
