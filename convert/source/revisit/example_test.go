package revisit_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/revisit"
)

// A crawler stored a page once, and says of the next visit that it had not changed.
func Example() {
	var o revisit.Originals
	o.Note(&revisit.Record{Own: revisit.Keys("urn:1", "sha1:AAAA"), Place: "march.warc:0"})
	found := o.Find(&revisit.Record{Refers: revisit.Keys("urn:1", "sha1:AAAA"), Open: true})
	fmt.Println(found.Place)
	reason, _ := o.Find(&revisit.Record{Refers: revisit.Keys("urn:2", "")}).Reject()
	fmt.Println(reason)
	// Output:
	// march.warc:0
	// revisit_unresolved
}
