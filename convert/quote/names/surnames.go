package names

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// This file reads names with two surnames, of which the first is the one that is used alone: "Roca"
// for "Ana Roca Soto".

// middle returns the first of two surnames of a run, in lower case; "" where it has one.
func middle(t *words.Text, r *run) string {
	const least = 3 // words of such a name
	if !t.Language.TwoSurnames || r.body || r.last-r.name < least || t.Tokens[r.name].Is(words.Body) {
		return ""
	}
	i := r.last - 2
	for i > r.name && !t.Tokens[i].Upper { // "Ana Roca de la Torre"
		i--
	}
	if i == r.name || t.Tokens[i].Kind != words.Word || t.Tokens[i].Is(words.Particle|words.Place) {
		return ""
	}
	return lower(t, i)
}

// twoSurnames finds the entity of a name of several words by its first surname: "Ana Roca" and "Roca
// Soto" after "Ana Roca Soto", and the full name after "Roca"; -1 none.
func (x *Index) twoSurnames(d *draft) int {
	for _, i := range x.byMiddle[d.last] {
		if sameFirst(x.Entities[i].first, d.first) {
			return i
		}
	}
	for _, i := range x.byMiddle[d.first] {
		if x.Entities[i].endsIn(d.name) {
			return i
		}
	}
	if d.middle == "" {
		return -1
	}
	for _, i := range x.byLast[d.middle] {
		e := &x.Entities[i]
		alone := e.size == 1 && !(e.Sure && !e.Person) && e.Gender|d.gender != words.Male|words.Female
		if alone || e.size == 2 && sameFirst(e.first, d.first) {
			x.improve(i, d)
			x.link(i, d)
			return i
		}
	}
	return -1
}

// byEnd returns the gender that the end of what somebody is tells where all nouns are upper-case: "Leiterin",
// "Unternehmer"; 0 for others, as "Vorsitzende".
func byEnd(t *words.Text, i int) words.Class {
	w := lower(t, i)
	switch {
	case !t.Language.NounCapitals:
	case t.Language.Ends(w, words.Female):
		return words.Female
	case (t.Tokens[i].Is(words.Role) || occupation(t, i)) && strings.HasSuffix(w, "er"):
		return words.Male
	}
	return 0
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
