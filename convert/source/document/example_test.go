package document_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/document"
)

// Printed lines are joined to the paragraphs that they were.
func Example() {
	t := document.Plain([]byte("The ferry will run on Sundays\nfrom April.\n\nThe county decided on Monday.\n"))
	for _, l := range document.Join(t.Lines, t.Width()) {
		if !l.Blank() {
			fmt.Println(l.Text)
		}
	}
	// Output:
	// The ferry will run on Sundays from April.
	// The county decided on Monday.
}
