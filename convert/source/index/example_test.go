package index_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/dsbuild/dsbuild/convert/source/index"
	"github.com/dsbuild/dsbuild/schema"
)

// The row of a page, found by its file name.
func Example() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "index.csv")
	if err := os.WriteFile(file, []byte("file,title\nferry.html,Ferry to run on Sundays\n"), 0o600); err != nil {
		panic(err)
	}
	x, err := index.Open(file, index.Options{})
	if err != nil {
		panic(err)
	}
	x.Bind(nil)
	x.CountName("ferry.html")
	p := &schema.Page{Source: schema.Source{URI: "pages/ferry.html"}}
	x.Match(p)
	fmt.Println(x.State().Summary().Matched)
	// Output:
	// 1
}
