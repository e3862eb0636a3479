// Package say writes numbers, months and words of vocabularies as a reader sees them.
//
// In: counts, shares, codes. Out: English. Law: the same everywhere, so that two
// documents of one dataset agree.
package say

import (
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// Number writes thousands apart.
func Number(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Percent writes a share with one decimal at most.
func Percent(share float64) string {
	s := strconv.FormatFloat(100*share, 'f', 1, 64)
	return strings.TrimSuffix(s, ".0") + " %"
}

// Count writes a number of things.
func Count(n int64, one string) string { return CountOf(n, one, one+"s") }

// CountOf writes a number of things whose plural is not one and an s.
func CountOf(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + many
}

var months = [...]string{
	"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
	"November", "December",
}

// Month writes 2024-03 as March 2024.
func Month(m string) string {
	year, of, _ := strings.Cut(m, "-")
	n, err := strconv.Atoi(of)
	if err != nil || n < 1 || n > len(months) {
		return m
	}
	return months[n-1] + " " + year
}

// Meaning is what a word of a vocabulary means; ok is false where it is none of them.
func Meaning(vocabulary, code string) (doc string, ok bool) {
	v := schema.VocabularyByName(vocabulary)
	if v == nil {
		return "", false
	}
	for _, t := range v.Terms {
		if t.Code == code {
			return t.Doc, true
		}
	}
	return "", false
}
