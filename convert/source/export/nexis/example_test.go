package nexis_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/convert/source/export/nexis"
)

// Two documents of an export, each with its fields.
func Example() {
	f := nexis.Read(document.Plain([]byte(`                               1 of 2 DOCUMENTS

                                 The Harbour Post

                              March 2, 2026 Monday

Ferry to run on Sundays

BYLINE: Mara Quill

LENGTH: 8 words

The ferry will run on Sundays from April.

LOAD-DATE: March 3, 2026

                               2 of 2 DOCUMENTS

                                 The Harbour Post

                              March 4, 2026 Wednesday

New roof for the school

LENGTH: 7 words

It was paid for by the museum.

LOAD-DATE: March 5, 2026
`)))
	for _, d := range f.Docs {
		fmt.Println(d.Fields.Title, "-", d.Body[0].Text)
	}
	// Output:
	// Ferry to run on Sundays - The ferry will run on Sundays from April.
	// New roof for the school - It was paid for by the museum.
}
