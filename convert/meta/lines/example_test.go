package lines_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/meta/lines"
	"github.com/dsbuild/dsbuild/schema"
)

// The lines around a text say who wrote it, where no markup does.
func Example() {
	var l lines.Lines
	l.Read([]schema.Block{
		{Kind: schema.KindTitle, Text: "Ferry to run on Sundays"},
		{Kind: schema.KindByline, Text: "By Mara Quill"},
		{Kind: schema.KindDate, Text: "2 March 2026"},
		{Kind: schema.KindParagraph, Text: "The ferry will run on Sundays from April.", Kept: true},
	}, false)
	fmt.Println(l.Titles, l.Bylines, l.Dates[0].Text)
	// Output:
	// [Ferry to run on Sundays] [By Mara Quill] 2 March 2026
}
