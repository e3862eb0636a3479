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

// letters takes initials that stand together apart: up to three letters without a vowel.
func letters(w string) []string {
	const most = 3
	if len(w) > most || strings.ContainsAny(w, "aeiouy") || strings.IndexFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) >= 0 {
		return []string{w}
	}
	return strings.Split(w, "")
}

// shortens reports whether n may be a short form of long: the same surname and generation,
// no more given names, the first and the others in their order the same or their initials.
func (n *name) shortens(long *name) bool {
	if n.surname != long.surname || n.generation != long.generation || len(n.given) == 0 || len(n.given) > len(long.given) {
		return false
	}
	if !abbreviates(n.given[0], long.given[0]) {
		return false
	}
	rest := long.given[1:]
	for _, w := range n.given[1:] {
		i := slices.IndexFunc(rest, func(of string) bool { return abbreviates(w, of) })
		if i < 0 {
			return false
		}
		rest = rest[i+1:]
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
