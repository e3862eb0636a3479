package phrase_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

func ExampleReader() {
	english, _ := words.For("en")
	t := &words.Text{Body: "The harbour inspector Ann Roe said that it leaks.", Language: english}
	t.Paragraph(0, schema.Span{End: len(t.Body)}, 0, 0)
	read := phrase.NewReader(t, names.Build(t, ""))
	cue, _ := read.CueAt(5, t.Sentences[0])
	read.Subject(&cue, nil, t.Sentences[0])
	fmt.Printf("%s %s\n", t.Printed(cue.Subject.First, cue.Subject.Last), t.Printed(cue.First, cue.Last))
	// Output:
	// The harbour inspector Ann Roe said
}
