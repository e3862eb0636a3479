package text

import (
	"math/bits"
	"sync"
	"unicode/utf8"
)

// What follows looks at eight bytes at a time. In a word of eight bytes of ASCII,
// the sum of a byte and a constant sets its highest bit where the byte is above
// 127 less the constant, and never carries into the next.
const (
	low7 = 0x7f7f7f7f7f7f7f7f
	high = 0x8080808080808080
	ones = 0x0101010101010101
)

// spaces marks the bytes of a word of ASCII that are blanks, by their highest bit.
func spaces(w uint64) uint64 { return ^((w ^ ones*' ') + low7) & high }

// controls marks the bytes of a word of ASCII that are below blank, or DEL.
func controls(w uint64) uint64 { return (^(w + ones*(0x80-' ')) | (w + ones)) & high }

// Calm reports whether b is valid UTF-8 in NFC without characters that are not
// seen, line feeds apart. It need not be true of all such: it spares most text a
// closer look.
func Calm[T string | []byte](b T) bool {
	calm := calmTable()
	for i := 0; i < len(b); {
		if i+8 <= len(b) {
			if w := word(b, i); w&high == 0 && controls(w) == 0 {
				i += 8
				continue
			}
		}
		if c := b[i]; c < utf8.RuneSelf {
			if (c < ' ' || c == 0x7f) && c != '\n' {
				return false
			}
			i++
			continue
		}
		r, n := wideAt(b, i)
		if n == 0 || r < 1<<16 && calm[r/64]&(1<<(r%64)) == 0 || r >= 1<<16 && (r < firstEmoji || r > lastEmoji) {
			return false
		}
		i += n
	}
	return true
}

// What lies between is pictures.
const firstEmoji, lastEmoji = 0x1f300, 0x1faff

// wideAt decodes the character of two to four bytes at i; n is 0 where it is not
// valid.
func wideAt[T string | []byte](b T, i int) (r rune, n int) {
	const tail, goesOn = 0x3f, 0x80
	c := b[i]
	switch {
	case c >= 0xc2 && c < 0xe0 && i+1 < len(b):
		r, n = rune(c&0x1f)<<6|rune(b[i+1]&tail), 2
	case c >= 0xe0 && c < 0xf0 && i+2 < len(b):
		r, n = rune(c&0x0f)<<12|rune(b[i+1]&tail)<<6|rune(b[i+2]&tail), 3
	case c >= 0xf0 && i+3 < len(b):
		r, n = rune(c&0x07)<<18|rune(b[i+1]&tail)<<12|rune(b[i+2]&tail)<<6|rune(b[i+3]&tail), 4
	default:
		return 0, 0
	}
	for k := 1; k < n; k++ {
		if b[i+k]&^tail != goesOn {
			return 0, 0
		}
	}
	if n != utf8.RuneLen(r) { // written longer than it is, or none at all
		return 0, 0
	}
	return r, n
}

// calmTable has a bit for every character of the basic plane that Calm passes;
// U+FFFD, which bad UTF-8 decodes to, is none.
var calmTable = sync.OnceValue(func() *[1024]uint64 {
	var t [1024]uint64
	for r := range rune(len(t) * 64) {
		if composed(r) && !Invisible(r) && r != utf8.RuneError {
			t[r/64] |= 1 << (r % 64)
		}
	}
	return &t
})

// word loads the eight bytes of s behind i.
func word[T string | []byte](s T, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
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
