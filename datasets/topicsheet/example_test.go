package topicsheet_test

import (
	"fmt"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/topicsheet"
)

// A spreadsheet saved the sheet with semicolons; the coder wrote the name of a topic in one row, and left one empty.
func ExampleRead() {
	cb := &topicsheet.Codebook{Scheme: "ports", Codes: []topicsheet.Code{{Code: "1", Label: "Ferries"}, {Code: "2", Label: "Labour"}}}
	sheet := "code;label;doc_id;scheme;probability\n1;;a1;ports;0,5\n;labour;a2;ports;1\n;;a3;ports;1\nno_policy;;a4;ports;1\n"
	coding, err := topicsheet.Read("codes.csv", strings.NewReader(sheet), cb)
	if err != nil {
		panic(err)
	}
	for _, r := range coding.Rows {
		fmt.Printf("%s %q\n", r.DocID, r.Code)
	}
	// Output:
	// a1 "1"
	// a2 "2"
	// a3 ""
	// a4 "no_policy"
}
