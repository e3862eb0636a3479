// Package text cleans and measures text.
//
// In: any bytes. Out: valid UTF-8 in NFC, without control characters, white
// space folded. Laws: Clean is idempotent; Words counts what strings.Fields splits.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean returns s as it may stand in a table: valid UTF-8 (U+FFFD for broken
// bytes), NFC, white space runs folded to one space, ends trimmed, control,
// soft-hyphen and zero-width characters removed. keepLines keeps "\n".
func Clean(s string, keepLines bool) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space, line := false, false
	for _, r := range s {
		switch {
		case keepLines && r == '\n':
			line = true
		case unicode.IsSpace(r) || r == '\u2800':
			space = true
		case Invisible(r):
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
	plain := true
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError || r == '\u2800' || ClassOf(r)&(Space|Removed) != 0 {
				return false
			}
			plain = plain && composed(r)
			i += n
		case c < ' ' || c > '~' || c == ' ' && s[i+1] == ' ':
			return false
		default:
			i++
		}
	}
	return plain || norm.NFC.IsNormalString(s)
}

// Invisible reports whether r has no place in a table: control characters,
// soft hyphens, zero-width spaces and joiners outside scripts that need them,
// byte order marks, and bidirectional overrides.
func Invisible(r rune) bool {
	switch r {
	case '\u00ad', '\u200b', '\u2060', '\ufeff', '\u200e', '\u200f':
		return true
	}
	return r < ' ' || r >= 0x7f && r < 0xa0 || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' ||
		r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe
}

// Words returns the number of whitespace-separated tokens.
func Words(s string) int {
	n, in := 0, false
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		space := r == ' ' || r >= '\t' && r <= '\r' || r >= utf8.RuneSelf && ClassOf(r)&Space != 0
		if !space && !in {
			n++
		}
		in = !space
		i += size
	}
	return n
}

// Terminal returns s without characters that could steer a terminal or turn
// the direction of its text; line breaks become spaces.
func Terminal(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r == utf8.RuneError || !Invisible(r):
			return r
		}
		return -1
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
