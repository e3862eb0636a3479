package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Class is a set of what a character is.
type Class uint8

// The classes that are asked for on every character of a page.
const (
	Letter  Class = 1 << iota // unicode.IsLetter
	Mark                      // unicode.IsMark
	Digit                     // unicode.IsDigit
	Upper                     // unicode.IsUpper
	Space                     // unicode.IsSpace
	Removed                   // Invisible
)

// ClassOf returns what r is, without a search in the tables of Unicode for the
// letters of Europe, Han and Hangul.
func ClassOf(r rune) Class {
	switch {
	case r >= 0 && r < tabled:
		return classes[r]
	case r >= 0x4e00 && r < 0x9ff0 || r >= 0xac00 && r < 0xd7a4:
		return Letter
	case r >= '\u2010' && r < '\u2028': // dashes and quotation marks
		return 0
	}
	return search(r)
}

// Lower is unicode.ToLower.
func Lower(r rune) rune {
	if r >= 0 && r < tabled {
		return lowers[r]
	}
	return unicode.ToLower(r)
}

// tabled is the end of Latin, Greek, Cyrillic and Hebrew.
const tabled = 0x600

var classes, lowers = newTables()

func newTables() (c [tabled]Class, low [tabled]rune) {
	for r := range rune(tabled) {
		c[r], low[r] = search(r), unicode.ToLower(r)
	}
	return c, low
}

func search(r rune) (c Class) {
	switch {
	case unicode.IsLetter(r):
		c = Letter
		if unicode.IsUpper(r) {
			c |= Upper
		}
	case unicode.IsMark(r):
		c = Mark
	case unicode.IsDigit(r):
		c = Digit
	case unicode.IsSpace(r):
		c = Space
	}
	if !unicode.IsLetter(r) && unicode.IsUpper(r) {
		c |= Upper
	}
	if Invisible(r) {
		c |= Removed
	}
	return c
}

// BlackFlag is what the flags of regions such as Scotland begin with: tags behind it
// spell the region, and the last tag ends it.
const (
	BlackFlag = '\U0001f3f4'
	lastTag   = '\U000e007f'
)

// Tag reports whether r is a tag character. Outside of a Flag it is not seen.
func Tag(r rune) bool { return r >= 0xe0000 && r < 0xe0080 }

// Flag returns the length of the flag of a region that s begins with, 0 for none. The
// tags of a flag are the code of a region, which has three to six letters and digits:
// longer ones would hide text.
func Flag(s string) int {
	const begin = string(BlackFlag)
	if !strings.HasPrefix(s, begin) {
		return 0
	}
	tags := 0
	for i, r := range s[len(begin):] {
		switch {
		case r == lastTag && tags >= 3:
			return len(begin) + i + utf8.RuneLen(lastTag)
		case r >= 0xe0030 && r <= 0xe0039 || r >= 0xe0061 && r <= 0xe007a:
			if tags++; tags > 6 {
				return 0
			}
		default:
			return 0
		}
	}
	return 0
}

// Unseen returns where in s the first character stands that has no place in a table:
// one that is Invisible, a line feed apart, or a Tag outside of a Flag; -1 for none.
func Unseen(s string) int {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			if s[i] != '\n' && Invisible(rune(s[i])) {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if flag := Flag(s[i:]); flag > 0 {
			n = flag
		} else if Invisible(r) || Tag(r) {
			return i
		}
		i += n
	}
	return -1
}

// Gap reports whether r parts words and shows nothing else: white space, the blank of
// braille, and the fillers that are as wide as a syllable of Hangul.
func Gap(r rune) bool {
	return unicode.IsSpace(r) || r == '\u2800' || r == '\u3164' || r == '\uffa0'
}

// Blank reports whether s has nothing but white space, or nothing at all.
func Blank(s string) bool {
	for _, r := range s {
		if ClassOf(r)&Space == 0 && r != '\u2800' {
			return false
		}
	}
	return true
}
