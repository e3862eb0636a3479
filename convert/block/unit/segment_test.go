package unit

import (
	"testing"
	"unicode"

	"github.com/dsbuild/dsbuild/internal/text"
)

// TestPlainCharactersAreText: what is copied without a look is never removed or folded.
func TestPlainCharactersAreText(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if plain(r) && (text.Gap(r) || text.Invisible(r) || text.Tag(r) || r == unicode.ReplacementChar) {
			t.Errorf("%U is copied as it is", r)
		}
	}
}
