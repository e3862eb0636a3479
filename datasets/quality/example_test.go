package quality_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/datasets/quality"
)

// What was measured of topics.
func Example() {
	for _, f := range quality.Figures {
		if f.Layer == quality.Topics {
			fmt.Println(f.What+":", quality.Decimal(f.Value), f.Range(), "on", f.On)
		}
	}
	// Output:
	// the right major code, or rightly none: .908 .861 to .941 on 207 whole articles
}
