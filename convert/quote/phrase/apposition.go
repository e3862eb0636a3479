package phrase

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// This file joins descriptions and the names behind them in the languages of Foreign.

// apposition joins a description and the name behind it, with more between the two than a comma; None where there is
// no such name.
func (r Foreign) apposition(p Phrase, to int) Phrase {
	if q := r.apposedBehind(p, to); q.Kind == Name {
		return q
	}
	return r.apposedPhrase(p, to)
}

// apposedBehind joins a description and the name behind more that tells of whom: "el portavoz del grupo
// en el Congreso, Jan Roe", "la presidenta del Instituto (IN), Ana Roe".
func (r Foreign) apposedBehind(p Phrase, to int) Phrase {
	const longest, most = 6, 2
	t := r.t.Tokens
	i := p.Last
	if p.Kind != Noun || !t[p.Head].Is(words.Role) {
		return None
	}
	if i < to && t[i].Kind == words.Open {
		for last := min(to, i+longest); i < last && t[i].Kind != words.Close; i++ {
		}
		i++
	}
	for range most {
		i = r.pastPreposition(i, to)
	}
	if i == p.Last || i >= to || t[i].Kind != words.Comma {
		return None
	}
	m := r.names.At(i + 1)
	if m == nil || m.First != i+1 || !r.surePerson(Phrase{Entity: m.Entity}) {
		return None
	}
	const goesOn = words.Day | words.Preposition | words.Adverb | words.Say | words.Auxiliary | words.Be | words.Object
	if m.Last < to && t[m.Last].Plain() && !t[m.Last].IsWord(goesOn) {
		return None
	}
	return naming(p.First, m)
}

// apposedPhrase joins a description and another of the same person that ends in the name: "le médiateur, l’ancien
// ministre Jan Roe", "una de ellas, la economista Ana Roe".
func (r Foreign) apposedPhrase(p Phrase, to int) Phrase {
	t := r.t.Tokens
	i := p.Last + 1
	if p.Kind != Noun || i >= to || t[p.Last].Kind != words.Comma || !t[i].IsWord(words.Definite|words.Title) && !r.isRole(i) ||
		!t[p.Head].Is(words.Role|words.Determiner) && !r.isRole(p.Head) || t[p.Head].Is(words.Plural) && t[p.First].Is(words.Plural) {
		return None
	}
	q := r.endsInName(r.nominal(i, to), to)
	const goesOn = words.Preposition | words.Day
	if q.Kind != Name || !r.names.Entities[q.Entity].Person || q.Last < to && t[q.Last].Plain() && !t[q.Last].IsWord(goesOn) {
		return None
	}
	if g, of := t[p.Head].Class.Gender(), r.names.Entities[q.Entity].Gender; g != 0 && of != 0 && g != of {
		return None // two people
	}
	q.First = p.First
	return q
}

// endsInName returns a description as the name that it ends in, as it stands where it ends in none: "l’ancien
// ministre du travail Jan Roe".
func (r Foreign) endsInName(q Phrase, to int) Phrase {
	const most = 3 // parts
	t := r.t.Tokens
	for k := 0; k < most && q.Kind == Noun && q.Last+1 < to; k++ {
		if m := r.names.At(q.Last); m != nil && m.First == q.Last && r.surePerson(Phrase{Entity: m.Entity}) {
			return naming(q.First, m)
		}
		next := q.Last
		switch {
		case binds(r.t, next) && t[next+1].Plain() && r.names.At(next+1) == nil:
			q.Last += 2
		case common(&t[next]) && !t[next].Is(words.Function|words.Cue|words.Day):
			q.Last++
		default:
			return q
		}
	}
	return q
}

// pastAdjective returns the token behind the adjective of a description that a comma and a name follow: "le ministre
// des affaires étrangères, Jan Roe".
func (r Foreign) pastAdjective(p Phrase, to int) int {
	t := r.t.Tokens
	if p.Kind == Noun && p.Last+2 < to && t[p.Last+1].Kind == words.Comma && common(&t[p.Last]) &&
		!t[p.Last].Is(words.Function|words.Cue|words.Day) && r.someoneAt(p.Last+2) {
		return p.Last + 1
	}
	return p.Last
}

// spelledBody makes a description of the first word of a body's name whose other words are in lower case: "le
// Ministère public", "le Syndicat national du livre".
func (r Foreign) spelledBody(p Phrase, to int) Phrase {
	t := r.t.Tokens
	if p.Kind != Name || r.t.Language.NounCapitals || p.Last >= to || !t[p.Head].Is(words.Body) || p.First < p.Head-1 ||
		!common(&t[p.Last]) || t[p.Last].Is(words.Function|words.Cue|words.Day) ||
		!r.t.Language.Adjective(strings.ToLower(r.t.String(p.Last))) {
		return p
	}
	return Phrase{First: p.First, Last: p.Last + 1, Head: p.Head, Entity: -1, Kind: Noun}
}
