package coref

import (
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// namesake returns whom a surname alone means that several people of the text have: "the
// Labour Roe" is who was introduced with that word, and who is dead does not speak.
func (v *Resolver) namesake(p phrase.Phrase) int {
	m := v.names.At(p.Last - 1)
	if m == nil || m.Last-m.Name != 1 || !v.names.Entities[p.Entity].Full() {
		return p.Entity
	}
	list := v.names.Namesakes(p.Entity)
	if len(list) < 2 {
		return p.Entity
	}
	if e := v.introducedBy(m.Name, list); e >= 0 {
		return e
	}
	if !v.t.Language.Clauses {
		return v.spokenOf(p, list)
	}
	if !v.isDead(p.Entity) {
		return p.Entity
	}
	best := -1 // of the living, who was named last before
	for _, e := range list {
		ent := &v.names.Entities[e]
		clash := ent.Gender != 0 && m.First < m.Name && ent.Gender != v.names.Entities[p.Entity].Gender
		if e == p.Entity || !ent.Person || !ent.Full() || ent.Born > p.First || clash || v.isDead(e) {
			continue
		}
		if best < 0 || ent.Born > v.names.Entities[best].Born {
			best = e
		}
	}
	if best < 0 {
		return p.Entity
	}
	return best
}

// introducedBy returns the one of the entities that the capitalised word between "the" and
// the name at a token was used of when it was introduced; -1 where that is not one.
func (v *Resolver) introducedBy(name int, list []int) int {
	const before, behind = 6, 14 // tokens around the first mention
	t := v.t
	if name < 2 || !t.Tokens[name-1].Upper || !t.Tokens[name-2].Is(words.Definite) {
		return -1
	}
	found := -1
	for _, e := range list {
		born := v.names.Entities[e].Born
		s := t.Sentences[t.SentenceOf(born)]
		for i := max(s.First, born-before); i < min(s.Last, born+behind); i++ {
			if t.Tokens[i].Hash != t.Tokens[name-1].Hash || t.Tokens[i].Kind != words.Word {
				continue
			}
			if found >= 0 && found != e {
				return -1
			}
			found = e
		}
	}
	return found
}

// isDead reports whether the text says that a person died.
func (v *Resolver) isDead(entity int) bool {
	if v.dead == nil {
		v.dead = map[int]bool{}
		for k := range v.names.Mentions {
			if m := &v.names.Mentions[k]; v.names.Entities[m.Entity].Person && v.died(m.First, m.Last) {
				v.dead[m.Entity] = true
			}
		}
	}
	return v.dead[entity]
}

// died reports whether the sentence of the name in tokens [first, last) says that its bearer
// died: "the late Roe", "the death of Roe", "Roe, 19, drowned", "Roe was found dead".
func (v *Resolver) died(first, last int) bool {
	const reach = 12 // tokens
	t := v.t
	s := t.Sentences[t.SentenceOf(first)]
	if first > s.First && t.String(first-1) == "late" {
		return true
	}
	if first > s.First+1 && t.String(first-1) == "of" {
		switch t.String(first - 2) {
		case "death", "murder", "killing", "body", "funeral", "deaths":
			return true
		}
	}
	be := false
	for i := last; i < min(s.Last, last+reach); i++ {
		if v.names.At(i) != nil || t.Tokens[i].Kind == words.Quoted || t.Tokens[i].Is(words.Cue|words.Subordinate) &&
			!t.Tokens[i].Is(words.Find) {
			return false // what follows is of somebody else
		}
		switch t.String(i) {
		case "died", "drowned", "perished", "death":
			return t.String(i) != "death" || t.Tokens[last].Kind == words.Possessive && i == last+1
		case "killed", "murdered", "slain", "stabbed", "dead":
			return be || i == last && t.String(i) == "dead" // "found Roe dead"
		}
		be = be || t.Tokens[i].Is(words.Be)
	}
	return false
}
