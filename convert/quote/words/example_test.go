package words_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

func ExampleText() {
	english, _ := words.For("en")
	t := words.Text{Body: "Mr. Roe said it leaks. He left.", Language: english}
	t.Paragraph(0, schema.Span{End: len(t.Body)}, 0, 0)
	for _, s := range t.Sentences {
		fmt.Printf("%q\n", t.Printed(s.First, s.Last))
	}
	fmt.Println(t.String(2), "reports speech:", t.Tokens[2].Is(words.Say))
	// Output:
	// "Mr. Roe said it leaks."
	// "He left."
	// said reports speech: true
}
