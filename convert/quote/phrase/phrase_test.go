package phrase

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert/quote/marks"
	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// reading is one sentence with its reader.
func reading(body, language string) (*words.Text, *Reader) {
	l, _ := words.For(language)
	t := &words.Text{Body: body, Language: l}
	p := schema.Span{End: len(body)}
	t.Marks = marks.Find(body, []schema.Span{p}, language).Marks
	t.Paragraph(0, p, 0, len(t.Marks))
	return t, NewReader(t, names.Build(t, ""))
}

func printed(t *words.Text, p Phrase) string {
	if !p.OK() {
		return ""
	}
	return t.Printed(p.First, p.Last)
}

// TestPhrases reads the phrase that begins a sentence, and the one before its last word.
func TestPhrases(t *testing.T) {
	for _, c := range []struct{ body, first, last string }{
		{"The head of the board left", "The head", "the board"},
		{"Ann Roe left", "Ann Roe", "Ann Roe"},
		{"Harbour inspector Ann Roe left", "Harbour inspector Ann Roe", "Harbour inspector Ann Roe"},
		{"She left", "She", "She"},
		{"Often left", "", ""},
		{"Retired officials left", "Retired officials", "Retired officials"},
		{"Roe's old boat left", "Roe's old boat", "Roe's old boat"},
	} {
		x, r := reading(c.body, "en")
		n := len(x.Tokens)
		got := []string{printed(x, r.StartingAt(0, n)), printed(x, r.endingAt(n-2, 0))}
		if diff := cmp.Diff([]string{c.first, c.last}, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", c.body, diff)
		}
	}
}

// TestCues reads the cues of a sentence and who is their subject.
func TestCues(t *testing.T) {
	for body, want := range map[string][]string{
		"Ann Roe said it leaks.":                       {"said: Ann Roe"},
		"Ann Roe, who said it leaks, has since left.":  {"said: who"},
		"“It leaks,” said a spokesman for the ferry.":  {"said: a spokesman for the ferry"},
		"Ann Roe shrugged and added that it leaks.":    {"added: Ann Roe"},
		"It leaks, according to the county.":           {"according to: the county"},
		"The boat is said to leak.":                    nil,
		"The added weight and the claim made it leak.": nil,
	} {
		x, r := reading(body, "en")
		var got []string
		var found []Cue
		s := x.Sentences[0]
		for i := s.First; i < s.Last; i++ {
			if c, ok := r.CueAt(i, s); ok && x.Tokens[i].Is(words.Cue) {
				r.Subject(&c, found, s)
				found = append(found, c)
				at := c.Span(x)
				got = append(got, body[at.Start:at.End]+": "+printed(x, c.Subject))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", body, diff)
		}
	}
}

// TestTerms tells a title or term in marks from speech.
func TestTerms(t *testing.T) {
	for body, want := range map[string]bool{
		"Roe wrote “The Comb and the Bridge” in Hull.": true,
		"The so-called “comb bridge” opens in May.":    true,
		"“The bridge opens in May,” said Roe.":         false,
	} {
		x, _ := reading(body, "en")
		for i := range x.Tokens {
			if x.Tokens[i].Kind == words.Quoted && NewTerms(x).Term(i) != want {
				t.Errorf("%s: not %v", body, want)
			}
		}
	}
}
