package topic

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
)

// matcherOf builds a matcher for strong keywords and phrases to ignore.
func matcherOf(keywords, ignore []string) *matcher {
	var words []codebook.Keyword
	for _, k := range keywords {
		words = append(words, codebook.Keyword{Word: k})
	}
	return newMatcher(&codebook.Codebook{
		Ignore: map[string][]string{"en": ignore},
		Codes:  []codebook.Code{{Code: "a", Name: "A", Keywords: map[string]codebook.Keywords{"en": {Strong: words}}}},
	}, "en")
}

// found lists what a matcher counts in s, in order of first appearance.
func (m *matcher) found(s string) []string {
	t := newTally(len(m.keywords))
	m.scan(codebook.Fold(nil, s), 0, t)
	var all []string
	for _, k := range t.seen {
		all = append(all, m.keywords[k].pattern)
	}
	return all
}

func TestMatch(t *testing.T) {
	m := matcherOf([]string{"tax", "tax cut*", "immigra*", "ICE", "women's rights", "U.S. army", "house", "élection*", "g-20"}, []string{"white house", "full house"})
	tests := []struct{ text, want string }{
		{"A tax is a tax.", "tax"},
		{"They cut the taxi fare", ""},
		{"Syntax is not meant", ""},
		{"Tax cuts and a tax", "tax cut|tax"},
		{"tax, cut", "tax"},
		{"tax-cutting", "tax cut"},
		{"Immigrants and immigration", "immigra"},
		{"ice and ICE", "ICE"},
		{"The US Army, the U.S. army", "US army"},
		{"women’s rights", "women rights"},
		{"the White House and the house", "house"},
		{"the white houses", ""},
		{"Élections à Évry", "élection"},
		{"G20, the G-20", "g 20"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(m.found(tt.text), "|"); got != tt.want {
			t.Errorf("%q: found %q, want %q", tt.text, got, tt.want)
		}
	}
}

// longestSlow is longest without a trie.
func (m *matcher) longestSlow(text string) (best string) {
	for _, kw := range m.keywords {
		if len(kw.pattern) <= len(best) || len(text) < len(kw.pattern) || !strings.EqualFold(text[:len(kw.pattern)], kw.pattern) {
			continue
		}
		ends := len(text) == len(kw.pattern) || parted(text[len(kw.pattern)])
		if (ends || kw.open) && capitalsFit(kw.pattern, []byte(text)) {
			best = kw.pattern
		}
	}
	return best
}

func TestMatchProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[abAB]{1,4}( [abAB]{1,3})?`)
		keywords := rapid.SliceOfN(rapid.StringMatching(`[abA]{3,4}( [ab]{1,2})?\*?|[abA]{1,2}( [ab]{1,2})?`), 1, 8).Draw(t, "keywords")
		m := matcherOf(keywords, nil)
		text := codebook.Fold(nil, strings.Join(rapid.SliceOfN(word, 1, 8).Draw(t, "text"), " "))
		for at := range text {
			if parted(text[at]) || at > 0 && !parted(text[at-1]) {
				continue
			}
			want, got := m.longestSlow(string(text[at:])), ""
			if k, _ := m.longest(text, at); k >= 0 {
				got = m.keywords[k].pattern
			}
			if !strings.EqualFold(got, want) {
				t.Fatalf("keywords %q, text %q: found %q, want %q", keywords, text[at:], got, want)
			}
		}
	})
}

// Hostile input must take time linear in its length: each of these is 8 MB.
func TestHostile(t *testing.T) {
	coder := New(codebook.CAP())
	const size = 8 << 20
	for _, unit := range []string{"a", "tax", "tax ", "'", ".", "\n", "\xff", "immigra-", "national security advis "} {
		text := asText("", "en", strings.Repeat(unit, size/len(unit)))
		topics, rows := coder.Annotate(text)
		checkRows(t, text, topics, rows)
	}
}
