//go:build unix

package quote

import (
	"sort"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

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
		"pronouns":      strings.Repeat("“One two three,” she said. ", n/28),
		"descriptions":  strings.Repeat("“One two three,” the officer said. ", n/36),
		"companies":     strings.Repeat("“One two three,” the company said. ", n/36),
		"callings":      strings.Repeat("A nurse, Ann Roe, left. “One two three,” the nurse said. ", n/58),
		"countries":     strings.Repeat("King Odo of Rossia left. “One two three,” the Rossian king said. ", n/66),
		"they":          strings.Repeat("“One two three,” Roe said. “One two three,” they said. ", n/56),
		"days":          strings.Repeat("Sunday Okafor said ", n/20),
		"dashes":        strings.Repeat("Roe — a — said ", n/19),
		"nested":        strings.Repeat("“a “b ", n/10),
		"inches":        strings.Repeat("\"6\" a ", n/7),
		"left open":     strings.Repeat("“a\nb\nc\n", n/10),
		"nicknames":     strings.Repeat("Ann “A” ", n/12),
		"transcript":    strings.Repeat("ANN ROE: It leaks and leaks.\nMAX LOW: It does not at all.\n", n/60),
		"chat":          strings.Repeat("[10:02] ann: it \"leaks\" :)\n", n/29),
		"verse":         strings.Repeat("The boat, the boat,\nit leaks, it leaks\n", n/40),
		"code":          strings.Repeat("if (a[\"x\"] == 'y') { return \"z\"; }\n", n/37),
		"right to left": strings.Repeat("\u200fאמר: \"כן\" והלך. ", n/34),
		"emoji":         strings.Repeat("Ann 🌊 Roe 👩‍👧 said “yes 🙂 no yes.” ", n/48),
		"de: nouns":     strings.Repeat("Boot Haus ", n/10),
		"de: said":      strings.Repeat("„Es ist so“, sagte er. ", n/28),
		"de: verbs":     strings.Repeat("sagte der ", n/10),
		"fr: said":      strings.Repeat("«C'est ainsi et ainsi», a-t-il dit. ", n/39),
		"fr: elided":    strings.Repeat("l'd'", n/4),
		"fr: incises":   strings.Repeat("« Il pleut, dit-il, et encore, ", n/34) + "»",
		"fr: commas":    "« a" + strings.Repeat(", a dit l'a", n/11) + " »",
		"fr: turns":     strings.Repeat("— Il pleut ?\n", n/16),
		"fr: noun":      strings.Repeat("La ministre Anne Roche part. «Il pleut encore ici», dit la ministre. ", n/69),
		"es: rayas":     strings.Repeat("—No sé —dijo él—. Sí. ", n/30),
		"es: turns":     strings.Repeat("—No sé —dijo él—. Sí.\n", n/30),
		"es: absent":    strings.Repeat("El juez calla. «Es así y así», dijo. Dijo que es así. ", n/55),
		"de: reported":  strings.Repeat("Er sei dort, sie habe es, ", n/26),
		"de: reports":   strings.Repeat("Es sei so. ", n/11),
		"de: according": strings.Repeat("nach Angaben der Stadt ", n/23),
		"de: role":      strings.Repeat("Die Försterin Anna Roth kam. „Es ist so hier“, sagte die Försterin. ", n/68),
		"es: said":      strings.Repeat("«Es así y así», dijo. ", n/25),
		"es: marks":     strings.Repeat("«a b c d e» ", n/14),
		"ja: marks":     strings.Repeat("「そうです、そうです」", n/33),
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

// TestLinear holds that eight times the text takes no more than a few times the
// time: a quadratic search would take 64 times as long.
func TestLinear(t *testing.T) {
	const small = 25_000
	long := hostile(8 * small)
	for name, body := range hostile(small) {
		language := "en"
		if i := strings.Index(name, ": "); i > 0 {
			language = name[:i]
		}
		t.Run(name, func(t *testing.T) {
			for attempt := 0; ; attempt++ {
				one, eight := fastest(t, body, language), fastest(t, long[name], language)
				if eight < 24*one || eight < 100*time.Millisecond {
					return
				}
				if attempt == 3 {
					t.Fatalf("%v for %d bytes, %v for %d", one, len(body), eight, len(long[name]))
				}
			}
		})
	}
}

// fastest is the least time of the processor that a text takes: a busy machine
// changes the clock, but not that by much.
func fastest(t *testing.T, body, language string) time.Duration {
	least := time.Duration(1 << 62)
	in := &schema.Text{Body: body, Paragraphs: text.Paragraphs(body), Language: language}
	for range 2 {
		start := used()
		r := Annotate(in)
		least = min(least, used()-start)
		check(t, in, r)
	}
	return least
}

// TestLarge: 5 MB of nothing but marks, and a paragraph of 1 MB.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const size, most = 5 << 20, 60 * time.Second // of the processor; far more than it takes
	marks := "“”\"''``‘’«»‹›„‚「」『』"
	for name, body := range map[string]string{
		"each mark":     strings.Repeat(marks, size/len(marks)),
		"one paragraph": strings.Repeat(strings.ReplaceAll(report, "\n", " ")+" ", (1<<20)/len(report)),
	} {
		for _, language := range []string{"en", "de", "sv"} {
			start := used()
			in := &schema.Text{Body: body, Paragraphs: text.Paragraphs(body), Language: language}
			check(t, in, Annotate(in))
			if took := used() - start; took > most {
				t.Errorf("%s in %s: %v", name, language, took)
			}
		}
	}
}

func used() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano())
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
