package convert

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert/quote"
	"github.com/dsbuild/dsbuild/schema"
)

// TestToldApart: a statement stays whole, on the side of its surest span; who is
// heard only in candidates is no speaker; nothing is lost.
func TestToldApart(t *testing.T) {
	const text = "One two. Three four five. Six. Seven eight."
	row := func(words string, kind schema.QuoteKind, statement int, sure float64, speaker string) schema.Quote {
		at := strings.Index(text, words)
		return schema.Quote{
			Span: schema.Span{Start: at, End: at + len(words)}, Kind: kind, Statement: statement, SpeechConfidence: sure,
			SpeakerID: speaker,
		}
	}
	found := quote.Result{
		Quotes: []schema.Quote{
			row("One", schema.QuoteIndirect, 0, 0.49994, "s1"), // written as .4999
			row("two", schema.QuoteDirect, 1, 0.2, "s2"),       // whole with the next
			row("Three four", schema.QuoteDirect, 1, 0.49996, "s2"),
			row("five", schema.QuoteNotSpeech, -1, 0.9, ""),
			row("Six", schema.QuoteMixed, 2, 0.5, ""),
			row("Seven", schema.QuoteIndirect, 3, 0.4, "s2"), // no count of a speaker who speaks elsewhere
			row("eight", schema.QuoteNotSpeech, -1, 0, ""),
		},
		Speakers: []schema.Speaker{{ID: "s1", Name: "A", QuoteCount: 1, QuotedWords: 1}, {ID: "s2", Name: "B", QuoteCount: 3, QuotedWords: 4}},
	}
	type told struct{ said, candidates, speakers string }
	words := func(a *schema.Article, list []schema.Quote) string {
		var all []string
		for _, q := range list {
			all = append(all, a.Text[q.Start:q.End])
		}
		return strings.Join(all, ", ")
	}
	for _, tc := range []struct {
		opt  Options
		want told
	}{
		{Options{}, told{"two, Three four, Six", "One, five, Seven, eight", "s2 2 3"}},
		{Options{SpeechThreshold: schema.Some(0.0)}, told{"One, two, Three four, Six, Seven", "five, eight", "s1 1 1 s2 3 4"}},
		{Options{SpeechThreshold: schema.Some(1.0)}, told{"", "One, two, Three four, five, Six, Seven, eight", ""}},
	} {
		a := &schema.Article{Text: text}
		tc.opt.tellApart(a, &found)
		var speakers []string
		for _, s := range a.Speakers {
			speakers = append(speakers, s.ID, string('0'+rune(s.QuoteCount)), string('0'+rune(s.QuotedWords)))
		}
		got := told{words(a, a.Quotes), words(a, a.QuoteCandidates), strings.Join(speakers, " ")}
		if diff := cmp.Diff(tc.want, got, cmp.AllowUnexported(told{})); diff != "" {
			t.Errorf("threshold %+v, -want +got:\n%s", tc.opt.SpeechThreshold, diff)
		}
		if diff := cmp.Diff(found.Quotes, a.AllQuotes()); diff != "" {
			t.Errorf("threshold %+v: something was lost, or stands elsewhere:\n%s", tc.opt.SpeechThreshold, diff)
		}
		if a.Quotes == nil || a.Speakers == nil {
			t.Error("what was looked for is NULL")
		}
	}
}
