package text

import (
	"math/bits"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What follows looks at eight bytes at a time. Without the highest bits, the sum of
// a byte and a constant sets its highest bit where the byte is above 127 less the
// constant, and never carries into the next.
const (
	low7 = 0x7f7f7f7f7f7f7f7f
	high = 0x8080808080808080
	ones = 0x0101010101010101
)

// spaces marks the bytes of a word that are blanks, by their highest bit.
func spaces(w uint64) uint64 { return ^((w^ones*' ')&low7 + low7) & high &^ w }

// controls marks the bytes of a word that are below blank, or DEL.
func controls(w uint64) uint64 { return (^(w&low7 + ones*(0x80-' ')) | (w&low7 + ones)) & high &^ w }

// unprintable sets a highest bit where the word is not all of printable ASCII.
func unprintable(w uint64) uint64 { return w | (w - ones*' ') | (w + ones) }

// QuickCheck reports whether b is surely valid UTF-8 in NFC without characters that are
// not seen, line feeds apart. A false result means: look at b character by character.
func QuickCheck[T string | []byte](b T) bool {
	passed := quickTable()
	for i := 0; ; {
		if i = skipPrintable(b, i); i == len(b) {
			return true
		}
		if b[i] < utf8.RuneSelf {
			if b[i] != '\n' {
				return false
			}
			i++
			continue
		}
		for i < len(b) && b[i] >= utf8.RuneSelf {
			r, n := wideAt(b, i)
			if passed[r/64%len16]&(1<<(r%64)) == 0 {
				return false
			}
			i += n
		}
	}
}

// skipPrintable returns where behind i the first byte stands that is none of
// printable ASCII, or the length of b.
func skipPrintable[T string | []byte](b T, i int) int {
	for i+16 <= len(b) && (unprintable(word(b, i))|unprintable(word(b, i+8)))&high == 0 {
		i += 16
	}
	for i+8 <= len(b) {
		w := word(b, i)
		if odd := (w | controls(w)) & high; odd != 0 {
			return i + bits.TrailingZeros64(odd)/8
		}
		i += 8
	}
	for i < len(b) && b[i] >= ' ' && b[i] < 0x7f {
		i++
	}
	return i
}

// len16 is the length of a table with a bit for each of 2^16 characters.
const len16 = 1 << 16 / 64

// wideAt decodes the character of two to four bytes at i. It is 0 where that is
// not valid or of little use, and ' ' for one of the many that stand for a picture,
// a sign of mathematics or a rare Han character.
func wideAt[T string | []byte](b T, i int) (r rune, n int) {
	const tail = 0x3f
	c := b[i]
	switch {
	case i+1 >= len(b) || c < 0xc2 || !goesOn(b[i+1]):
	case c < 0xe0:
		return rune(c&0x1f)<<6 | rune(b[i+1]&tail), 2
	case i+2 >= len(b) || !goesOn(b[i+2]):
	case c < 0xf0:
		if r = rune(c&0x0f)<<12 | rune(b[i+1]&tail)<<6 | rune(b[i+2]&tail); r >= 0x800 {
			return r, 3
		}
	case i+3 >= len(b) || !goesOn(b[i+3]):
	default:
		r = rune(c&0x07)<<18 | rune(b[i+1]&tail)<<12 | rune(b[i+2]&tail)<<6 | rune(b[i+3]&tail)
		if isPicture(r) || r >= 0x20000 && r < 0x2a6e0 {
			return ' ', 4
		}
	}
	return 0, 1
}

// isPicture reports whether r stands for a picture or a sign of mathematics.
func isPicture(r rune) bool { return r >= 0x1f000 && r < 0x1fb00 || r >= 0x1d400 && r < 0x1d800 }

// goesOn reports whether a byte is not the first of its character.
func goesOn(c byte) bool { return c&0xc0 == 0x80 }

// quickTable has a bit for every character of the basic plane that QuickCheck passes;
// U+FFFD, which bad UTF-8 decodes to, is none.
var quickTable = sync.OnceValue(func() *[len16]uint64 {
	var t [len16]uint64
	for r := range rune(len(t) * 64) {
		normal := composed(r) || alphabets(r) && alone(r)
		if normal && !Invisible(r) && r != utf8.RuneError {
			t[r/64] |= 1 << (r % 64)
		}
	}
	return &t
})

// alphabets reports whether r lies where most scripts and signs do that composed
// knows little of. To ask alone of all characters would take too long.
func alphabets(r rune) bool { return r >= 0x300 && r < 0x3000 || r >= 0xfb00 }

// alone reports whether r is in NFC as it is, whatever its neighbours are.
func alone(r rune) bool {
	p := norm.NFC.PropertiesString(string(r))
	return p.BoundaryBefore() && norm.NFC.IsNormalString(string(r))
}

// word loads the eight bytes of s behind i.
func word[T string | []byte](s T, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 |
		uint64(s[7])<<56
}

// mayBlank reports whether a blank that is not ASCII may begin in the word of s
// behind i. They are U+0085, U+00A0, U+1680, U+2000 to U+200A, U+2028, U+2029,
// U+202F, U+205F and U+3000.
func mayBlank(s string, i int, w uint64) bool {
	for lead := w & (w << 1) & high; lead != 0; lead &= lead - 1 {
		at := i + bits.TrailingZeros64(lead)/8
		c := s[at]
		if c != 0xc2 && (c < 0xe1 || c > 0xe3) {
			continue
		}
		if at+2 >= len(s) {
			return true
		}
		switch a, b := s[at+1], s[at+2]; {
		case c == 0xc2 && (a == 0x85 || a == 0xa0), c == 0xe1 && a == 0x9a, c == 0xe2 && a == 0x81:
			return true
		case c == 0xe2 && a == 0x80 && (b <= 0x8a || b >= 0xa8), c == 0xe3 && a == 0x80 && b == 0x80:
			return true
		}
	}
	return false
}

// NextWide returns where the first byte of s at or behind i stands that is not
// ASCII, or len(s).
func NextWide(s string, i int) int {
	for ; i+8 <= len(s); i += 8 {
		if w := word(s, i) & high; w != 0 {
			return i + bits.TrailingZeros64(w)/8
		}
	}
	for ; i < len(s) && s[i] < utf8.RuneSelf; i++ {
		continue
	}
	return i
}
