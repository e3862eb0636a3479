package export_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/export"
)

// A dataset becomes a folder of CSV files.
func ExampleWrite() {
	ds, err := datasets.Open("no-dataset")
	if err == nil {
		_, err = export.Write(ds, "my-csv", export.Options{To: "csv", Manifest: ds.Manifest()})
	}
	fmt.Println(err)
	// Output:
	// open dataset: no-dataset is no dataset of dsbuild: it has no manifest.json that dsbuild wrote
}
