package scorer_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/quote/scorer"
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

func ExamplePriors() {
	said := words.Hash32("said")
	priors := scorer.NewPriors([]scorer.Prior{{Hash: said, Rate: 240}})
	fmt.Printf("%.2f of all \"said\" report speech\n", float64(priors.Of(said))/250)
	// Output:
	// 0.96 of all "said" report speech
}
