package coref

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// related returns the person whom a phrase beside a name has introduced before: "her opponent" and
// "the nurse" are who was called "Mark Low, her opponent", "his Rossian counterpart, Ann Roe" or
// "a nurse named Jane Roe". -1 where nobody was.
func (v *Resolver) related(p phrase.Phrase) int {
	const back = 600 // tokens
	t := v.t
	head := &t.Tokens[p.Head]
	if !head.Is(words.Role) || head.Is(words.Plural) || p.Last != p.Head+1 {
		return -1
	}
	for i := p.First - 1; i >= max(0, p.First-back); i-- {
		if t.Tokens[i].Hash != head.Hash || t.Tokens[i].Kind != words.Word || v.names.At(i) != nil {
			continue
		}
		s := t.Sentences[t.SentenceOf(i)]
		q := v.read.NounEndingAt(i, s.First)
		if !q.OK() || q.First >= q.Head || !v.sameOwner(p, q) || !v.agrees(p, q) {
			continue
		}
		e := v.besideName(q, s)
		if e >= 0 && e == v.last.Entity && t.String(i) == "counterpart" {
			e = v.ownerOf(q, e, s) // of "her counterpart, Jane Roe" she is the counterpart
		}
		return e // -1: somebody without a name
	}
	return -1
}

// namedNext returns the person with whom the next paragraph begins, where a lead left who speaks to it: "…, an
// expert has warned." / "Soil scientist Jane Roe said". -1 where the two do not say the same of somebody.
func (v *Resolver) namedNext(p phrase.Phrase, sentence int) int {
	t := v.t
	head := &t.Tokens[p.Head]
	if t.Sentences[sentence].Paragraph > 1 || p.Last != p.Head+1 || !head.IsWord(words.Role) || head.Is(words.Plural) {
		return -1
	}
	si := sentence + 1
	for si < len(t.Sentences) && t.Sentences[si].Paragraph == t.Sentences[sentence].Paragraph {
		si++
	}
	if si >= len(t.Sentences) {
		return -1
	}
	q := v.subjectOf(si)
	if q.Kind != phrase.Name || !v.names.Entities[q.Entity].Person || v.names.Entities[q.Entity].Born < t.Sentences[si].First {
		return -1
	}
	m := v.names.At(q.Last - 1)
	last := min(t.Sentences[si].Last, m.Last+12) // words of an apposition
	if m.Last >= last || t.Tokens[m.Last].Kind != words.Comma {
		last = m.Last
	}
	for i := t.Sentences[si].First; i < last; i++ {
		tok := &t.Tokens[i]
		expert := t.String(p.Head) == "expert" && (tok.Is(words.Role) || tok.Is(words.Title) || names.RoleLike(strings.ToLower(t.String(i))))
		if i >= m.Name && i < m.Last || tok.Kind != words.Word {
			continue
		}
		if expert || tok.Hash == t.Tokens[p.Head].Hash || strings.EqualFold(t.String(i), t.String(p.Head)) {
			return q.Entity
		}
	}
	return -1
}

// sameOwner reports whether what begins two phrases can say the same: "the nurse" after "a nurse",
// "her rival" after "her rival" or "Roe's rival", but not "her rival" after "a rival".
func (v *Resolver) sameOwner(p, q phrase.Phrase) bool {
	t := v.t.Tokens
	if t[p.First].Is(words.Definite) {
		return t[q.First].Is(words.Indefinite)
	}
	owned := false
	for i := q.First; i < q.Head; i++ {
		owned = owned || t[i].Kind == words.Possessive
	}
	each := v.t.String(p.Head) == "counterpart" // each of two is the other's
	same := strings.EqualFold(v.t.String(p.First), v.t.String(q.First)) || each && !t[q.First].Is(words.Indefinite)
	return owned || same && !t[p.First].Is(words.Definite|words.Indefinite)
}

// besideName returns whose name stands beside a phrase as its other half; -1 where nobody's does.
func (v *Resolver) besideName(q phrase.Phrase, s words.Sentence) int {
	t := v.t.Tokens
	if i := q.First - 1; i > s.First && t[i].Kind == words.Comma {
		m := v.names.At(i - 1)
		list := m != nil && m.First-1 > s.First && t[m.First-1].Kind == words.Comma &&
			v.names.At(m.First-2) != nil // "Ann Roe, Bo Marsh, a nurse and"
		if m != nil && m.Last == i && v.names.Entities[m.Entity].Person && !list {
			return m.Entity
		}
	}
	if m := v.names.At(max(q.First-2, 0)); m != nil && q.First-2 >= s.First && m.Last == q.First-1 && t[q.First-1].IsWord(words.Be) &&
		v.names.Entities[m.Entity].Person && t[q.First].IsWord(words.Indefinite) {
		return m.Entity // "Jane Roe is a nurse"
	}
	i := q.Last
	if i >= s.Last {
		return -1
	}
	if m := v.names.At(i); m != nil && m.First == i && v.names.Entities[m.Entity].Person && t[q.First].IsWord(words.Determiner) &&
		!t[q.First].Is(words.Definite|words.Indefinite) {
		return m.Entity // "her brother Jack Roe"
	}
	switch v.t.String(i) {
	case "named", "called":
		i++
	default:
		if t[i].Kind != words.Comma {
			return -1
		}
		i++
	}
	m := v.names.At(min(i, s.Last-1))
	if m == nil || m.First != i || !v.names.Entities[m.Entity].Person {
		return -1
	}
	if ends := m.Last >= s.Last || t[m.Last].Kind != words.Word && t[m.Last].Kind != words.Possessive; ends || t[q.Last].Kind == words.Word {
		return m.Entity
	}
	return -1
}

// ownerOf returns the person whose a phrase about entity e says that e is: the subject of its
// sentence; -1 where that is not known.
func (v *Resolver) ownerOf(q phrase.Phrase, e int, s words.Sentence) int {
	for _, m := range v.names.In(s.First, q.First) {
		if m.Entity != e && v.names.Entities[m.Entity].Person {
			return m.Entity
		}
	}
	return -1
}

// ofCountry returns the person whom "the Rossian prime minister" means: who was introduced with that
// word, or with the name it comes from, and with that office or as somebody's counterpart. -1: nobody, or several.
func (v *Resolver) ofCountry(p phrase.Phrase) int {
	const back, near = 600, 10 // tokens
	t := v.t
	of := p.First + 1
	if of >= p.Head || !t.Tokens[of].Upper || !t.Tokens[p.Head].Is(words.Role|words.Title) || t.Tokens[p.Head].Is(words.Plural) {
		return -1
	}
	found := -1
	for i := p.First - 1; i >= max(0, p.First-back); i-- {
		if !t.Tokens[i].Upper || t.Tokens[i].Kind != words.Word || !akin(t.String(of), t.String(i)) {
			continue
		}
		s := t.Sentences[t.SentenceOf(i)]
		for _, m := range v.names.In(max(s.First, i-near), min(s.Last, i+near)) {
			if !v.names.Entities[m.Entity].Person || !v.holds(m.First, m.Name, i, p.Head) || m.Entity == found {
				continue
			}
			if found >= 0 {
				return -1
			}
			found = m.Entity
		}
	}
	return found
}

// holds reports whether the office of token head stands in a name's title, tokens [first, name), whose
// bearer is "of" the country at token of; or between the two, as "counterpart" may.
func (v *Resolver) holds(first, name, of, head int) bool {
	t := v.t
	from, to := first, name
	switch {
	case of < first && of > 0 && t.String(of-1) == "of":
		return false // "Prime Minister Roe of Rossia met Prime Minister Doe"
	case of < first:
		from = of + 1
	case of == 0 || t.String(of-1) != "of":
		return false
	}
	for i := from; i < to; i++ {
		if t.Tokens[i].Hash == t.Tokens[head].Hash || of < first && t.String(i) == "counterpart" {
			return true
		}
	}
	return false
}

// akin reports whether a word is the adjective of a country, or its name: "Rossian", "Rossia".
func akin(adjective, word string) bool {
	const stem = 4 // bytes
	n := min(len(adjective), len(word))
	same := 0
	for same < n && adjective[same] == word[same] {
		same++
	}
	return same == n && same >= stem || same > stem && same >= n-1 && n > stem
}
