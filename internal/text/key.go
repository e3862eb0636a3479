package text

import (
	"encoding/binary"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Key folds s to what two spellings of one text share: letters and digits in
// lower case, compatibility forms unified.
func Key(s string) string {
	var buf [128]byte // most keys are of titles and names
	return string(AppendKey(buf[:0], s))
}

// AppendKey appends Key(s) to dst.
func AppendKey(dst []byte, s string) []byte {
	last, kept := 0, len(dst) // the last character, and dst before it
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i, last, kept, dst = appendASCII(dst, s, i)
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !compatible(r) {
			end := i + n + leftmost(s[i+n:])
			dst = appendFolded(dst[:kept], s[last:end])
			last, kept, i = end, len(dst), end
			continue
		}
		last, kept = i, len(dst)
		if ClassOf(r)&Letter != 0 {
			dst = utf8.AppendRune(dst, Lower(r))
		}
		i += n
	}
	return dst
}

// appendASCII appends the letters and digits of the ASCII from byte i on. It returns
// where that ends, its last character and the length of dst before that.
func appendASCII(dst []byte, s string, i int) (end, last, kept int, _ []byte) {
	n := len(dst)
	dst = slices.Grow(dst, len(s)-i)[:n+len(s)-i]
	for ; i < len(s) && s[i] < utf8.RuneSelf; i++ {
		k := asciiKey[s[i]]
		dst[n] = k
		last, kept = i, n
		n += int(k >> 5 & 1) // all letters and digits have this bit
	}
	return i, last, kept, dst[:n]
}

// leftmost returns the offset of the first character of s that nothing before it changes.
func leftmost(s string) int {
	for i, r := range s {
		if r < utf8.RuneSelf || compatible(r) {
			return i
		}
	}
	return len(s)
}

// appendFolded is AppendKey by the tables of Unicode.
func appendFolded(dst []byte, s string) []byte {
	for _, r := range norm.NFKC.String(s) {
		switch {
		case r < utf8.RuneSelf:
			if k := asciiKey[r]; k != 0 {
				dst = append(dst, k)
			}
		case ClassOf(r)&(Letter|Digit) != 0:
			dst = utf8.AppendRune(dst, Lower(r))
		}
	}
	return dst
}

// asciiKey is what ASCII letters and digits are folded to, 0 for all else.
var asciiKey = newASCIIKey()

func newASCIIKey() (t [256]byte) {
	for c := range byte(10) {
		t['0'+c] = '0' + c
	}
	for c := range byte(26) {
		t['a'+c], t['A'+c] = 'a'+c, 'a'+c
	}
	return t
}

// compatible reports whether r is a letter that NFKC leaves as it is, or a mark
// that it turns into marks only, whatever its neighbours are. It need not be true of all such.
func compatible(r rune) bool {
	switch {
	case r < 0x100:
		return r >= 0xc0 || r == '«' || r == '»' || r == '\u00a0' || r == '£' || r == '§' || r == '©' || r == '®' || r == '°' || r == '·'
	case r < 0x131:
		return true
	}
	return r >= 0x150 && r < 0x17f || r >= '\u2010' && r <= '\u2027' || r >= 0x410 && r < 0x450 || r >= 0x4e00 && r < 0xa000 || r == '€'
}

// composed reports whether r stands in NFC as it is, whatever its neighbours are.
// It need not be true of all such: it spares most pages a look at the tables.
func composed(r rune) bool {
	switch {
	case r < 0x3000:
		return r < 0x300 || r >= 0x400 && r < 0x483 || r >= 0x5d0 && r < 0x5eb || r >= 0x620 && r < 0x64b || r >= 0x904 && r < 0x93a ||
			r >= '\u2010' && r < '\u20d0' || r == '™'
	case r < 0x4e00:
		return r < 0x302a || r >= 0x3041 && r < 0x3099 || r >= 0x309b && r < 0x3100
	}
	return r < 0xa000 || r >= 0xac00 && r < 0xd7a4
}

// IsNFC reports whether b is in NFC, as norm.NFC.IsNormal does.
func IsNFC(b []byte) bool {
	const high = 0x8080808080808080
	for i := 0; i < len(b); {
		if i+8 <= len(b) && binary.LittleEndian.Uint64(b[i:])&high == 0 {
			i += 8
			continue
		}
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError || !composed(r) {
			return norm.NFC.IsNormal(b)
		}
		i += n
	}
	return true
}
