package names

import "github.com/dsbuild/dsbuild/convert/quote/words"

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

// isSurname reports whether a name that was read has the surname, in lower case, or has it as the first of two.
func (x *Index) isSurname(w string) bool { return len(x.byLast[w])+len(x.byMiddle[w]) > 0 }

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
