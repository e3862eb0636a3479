package coref

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// role reads who a named person is: the words before the name, or the
// apposition behind it.
func (v *Resolver) role(p phrase.Phrase) string {
	m := v.names.At(p.Last - 1)
	if m == nil {
		return ""
	}
	if r := v.apposition(m.Last); r != "" {
		return r
	}
	first, last := v.roleBefore(p.First, m.Name)
	if first >= last && m.First > 1 && v.t.Tokens[m.First-1].Kind == words.Comma { // "the board’s chair, Jane Roe,"
		if q := v.read.NounEndingAtRole(m.First-2, v.t.Sentences[v.t.SentenceOf(m.First)].First); q.OK() && q.First < q.Head {
			first, last = v.roleBefore(q.First, m.First-1)
		}
	}
	if first >= last {
		return ""
	}
	switch r := v.t.Printed(first, last); r {
	case "Mr.", "Mrs.", "Ms.", "Miss", "Mr", "Mrs", "Ms", "Dr.", "Dr":
		return ""
	default:
		return r
	}
}

// roleBefore cuts what stands between the start of a phrase and the name in it
// to the role: tokens [first, last), in which there is somebody's office or calling.
func (v *Resolver) roleBefore(from, name int) (first, last int) {
	t := v.t.Tokens
	last = name
	for last > from && t[last-1].Kind != words.Word {
		last--
	}
	calling := false
	for first = last; first > from; first-- {
		tok := &t[first-1]
		function := tok.Is(words.Function&^words.Preposition) || tok.Is(words.Cue) && !tok.Is(words.Role)
		if !inRole(tok) || tok.Kind == words.Word && !tok.Upper && function {
			break
		}
		calling = calling || tok.Kind == words.Word && (tok.Is(words.Role|words.Title) || names.RoleLike(strings.ToLower(v.t.String(first-1))))
	}
	for first < last && !t[first].Caps && (t[first].Is(words.Preposition|words.Determiner) || t[first].Kind == words.Possessive) {
		first++
	}
	if !calling {
		return last, last
	}
	return first, last
}

// inRole reports whether a token may stand inside the words for a role.
func inRole(t *words.Token) bool { return t.Plain() || t.Kind == words.Possessive }

// apposition reads ", lecturer in water law at the Hill Institute" at token i.
func (v *Resolver) apposition(i int) string {
	const longest = 25
	t := v.t.Tokens
	if i+1 >= len(t) || t[i].Kind != words.Comma || t[i+1].Kind != words.Word {
		return ""
	}
	if t[i+1].Is(words.Function&^words.Determiner) || strings.HasSuffix(v.t.String(i+1), "ing") {
		return ""
	}
	role := false
	j := i + 1
	for ; j < len(t) && j < i+longest; j++ {
		tok := &t[j]
		clause := tok.IsWord(words.Who|words.Pronoun|words.Auxiliary|words.Be) || tok.Is(words.Cue) && !tok.Is(words.Role|words.Paper|words.Base)
		saying := tok.IsWord(words.Ing) && tok.Is(words.Cue)
		if !inRole(tok) || clause && !tok.Upper || saying {
			break
		}
		role = role || tok.Is(words.Role|words.Title)
	}
	if !role || j >= i+longest || j < len(t) && v.t.SentenceOf(i) != v.t.SentenceOf(j-1) {
		return ""
	}
	for j > i+1 && (t[j-1].IsWord(words.Conjunction|words.Preposition) || t[j-1].Kind == words.Possessive) {
		j--
	}
	return v.t.Printed(i+1, j)
}
