package factiva_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/export/factiva"
)

// A document of XML, with its fields.
func Example() {
	f := factiva.ReadXML([]byte(`<PPSResponse><article><headline><paragraph>Ferry to run on Sundays</paragraph></headline>
<sourceName>The Harbour Post</sourceName><publicationDate><date>20260302</date></publicationDate>
<tailParagraphs><paragraph>The ferry will run on Sundays from April.</paragraph></tailParagraphs></article></PPSResponse>`))
	fmt.Println(len(f.Docs), f.Docs[0].Fields.Title)
	// Output:
	// 1 Ferry to run on Sundays
}
