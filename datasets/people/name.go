package people

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// generations are words behind a surname that tell a father from his son.
var generations = map[string]bool{"jr": true, "sr": true, "ii": true, "iii": true, "iv": true, "junior": true, "senior": true}

// particles are words of a surname before its last one. Those that may also be a first
// name are none at the beginning.
var particles = map[string]bool{
	"von": true, "van": true, "de": true, "den": true, "der": true, "del": true, "della": true, "di": true, "da": true, "do": true, "dos": true,
	"das": true, "du": true, "des": true, "le": true, "la": true, "los": true, "bin": true, "ibn": true, "ter": true, "ten": true, "zu": true, "zur": true,
	"el": false, "al": false, "ben": false, "bint": false, "abu": false, "san": false, "st": false,
}

// name is a key of a person, cut up.
type name struct {
	given      []string // without the letters that were joined: "jd" is "j", "d"
	surname    string   // with its particles
	generation string
}

// cut takes a key for the name of a person.
func cut(key string) name {
	words := strings.Fields(key)
	var n name
	if last := len(words) - 1; last > 0 && generations[words[last]] {
		n.generation, words = words[last], words[:last]
	}
	at := len(words) - 1
	for at > 0 {
		inside, known := particles[words[at-1]]
		if !known || at == 1 && !inside {
			break
		}
		at--
	}
	n.surname = strings.Join(words[at:], " ")
	for _, w := range words[:at] {
		n.given = append(n.given, letters(w)...)
	}
	return n
}

// cut takes the entry's key for the name of a person. A first word such as "al" is the
// initials A. L. where most articles print it so.
func (e *entry) cut() name {
	n := cut(e.key)
	if len(n.given) == 0 || !fewLetters(n.given[0]) {
		return n
	}
	all, so := uint64(0), uint64(0)
	for _, t := range e.names {
		all += t.n
		if initialled(t.text) {
			so += t.n
		}
	}
	if 2*so > all {
		n.given = slices.Concat(strings.Split(n.given[0], ""), n.given[1:])
	}
	return n
}

// initialled reports whether a name as it is printed begins with initials: "A. L. Roe",
// "AL Roe", but not "AL ROE".
func initialled(printed string) bool {
	first, rest, _ := strings.Cut(printed, " ")
	_, size := utf8.DecodeRuneInString(first)
	const two = 2
	return strings.HasPrefix(first[size:], ".") || len(first) == two && strings.ToUpper(first) == first && lowered(rest) == 1
}

// fewLetters reports whether a word has so few letters that they may be initials.
func fewLetters(w string) bool {
	const most = 3
	return len(w) <= most && strings.IndexFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) < 0
}

// letters takes initials that stand together apart: up to three letters without a vowel.
func letters(w string) []string {
	if !fewLetters(w) || strings.ContainsAny(w, "aeiouy") {
		return []string{w}
	}
	return strings.Split(w, "")
}

// shortens reports whether n may be a short form of long: the same surname and generation,
// and the same given names or their initials, all of them or the first one alone. Some of
// them are not enough: the father may be John H. W. Roe, the son John W. Roe.
func (n *name) shortens(long *name) bool {
	if n.surname != long.surname || n.generation != long.generation || len(long.given) == 0 {
		return false
	}
	if len(n.given) != 1 && len(n.given) != len(long.given) {
		return false
	}
	for i, w := range n.given {
		if !abbreviates(w, long.given[i]) {
			return false
		}
	}
	return !slices.Equal(n.given, long.given)
}

// abbreviates reports whether a is b, or its initial.
func abbreviates(a, b string) bool {
	return a == b || utf8.RuneCountInString(a) == 1 && strings.HasPrefix(b, a)
}

// firstWord returns the first word of a key, and whether more follow.
func firstWord(key string) (word string, more bool) {
	word, _, more = strings.Cut(key, " ")
	return word, more
}

// compareFullness orders keys by how much they say: words that are no initials, words,
// letters; of equals the first by its bytes says more.
func compareFullness(a, b string) int {
	x, y := fullness(a), fullness(b)
	return cmp.Or(slices.Compare(x[:], y[:]), strings.Compare(b, a))
}

func fullness(key string) (of [3]int) {
	n := cut(key)
	for _, w := range n.given {
		if utf8.RuneCountInString(w) > 1 {
			of[0]++
		}
	}
	of[1], of[2] = len(n.given)+strings.Count(n.surname, " "), len(key)
	return of
}
