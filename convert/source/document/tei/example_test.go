package tei_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/document/tei"
)

// What trafilatura wrote as XML is one article.
func Example() {
	f := tei.Read([]byte(`<doc title="Ferry to run on Sundays" author="Mara Quill" url="https://post.example/ferry"><main><p>The ferry will run on Sundays from April.</p></main></doc>`))
	fmt.Println(f.Docs[0].URL, f.Docs[0].Body[0].Text)
	// Output:
	// https://post.example/ferry The ferry will run on Sundays from April.
}
