package names

import (
	"sort"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// noun is what somebody is called: the hash of the word, and of the one before
// it where both count.
type noun struct{ before, word uint32 }

// event says that an entity may be called by a noun from a token on.
type event struct{ token, entity int }

// Noun returns the entity that "the NOUN" at a token most likely means, and
// the token where it was last called so; -1 where there is none. pair asks for
// the noun together with the word before it.
func (x *Index) Noun(t *words.Text, at int, pair bool) (entity, token int) {
	n := noun{word: t.Tokens[at].Hash}
	if pair {
		n.before = t.Tokens[at-1].Hash
	}
	list := x.nouns[n]
	i := sort.Search(len(list), func(i int) bool { return list[i].token >= at })
	if i == 0 {
		return -1, -1
	}
	return list[i-1].entity, list[i-1].token
}

// called notes the nouns an entity can be called by.
func (x *Index) called(t *words.Text, r *run, e int) {
	if r.body {
		x.calledGeneric(t, r, e)
		for i := r.name; i < r.last; i++ {
			if t.Tokens[i].Is(words.Body) {
				x.noteNoun(t, i, r, e)
			}
		}
		return
	}
	for i := r.first; i < r.name; i++ {
		if t.Tokens[i].Is(words.Title | words.Role) {
			x.noteNoun(t, i, r, e)
		}
	}
	x.calledGeneric(t, r, e)
	// "state senator Jane Roe", "Jane Roe, a senator"
	for i := r.first - 1; i > 0 && i >= r.first-2 && t.Tokens[i].Is(words.Role); i-- {
		x.noteNoun(t, i, r, e)
	}
	apposed := r.first > 2 && t.Tokens[r.first-1].Kind == words.Comma && t.Tokens[r.first-2].IsWord(words.Role) &&
		t.Tokens[r.first-3].IsWord(words.Determiner) && (r.last >= len(t.Tokens) || t.Tokens[r.last].Kind != words.Word)
	if apposed { // "the engineer, Jane Roe,"
		x.noteNoun(t, r.first-2, r, e)
	}
	if r.last+1 < len(t.Tokens) && t.Tokens[r.last+1].IsWord(words.Conjunction) {
		return // "Jane Roe, and the engineer"
	}
	const reach = 6 // tokens behind the name
	for i := r.last + 1; i < len(t.Tokens) && i < r.last+reach && t.Tokens[r.last].Kind == words.Comma && t.Tokens[i].Kind == words.Word; i++ {
		if t.Tokens[i].Is(words.Preposition) {
			break
		}
		if t.Tokens[i].Is(words.Role) {
			x.noteNoun(t, i, r, e)
		}
	}
}

// calledGeneric notes what a body is called before or behind its name: "the group, Hull Voices, met", "Hull
// Voices, a group of nurses".
func (x *Index) calledGeneric(t *words.Text, r *run, e int) {
	if !t.Language.Clauses || r.name > r.first {
		return
	}
	const reach = 4 // tokens behind the article
	ends := r.last < len(t.Tokens) && t.Tokens[r.last].Kind == words.Comma
	i := r.first - 2
	before := ends && i > 0 && t.Tokens[i+1].Kind == words.Comma
	if before && t.Tokens[i].IsWord(words.Generic) && t.Tokens[i-1].IsWord(words.Definite) {
		x.noteNoun(t, i, r, e)
		x.Entities[e].thing = true
	}
	if !ends || r.last+2 >= len(t.Tokens) || !t.Tokens[r.last+1].IsWord(words.Determiner) {
		return
	}
	for i = r.last + 2; i < len(t.Tokens) && i < r.last+2+reach && t.Tokens[i].Kind == words.Word && !t.Tokens[i].Is(words.Function); i++ {
		if t.Tokens[i].Is(words.Generic) && (i+1 >= len(t.Tokens) || t.Tokens[i+1].Kind != words.Word || t.Tokens[i+1].Is(words.Function)) {
			x.noteNoun(t, i, r, e)
			x.Entities[e].thing = true
			return
		}
	}
}

// noteNoun notes the noun at token i, alone and with the word before it.
func (x *Index) noteNoun(t *words.Text, i int, r *run, e int) {
	word := t.Language.SpelledOut(t.Tokens[i].Hash) // so that "the senator" finds "Sen. Roe"
	x.nouns[noun{word: word}] = append(x.nouns[noun{word: word}], event{r.first, e})
	if i > 0 {
		pair := noun{t.Tokens[i-1].Hash, word}
		x.nouns[pair] = append(x.nouns[pair], event{r.first, e})
	}
}
