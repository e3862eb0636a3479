package share_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/share"
)

// A dataset becomes one without its texts.
func ExampleWrite() {
	ds, err := datasets.Open("no-dataset")
	if err == nil {
		_, err = share.Write(ds, "out-shared", share.Options{Rights: datasets.RightsNone})
	}
	fmt.Println(err)
	// Output:
	// open dataset: no-dataset is no dataset of dsbuild: it has no manifest.json that dsbuild wrote
}
