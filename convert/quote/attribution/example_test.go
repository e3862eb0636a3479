package attribution_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

func ExampleDraft() {
	english, _ := words.For("en")
	t := &words.Text{Body: "Ann Roe said that the bridge leaks in winter.", Language: english}
	t.Paragraph(0, schema.Span{End: len(t.Body)}, 0, 0)
	s := t.Sentences[0]
	read := phrase.NewReader(t, names.Build(t, ""))
	draft := attribution.NewDraft(t, read, phrase.NewTerms(t), nil)

	cue, _ := read.CueAt(2, s)
	read.Subject(&cue, nil, s)
	draft.AddContent(4, s.Last, &cue, schema.RuleThat, draft.Statements, false)
	for _, a := range draft.Found {
		fmt.Printf("%s: %s\n", a.Kind, t.Body[a.Span.Start:a.Span.End])
	}
	// Output:
	// indirect: the bridge leaks in winter
}
