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
		t.Run(name, func(t *testing.T) {
			for attempt := 0; ; attempt++ {
				one, eight := fastest(t, body), fastest(t, long[name])
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
func fastest(t *testing.T, body string) time.Duration {
	least := time.Duration(1 << 62)
	in := &schema.Text{Body: body, Paragraphs: text.Paragraphs(body)}
	for range 2 {
		start := used()
		r := Annotate(in)
		least = min(least, used()-start)
		check(t, in, r)
	}
	return least
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
