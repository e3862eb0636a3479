package meta_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/block"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta"
	"github.com/dsbuild/dsbuild/schema"
)

// Every value names the evidence it was chosen by.
func Example() {
	var d markup.Doc
	d.Parse([]byte(`<html lang="en"><title>Ferry to run on Sundays - The Post</title><meta property="og:title" content="Ferry to run on Sundays">
<article><h1>Ferry to run on Sundays</h1><p class="byline">By Mara Quill</p><time datetime="2026-03-02">2 March 2026</time>
<p>The ferry at Low Harrow will run on Sundays from April, the county decided on Monday after two years of petitions.</p></article>`), markup.Limits{})
	var r block.Reader
	m := meta.Find(meta.Input{Page: &schema.Page{}, Doc: &d, Blocks: r.HTML(&d)}, meta.Options{})
	fmt.Println(m.Title, m.Authors[0].Name, m.Published.Date, m.Published.Evidence)
	// Output:
	// Ferry to run on Sundays Mara Quill 2026-03-02 byline
}
