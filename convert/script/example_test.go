package script_test

import (
	"bytes"
	"fmt"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/script"
)

// The text stands in the data of a script, and the markup shows none of it.
func Example() {
	const page = `<title>Ferry at Low Harrow to run on Sundays | The Post</title><div id="app"></div><script id="__NEXT_DATA__" type="application/json">
{"props": {"article": {"author": "Mara Quill", "headline": "Ferry at Low Harrow to run on Sundays", "body": [
{"type": "paragraph", "text": "The ferry at Low Harrow will run on Sundays from April, the county decided on Monday after two years of petitions."},
{"type": "paragraph", "text": "The first boat leaves at nine, and the last one comes back at six in the evening, as on Saturdays, with a stop at the mill."},
{"type": "paragraph", "text": "Shop owners on the far side of the river asked for more: they want signs, a shuttle bus and a lower rent until then."},
{"type": "paragraph", "text": "Work on the landing should begin in the spring and last until the summer, at no charge to residents, the mayor said later."},
{"type": "paragraph", "text": "Two cracks were found in the wall of the landing in the winter, and nobody can tell yet how deep they go, the engineers wrote."}]}}}</script>`
	var d markup.Doc
	d.Parse([]byte(page), markup.Limits{})
	text := script.Body(&d, script.Shown{Title: "Ferry at Low Harrow to run on Sundays"})
	fmt.Println(bytes.Count(text, []byte("<p>")), "paragraphs")
	// Output:
	// 5 paragraphs
}
