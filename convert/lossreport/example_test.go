package lossreport_test

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/lossreport"
	"github.com/dsbuild/dsbuild/schema"
)

// One file shows every block of a page, kept or dropped.
func Example() {
	body := []byte("<title>Ferry</title><nav><a href=/>Home</a></nav><article><h1>Ferry to run on Sundays</h1><p>The ferry will run on Sundays from April, the county decided on Monday.</article>")
	page := &schema.Page{Source: schema.Source{URI: "ferry.html", Format: schema.FormatHTML}, Body: body}
	var b bytes.Buffer
	err := lossreport.Write(&b, &lossreport.Report{Tool: "dev", Of: "ferry.html", Pages: []lossreport.Page{{Trace: convert.New(convert.Options{}).Trace(page)}}})
	fmt.Println(strings.Contains(b.String(), "Ferry to run on Sundays"), err)
	// Output:
	// true <nil>
}
