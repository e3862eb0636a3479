// Package speakerkey folds the name of a speaker, so that spellings of one name are alike.
//
// In: a name as an article has it, without titles. Out: a key of words in lower case, with one
// space between them: "Ana RUIZ" and "Ana Ruíz" give "ana ruiz", "J. D. Roe" and "JD Roe" give
// "jd roe". Laws: a key depends on the name alone; the key of a key is itself; "" means that
// the name has no letter, or more than 200 bytes of them.
package speakerkey

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longest is the most bytes of a key: longer ones are no names, and would fill memory.
const longest = 200

// Plain is a letter that Unicode does not take apart, such as ø, as the press writes it without
// marks; "" for any other.
func Plain(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'ø':
		return "o"
	case 'ł':
		return "l"
	case 'đ', 'ð':
		return "d"
	case 'þ':
		return "th"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ı':
		return "i"
	case 'ħ':
		return "h"
	}
	return ""
}

// Of returns the key of a name.
func Of(name string) string {
	const most = 8 * longest // what is longer has a longer key, whatever it is made of
	if len(name) > most {
		return ""
	}
	words := initials(strings.Fields(fold(name)))
	for len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	key := strings.Join(words, " ")
	if len(key) > longest || strings.IndexFunc(key, unicode.IsLetter) < 0 {
		return ""
	}
	return key
}

// fold puts a name into lower case, without accents, apostrophes and marks; what parts
// words becomes a space.
func fold(name string) string {
	var b strings.Builder
	marked := false // the letter before is of a script whose marks are no accents
	for _, r := range norm.NFKD.String(name) {
		switch r = unicode.ToLower(r); {
		case unicode.Is(unicode.M, r):
			if marked {
				b.WriteRune(r)
			}
			continue
		case Plain(r) != "":
			b.WriteString(Plain(r))
		case unicode.IsLetter(r), unicode.IsNumber(r):
			b.WriteRune(r)
		case r == '&', r == '+':
			b.WriteString(" and ")
		case strings.ContainsRune("'’‘ʼ`´", r):
			continue
		default:
			b.WriteByte(' ')
		}
		marked = unicode.IsLetter(r) && !unicode.In(r, unicode.Latin, unicode.Greek)
	}
	return norm.NFC.String(b.String())
}

// initials joins letters that stand alone beside each other: "j d roe" is "jd roe".
func initials(words []string) []string {
	joined := words[:0:0]
	open := false // the last one is of letters that stood alone
	for _, w := range words {
		letter := utf8.RuneCountInString(w) == 1
		if letter && open {
			joined[len(joined)-1] += w
			continue
		}
		joined, open = append(joined, w), letter
	}
	return slices.Clip(joined)
}
