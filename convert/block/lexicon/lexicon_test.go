package lexicon

import (
	"testing"

	"pgregory.net/rapid"
)

func TestMeasure(t *testing.T) {
	for _, c := range []struct {
		why, text string
		want      Stats
	}{
		{"nothing", "", Stats{}},
		{"a sentence", "The river, it rose.", Stats{Size: 14, Words: 4, Commas: 1, Ends: 1, Capped: 1, Lines: 1, Closed: true}},
		{"a stop inside of a number ends nothing", "1.5 m", Stats{Size: 3, Digits: 2, Words: 2, Lines: 1}},
		{"a quotation mark after the stop", "“Go!” he said.”", Stats{Size: 8, Words: 3, Ends: 2, Capped: 1, Lines: 1, Closed: true}},
		{"CJK counts double and has its own marks", "川、増す。", Stats{Size: 6, Words: 2, Commas: 1, Ends: 1, Lines: 1, Closed: true}},
		{"Hindi", "नदी।", Stats{Size: 3, Words: 1, Ends: 1, Lines: 1, Closed: true}},
		{"Arabic", "أين، هنا؟", Stats{Size: 6, Words: 2, Commas: 1, Ends: 1, Lines: 1, Closed: true}},
		{"cuts and a colon", "und so\nweiter:", Stats{Size: 11, Words: 3, Lines: 2, Colon: true, Lower: true}},
	} {
		if got := Measure([]byte(c.text)); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.why, got, c.want)
		}
	}
}

func TestPhrases(t *testing.T) {
	for _, c := range []struct {
		text string
		want Phrases
	}{
		{"Share", Set(Share)},
		{"Share prices fell", 0}, // whole-block phrases are no beginnings
		{"READ MORE: the ferry", Set(Related)},
		{"He would read more: the ferry", 0},
		{"» Lesen Sie auch", Set(Related)},
		{"Don’t miss it", Set(Related)},
		{"By Ida Fenner", Set(By)},
		{"Bygone days", 0},
		{"© 2024 Post", Set(Copyright)},
		{"(Photo by Ida)", Set(Credit)},
		{"関連記事", Set(Related)},
		{"Читайте также", Set(Related)},
		{"", 0},
	} {
		if got := PhrasesOf([]byte(c.text)); got != c.want {
			t.Errorf("%q: %b, want %b", c.text, got, c.want)
		}
	}
}

func TestTokens(t *testing.T) {
	for _, c := range []struct {
		names string
		want  Tokens
	}{
		{"article-body", Bag(Story, Copy, Body)},
		{"articleBody", Bag(Story, Copy, Body)},
		{"article__body--wide x1", Bag(Story, Copy, Body)},
		{"article-body-footer", Bag(Story, Copy, Footer)},
		{"has-sidebar no-comments", 0},
		{"overflow-hidden md:hidden", 0},
		{"hidden", Bag(Hidden)},
		{"sr-only", Bag(Hidden)},
		{"mainNav", Bag(Story, Main, Nav)},
		{"RELATED", Bag(Linked)},
		{"", 0},
	} {
		if got := TokensOf([]byte(c.names)); got != c.want {
			t.Errorf("%q: %b, want %b", c.names, got, c.want)
		}
	}
}

// TestAnyBytes: the lists are searched in whatever bytes a page has.
func TestAnyBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
		PhrasesOf(b)
		TokensOf(b)
		if s := Measure(b); s.Size < 0 || s.Words < 0 || s.Words > int32(len(b)) || s.Size > int32(len(b)) {
			t.Errorf("%+v of %d bytes", s, len(b))
		}
	})
}

// TestShorterWays compares what is counted or remembered in a shorter way.
func TestShorterWays(t *testing.T) {
	var names Names
	piece := rapid.SampledFrom([]string{"article", "-", "body", "Sidebar", " ", "12", "é", "川", "\u0301", "、", "\n", "a-longer-name-of-a-class"})
	rapid.Check(t, func(t *rapid.T) {
		s := []byte{}
		for _, p := range rapid.SliceOfN(piece, 0, 8).Draw(t, "pieces") {
			s = append(s, p...)
		}
		if got, want := SizeOf(s), Measure(s).Size; got != want {
			t.Fatalf("SizeOf(%q) = %d, want %d", s, got, want)
		}
		if got, want := names.TokensOf(s), TokensOf(s); got != want {
			t.Fatalf("%q: remembered %b, want %b", s, got, want)
		}
	})
}
