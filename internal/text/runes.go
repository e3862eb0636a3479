package text

import "unicode"

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
