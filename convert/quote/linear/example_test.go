package linear_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/quote/linear"
)

func ExampleLearner() {
	marked := []uint32{linear.Key(1, 0, 0, 0), linear.Key(2, 1, 0, 0)}
	plain := []uint32{linear.Key(1, 0, 0, 0), linear.Key(2, 0, 0, 0)}
	learner := linear.NewLearner(8)
	for range 20 {
		learner.Add([][]uint32{marked}, 0, 1)
		learner.Add([][]uint32{plain}, -1, 1)
	}
	model := learner.Fit(linear.Settings{Passes: 10, Rate: 0.1, LeastFor: 2})
	fmt.Println(model.Score(marked) > 0, model.Score(plain) > 0)
	// Output:
	// true false
}
