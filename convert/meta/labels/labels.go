// Package labels tells what the words beside a date say of it.
//
// In: the words between a date and the one before it, in any language. Out: whether
// they say that a page was published then, that it was changed, or something else.
// Laws: no word counts that begins inside another; linear in the words.
package labels

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Kind is what a label says.
type Kind uint8

// The kinds of labels. Where one text has both, the last that it has counts: it
// stands nearest to the date.
const (
	None Kind = iota
	Published
	Changed
	Other // when somebody joined a forum, was born, has to have paid
)

// words is a line a language: its code, the beginnings of words that say "published",
// those that say "changed", and some that say neither. The languages are those of CLDR in which news are printed.
//
//go:embed labels.txt
var words string

type label struct {
	begin string
	kind  Kind
}

// byRune are the labels by their first letter. They are read with the first date.
var byRune = sync.OnceValue(func() map[rune][]label {
	all := map[rune][]label{}
	for line := range strings.Lines(words) {
		_, lists, _ := strings.Cut(strings.TrimSpace(line), "\t")
		kind := None
		for list := range strings.SplitSeq(lists, "\t") {
			kind++
			for begin := range strings.SplitSeq(list, ",") {
				r, _ := utf8.DecodeRuneInString(begin)
				all[r] = append(all[r], label{begin, kind})
			}
		}
	}
	return all
})

// Of returns what a text says of the date beside it.
func Of(s string) Kind {
	s = strings.ToLower(s)
	all := byRune()
	found, before := None, rune(' ')
	for i, r := range s {
		if !unicode.IsLetter(before) || !spaced(r) {
			if k, ok := begins(s[i:], all[r]); ok {
				found = k
			}
		}
		before = r
	}
	return found
}

// begins reports with which label s begins. Where a language writes "published" as
// another writes "changed", the longer decides.
func begins(s string, all []label) (Kind, bool) {
	kind, size := None, 0
	for _, l := range all {
		if len(l.begin) > size && strings.HasPrefix(s, l.begin) {
			kind, size = l.kind, len(l.begin)
		}
	}
	return kind, size > 0
}

// spaced reports whether a script parts its words by spaces.
func spaced(r rune) bool {
	return r < 0x0e00 || !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao,
		unicode.Khmer, unicode.Myanmar)
}
