package coref_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/quote/coref"
	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

func ExampleResolver() {
	english, _ := words.For("en")
	t := &words.Text{Body: "Senator Ann Roe came. She left.", Language: english}
	t.Paragraph(0, schema.Span{End: len(t.Body)}, 0, 0)
	index := names.Build(t, "")
	read := phrase.NewReader(t, index)
	she := read.StartingAt(t.Sentences[1].First, t.Sentences[1].Last)
	voice := coref.New(t, index, read).Voice(she, 1)
	fmt.Println(voice.Name, voice.Kind, voice.Resolution)
	// Output:
	// Ann Roe person pronoun
}
