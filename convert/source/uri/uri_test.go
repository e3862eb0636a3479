package uri

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/internal/text"
)

func TestEscape(t *testing.T) {
	for path, want := range map[string]string{
		"pages/a.html": "pages/a.html", "a\nb": "a%0Ab", "a%0Ab": "a%250Ab", "50%.html": "50%25.html", "%": "%25", "a.zip!b": "a.zip%21b",
		"\xff": "%FF", "\ufffd": "\ufffd", "Grüße 政策.html": "Grüße 政策.html", "a\u200bb": "a%E2%80%8Bb", "a\u2028b": "a%E2%80%A8b", "\U000e0041": "%F3%A0%81%81",
	} {
		if got := Escape(path); got != want {
			t.Errorf("Escape(%q) = %q, want %q", path, got, want)
		}
	}
}

// TestUnescapeLeadsBack holds that no two paths become the same.
func TestUnescapeLeadsBack(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "/", "%", "!", "%0A", "\n", "%25", "0A", "\xff", "é", "\u200b", "\U000e0041", "\u2028"})
	rapid.Check(t, func(t *rapid.T) {
		path := ""
		for _, p := range rapid.SliceOf(piece).Draw(t, "pieces") {
			path += p
		}
		escaped := Escape(path)
		if got := Unescape(escaped); got != path {
			t.Fatalf("%q is escaped as %q, which leads to %q", path, escaped, got)
		}
		if !utf8.ValidString(escaped) {
			t.Fatalf("%q is not UTF-8", escaped)
		}
		for _, r := range escaped {
			if text.Invisible(r) {
				t.Fatalf("%q holds %U", escaped, r)
			}
		}
	})
}

func TestUnescapeKeepsWhatIsNoEscape(t *testing.T) {
	for uri, want := range map[string]string{"50%.html": "50%.html", "%zz%0": "%zz%0", "%+1%-1": "%+1%-1", "100%": "100%", "%41": "A"} {
		if got := Unescape(uri); got != want {
			t.Errorf("Unescape(%q) = %q, want %q", uri, got, want)
		}
	}
}
