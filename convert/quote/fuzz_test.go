package quote

import (
	"encoding/json"
	"sort"
	"strings"
	"testing"
	"time"
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
	"said", "says", "told", "added", "according to", "that", "who", "he", "she", "they", "the senator", "officials", "a spokesman for", "Ann Roe", "Roe", "Mr. Roe",
	"Hill Institute", "Institute", "of", "and", "but", "Monday", "called", "by", "as", "asked", "put it", "writing", "saying", "not", "The", "When", "teacher",
	"it was a long day", "Roe’s letter", "ten", "3,5", "é", "\xff", "e\u0301", "中文", "🙂", "\u00a0", "Jr.", "U.S.", "A.B.",
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "parts")
		glue := rapid.SampledFrom([]string{"", " "}).Draw(t, "glue")
		body := strings.Join(parts, glue)
		in := &schema.Text{Body: body, Paragraphs: text.Paragraphs(body), Language: rapid.SampledFrom([]string{"", "en", "de", "fr"}).Draw(t, "language")}
		r := Annotate(in)
		check(t, in, r)
		if diff := cmp.Diff(r, Annotate(in)); diff != "" {
			t.Errorf("second call differs:\n%s", diff)
		}
		if _, err := json.Marshal(r.Attributions(schema.NewOffsets(body))); err != nil {
			t.Error(err)
		}
	})
}

func FuzzAnnotate(f *testing.F) {
	f.Add(report)
	for _, c := range cases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, body string) {
		in := &schema.Text{Body: body, Paragraphs: text.Paragraphs(body)}
		check(t, in, Annotate(in))
	})
}

// hostile are texts that a quadratic search would not survive.
func hostile(n int) map[string]string {
	return map[string]string{
		"double marks":  strings.Repeat("\"", n),
		"single marks":  strings.Repeat("'a ", n/3),
		"open marks":    strings.Repeat("“a ", n/5),
		"corners":       strings.Repeat("「", n/3),
		"bullets":       strings.Repeat("» a ", n/5),
		"tags":          strings.Repeat("<a", n/2),
		"short quotes":  strings.Repeat("“a” ", n/8),
		"long quotes":   strings.Repeat("“One two three four.” ", n/26),
		"names":         strings.Repeat("Ann Roe ", n/8),
		"one surname":   numbered("Q", " Roe said. ", n/14),
		"cues":          strings.Repeat("said ", n/5),
		"cue and comma": strings.Repeat("Roe said, ", n/10),
		"that":          strings.Repeat("he said that ", n/13),
		"who":           strings.Repeat("Roe, who said ", n/14),
		"participles":   strings.Repeat("saying, ", n/8),
		"of":            strings.Repeat("Institute of ", n/13),
		"commas":        strings.Repeat("a, ", n/3),
		"brackets":      strings.Repeat("(", n),
		"one word":      strings.Repeat("a", n),
		"paragraphs":    strings.Repeat("“Yes,” he said.\n", n/18),
		"open, told":    strings.Repeat("“a\n", n/5),
		"semicolons":    strings.Repeat("he said; ", n/9),
		"colons":        strings.Repeat("Roe: “a b c” ", n/17),
		"alone":         strings.Repeat("“One two.”\n", n/15),
		"trailing":      strings.Repeat("it rains, he said, ", n/19),
	}
}

func numbered(before, after string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(before)
		for k := i; k > 0; k /= 26 {
			b.WriteByte(byte('a' + k%26))
		}
		b.WriteString(after)
	}
	return b.String()
}

// TestLinear compares texts of one and of eight lengths: a quadratic search
// would take 64 times as long, and the bound is far from both.
func TestLinear(t *testing.T) {
	const small = 25_000
	long := hostile(8 * small)
	for name, body := range hostile(small) {
		t.Run(name, func(t *testing.T) {
			run := func(body string) time.Duration {
				best := time.Hour
				in := &schema.Text{Body: body, Paragraphs: text.Paragraphs(body)}
				for range 2 {
					start := time.Now()
					r := Annotate(in)
					best = min(best, time.Since(start))
					check(t, in, r)
				}
				return best
			}
			one, eight := run(body), run(long[name])
			if eight > 30*one && eight > time.Second/2 {
				t.Errorf("%v for %d bytes, %v for %d", one, len(body), eight, len(long[name]))
			}
		})
	}
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

func BenchmarkHostile(b *testing.B) {
	texts := hostile(1 << 20)
	var names []string
	for name := range texts {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		b.Run(strings.ReplaceAll(name, " ", "_"), func(b *testing.B) {
			in := &schema.Text{Body: texts[name], Paragraphs: text.Paragraphs(texts[name])}
			b.SetBytes(int64(len(in.Body)))
			for b.Loop() {
				Annotate(in)
			}
		})
	}
}
