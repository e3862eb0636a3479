package textform_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/textform"
)

// Lines that a tool broke at a width become the paragraph they were.
func Example() {
	t := textform.Read([]byte(`The ferry at Low Harrow will run on Sundays from April, the
county decided on Monday after two years of petitions. The first
boat leaves at nine, and the last one comes back at six in the
evening, as on Saturdays.

Mara Quill has followed the petitions since the winter in which
the bridge was closed for the first time, and the road with it,
and has counted the boats ever since.
`), textform.Options{Whole: true})
	fmt.Println(t.Form)
	for _, l := range t.Lines {
		fmt.Println(string(t.Body[l.From:l.To]))
	}
	// Output:
	// wrapped
	// The ferry at Low Harrow will run on Sundays from April, the county decided on Monday after two years of petitions. The first boat leaves at nine, and the last one comes back at six in the evening, as on Saturdays.
	// Mara Quill has followed the petitions since the winter in which the bridge was closed for the first time, and the road with it, and has counted the boats ever since.
}
