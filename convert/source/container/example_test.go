package container_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"

	"github.com/dsbuild/dsbuild/convert/source/container"
)

// The members of a zip come by their names.
func Example() {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range []string{"b.html", "../a.html"} {
		f, err := w.Create(name)
		if err != nil {
			panic(err)
		}
		io.WriteString(f, "<p>Ferry</p>")
	}
	w.Close()
	z, err := container.OpenZip(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		panic(err)
	}
	for m := range z.Members() {
		fmt.Println(m.Name, m.Problem)
	}
	// Output:
	// ../a.html its name leads out of the archive (..); pack it with names below one folder
	// b.html
}
