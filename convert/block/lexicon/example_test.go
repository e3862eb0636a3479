package lexicon_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
)

func Example() {
	names := lexicon.TokensOf([]byte("col-8 related-stories"))
	fmt.Println(names.Has(lexicon.Linked))
	says := lexicon.PhrasesOf([]byte("Sign up for our newsletter"))
	fmt.Println(says.Has(lexicon.Newsletter))
	fmt.Println(lexicon.Measure([]byte("The ferry left at noon.")).Words)
	// Output:
	// true
	// true
	// 5
}
