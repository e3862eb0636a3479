package turns_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/convert/turns"
	"github.com/dsbuild/dsbuild/internal/text"
)

// check holds the laws of the package.
func check(t interface {
	Fatalf(string, ...any)
}, body string,
) {
	paragraphs := text.Paragraphs(body)
	r := turns.Find(body, paragraphs)
	if r == nil {
		return
	}
	last := -1
	for i, l := range r.Lines {
		p := paragraphs[i]
		speaks := l.Kind == turns.Begin || l.Kind == turns.Label || l.Kind == turns.More
		if speaks != (l.Turn >= 0) || speaks != (l.Speaker >= 0) || l.Speaker >= len(r.Speakers) {
			t.Fatalf("line %d: %+v", i, l)
		}
		if l.Turn >= 0 && (l.Turn < last || l.Turn > last+1 || l.Kind == turns.More && l.Turn != last) {
			t.Fatalf("line %d has turn %d behind %d", i, l.Turn, last)
		}
		last = max(last, l.Turn)
		if (l.Kind == turns.Begin || l.Kind == turns.More) == l.Said.Empty() ||
			(l.Kind == turns.Begin || l.Kind == turns.Label) == l.Who.Empty() {
			t.Fatalf("line %d: %+v", i, l)
		}
		for _, s := range [][2]int{{l.Said.Start, l.Said.End}, {l.Who.Start, l.Who.End}} {
			if s[0] < s[1] && (s[0] < p.Start || s[1] > p.End || !utf8.ValidString(body[s[0]:s[1]])) {
				t.Fatalf("line %d: %v outside its paragraph %v or inside a character", i, s, p)
			}
		}
		if !l.Said.Empty() && !l.Who.Empty() && l.Said.Start < l.Who.End {
			t.Fatalf("line %d: label and words overlap: %+v", i, l)
		}
	}
}

// pieces make texts that look like transcripts.
var pieces = []string{
	"MR. ROE:", "Mr ROE (Vale):", "The CHAIR (Ms Lund):", "The CHAIR:", "Mr. ROE.", "Q:", "A:", "Q.", "Jane Roe (Hill) (Lab)", "Jane Roe", "Jane Roe:", "Präsidentin Äbtissin Özil (Grüne):",
	" ", "\n\n", "\n\n", "\n\n", "It leaks.", "Will you pay?", "(Laughter)", "[", "(", ")", ":", "：", ".", "14:02", "(14:02)", "Question put and agreed to.", "“", "Ä", "\u00a0", ",", " of Ohio.",
	"Jane Roe 7m 3s", "[12:03] ", " [12:04]", "Ann Vane 12:05", " 9s",
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		check(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 60).Draw(t, "pieces"), ""))
	})
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"MR. ROE: It leaks.\n\nMS. ORDE: Does it?\n\nMR. ROE: It does.\n\nMS. ORDE: I see.", "Q: Who?\n\nA: I.\n\nQ: When?\n\nA: In May.",
		"Jane Roe (Hill) (Lab)\n\nWill you pay?\n\nMr Speaker\n\nOrder!\n\nJane Roe\n\nI will.\n\nMr Speaker\n\nOrder, I say!",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		if utf8.ValidString(body) {
			check(t, body)
		}
	})
}

// BenchmarkFind reads a long text that is no transcript and one that is.
func BenchmarkFind(b *testing.B) {
	for name, body := range map[string]string{
		"story":      strings.Repeat("The bridge leaks in winter, and nobody knows who shall pay for it.\n\n", 2000),
		"transcript": strings.Repeat("MR. ROE: The bridge leaks in winter.\n\nMS. ORDE: And who shall pay for it?\n\n", 1000),
		"brackets":   strings.Repeat("Roe ((((((((((((((((((((((((\n\n", 2000),
	} {
		paragraphs := text.Paragraphs(body)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				turns.Find(body, paragraphs)
			}
		})
	}
}
