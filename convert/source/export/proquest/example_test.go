package proquest_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/convert/source/export/proquest"
)

// RIS holds an abstract at most, and says so.
func Example() {
	f := proquest.Read(document.Plain([]byte("TY  - NEWS\nT1  - Ferry to run on Sundays\nAU  - Quill, Mara\nPY  - 2026\nAB  - The ferry will run on Sundays from April.\nDP  - ProQuest\nER  - \n")))
	fmt.Println(f.Docs[0].Fields.Title, f.Docs[0].Abstract)
	// Output:
	// Ferry to run on Sundays true
}
