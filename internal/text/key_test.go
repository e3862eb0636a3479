package text

import (
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// TestShortcutsAgreeWithTables asks the tables of Unicode about every character
// that the shortcuts decide.
func TestShortcutsAgreeWithTables(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		s := string(r)
		if p := norm.NFC.PropertiesString(s); composed(r) && (!p.BoundaryBefore() || p.CCC() != 0 || !norm.NFC.IsNormalString(s)) {
			t.Errorf("%U does not stand in NFC as it is", r)
		}
		if ClassOf(r) != search(r) || Lower(r) != unicode.ToLower(r) {
			t.Errorf("%U is of class %b and %U in lower case", r, ClassOf(r), Lower(r))
		}
		if !compatible(r) {
			continue
		}
		if p := norm.NFKC.PropertiesString(s); !p.BoundaryBefore() || p.CCC() != 0 {
			t.Errorf("%U changes what stands before it", r)
		}
		if fast, slow := AppendKey(nil, s), appendFolded(nil, s); string(fast) != string(slow) {
			t.Errorf("%U: key %q, want %q", r, fast, slow)
		}
	}
}

func TestKeyAndIsNFCAsTables(t *testing.T) {
	piece := rapid.SampledFrom([]string{"Word", "4", "é", "E\u0301", "\u0323", "ﬁ", "²", "Ω", "Ǆ", "й", "и\u0306", "한", "\u1112\u1161", "中", "…", "½", "\ufffd", " "})
	rapid.Check(t, func(t *rapid.T) {
		s := ""
		for _, p := range rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces") {
			s += p
		}
		if got, want := Key(s), string(appendFolded(nil, s)); got != want {
			t.Fatalf("Key(%q) = %q, want %q", s, got, want)
		}
		if got, want := IsNFC([]byte(s)), norm.NFC.IsNormalString(s); got != want {
			t.Fatalf("IsNFC(%q) = %v, want %v", s, got, want)
		}
	})
}
