package names

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// prefixed reports whether token i is "al-Nadi" or "d’Orval": a family name whose article stands in lower case.
func prefixed(t *words.Text, i int) bool {
	if t.Tokens[i].Kind != words.Word || t.Tokens[i].Upper {
		return false
	}
	w := t.String(i)
	if rest, ok := strings.CutPrefix(strings.Replace(w, "’", "'", 1), "d'"); ok && !t.Language.Clauses {
		r, _ := utf8.DecodeRuneInString(rest)
		return unicode.IsUpper(r)
	}
	const longest = 3 // bytes before the hyphen
	k := strings.IndexByte(w, '-')
	if k < 2 || k > longest || k+1 == len(w) {
		return false
	}
	switch w[:k] {
	case "al", "el", "ad", "ar", "as", "at", "az", "an", "ash", "bin", "ben", "ul", "ur":
		r, _ := utf8.DecodeRuneInString(w[k+1:])
		return unicode.IsUpper(r)
	}
	return false
}

// bare returns the end of a run without the degrees and honours behind a name of two words or more.
func (x *Index) bare(t *words.Text, first, last int) int {
	const least = 2
	end := last
	for end > first+least && t.Tokens[end-1].Is(words.Suffix) && !t.Tokens[end-1].Is(words.Generation) && suffixed(t.String(end-1)) {
		end--
	}
	return end
}

// suffixed reports capitals, as in "KC" and "PhD".
func suffixed(w string) bool { return strings.IndexFunc(w[1:], unicode.IsUpper) >= 0 }

// surname reports whether a run names somebody by a family name of several words: "Ms. von der
// Halde", "De Ferris".
func (x *Index) surname(t *words.Text, r *run) bool {
	tok := &t.Tokens[r.name]
	if r.last <= r.name+1 || r.body || !tok.Is(words.Particle) {
		return false
	}
	if !tok.Is(words.FirstName | words.Patronymic) {
		return true
	}
	name := t.Printed(r.name, r.last) // "Al Zayani" behind "Samir Al Zayani"
	return slices.ContainsFunc(x.byLast[lower(t, r.last-1)], func(e int) bool { return x.Entities[e].endsIn(name) })
}

// father lets somebody whose name holds the father's be found by what stands before that: "Rashid
// Karim" and "Karim" for "Rashid Karim bin Yusof".
func (x *Index) father(t *words.Text, r *run, e int) {
	for i := r.name + 1; i < r.last; i++ {
		if !t.Tokens[i].Is(words.Patronymic) {
			continue
		}
		if key := strings.ToLower(t.Printed(r.name, i)); i > r.name+1 {
			if _, ok := x.byName[key]; !ok {
				x.byName[key] = e
			}
		}
		if own := lower(t, i-1); i > r.name+1 && len(x.byFirst[own]) < maxSame {
			x.byFirst[own] = append(x.byFirst[own], e)
		}
		x.Entities[e].mrFirst = true
		return
	}
}

// eastern reports whether a name begins with its family name: a known one, or before "Do-yun".
func eastern(t *words.Text, r *run) bool {
	if r.last < r.name+2 || r.body {
		return false
	}
	tok := &t.Tokens[r.name]
	given := t.String(r.last - 1)
	k := strings.IndexByte(given, '-')
	return tok.Is(words.Family) || !tok.Is(words.FirstName) && k > 0 && k+1 < len(given) && unicode.IsLower(rune(given[k+1]))
}

// nobiliary returns how many small words of a surname stand before a run: "Von der Halde" for "Peter von
// der Halde", "d’Orval" for "Jean d’Orval".
func (x *Index) nobiliary(t *words.Text, r *run, e int) int {
	const most = 3
	sure := x.Entities[e].Person && x.Entities[e].Sure
	if t.Language.Clauses || r.first != r.name || r.body || !sure && !t.Language.NounCapitals {
		return 0
	}
	found := 0
	for n := 1; n <= most && r.first-n >= 0 && t.Tokens[r.first-n].Is(words.Particle|words.Determiner); n++ {
		if t.Tokens[r.first-n].Is(words.Particle) && x.Entities[e].endsIn(t.Printed(r.first-n, r.last)) {
			found = n
		}
	}
	return found
}
