package codebook

import (
	"unicode"
	"unicode/utf8"
)

// Classes of bytes.
const (
	isSpace byte = iota // between words
	isWord
	isBreak // no keyword runs over it
	isApostrophe
	isDot
	isHigh // part of a character outside ASCII
)

var classes = func() (t [256]byte) {
	for c := range t {
		switch {
		case c >= 0x80:
			t[c] = isHigh
		case c >= '0' && c <= '9', c|0x20 >= 'a' && c|0x20 <= 'z':
			t[c] = isWord
		}
	}
	for _, c := range ",;:!?()[]{}|\n\r" {
		t[c] = isBreak
	}
	t['.'] = isDot
	t['\''] = isApostrophe
	return t
}()

// Fold appends s to dst as words with one ' ' or, where no keyword may run on,
// '\n' between them. ASCII letters keep their case, others are lower. The dots of abbreviations,
// apostrophes and a possessive 's are left out; hyphens part words.
func Fold(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		class, size := classes[c], 1
		if class == isHigh {
			class, size = classify(s[i:])
		}
		switch class {
		case isWord:
			for i+size < len(s) && classes[s[i+size]] == isWord {
				size++
			}
			dst = append(dst, s[i:i+size]...)
		case isHigh:
			r, n := utf8.DecodeRuneInString(s[i:])
			dst, size = utf8.AppendRune(dst, unicode.ToLower(r)), n
		case isSpace:
			dst = Part(dst, ' ')
		case isBreak:
			dst = Part(dst, '\n')
		case isDot:
			dst = foldDot(dst, s, i)
		case isApostrophe:
			size += possessive(s[i+size:])
		}
		i += size
	}
	return dst
}

// Part ends a word; a break outweighs a space.
func Part(dst []byte, sep byte) []byte {
	n := len(dst)
	switch {
	case n == 0 || dst[n-1] == '\n':
	case dst[n-1] == ' ':
		dst[n-1] = sep
	default:
		dst = append(dst, sep)
	}
	return dst
}

// foldDot treats the dot at s[i]: "U.S." stays one word, "3.5" becomes two,
// any other dot ends the sentence.
func foldDot(dst []byte, s string, i int) []byte {
	abbreviation := i > 0 && s[i-1]|0x20 >= 'a' && classes[s[i-1]] == isWord &&
		(i == 1 || classes[s[i-2]] != isWord && classes[s[i-2]] != isHigh)
	switch {
	case abbreviation:
		return dst
	case i+1 < len(s) && classes[s[i+1]] == isWord:
		return Part(dst, ' ')
	}
	return Part(dst, '\n')
}

// possessive returns the length of the "s" that follows an apostrophe and ends the word.
func possessive(rest string) int {
	if rest != "" && rest[0]|0x20 == 's' && (len(rest) == 1 || classes[rest[1]] != isWord) {
		return 1
	}
	return 0
}

// classify returns class and length in bytes of the character outside ASCII
// that s begins with: isHigh for a letter. Only punctuation that newspapers use
// is told from letters.
func classify(s string) (class byte, size int) {
	switch {
	case s[0] == 0xc2 && len(s) > 1: // U+0080 to U+00BF: no letters
		return isSpace, 2
	case len(s) < 3 || s[0] != 0xe2 || s[1] != 0x80:
		return isHigh, 1
	}
	switch s[2] { // U+2000 to U+203F
	case 0x98, 0x99: // single quotation marks
		return isApostrophe, 3
	case 0x94, 0x95, 0xa6: // long dashes, ellipsis
		return isBreak, 3
	}
	return isSpace, 3
}
