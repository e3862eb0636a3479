package table_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

// Rows of a table are written as a part and read back.
func Example() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	rejects := schema.TableByName("rejects")
	w := table.NewWriter(dir, rejects, table.Options{Parquet: true})
	if err := w.Add(&schema.Outcome{Reject: &schema.Reject{ID: "r1", Stage: schema.StageExtract, Reason: schema.RejectNoText, Message: "the page is empty"}}); err != nil {
		panic(err)
	}
	parts, err := w.Close()
	if err != nil {
		panic(err)
	}
	f, err := os.Open(filepath.Join(dir, parts[0].Path))
	if err != nil {
		panic(err)
	}
	defer f.Close()
	if _, err := table.Open(f, parts[0].Bytes, rejects); err != nil {
		panic(err)
	}
	fmt.Println(parts[0].Path, parts[0].Rows)
	// Output:
	// rejects/rejects-00000.parquet 1
}
