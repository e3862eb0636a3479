package turns

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// TestMayBeTitled: what the quick check passes over begins with no title, is no office,
// and is no label.
func TestMayBeTitled(t *testing.T) {
	words := slices.Concat(slices.Sorted(maps.Keys(titles)), slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(offices)),
		[]string{"The", "Roe", "ROE", "McROE", "of Ohio", "(Larkin)", "[Lab]", "for", "J.", "said", "quay", "a", "’", "'", ",", "."})
	rapid.Check(t, func(t *rapid.T) {
		s := ""
		for range rapid.IntRange(1, 5).Draw(t, "words") {
			w := rapid.SampledFrom(words).Draw(t, "word")
			if rapid.Bool().Draw(t, "upper") && w[0] >= 'a' && w[0] <= 'z' {
				w = string(w[0]&^0x20) + w[1:]
			}
			s += w + rapid.SampledFrom([]string{" ", " ", " ", "", ", ", ". ", "(", "\u00a0"}).Draw(t, "between")
		}
		s += rapid.SampledFrom([]string{". I beg to move.", ".", ""}).Draw(t, "end")
		if name := strings.Fields(s); unicode.IsLetter([]rune(s)[0]) && !mayBeTitled(s) && (titleWords(name) > 0 || isOffice(name)) {
			t.Fatalf("%q begins with a title", s)
		}
		if !mayBeTitled(s) && titledLabel(s) != (label{}) {
			t.Fatalf("%q is a label: %+v", s, titledLabel(s))
		}
	})
}

// TestQuickCheckPasses: ordinary sentences are not looked at twice.
func TestQuickCheckPasses(t *testing.T) {
	for s, want := range map[string]bool{
		"Ships wait in the roads. Nobody knows why.": false, "Mr. ROE. I beg to move.": true, "The PRESIDENT. Order.": true, "Speaker(acting). Order. ": true,
	} {
		if mayBeTitled(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}
