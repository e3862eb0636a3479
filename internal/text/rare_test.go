package text_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/internal/text"
)

// TestIndexRare: a mark is found where bytes.Index finds it, whichever of its bytes is rare.
func TestIndexRare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mark := rapid.StringMatching(`[abAB(]{1,4}`).Draw(t, "mark")
		src := []byte(rapid.StringMatching(`[abAB(]{0,30}`).Draw(t, "src"))
		if got, want := text.IndexRare(src, mark), bytes.Index(src, []byte(mark)); got != want {
			t.Fatalf("%q in %q: %d, want %d", mark, src, got, want)
		}
	})
}
