// Package known tells whether a word is a given or a family name.
//
// In: one word. Out: whether the lists have it. The lists are facts for some 85
// languages and countries, as the library Faker (MIT licence, release 40.63.0) has
// them. Laws: a word that no list has may still be a name; many names are words of a
// language as well, so that a hit is evidence and no proof.
package known

import (
	_ "embed" // the lists
	"strings"
	"unicode/utf8"
)

// The lists: words in lower case in the order of their bytes, one a line.
var (
	//go:embed given.txt
	given string
	//go:embed family.txt
	family string
)

// maxWord is the length in bytes of the longest word looked for.
const maxWord = 48

// Given reports whether a word is a given name somewhere. Of "Anne-Marie" the first
// part is looked for.
func Given(word string) bool {
	if find(given, word) {
		return true
	}
	first, _, ok := strings.Cut(word, "-")
	return ok && utf8.RuneCountInString(first) > 1 && find(given, first)
}

// Family reports whether a word is a family name somewhere; given names are some, too.
func Family(word string) bool {
	if find(family, word) || find(given, word) {
		return true
	}
	_, last, ok := strings.Cut(word, "-")
	return ok && (find(family, last) || find(given, last))
}

// Person reports whether a name of two words or more begins with a given name, or,
// as in Hungarian, ends with one behind a family name.
func Person(name string) bool {
	words := strings.Fields(name)
	for len(words) > 2 && initial(words[0]) {
		words = words[1:]
	}
	n := len(words)
	switch {
	case n < 2:
		return false
	case initial(words[0]):
		return Family(words[n-1])
	}
	return Given(words[0]) || Given(words[n-1]) && Family(words[0])
}

// Full reports whether a name is a given name, perhaps others, and a family name that the
// lists have.
func Full(name string) bool {
	words := strings.Fields(name)
	n := len(words)
	return n > 1 && n < 5 && Given(words[0]) && Family(words[n-1])
}

func initial(word string) bool { return strings.HasSuffix(word, ".") || len(word) == 1 }

// find looks a word up, whatever the case of its letters.
func find(list, word string) bool {
	if word == "" || len(word) > maxWord {
		return false
	}
	word = strings.ToLower(word)
	low, high := 0, len(list)
	for low < high {
		start := max(low, strings.LastIndexByte(list[:(low+high)/2], '\n')+1)
		end := start + strings.IndexByte(list[start:], '\n')
		switch line := list[start:end]; {
		case line == word:
			return true
		case line < word:
			low = end + 1
		default:
			high = start
		}
	}
	return false
}
