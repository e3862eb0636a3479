package marks_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/quote/marks"
	"github.com/dsbuild/dsbuild/schema"
)

func ExampleFind() {
	body := "“It leaks,” Roe said of the “comb bridge”."
	for _, m := range marks.Find(body, []schema.Span{{End: len(body)}}, "en").Marks {
		fmt.Println(body[m.Inner.Start:m.Inner.End])
	}
	// Output:
	// It leaks,
	// comb bridge
}
