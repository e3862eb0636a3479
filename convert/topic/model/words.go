package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Feature kinds: each has features of its own.
const (
	kindWord uint32 = iota + 1
	kindPair
	kindChars
	kindKeyword
	kindCode
)

const (
	offset = 14695981039346656037 // FNV-1a, 64 bits
	prime  = 1099511628211

	fewestChars = 3
	mostChars   = 5
	// longestWord is the number of characters of a word that are looked at for runs.
	longestWord = 40
)

// kept maps an ASCII byte to the byte a word holds for it; 0 ends a word.
var kept = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		switch {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z':
			t[c] = byte(c)
		case c >= 'A' && c <= 'Z':
			t[c] = byte(c) | 0x20
		}
	}
	return t
}()

// key mixes a hash with the kind of a feature and the field it stands in.
func key(h uint64, kind, field uint32) uint32 {
	h = (h ^ uint64(kind<<8|field)*0xD6E8FEB86659FD93) * 0x9E3779B97F4A7C15 // h may be a small number
	return uint32(h >> 32)
}

// words calls visit with the hash of every word of s, lower case, and where it
// stands; an apostrophe with the s behind it is no part of a word.
func words(s string, visit func(h uint64, from, to int)) {
	for i := 0; i < len(s); {
		from, h, size := i, uint64(offset), 1
		for i < len(s) {
			if c := s[i]; c < utf8.RuneSelf {
				k := kept[c]
				if k == 0 {
					size = 1
					break
				}
				h = (h ^ uint64(k)) * prime
				i++
				continue
			}
			var r rune
			if r, size = letter(s[i:]); r == 0 {
				break
			}
			h = (h ^ uint64(r)) * prime
			i += size
		}
		if i > from {
			visit(h, from, i)
			i += possessive(s[i:])
		}
		i += size // of what is no letter
	}
}

// letter returns what a word holds for the character that s begins with, 0 where it is no letter or
// digit, and the size of the character in bytes.
func letter(s string) (r rune, size int) {
	c := s[0]
	if c < utf8.RuneSelf {
		return rune(kept[c]), 1
	}
	if c >= 0xC2 && c < 0xE0 && len(s) > 1 && s[1]&0xC0 == 0x80 { // two bytes
		return rune(keptShort[rune(c&0x1F)<<6|rune(s[1]&0x3F)]), 2
	}
	r, size = utf8.DecodeRuneInString(s)
	return keptRune(r), size
}

// keptShort maps a character of two bytes to what a word holds for it; 0 ends a word.
var keptShort = func() (t [1 << 11]uint16) {
	for r := range rune(len(t)) {
		t[r] = uint16(keptRune(r))
	}
	return t
}()

func keptRune(r rune) rune {
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
		return 0
	}
	return unicode.ToLower(r)
}

// possessive returns 1 where s begins with an apostrophe and the "s" of a possessive:
// the size of that "s".
func possessive(s string) int {
	if s == "" || s[0] != '\'' && s[0] < utf8.RuneSelf {
		return 0
	}
	rest, ok := strings.CutPrefix(s, "'")
	if !ok {
		rest, ok = strings.CutPrefix(s, "’")
	}
	if !ok || rest == "" || rest[0]|0x20 != 's' {
		return 0
	}
	if len(rest) > 1 && (rest[1] >= utf8.RuneSelf || kept[rest[1]] != 0) {
		return 0
	}
	return 1
}
