package quote_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/quote"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

func ExampleAnnotate() {
	body := "“The bridge leaks,” said Ann Roe, the harbour inspector. She added that it would close in May."
	found := quote.Annotate(&schema.Text{Body: body, Paragraphs: text.Paragraphs(body), Language: "en"})
	for _, q := range found.Quotes {
		fmt.Printf("%s, %s: %s\n", q.SpeakerName, q.Kind, body[q.Start:q.End])
	}
	// Output:
	// Ann Roe, direct: The bridge leaks,
	// Ann Roe, indirect: it would close in May
}
