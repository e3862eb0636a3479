// Package text cleans and measures text.
//
// In: any bytes. Out: valid UTF-8 in NFC, without control characters, white
// space folded. Laws: Clean is idempotent; Words counts what strings.Fields splits.
package text

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean returns s as it may stand in a table: valid UTF-8 (U+FFFD for broken
// bytes), NFC, white space runs folded to one space, ends trimmed, and without what
// is not seen: see Unseen. keepLines keeps "\n".
func Clean(s string, keepLines bool) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space, line := false, false
	for i, n := 0, 0; i < len(s); i += n {
		var r rune
		r, n = utf8.DecodeRuneInString(s[i:])
		switch {
		case keepLines && r == '\n':
			line = true
		case Gap(r):
			space = true
		case Invisible(r) || Tag(r):
		default:
			if b.Len() > 0 {
				if line {
					b.WriteByte('\n')
				} else if space {
					b.WriteByte(' ')
				}
			}
			space, line = false, false
			b.WriteRune(r)
			if flag := Flag(s[i:]); flag > 0 {
				b.WriteString(s[i+n : i+flag])
				n = flag
			}
		}
	}
	return norm.NFC.String(b.String())
}

// isClean is the fast path: nothing to fold, to remove or to compose.
func isClean(s string) bool {
	if s == "" {
		return true
	}
	if s[0] == ' ' || s[len(s)-1] == ' ' {
		return false
	}
	plain, before := true, uint8(0)
	for i := 0; i < len(s); {
		if i+8 <= len(s) {
			if w := word(s, i); w&high == 0 && controls(w) == 0 {
				blanks := spaces(w)
				if blanks&(blanks<<8|uint64(before)<<7) != 0 {
					return false
				}
				before = uint8(blanks >> 63)
				i += 8
				continue
			}
		}
		k := asciiKinds[s[i]]
		switch {
		case k&before != 0: // two blanks
			return false
		case k <= blank:
			i++
		case k == unclean:
			return false
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError || r == '\u2800' || Tag(r) || ClassOf(r)&(Space|Removed) != 0 {
				return false
			}
			plain = plain && composed(r)
			i += n
		}
		before = k & blank
	}
	return plain || norm.NFC.IsNormalString(s)
}

// kinds of ASCII for isClean.
const (
	blank uint8 = 1 << iota
	unclean
	beyond
)

var asciiKinds = newASCIIKinds()

func newASCIIKinds() (t [256]uint8) {
	for c := range 256 {
		switch {
		case c == ' ':
			t[c] = blank
		case c >= utf8.RuneSelf:
			t[c] = beyond
		case c < ' ' || c == 0x7f:
			t[c] = unclean
		}
	}
	return t
}

// Invisible reports whether r has no place in a table: control characters,
// soft hyphens, zero-width spaces and joiners outside scripts that need them,
// byte order marks, bidirectional overrides, separators of lines and paragraphs
// other than a line feed, and fillers, which are letters of Hangul that show nothing.
// Of characters that are seen in some company only, see Unseen.
func Invisible(r rune) bool {
	switch r {
	case '\u00ad', '\u200b', '\u2060', '\ufeff', '\u200e', '\u200f', '\u2028', '\u2029', '\u115f', '\u1160', '\u3164', '\uffa0':
		return true
	}
	return r < ' ' || r >= 0x7f && r < 0xa0 || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' ||
		r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe
}

// Words returns the number of whitespace-separated tokens.
func Words(s string) int {
	n, out := 0, uint8(1) // out of a word
	for i := 0; i < len(s); {
		if i+8 <= len(s) {
			if w := word(s, i); controls(w) == 0 && (w&high == 0 || !mayBlank(s, i, w)) {
				blank := spaces(w)
				n += bits.OnesCount64((blank<<8 | uint64(out)<<7) &^ blank)
				out = uint8(blank >> 63)
				i += 8
				continue
			}
		}
		if c := s[i]; c < utf8.RuneSelf {
			n += int(out &^ asciiSpace[c])
			out = asciiSpace[c]
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		space := uint8(0)
		if ClassOf(r)&Space != 0 {
			space = 1
		}
		n += int(out &^ space)
		out = space
		i += size
	}
	return n
}

var asciiSpace = [utf8.RuneSelf]uint8{' ': 1, '\t': 1, '\n': 1, '\v': 1, '\f': 1, '\r': 1}

// Terminal returns s without characters that could steer a terminal or turn
// the direction of its text; line breaks become spaces.
func Terminal(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\n', '\t', '\r', '\u2028', '\u2029':
			return ' '
		case utf8.RuneError:
			return r
		}
		if Invisible(r) {
			return -1
		}
		return r
	}, s)
}

// Head returns the first n code points of s, with an ellipsis where it was cut.
func Head(s string, n int) string {
	i := 0
	for at := range s {
		if i == n {
			return s[:at] + "…"
		}
		i++
	}
	return s
}

// Untag puts a space in the place of each tag, for texts in attributes and JSON strings.
// A tag that does not end takes the rest with it.
func Untag(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	var b strings.Builder
	for s != "" {
		before, rest, found := strings.Cut(s, "<")
		b.WriteString(before)
		if !found {
			break
		}
		b.WriteByte(' ')
		if _, s, found = strings.Cut(rest, ">"); !found {
			break
		}
	}
	return b.String()
}

// Visible returns s with U+FFFD in the place of characters that have no shape
// or turn the direction of what stands around them. It is for a
// whole document: so no text of a page can be forgotten.
func Visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && Invisible(r) {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// WordSet is the set of the words of a list.
func WordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// Cell is Visible as a cell of a spreadsheet may hold it: what would be a formula begins with a space.
func Cell(s string) string {
	s = Visible(s)
	if s != "" && strings.ContainsRune("=+-@\t", rune(s[0])) {
		return " " + s
	}
	return s
}
