package source_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/dsbuild/dsbuild/convert/source"
)

// A folder is read page by page; what cannot be read takes its place as a reject.
func Example() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	for name, content := range map[string]string{"a.html": "<h1>Ferry to run on Sundays</h1>", "b.pdf": "%PDF-1.7"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			panic(err)
		}
	}
	reader, err := source.Open([]source.Input{{Path: dir, URI: "pages"}}, source.Options{})
	if err != nil {
		panic(err)
	}
	for page, err := range reader.Pages(context.Background()) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(page.Source.URI, page.Source.Format)
	}
	// Output:
	// pages/a.html html
	// pages/b.pdf: unsupported_type: this is a PDF; convert it with `pdftotext -layout FILE FILE.txt`
}
