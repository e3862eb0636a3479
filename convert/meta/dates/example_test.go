package dates_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/meta/dates"
)

// A printed date is read as far as it goes, and no further.
func Example() {
	for _, s := range []string{"14 août 2012, 10h30", "March 2019", "3/4/2024", "two days ago"} {
		m, ok := dates.Parse(s, dates.Options{})
		fmt.Println(s, "->", m.Date, ok, m.Ambiguous)
	}
	// Output:
	// 14 août 2012, 10h30 -> 2012-08-14 true false
	// March 2019 -> 2019-03-01 true false
	// 3/4/2024 -> 2024-03-04 true true
	// two days ago ->  false false
}
