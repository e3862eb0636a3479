package model_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/topic/model"
)

// An extractor turns a text into its features: the words, and pairs of them.
func ExampleExtractor() {
	e := model.NewExtractor(model.Shape{}, nil, []model.Text{{Text: "a toll for the bridge"}}, 1000)
	r := e.Reading()
	r.Read(model.Text{Text: "The bridge has no toll"})
	for _, f := range r.Sparse {
		fmt.Println(r.Name(f), f.Value > 0)
	}
	// Output:
	// the true
	// bridge true
	// the bridge true
	// toll true
}
