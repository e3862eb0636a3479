package quote

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// check holds the laws of the package.
func check(t interface {
	Errorf(string, ...any)
}, in *schema.Text, r Result,
) {
	inside := func(what string, s, p schema.Span) {
		if s.Start < p.Start || s.End > p.End || s.End < s.Start || !boundary(in.Body, s.Start) || !boundary(in.Body, s.End) {
			t.Errorf("%s %v outside paragraph %v or inside a rune", what, s, p)
		}
	}
	ids := map[string]*schema.Speaker{}
	for i := range r.Speakers {
		ids[r.Speakers[i].ID] = &r.Speakers[i]
	}
	quoted, direct := map[string]int{}, 0
	for i, q := range r.Quotes {
		p := in.Paragraphs[q.Paragraph]
		inside("quote", q.Span, p)
		if q.Empty() {
			t.Errorf("empty quote %v", q.Span)
		}
		whole := schema.Span{End: len(in.Body)}
		inside("speaker", q.Speaker, whole)
		inside("cue", q.Cue, whole)
		if i > 0 && q.Start < r.Quotes[i-1].Start {
			t.Errorf("quotes not sorted: %d before %d", r.Quotes[i-1].Start, q.Start)
		}
		if q.Kind == schema.QuoteDirect {
			if q.Start < direct {
				t.Errorf("direct quotes overlap at %d", q.Start)
			}
			direct = q.End
		}
		if (q.Kind == schema.QuoteNotSpeech) != (q.Statement < 0) || q.SpeechConfidence < 0 || q.SpeechConfidence > 1 {
			t.Errorf("%s has statement %d, confidence %v", q.Kind, q.Statement, q.SpeechConfidence)
		}
		if (q.SpeakerID == "") != (q.SpeakerName == "") || q.SpeakerConfidence.OK != (q.SpeakerName != "" || !q.Speaker.Empty()) {
			t.Errorf("speaker %q has id %q, confidence %v", q.SpeakerName, q.SpeakerID, q.SpeakerConfidence)
		}
		if q.SpeakerID != "" {
			if ids[q.SpeakerID] == nil || ids[q.SpeakerID].Name != q.SpeakerName {
				t.Errorf("speaker id %q of %q is not listed", q.SpeakerID, q.SpeakerName)
			}
			quoted[q.SpeakerID]++
		}
	}
	for id, s := range ids {
		if quoted[id] != s.QuoteCount {
			t.Errorf("speaker %s: %d quotes, listed %d", id, quoted[id], s.QuoteCount)
		}
	}
}

// boundary reports whether no rune goes on over byte i; a broken byte is a rune.
func boundary(s string, i int) bool {
	if i < 0 || i > len(s) {
		return false
	}
	for j := max(0, i-utf8.UTFMax+1); j < i; j++ {
		if _, size := utf8.DecodeRuneInString(s[j:]); j+size > i {
			return false
		}
	}
	return true
}

// pieces are what random texts are made of.
var pieces = []string{
	"“", "”", "\"", "''", "``", "‘", "’", "'", "«", "»", "„", "「", "」", "‹", "›", ",", ".", "?", "!", ":", ";", " - ", "—", "(", ")", "\n", "\n\n", " ",
	"said", "says", "told", "tell it's", "added", "according to", "that", "who", "he", "she", "they", "the senator", "officials", "a spokesman for", "Ann Roe", "Roe", "Mr. Roe",
	"Hill Institute", "Institute", "of", "and", "but", "Monday", "called", "by", "as", "asked", "put it", "writing", "saying", "not", "The", "When", "teacher",
	"sagte", "a déclaré", "a-t-elle dit", "dijo", "so", "selon", "el alcalde", "ein Sprecher", "L'eau", "der Minister", "it was a long day", "Roe’s letter", "ten", "3,5", "é", "\xff", "e\u0301", "中文", "🙂", "Ann 🌊 Roe", "👩‍👧", "\u202e", "\u200f", "אמר", "قال", "[10:02] ann:", "if (x == \"a\") {", "R.", "``a`", "''a''", "\u00a0", "Jr.", "U.S.", "A.B.",
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "parts")
		glue := rapid.SampledFrom([]string{"", " "}).Draw(t, "glue")
		body := strings.Join(parts, glue)
		in := &schema.Text{Body: body, Paragraphs: text.Paragraphs(body), Language: rapid.SampledFrom([]string{"", "en", "de", "fr", "es", "ja"}).Draw(t, "language")}
		r := Annotate(in)
		check(t, in, r)
		if diff := cmp.Diff(r, Annotate(in)); diff != "" {
			t.Errorf("second call differs:\n%s", diff)
		}
		if _, err := json.Marshal(r.Statements(body, points(body))); err != nil {
			t.Error(err)
		}
	})
}

func FuzzAnnotate(f *testing.F) {
	f.Add(report, "")
	f.Add("‘", "fr") // a mark and nothing else
	for _, c := range cases {
		f.Add(c.text, "en")
	}
	for _, c := range others {
		f.Add(c.body, c.language)
	}
	for _, k := range kindsOfSpeakers {
		for _, pattern := range k.patterns {
			f.Add(strings.NewReplacer("MARKS", spokenMarks, "WORD", k.words[0], "NAME", k.words[0]).Replace(pattern), "en")
		}
	}
	f.Fuzz(func(t *testing.T, body, language string) {
		in := &schema.Text{Body: body, Paragraphs: text.Paragraphs(body), Language: language}
		check(t, in, Annotate(in))
	})
}

func BenchmarkAnnotate(b *testing.B) {
	body := strings.Repeat(report+"\n\n", 3)
	in := &schema.Text{Body: body, Paragraphs: text.Paragraphs(body)}
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		Annotate(in)
	}
}
