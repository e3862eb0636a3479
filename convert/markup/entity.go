package markup

import (
	"bytes"
	"html"
	"strings"
	"unicode/utf8"
)

// decodeAttr decodes the value of an attribute.
func decodeAttr(b []byte) string {
	if bytes.IndexByte(b, '&') < 0 && bytes.IndexByte(b, 0) < 0 {
		return string(b)
	}
	return strings.ReplaceAll(string(appendDecoded(nil, b, true)), "\x00", "\uFFFD")
}

// appendDecoded appends b with its character references decoded.
func appendDecoded(dst, b []byte, attribute bool) []byte {
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			return append(dst, b...)
		}
		dst = append(dst, b[:i]...)
		n := referenceLen(b[i:])
		dst = appendReference(dst, b[i:i+n], attribute, b[i+n:])
		b = b[i+n:]
	}
}

// maxName is the length of the longest name, "CounterClockwiseContourIntegral;", and some.
const maxName = 40

// referenceLen returns the length of what may be a character reference at the
// start of b, at least 1.
func referenceLen(b []byte) int {
	i := 1
	if i < len(b) && b[i] == '#' {
		i++
		if i < len(b) && b[i]|0x20 == 'x' {
			i++
		}
		for i < len(b) && digit(b[i], 16) < 16 {
			i++
		}
	} else {
		for i < len(b) && i < maxName && (class[b[i]]&isLetter != 0 || digit(b[i], 10) < 10) {
			i++
		}
	}
	if i > 1 && i < len(b) && b[i] == ';' {
		i++
	}
	return i
}

// appendReference appends what ref stands for, or ref itself.
func appendReference(dst, ref []byte, attribute bool, rest []byte) []byte {
	switch string(ref) {
	case "&":
		return append(dst, '&')
	case "&amp;":
		return append(dst, '&')
	case "&nbsp;":
		return append(dst, "\u00a0"...)
	case "&quot;":
		return append(dst, '"')
	}
	if ref[1] == '#' {
		return appendNumeric(dst, ref)
	}
	s := html.UnescapeString(string(ref))
	if attribute && !wholeName(s, ref, rest) {
		return append(dst, ref...)
	}
	return append(dst, s...)
}

// wholeName reports whether all of ref was decoded to s. In attributes "&copy=" and
// "&copyright" are parts of an address; in text "&copyright" is a sign and "right".
func wholeName(s string, ref, rest []byte) bool {
	n := utf8.RuneCountInString(s)
	if ref[len(ref)-1] == ';' {
		return n == 1 || n == 2 && s[0] != '&'
	}
	return n == 1 && (len(rest) == 0 || rest[0] != '=')
}

// windows1252 is what the references 128 to 159 stand for.
var windows1252 = [32]rune{
	0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
}

// appendNumeric appends the character of "&#233;" or "&#xe9;".
func appendNumeric(dst, ref []byte) []byte {
	digits, base := ref[2:], rune(10)
	if len(digits) > 0 && digits[0]|0x20 == 'x' {
		digits, base = digits[1:], 16
	}
	var r rune
	i := 0
	for i < len(digits) && digit(digits[i], base) < base {
		r = min(r*base+digit(digits[i], base), utf8.MaxRune+1)
		i++
	}
	if i == 0 {
		return append(dst, ref...)
	}
	switch {
	case 0x80 <= r && r < 0xa0:
		r = windows1252[r-0x80]
	case r == 0:
		r = utf8.RuneError
	}
	dst = utf8.AppendRune(dst, r) // U+FFFD for surrogates and beyond
	if i < len(digits) && digits[i] == ';' {
		i++
	}
	return append(dst, digits[i:]...)
}

// digit returns the value of a digit, and base where c is none.
func digit(c byte, base rune) rune {
	v := base
	switch {
	case '0' <= c && c <= '9':
		v = rune(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		v = rune(c|0x20-'a') + 10
	}
	return min(v, base)
}
