package train_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/convert/topic/train"
)

// Four coded texts make a model, if not a good one.
func Example() {
	lines, err := train.Read([]byte(`{"text":"A ferry for the island","code":"sea"}
{"text":"The ferry sank","code":"sea"}
{"text":"Hay for the cows","code":"farm"}
{"text":"The cows are well","code":"farm"}`), train.StandardFields(), false, true)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := train.Fit(lines, &train.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	best := r.Model.Predict(model.Text{Text: "Another ferry"})[0]
	fmt.Println(r.Model.Classes()[best.Class].Code)
	// Output:
	// sea
}
