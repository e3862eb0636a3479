package mhtml_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/mhtml"
)

// The page of a file in which a browser saved all it shows.
func Example() {
	p, err := mhtml.Read([]byte("MIME-Version: 1.0\r\nSnapshot-Content-Location: https://post.example/ferry\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n" +
		"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: https://post.example/ferry\r\n\r\n<p>Ferry\r\n--b--\r\n"))
	fmt.Printf("%s %q %v\n", p.URL, p.HTML, err)
	// Output:
	// https://post.example/ferry "<p>Ferry" <nil>
}
