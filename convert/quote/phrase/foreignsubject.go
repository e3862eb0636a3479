package phrase

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// This file finds the subject of a verb of speech in the languages of Foreign: before it or behind it, or that there
// is none.

// withSubject finds the subject of a verb, behind it or before it.
func (r Foreign) withSubject(c Cue, behind bool, s words.Sentence) (Cue, bool) {
	t := r.t.Tokens
	opens := c.First == s.First || !t[c.First-1].Plain() && t[c.First-1].Kind != words.Close || t[c.First-1].IsWord(words.According|words.As)
	left := r.PhraseBefore(s.First, c.First)
	if r.withoutSubject(c, left, behind, s) {
		c.Subject = AbsentAt(c.Verb)
		return c, true
	}
	if c.First > s.First+1 && t[c.First-1].Kind == words.Colon && !left.OK() { // "Ana Roe lo ve claro: cree que …"
		left = r.firstPhrase(s.First, c.First-1, r.Speaks)
	}
	if p := r.cutOff(left, c.First-1, s); !behind && p.OK() {
		c.Subject = p
		return c, true
	}
	if !behind && r.opensBefore(left, c, s) {
		c.Subject = left
		return c, true
	}
	if opens || behind || left.Kind == Noun || !left.OK() { // said X
		if p := r.behindVerb(c.Last, min(s.Last, c.Last+Reach), behind); p.OK() && (behind || r.follows(p, &c, s, opens, left.OK())) {
			c.Subject, c.Inverted = p, true
			return r.impersonal(c, s), true
		}
	}
	if left.OK() {
		c.Subject = left
		return c, true
	}
	reports := c.Last < s.Last && (t[c.Last].IsWord(words.That) || t[c.Last].Kind == words.Colon || t[c.Last].Kind == words.Quoted)
	as := c.First > s.First && t[c.First-1].Is(words.According|words.As) && (c.Last >= s.Last || !t[c.Last].Plain())
	if (behind || reports || as || r.inserted(c, s)) && r.t.Language.NoSubjects { // "«…», dijo.", "Dijo que …"
		c.Subject = AbsentAt(c.Verb)
		return c, true
	}
	return c, false
}

// opensBefore reports whether a body or somebody with an office stands right before a verb, and opens the sentence of a
// language in which the verb comes second: "Die Opposition wirft Roe vor".
func (r Foreign) opensBefore(p Phrase, c Cue, s words.Sentence) bool {
	return r.t.Language.NounCapitals && p.Kind == Noun && p.First == s.First && p.Last == c.First && r.Human(p)
}

// withoutSubject reports whether what stands before a verb is not its subject, and the verb needs none: "El puente,
// dice, «…»", "Preguntado por el juez, respondió".
func (r Foreign) withoutSubject(c Cue, left Phrase, behind bool, s words.Sentence) bool {
	return left.Kind == Noun && !r.Human(left) && r.inserted(c, s) || left.OK() && !behind && r.opensParticiple(c, s)
}

// opensParticiple reports whether a verb that needs no subject stands behind a participle that opens the sentence
// and what hangs on it.
func (r Foreign) opensParticiple(c Cue, s words.Sentence) bool {
	t := r.t.Tokens
	if !r.t.Language.NoSubjects || c.First <= s.First+1 || t[c.First-1].Kind != words.Comma || r.names.At(s.First) != nil {
		return false
	}
	if m := r.names.At(c.First - 2); m != nil && m.First > s.First && t[m.First-1].Kind == words.Comma {
		return false // "Nacida en Belden, Ana Roe, dijo"
	}
	w := strings.ToLower(r.t.String(s.First))
	for _, end := range [...]string{"ado", "ada", "ados", "adas", "ido", "ida"} {
		if strings.HasSuffix(w, end) && !t[s.First].Is(words.Role|words.Function) {
			return true
		}
	}
	return false
}

// follows reports whether a phrase behind a verb that no marks stand before is its subject. opens: the verb
// opens a clause; led: a phrase stands before it.
func (r Foreign) follows(p Phrase, c *Cue, s words.Sentence, opens, led bool) bool {
	if p.Kind == Noun && c.First > s.First && !r.Human(p) { // "…, kommentiert den Lauf"
		return false
	}
	return opens || p.First == c.Last && (p.Kind != Noun || !led && r.Human(p))
}

// cutOff returns the subject that the comma of token k cuts off from its verb: left, the first phrase of the
// clause, or the name behind that.
func (r Foreign) cutOff(left Phrase, k int, s words.Sentence) Phrase {
	if p := r.betweenCommas(k, s); p.OK() {
		return p
	}
	ends := left.OK() && left.Last == k && r.t.Tokens[k].Kind == words.Comma && (left.Kind != Noun || r.Human(left))
	if ends || r.apposedTo(left, k) { // "der Leiter, Jan Roe, sagt", "Ana Roe, alcaldesa de Belden, dijo"
		return left
	}
	return None
}

// betweenCommas returns the person whose name stands between the comma of token k and another: "El
// portavoz …, Jan Roe, dijo".
func (r Foreign) betweenCommas(k int, s words.Sentence) Phrase {
	t := r.t.Tokens
	if k <= s.First || t[k].Kind != words.Comma {
		return None
	}
	m := r.names.At(k - 1)
	if m == nil || m.Last != k || m.First <= s.First || t[m.First-1].Kind != words.Comma || !r.names.Entities[m.Entity].Person {
		return None
	}
	return naming(m.First, m)
}

// apposedTo reports whether what stands between a name that opens its sentence and the comma of token k only
// says who that is.
func (r Foreign) apposedTo(p Phrase, k int) bool {
	const longest = 14
	t := r.t.Tokens
	if p.Kind != Name || p.Last >= k || k-p.Last > longest || t[k].Kind != words.Comma || t[p.Last].Kind != words.Comma {
		return false
	}
	const verb = words.Auxiliary | words.Be | words.Say | words.Conjunction | words.Subordinate
	for i := p.Last + 1; i < k; i++ {
		if t[i].IsWord(verb) && !t[i].Is(words.Past) || t[i].Kind == words.Quoted {
			return false
		}
	}
	const opens = words.Role | words.Determiner | words.Preposition | words.Who | words.Title | words.Adverb
	next := &t[p.Last+1]
	return next.Kind == words.Number || next.IsWord(opens) || r.isRole(p.Last+1)
}

// inserted reports whether a verb that needs no subject stands alone between commas.
func (r Foreign) inserted(c Cue, s words.Sentence) bool {
	t := r.t.Tokens
	between := c.Last < s.Last && t[c.Last].Kind == words.Comma && c.First > s.First && t[c.First-1].Kind == words.Comma
	return between && r.t.Language.NoSubjects
}

// impersonal reads whose paper it is that "heißt es in einer Erklärung der Feuerwehr" names.
func (r Foreign) impersonal(c Cue, s words.Sentence) Cue {
	t := r.t.Tokens
	k := c.Subject.Last
	if c.Subject.Kind != Pronoun || !t[c.Subject.First].Is(words.It) {
		return c
	}
	if t[s.First].IsWord(words.Preposition) && c.First > s.First { // "Aus dem Rathaus heißt es"
		if p := r.PhraseFrom(s.First+1, c.First); p.Last == c.First {
			c.Subject = p
			return c
		}
	}
	if k+1 >= s.Last || !t[k].IsWord(words.Preposition) {
		return c
	}
	p := r.PhraseFrom(k+1, s.Last)
	for i := p.First; p.OK() && i < p.Last; i++ {
		if !binds(r.t, i) {
			continue
		}
		if q := r.nominal(i+1, p.Last); q.OK() {
			p = q
		} else if i+1 < p.Last && t[i].Is(words.Determiner) { // "der Feuerwehr": the article binds
			p = Phrase{First: i, Last: p.Last, Head: p.Last - 1, Entity: -1, Kind: Noun}
		}
		break
	}
	if p.OK() {
		c.Subject = p
	}
	return c
}

// behindVerb returns the subject behind a verb that ends before token i. far: other parts of the
// sentence may stand between, as in "a déclaré à la presse Roe".
func (r Foreign) behindVerb(i, to int, far bool) Phrase {
	const most = 12
	last := min(to, i+most)
	i = r.Skip(r.pastAside(i, to), to)
	p := r.PhraseFrom(i, to)
	if p.Kind == Noun && r.t.Tokens[p.First].Is(words.NoSubject) {
		return None
	}
	if p.Kind == Pronoun && r.t.Tokens[p.First].Is(words.It) {
		if q := r.PhraseFrom(p.Last, to); q.Kind == Name {
			return q // "so beschreibt es Roe"
		}
	}
	for far && !p.OK() && i < last {
		k := r.pastPreposition(i, last)
		if k == i {
			return None
		}
		i = r.Skip(k, to)
		if i < last && r.t.Tokens[i].IsWord(words.Preposition) && !r.t.Tokens[i].Upper {
			continue // "au bout du fil"
		}
		thing := r.t.Tokens[i-1].Is(words.Body|words.Paper|words.Place|words.Thing|words.Generic) && !r.t.Tokens[i-1].Upper
		if p = r.PhraseFrom(i, to); p.Kind == Name && (thing || !r.surePerson(p)) {
			return None // "en la red Mirlo", "con la cadena Onda Roe"
		}
	}
	return p
}

// pastAside returns the token behind a few words between commas that begin at token i: ", por su parte,".
func (r Foreign) pastAside(i, to int) int {
	const longest = 7
	t := r.t.Tokens
	if i+2 >= to || t[i].Kind != words.Comma || !t[i+1].IsWord(words.Preposition|words.Adverb) {
		return i
	}
	for k := i + 1; k < min(to, i+longest); k++ {
		if t[k].Kind == words.Comma {
			return k + 1
		}
		if !t[k].Plain() || t[k].Upper {
			break
		}
	}
	return i
}

// Behind returns the subject behind a verb that ends before token i.
func (r Foreign) Behind(i, to int) Phrase { return r.behindVerb(i, min(to, i+Reach), false) }

// pastPreposition returns the token behind the preposition at token i and what it governs; i
// where there is none.
func (r Foreign) pastPreposition(i, to int) int {
	t := r.t.Tokens
	if i >= to || !t[i].IsWord(words.Preposition) || t[i].Upper {
		return i
	}
	i++
	if i < to && t[i].Is(words.Determiner) {
		i++
	}
	if i < to && t[i].Plain() { // the noun
		i++
	}
	for i < to && t[i].Kind == words.Word && !t[i].Upper && !t[i].Is(words.Function) && !r.isRole(i) { // its adjectives
		i++
	}
	return i
}

// Skip passes over what may stand between a verb and its subject.
func (r Foreign) Skip(i, to int) int {
	const most = 5
	t := r.t.Tokens
	for last := min(i+most, to); i < last; i++ {
		if r.names.At(i) != nil {
			break
		}
		if n := r.time(i, last); n > 0 {
			i += n - 1
			continue
		}
		if !t[i].IsWord(words.Day|words.Adverb|words.Object) || t[i].Is(words.Determiner) {
			break
		}
	}
	return i
}

// time returns how many tokens from i on say when: "la semaine dernière", "am Dienstag".
func (r Foreign) time(i, to int) int {
	t := r.t.Tokens
	if !t[i].IsWord(words.Determiner|words.Preposition) || t[i].Upper {
		return 0
	}
	if t[i].IsWord(words.Preposition) && i+1 < to && t[i+1].Kind == words.Number && (i+2 >= to || !common(&t[i+2])) {
		return 2 // "en 2004"
	}
	const words2 = 2 // "en la pasada semana"
	for k := i + 1; k < to && k <= i+1+words2; k++ {
		if t[k].Kind != words.Word && t[k].Kind != words.Number || t[k].Is(words.Role|words.Body) {
			return 0
		}
		if !t[k].Is(words.Day) {
			if t[k].Upper || t[k].Is(words.Function&^words.Determiner) {
				return 0 // "die Wache am Dienstag"
			}
			continue
		}
		for k++; k < to &&
			(t[k].Kind == words.Number || common(&t[k]) &&
				(t[k].Is(words.Demonym|words.Adverb|words.Day) || r.t.Language.Adjective(strings.ToLower(r.t.String(k))))); k++ {
		}
		return k - i
	}
	return 0
}
