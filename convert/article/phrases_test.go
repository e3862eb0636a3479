package article

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestPhrasesAreFound: what is found is what strings.Contains finds, wherever it stands.
func TestPhrasesAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[ab é]{2,4}`), 0, 6).Draw(t, "phrases")
		s := rapid.StringMatching(`[abc é]{0,12}`).Draw(t, "text")
		want := false
		for _, w := range words {
			want = want || strings.Contains(s, w)
		}
		if got := newPhrases(words...).has(s); got != want {
			t.Fatalf("%q in %q: %v", words, s, got)
		}
	})
	if phrases(nil).has("any text") {
		t.Error("no phrases were found")
	}
}
