package resultrows_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/resultrows"
	"github.com/dsbuild/dsbuild/schema"
)

// What pages became travels as rows, and comes out in the order of a build.
func Example() {
	dir, err := os.MkdirTemp("", "rows")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	var stream bytes.Buffer
	w := resultrows.NewWriter(&stream, true)
	for _, name := range []string{"pages/b.html", "pages/a.html"} {
		w.Page(&convert.Apart{
			Outcome: schema.Outcome{Article: &schema.Article{Source: schema.Source{URI: name}, ID: name[6:7]}},
			Data:    []byte("what it became"),
		})
	}
	if err := w.Close(); err != nil {
		fmt.Println(err)
		return
	}
	file := filepath.Join(dir, "rows.arrows")
	if err := os.WriteFile(file, stream.Bytes(), 0o600); err != nil {
		fmt.Println(err)
		return
	}
	rows, err := resultrows.Read(context.Background(), []string{file}, dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i := range rows.Rows {
		fmt.Println(rows.Rows[i].Outcome, rows.Rows[i].ID)
	}
	for result, err := range rows.Results(dir) {
		fmt.Println(string(result.Data), err)
	}
	// Output:
	// article a
	// article b
	// what it became <nil>
	// what it became <nil>
}
