// Package prose looks for signs that a text is not what was printed: wrongly
// decoded, cut inside a quotation, or not in the language it is said to be in.
//
// In: text in UTF-8. Out: where a sign is. Laws: one pass, no memory, and text
// in plain ASCII costs least; each is a guess for a person to look at, so what
// sound text may do as well is no sign.
package prose

import (
	"strings"
	"unicode/utf8"
)

// Mojibake returns the byte position at which text begins that was UTF-8, read
// as Windows-1252, and written as UTF-8 again ("cafÃ©", "donâ€™t"), or -1.
//
// Sequences of three or four bytes hardly occur by chance. Of two, "Ã" or "Â"
// before a sign that no text puts there is enough; other letters ("Spaß“",
// "ROSÉ®", "PÍŠE") need three sequences in a row.
func Mojibake(s string) int {
	const row = 3
	const lead = 0xc3 // all that can lead a sequence, U+00C2 to U+00F4, is written C3 and a byte
	from, pairs := -1, 0
	for i := 0; i < len(s); {
		if s[i] != lead {
			pairs = 0
			next := strings.IndexByte(s[i:], lead)
			if next < 0 {
				return -1
			}
			i += next
		}
		n, certain := sequence(s[i:])
		switch {
		case n == 0:
			i += len("é")
			pairs = 0
			continue
		case certain:
			return i
		case pairs == 0:
			from = i
		}
		if pairs++; pairs == row {
			return from
		}
		i += n
	}
	return -1
}

// sequence returns the length of the UTF-8 that s begins with when it is read as
// the bytes of Windows-1252, 0 for none, and whether that is enough of a sign.
func sequence(s string) (n int, certain bool) {
	lead, i := windowsByte(s)
	length := 0
	switch {
	case lead >= 0xc2 && lead <= 0xdf:
		length = 2
	case lead >= 0xe0 && lead <= 0xef:
		length = 3
	case lead >= 0xf0 && lead <= 0xf4:
		length = 4
	default:
		return 0, false
	}
	var last byte
	for range length - 1 {
		b, size := windowsByte(s[i:])
		if b < 0x80 || b > 0xbf {
			return 0, false
		}
		last = b
		i += size
	}
	if length > 2 {
		return i, true
	}
	return i, lead <= 0xc3 && !closes(last)
}

// closes reports whether a byte of Windows-1252 is a mark, dash or dot that may
// follow a letter.
func closes(b byte) bool {
	return b == 0x85 || b >= 0x91 && b <= 0x97 || b == 0x84 || b == 0x82 || b == 0x8b || b == 0x9b || b == 0xab || b == 0xbb || b == 0xa0
}

// windowsByte returns the byte that Windows-1252 writes the first character of
// s as, 0 where it has none or it is ASCII, and the character's length in s.
func windowsByte(s string) (byte, int) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r >= 0x80 && r <= 0xff:
		return byte(r), size
	case r < 0x80 || r > 0x2122:
		return 0, size
	}
	if i := strings.IndexRune(special, r); i >= 0 {
		return specialByte[i], size
	}
	return 0, size
}

// special are the characters at 0x80 to 0x9f in Windows-1252.
const special = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"

// specialByte is their byte, at the position of the character in special.
var specialByte = func() (t [len(special)]byte) {
	bytes := "\x80\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8e\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9e\x9f"
	n := 0
	for i := range special {
		t[i] = bytes[n]
		n++
	}
	return t
}()
