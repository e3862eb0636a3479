package quotesheet_test

import (
	"os"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/quotesheet"
)

// What two marked rows come to: the first stands for itself, the second for four quotes.
func ExampleReport() {
	rows, err := quotesheet.ReadMarks(strings.NewReader(`mark,doc_id,quote_index,kind,probability,speaker_confidence
right,a1,0,direct,1,0.95
extent;speaker_wrong,a2,3,indirect,0.25,0.6
`))
	if err != nil {
		panic(err)
	}
	_ = quotesheet.Report(os.Stdout, rows)
	// Output:
	// kind      rows  judged  without fault       extent  speaker wrong  speaker missing  not said
	// direct    1     1       100.0 [20.7 100.0]  0       0              0                0
	// indirect  1     1       0.0 [0.0 79.3]      1       1              0                0
	// as drawn  2     2       50.0 [9.5 90.5]     1       1              0                0
	//
	// of all quotes of the dataset  20.0 % [0.0 84.0] without fault
	//
	// speaker_confidence  judged  speaker right
	// 0.00 - 0.50         0       -
	// 0.50 - 0.70         1       0.0 [0.0 79.3]
	// 0.70 - 0.80         0       -
	// 0.80 - 0.90         0       -
	// 0.90 - 1.00         1       100.0 [20.7 100.0]
}
