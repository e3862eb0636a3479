package selection_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/datasets/selection"
)

// A query is about the words of title and text; accents and case do not count.
func ExampleParseQuery() {
	q, err := selection.ParseQuery(`"city council" OR budget*`)
	fmt.Println(q.Matches("Budgets are late", "Nobody knows why."), err)
	_, err = selection.ParseQuery(`council (budget*`)
	fmt.Println(err)
	// Output:
	// true <nil>
	// column 9: AND or OR is missing before (; they are written in capitals, and a phrase stands in quote marks
}
