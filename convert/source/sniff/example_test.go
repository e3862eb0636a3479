package sniff_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/sniff"
)

// Content decides what a file is.
func Example() {
	for _, head := range []string{"<!doctype html><title>Ferry</title>", "%PDF-1.7", "WARC/1.0\r\n", `{"url": "https://post.example/ferry"}` + "\n"} {
		t := sniff.Head([]byte(head))
		fmt.Println(t.Words(), t.Kind.IsText())
	}
	// Output:
	// HTML true
	// a PDF false
	// a web archive false
	// JSON lines true
}
