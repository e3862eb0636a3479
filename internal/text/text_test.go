package text_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/internal/text"
)

// pieces are what pages are made of, clean and not.
var pieces = []string{
	"word", "Grüße", "e\u0301", "한국", "中文", " ", "  ", "\t", "\n", "\u00a0", "\u200b", "\u00ad", "\ufeff", "\u202e", "\u2800",
	"\x00", "\x7f", "\u0085", "\xff", "\xc3", "\ufffd", "😀", "“q”", "-", ".",
	"\u2028", "\u2029", "\u3164", "\uffa0", "\u115f", "\u1160", "\U0001f3f4", "\U000e0041", "\U000e007f", flag,
}

// flag is that of Wales: a black flag, tags that spell gbwls, and the last tag.
const flag = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"

func draw(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
}

// slowClean says what Clean does without its fast path.
func slowClean(s string) string {
	parts := strings.Split(strings.ToValidUTF8(s, "\ufffd"), flag)
	for i := range parts {
		parts[i] = strings.Map(func(r rune) rune {
			switch {
			case unicode.IsSpace(r) || strings.ContainsRune("\u2800\u3164\uffa0", r):
				return ' '
			case text.Invisible(r) || text.Tag(r):
				return -1
			}
			return r
		}, parts[i])
	}
	s = strings.Join(parts, flag)
	return norm.NFC.String(strings.Join(strings.Fields(s), " "))
}

func TestClean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := draw(t)
		got := text.Clean(s, false)
		if utf8.ValidString(s) && got != slowClean(s) {
			t.Fatalf("Clean(%q) = %q, want %q", s, got, slowClean(s))
		}
		if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) || text.Unseen(got) >= 0 {
			t.Fatalf("Clean(%q) = %q is not clean", s, got)
		}
		if again := text.Clean(got, false); again != got {
			t.Fatalf("Clean(%q) = %q, again %q", s, got, again)
		}
		if lines := text.Clean(s, true); strings.ReplaceAll(lines, "\n", " ") != got {
			t.Fatalf("Clean(%q) keeps more than lines: %q", s, lines)
		}
	})
}

func TestWordsCountsFields(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := draw(t)
		if got, want := text.Words(s), len(strings.Fields(s)); got != want {
			t.Fatalf("Words(%q) = %d, want %d", s, got, want)
		}
	})
}

func TestKeyFoldsSpellings(t *testing.T) {
	for _, pair := range [][2]string{
		{"U.S. Senate", "us  senate"}, {"CAFÉ", "cafe\u0301"}, {"ﬁne", "FINE"}, {"№ 5", "no5"}, {"“Quoted”", "quoted"},
	} {
		if a, b := text.Key(pair[0]), text.Key(pair[1]); a != b {
			t.Errorf("Key(%q) = %q, Key(%q) = %q", pair[0], a, pair[1], b)
		}
	}
	if text.Key("a1") == text.Key("a2") {
		t.Error("digits count")
	}
}

func TestTerminalIsHarmless(t *testing.T) {
	if got, want := text.Terminal("red\x1b[31m\u202etxt\nnext"), "red[31mtxt next"; got != want {
		t.Errorf("Terminal = %q, want %q", got, want)
	}
}

func TestHeadCountsCodePoints(t *testing.T) {
	for _, tc := range []struct {
		s    string
		n    int
		want string
	}{{"Größe", 3, "Grö…"}, {"Größe", 5, "Größe"}, {"", 0, ""}} {
		if got := text.Head(tc.s, tc.n); got != tc.want {
			t.Errorf("Head(%q, %d) = %q, want %q", tc.s, tc.n, got, tc.want)
		}
	}
}

// TestQuickCheck wants of what QuickCheck passes that the tables of Unicode pass it too,
// and that it passes plain prose.
func TestQuickCheck(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("abcé😀𝒳𠀀🀄\U0001fb00\U0002f800\U0001d15e’“—\u00ad\u0301\n\t\u200b政\u2028\u2029\u115f\u1160\u3164\uffa0\U000e0041\U000e007f\U0001f3f4")))).Draw(t, "text")
		if !text.QuickCheck(s) {
			return
		}
		if !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) || text.Unseen(s) >= 0 {
			t.Fatalf("the quick check passes %q", s)
		}
	})
	for s, want := range map[string]bool{
		"": true,
		"The council’s vote, “close” – 3 € more": true,
		"Łódź, naïve\n\nвыборы 政策 議會":            true,
		"a picture 😀":                            true,
		"\xf0\x80\x80\x80 \xed\xa0\x80 \xc1\x81": false,
		"tab\tin the text":                       false,
		"bad \xff byte, late in the text":        false,
		"\uFFFD":                                 false,
		"e\u0301":                                false,
		"soft\u00adhyphen":                       false,
		"delete\x7f here":                        false,
	} {
		if text.QuickCheck(s) != want || text.QuickCheck([]byte(s)) != want {
			t.Errorf("QuickCheck(%q) is not %t", s, want)
		}
	}
}

// TestLengths has texts end at every place of what is looked at in one go.
func TestLengths(t *testing.T) {
	long := strings.Repeat("word ", 20)
	for n := range len(long) {
		s := long[:n]
		for _, tail := range []string{"", "é", "’", "\u00a0a", "\n", "\u2003"} {
			if got, want := text.Words(s+tail), len(strings.Fields(s+tail)); got != want {
				t.Errorf("Words(%q) = %d, want %d", s+tail, got, want)
			}
			if !text.QuickCheck(s+tail) && !strings.Contains(tail, "\u2003") || text.QuickCheck(s+tail+"\t") || text.QuickCheck("\x7f"+s) || text.QuickCheck(s+"\xc3") {
				t.Errorf("QuickCheck is wrong of %q", s+tail)
			}
			if got := text.NextWide(s+tail, 0); got != n && tail != "" && tail != "\n" {
				t.Errorf("NextWide(%q) = %d", s+tail, got)
			}
		}
	}
}

func TestNextWide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := draw(t)
		from := rapid.IntRange(0, len(s)).Draw(t, "from")
		want := from
		for want < len(s) && s[want] < utf8.RuneSelf {
			want++
		}
		if got := text.NextWide(s, from); got != want {
			t.Fatalf("NextWide(%q, %d) = %d, want %d", s, from, got, want)
		}
	})
}

// TestUnseen holds what the eye does not see apart from what it does.
func TestUnseen(t *testing.T) {
	scotland := "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
	for s, want := range map[string]int{
		"": -1, "plain\ntext": -1, "naïve 政策 한국 😀": -1, scotland: -1, scotland + " and " + scotland: -1, "\U0001f3f4": -1,
		"a\u2028b": 1, "a\u2029": 1, "\u3164": 0, "é\uffa0": 2, "\u115f\u1161": 0, "x\u1160": 1,
		"a\U000e0041": 1, scotland + "\U000e0067": len(scotland), scotland[:8]: 4, "\U0001f3f4\U000e007f": 4,
		"\U0001f3f4\U000e0001\U000e007f": 4, "\U0001f3f4x\U000e007f": 5, "a\tb": 1, "\u200b": 0,
	} {
		if got := text.Unseen(s); got != want {
			t.Errorf("Unseen(%+q) = %d, want %d", s, got, want)
		}
	}
	for s, want := range map[string]bool{"": true, " \n\t": true, "\u00a0\u2800\u3000": true, "a": false, " é ": false, "\u3164": false} {
		if got := text.Blank(s); got != want {
			t.Errorf("Blank(%+q) = %t", s, got)
		}
	}
	if got := text.Terminal("a\u2028b\u3164c"); got != "a bc" {
		t.Errorf("a terminal gets %+q", got)
	}
}

func TestUntag(t *testing.T) {
	for in, want := range map[string]string{
		"Mara Ellison":                  "Mara Ellison",
		"<a href=x>Mara</a> <b>Ellison": " Mara   Ellison",
		"3 > 2, 2 < 3 <":                "3 > 2, 2  ",
		"one <b <i>two":                 "one  two",
		"":                              "",
	} {
		if got := text.Untag(in); got != want {
			t.Errorf("Untag(%q) = %q, want %q", in, got, want)
		}
	}
}
