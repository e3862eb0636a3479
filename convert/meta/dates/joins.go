package dates

import (
	"strings"
	"unicode/utf8"
)

// joins reports whether a gap may stand between the parts of one date.
func (sc *scanner) joins(gap string) bool {
	n := 0
	for _, r := range gap {
		if n++; n > 3 || !strings.ContainsRune(joiners, r) && (r != '(' && r != ')' || sc.opt.Language != "eu") {
			return false
		}
	}
	return true
}

// joiners are what stands between the parts of a date, with the commas and the marks
// of abbreviation of Asia.
const joiners = " \u00a0\u202f.,-/|'’\u2013ºª°\t\n،、፣॰׳"

// filler reports whether a word may stand between the parts of a date without
// changing it.
func filler(word string) bool {
	switch word {
	case "st", "nd", "rd", "th", "er", "of", "de", "del", "den", "der", "d", "m", "da", "do", "di", "the", "na", "år", "ký", "año", "năm", "ngày", "พ", "ศ", "ค", "में", "gada", "eko",
		"оны", "р", "сарын", "сар", "ж", "թ", "ел", "ko", "e", "dhen", "mis":
		return true
	}
	return false
}

// skip passes over at most two fillers.
func (sc *scanner) skip(i int) int {
	for range 2 {
		if t := sc.at(i); t.word == "" || !filler(t.word) || !sc.joins(t.gap) {
			break
		}
		i++
	}
	return i
}

// maxSmall is how many letters the small words have that stand around the name of a
// month: "3 di marzu di u 2026", "3ê rêbendana".
const maxSmall = 3

// skipSmall is skip where a month stands: there any small word is a filler, but in
// English, where they are all known.
func (sc *scanner) skipSmall(i int) int {
	if sc.months == nil {
		return sc.skip(i)
	}
	for range 2 {
		t := sc.at(i)
		if t.word == "" || !sc.joins(t.gap) || !filler(t.word) && utf8.RuneCountInString(t.word) > maxSmall {
			break
		}
		if m, _ := sc.month(i, nil); m != 0 {
			break
		}
		i++
	}
	return i
}
