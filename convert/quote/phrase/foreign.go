package phrase

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// This file reads verbs of speech and their subjects in languages whose clauses are not read:
// by what stands around a verb, in whatever order the language has it.

// ForeignCue reads the verb, or "according to", at token i with its subject.
func (r *Reader) ForeignCue(i int, s words.Sentence) (Cue, bool) {
	t := r.t.Tokens
	c := Cue{First: i, Last: i + 1, Verb: i, Class: t[i].Class, Subject: None}
	behind := behindMarks(r.t, i, s)
	if t[i].Is(words.According) && !t[i].Is(words.Say) {
		return r.accordingTo(c, behind, s)
	}
	for c.First > s.First && t[c.First-1].IsWord(words.Auxiliary|words.Object|words.Adverb) && !t[c.First-1].Upper {
		c.First--
	}
	behind = behindMarks(r.t, c.First, s)
	if at := c.First; r.joinedPronoun(at, s) {
		return r.pronounCue(c, at+1), true
	}
	if k := c.First - 1; k > s.First && r.t.Language.Joined() && t[k].Is(words.Pronoun) && t[k-1].Is(words.Auxiliary) { // "a-t-elle dit"
		c.First = k - 1
		return r.pronounCue(c, k), true
	}
	if c.First > s.First && c.First == i && t[i-1].IsWord(words.Determiner|words.Preposition) {
		return c, false // "le dit accord"
	}
	return r.withSubject(c, behind, s)
}

// accordingTo reads whose words "laut Roe", "nach Angaben der Feuerwehr" and "Roe zufolge" name.
func (r *Reader) accordingTo(c Cue, behind bool, s words.Sentence) (Cue, bool) {
	const longest = 6
	t := r.t.Tokens
	i := c.First
	c.Inverted = true
	k := r.skip(i+1, s.Last)
	if k < s.Last && binds(r.t, k) && !t[k].Is(words.Determiner) {
		k++ // "nach Angaben von Roe"
	}
	c.Subject = r.ForeignPhrase(k, s.Last)
	adverb := t[i].Is(words.Adverb)
	for k = max(s.First, i-longest); !adverb && !c.Subject.OK() && k < i; k++ {
		if p := r.ForeignPhrase(k, i); p.Last == i && p.OK() {
			c.Subject, c.First, c.Inverted = p, k, true
		}
	}
	if c.First == i && i > s.First && t[i-1].IsWord(words.Preposition) {
		c.First--
	}
	if !c.Subject.OK() || c.Subject.Kind == Pronoun && adverb && !behind {
		return c, false
	}
	return c, behind || i == s.First || t[i-1].Kind != words.Word || !adverb
}

// joinedPronoun reports whether the pronoun that a hyphen joins to a verb follows token i: "dit-elle".
func (r *Reader) joinedPronoun(i int, s words.Sentence) bool {
	t := r.t.Tokens
	return i+1 < s.Last && t[i+1].IsWord(words.Pronoun) && r.t.Body[t[i].End] == '-'
}

// pronounCue makes the pronoun at token k the subject of a cue.
func (r *Reader) pronounCue(c Cue, k int) Cue {
	c.Last = max(c.Last, k+1)
	c.Inverted = true
	c.Subject = Phrase{First: k, Last: k + 1, Head: k, Entity: -1, Kind: Pronoun}
	return c
}

// withSubject finds the subject of a verb, behind it or before it.
func (r *Reader) withSubject(c Cue, behind bool, s words.Sentence) (Cue, bool) {
	t := r.t.Tokens
	opens := c.First == s.First || t[c.First-1].Kind != words.Word && t[c.First-1].Kind != words.Number
	left := r.PhraseBefore(s.First, c.First)
	if !behind && left.OK() && left.Last == c.First-1 && t[left.Last].Kind == words.Comma {
		c.Subject = left // "der Leiter, Jan Roe, sagt"
		return c, true
	}
	if opens || behind || left.Kind == Noun || !left.OK() { // said X
		p := r.behindVerb(c.Last, min(s.Last, c.Last+Reach), behind)
		if p.OK() && (opens || behind || p.First == c.Last && (p.Kind == Name || p.Kind == Pronoun)) {
			c.Subject, c.Inverted = p, true
			return r.impersonal(c, s), true
		}
	}
	if left.OK() {
		c.Subject = left
		return c, true
	}
	if behind && r.t.Language.NoSubjects { // "«…», dijo."
		c.Subject = Phrase{First: c.Verb, Last: c.Verb, Head: c.Verb, Entity: -1, Kind: Absent}
		return c, true
	}
	return c, false
}

// impersonal reads whose paper it is that "heißt es in einer Erklärung der Feuerwehr" names.
func (r *Reader) impersonal(c Cue, s words.Sentence) Cue {
	t := r.t.Tokens
	k := c.Subject.Last
	if c.Subject.Kind != Pronoun || !t[c.Subject.First].Is(words.It) || k+1 >= s.Last || !t[k].IsWord(words.Preposition) {
		return c
	}
	p := r.ForeignPhrase(k+1, s.Last)
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
func (r *Reader) behindVerb(i, to int, far bool) Phrase {
	const most = 12
	last := min(to, i+most)
	i = r.skip(i, to)
	p := r.ForeignPhrase(i, to)
	for far && !p.OK() && i < last {
		k := r.pastPreposition(i, last)
		if k == i {
			return None
		}
		i = r.skip(k, to)
		p = r.ForeignPhrase(i, to)
	}
	return p
}

// pastPreposition returns the token behind the preposition at token i and what it governs; i
// where there is none.
func (r *Reader) pastPreposition(i, to int) int {
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

// UnknownCue reads a verb that no list has behind a marked span: "«…», pesta Roe", "«…», a fait
// savoir le maire". What stands behind it tells that it is one: a subject.
func (r *Reader) UnknownCue(i int, s words.Sentence) (Cue, bool) {
	const most = 4 // words of a verb
	t := r.t.Tokens
	if !behindMarks(r.t, i, s) || !r.verbLike(i) && !t[i].IsWord(words.Object) {
		return Cue{}, false
	}
	c := Cue{First: i, Last: i + 1, Verb: i, Class: words.Say, Subject: None}
	k := i
	for k < s.Last && t[k].IsWord(words.Object) {
		k++
	}
	for last := min(s.Last, k+most); k < last && (r.verbLike(k) || k > i && t[k].IsWord(words.Adverb)); k++ {
		c.Verb, c.Last = k, k+1
		if r.joinedPronoun(k, s) {
			return r.pronounCue(c, k+1), true
		}
		p := r.behindVerb(k+1, s.Last, false)
		if p.Kind == Name || p.Kind == Pronoun || p.Kind == Noun && (r.isRole(p.Head) || t[p.First].Is(words.Indefinite)) {
			c.Subject, c.Inverted = p, true
			return c, true
		}
	}
	return c, false
}

// verbLike reports whether a word may be a verb.
func (r *Reader) verbLike(i int) bool {
	const none = words.Preposition | words.Conjunction | words.Subordinate | words.Determiner | words.Pronoun | words.Who | words.That | words.Adverb | words.Role | words.Term
	t := &r.t.Tokens[i]
	return t.Kind == words.Word && !t.Upper && (!t.Is(none) || t.Is(words.Auxiliary|words.Say))
}

// behindMarks reports whether a marked span stands before token i, with or without a comma.
func behindMarks(t *words.Text, i int, s words.Sentence) bool {
	if i <= s.First {
		return false
	}
	before := t.Tokens[i-1].Kind
	return before == words.Quoted || i-1 > s.First && before != words.Word && t.Tokens[i-2].Kind == words.Quoted
}

// skip passes over what may stand between a verb and its subject.
func (r *Reader) skip(i, to int) int {
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
func (r *Reader) time(i, to int) int {
	t := r.t.Tokens
	if !t[i].IsWord(words.Determiner|words.Preposition) || t[i].Upper {
		return 0
	}
	const words2 = 2 // "en la pasada semana"
	for k := i + 1; k < to && k <= i+1+words2; k++ {
		if t[k].Kind != words.Word && t[k].Kind != words.Number || t[k].Is(words.Role|words.Body) {
			return 0
		}
		if !t[k].Is(words.Day) {
			continue
		}
		for k++; k < to && (t[k].Kind == words.Number || t[k].Kind == words.Word && !t[k].Upper && t[k].Is(words.Demonym|words.Adverb|words.Day)); k++ {
		}
		return k - i
	}
	return 0
}

// ForeignPhrase returns the noun phrase that begins at token i, with what hangs on it.
func (r *Reader) ForeignPhrase(i, to int) Phrase {
	p := r.nominal(i, to)
	if !p.OK() {
		return p
	}
	t := r.t.Tokens
	for k := 0; k < 3 && p.Kind == Noun && p.Last+1 < to && binds(r.t, p.Last); k++ {
		q := r.nominal(p.Last+1, to)
		if !q.OK() && t[p.Last+1].Kind == words.Word && t[p.Last+1].Class&(words.Function|words.Day) == 0 {
			p.Last += 2 // "ministre de la santé", "Sprecher für Verkehr"
			continue
		}
		if !q.OK() || q.Kind == Pronoun {
			break
		}
		p.Last = q.Last
		if m := r.names.At(q.Last - 1); q.Kind == Name && m != nil && m.First > q.First && r.names.Entities[q.Entity].Person {
			p.Kind, p.Entity, p.Head = Name, q.Entity, q.Head // "le chef de groupe Jean Roe"
		}
	}
	if q := r.apposed(p, to); q.Kind == Name || p.Last+1 >= to || t[p.Last].Kind != words.Comma {
		return q
	}
	m := r.names.At(p.Last + 1) // "le maire, Jan Roe lundi"
	if m == nil || m.First != p.Last+1 || m.Last >= to || !r.names.Entities[m.Entity].Person || !t[m.Last].IsWord(words.Day|words.Preposition|words.Adverb) {
		return p
	}
	p.Last, p.Entity, p.Kind = m.Last, m.Entity, Name
	return p
}

// binds reports whether token i joins two nouns into one phrase: "de", "des", "für".
func binds(t *words.Text, i int) bool { return t.Tokens[i].Is(words.Binds) && !t.Tokens[i].Upper }

// nominal returns the noun phrase that begins at token i, without what hangs on it.
func (r *Reader) nominal(i, to int) Phrase {
	t := r.t.Tokens
	if i >= to {
		return None
	}
	if m := r.names.At(i); m != nil {
		if m.First != i {
			return None
		}
		return Phrase{First: i, Last: m.Last, Head: m.Last - 1, Entity: m.Entity, Kind: Name}
	}
	if t[i].Kind != words.Word && t[i].Kind != words.Number {
		return None
	}
	if t[i].Is(words.Pronoun) && !t[i].Is(words.Determiner) {
		return Phrase{First: i, Last: i + 1, Head: i, Entity: -1, Kind: Pronoun}
	}
	titled := t[i].Is(words.Title) && i+1 < to && r.names.At(i+1) != nil // "doña Ana Roe"
	if !t[i].Is(words.Determiner) && !r.isRole(i) && !titled {
		return None
	}
	return r.described(i, to)
}

// described returns the noun phrase that begins at token i with an article or a role.
func (r *Reader) described(i, to int) Phrase {
	const longest, behindRole = 8, 2
	t := r.t.Tokens
	role, j := -1, i
	if t[i].Is(words.Determiner) {
		j++
	}
	least := j + 1
	for ; j < to && j < i+longest && (t[j].Kind == words.Word || t[j].Kind == words.Number); j++ {
		if m := r.names.At(j); m != nil && m.First == j {
			if r.names.Entities[m.Entity].Person || role < 0 {
				return Phrase{First: i, Last: m.Last, Head: m.Last - 1, Entity: m.Entity, Kind: Name}
			}
			break
		}
		if r.endsNoun(j) {
			break
		}
		if r.isRole(j) && (role < 0 || j <= role+behindRole) {
			role = j
		}
	}
	if j < least {
		if j < to && j == i+1 && t[j].IsWord(words.Determiner) { // "l'une", "der eine"
			return Phrase{First: i, Last: j + 1, Head: j, Entity: -1, Kind: Noun}
		}
		return None
	}
	head := j - 1
	if role >= 0 {
		head, j = role, min(j, role+behindRole+1)
	}
	return Phrase{First: i, Last: j, Head: head, Entity: -1, Kind: Noun}
}

// endsNoun reports whether token i is no part of a noun phrase.
func (r *Reader) endsNoun(i int) bool {
	t := &r.t.Tokens[i]
	if t.Is(words.Day) || t.Is(words.Function|words.Cue) && !(t.Is(words.Adverb) && t.Upper) {
		return !(t.Upper && r.t.Language.NounCapitals && t.Is(words.Cue) && !t.Is(words.Function))
	}
	return false
}

// isRole reports whether a word is a person's role or a body that speaks.
func (r *Reader) isRole(i int) bool {
	t := &r.t.Tokens[i]
	return t.Kind == words.Word && (t.Is(words.Role|words.Body|words.Paper) || t.Upper && r.t.Language.Ends(strings.ToLower(r.t.String(i)), words.Role|words.Body))
}

// PhraseBefore returns the first noun phrase of the clause that ends before a
// verb: not one behind a preposition, and not one of an aside.
func (r *Reader) PhraseBefore(from, to int) Phrase {
	t := r.t.Tokens
	from = max(from, to-Reach)
	for i := to - 1; i >= from; i-- {
		if k := t[i].Kind; k == words.Quoted || k == words.Semicolon || k == words.Colon {
			from = i + 1
			break
		}
	}
	return r.firstPhrase(from, to, r.Speaks)
}

// ForeignSubject returns what a sentence is about: its first noun phrase that no preposition governs.
func (r *Reader) ForeignSubject(from, to int) Phrase {
	return r.firstPhrase(from, to, func(p Phrase) bool { return p.Kind != Noun || !r.t.Tokens[p.First].Is(words.NoSubject) })
}

// firstPhrase returns the first noun phrase in tokens [from, to) that no preposition governs and
// that fits.
func (r *Reader) firstPhrase(from, to int, fits func(Phrase) bool) Phrase {
	t := r.t.Tokens
	for i := from; i < to; {
		if t[i].IsWord(words.Preposition) && !t[i].Is(words.Determiner) && r.names.At(i) == nil {
			if p := r.nominal(i+1, to); p.OK() {
				i = p.Last
			} else {
				i++
			}
			continue
		}
		if p := r.ForeignPhrase(i, to); p.OK() && fits(p) {
			return p
		}
		i++
	}
	return None
}

// Speaks reports whether a phrase before a verb can be its subject: it names
// somebody, or says what somebody is, and is no object.
func (r *Reader) Speaks(p Phrase) bool {
	if p.Kind != Noun {
		return true
	}
	t := r.t.Tokens
	if t[p.First].Is(words.NoSubject) || t[p.Head].Is(words.Day) { // "den", "einem"
		return false
	}
	opens := p.First == 0 || t[p.First-1].Kind != words.Word
	return r.isRole(p.Head) || opens && t[p.First].Is(words.Definite|words.Indefinite)
}
