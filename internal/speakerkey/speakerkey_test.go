package speakerkey

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSpellingsOfOneNameAreAlike(t *testing.T) {
	for key, names := range map[string][]string{
		"ana ruiz":         {"Ana Ruiz", "ANA RUIZ", "Ana Ruíz", "ana  ruiz", "Ana Ruiz."},
		"jd roe":           {"J.D. Roe", "J. D. Roe", "JD Roe", "J D Roe", "J.D. ROE"},
		"mary j oneill":    {"Mary J. O'Neill", "Mary J O’Neill", "MARY J. O'NEILL"},
		"soren lund":       {"Søren Lund", "Soren Lund", "SØREN LUND"},
		"lodz water board": {"Łódź Water Board", "The Lodz Water Board"},
		"pell and hart":    {"Pell & Hart", "Pell and Hart"},
		"us coast watch":   {"U.S. Coast Watch", "US Coast Watch", "the U. S. Coast Watch"},
		"strasse":          {"Straße", "STRASSE", "STRAẞE"},
		"김하나":              {"김하나"},
		"हिमा":             {"हिमा"},
		"the":              {"The"},
		"":                 {"", " ", "“…”", "2024", strings.Repeat("Anna ", 50), strings.Repeat("“", 5000) + "Ana"},
	} {
		for _, name := range names {
			if got := Of(name); got != key {
				t.Errorf("Of(%q) = %q, want %q", name, got, key)
			}
		}
	}
	for _, pair := range [][2]string{{"Ana Ruiz", "Anna Ruiz"}, {"Jon Roe Jr.", "Jon Roe"}, {"Ana Ruiz", "A. Ruiz"}, {"हिमा", "हम"}} {
		if Of(pair[0]) == Of(pair[1]) {
			t.Errorf("%q and %q are alike", pair[0], pair[1])
		}
	}
}

func FuzzOf(f *testing.F) {
	for _, s := range []string{"Ana RUIZ", "J. D. Roe", "The the & İ", "ﬁ ẞ", "a\u0301 b", "\xff e\u0301", "가나", "A’ B", "ͅ x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		key := Of(s)
		if again := Of(key); again != key {
			t.Errorf("the key of %q is %q, and of that %q", s, key, again)
		}
		if !utf8.ValidString(key) || len(key) > longest || strings.Join(strings.Fields(key), " ") != key {
			t.Errorf("the key of %q is %q", s, key)
		}
	})
}
