package phrase

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// This file reads the noun phrases of the languages of Foreign.

// PhraseFrom returns the noun phrase that begins at token i, with what hangs on it.
func (r Foreign) PhraseFrom(i, to int) Phrase {
	p := r.spelledBody(r.nominal(i, to), to)
	if !p.OK() {
		return p
	}
	t := r.t.Tokens
	p.Last = r.pastBrackets(p, to)
	for k := 0; k < 3 && p.Kind == Noun && p.Last+1 < to && binds(r.t, p.Last); k++ {
		q := r.nominal(p.Last+1, to)
		if !q.OK() && t[p.Last+1].Kind == words.Word && t[p.Last+1].Class&(words.Function|words.Day) == 0 {
			p.Last = r.pastNouns(p.Last+2, to) // "ministre de la santé", "Sprecher für Verkehr"
			continue
		}
		if !q.OK() || q.Kind == Pronoun {
			break
		}
		p.Last = q.Last
		if m := r.names.At(q.Last - 1); q.Kind == Name && m != nil && (r.roleIn(q.First, m.First) || m.Name > m.First) &&
			r.names.Entities[q.Entity].Person {
			p.Kind, p.Entity, p.Head = Name, q.Entity, q.Head // "le chef de groupe Jean Roe"
		}
	}
	p.Last = r.pastPortfolio(p, to)
	p.Last = r.pastAdjective(p, to)
	if q := r.read.apposed(p, to); q.Kind == Name {
		return q
	}
	if p.Kind == Noun && p.Last+1 < to && t[p.Last+1].Kind == words.Comma && common(&t[p.Last]) &&
		r.t.Language.Adjective(strings.ToLower(r.t.String(p.Last))) {
		p.Last++ // "ministro de Exteriores portugués, Jan Roe"
	}
	if q := r.apposition(p, to); q.Kind == Name {
		return q
	}
	if q := r.read.apposed(p, to); q.Kind == Name || p.Last+1 >= to || t[p.Last].Kind != words.Comma {
		return q
	}
	goesOn := words.Day | words.Preposition | words.Adverb // "le maire, Jan Roe lundi"
	m := r.names.At(p.Last + 1)
	if r.someoneAt(p.Last + 1) {
		goesOn |= words.Say | words.Auxiliary | words.Be | words.Object
	}
	if m == nil || m.First != p.Last+1 || m.Last >= to || !r.names.Entities[m.Entity].Person || !t[m.Last].IsWord(goesOn) {
		return p
	}
	p.Last, p.Entity, p.Kind = m.Last, m.Entity, Name
	return p
}

// pastBrackets returns the token behind the brackets that follow the noun of an office, where the phrase goes
// on behind them: "le maire (DVG) de Belden".
func (r Foreign) pastBrackets(p Phrase, to int) int {
	const longest = 6
	t := r.t.Tokens
	if p.Kind != Noun || !t[p.Head].Is(words.Role) || p.Last >= to || t[p.Last].Kind != words.Open {
		return p.Last
	}
	for i := p.Last + 1; i+1 < min(to, p.Last+longest); i++ {
		if t[i].Kind == words.Close && (binds(r.t, i+1) || r.someoneAt(i+1)) {
			return i + 1
		}
	}
	return p.Last
}

// PastAffiliation returns the token behind what tells more of a speaker whose name ends before token i, where
// nouns are upper-case and the verb comes next: "Roe (SPD)", "Roe vom Institut Nord".
func (r Foreign) PastAffiliation(i, to int) int {
	const longest = 6
	t := r.t.Tokens
	if !r.t.Language.NounCapitals {
		return i
	}
	if i < to && t[i].Kind == words.Open {
		for k := i + 1; k < min(to, i+longest); k++ {
			if t[k].Kind == words.Close {
				i = k + 1
				break
			}
		}
	}
	if k := r.pastPreposition(i, to); k > i {
		for i = k; i < to && t[i].Kind == words.Word && t[i].Upper; i++ {
		}
	}
	return i
}

// pastPortfolio returns the token behind what an office is for, where that is a list: "la ministre de
// l'Agriculture et de la Pêche", "el consejero de Industria, Comercio y Turismo". A person, or somebody with
// an office, is no part of it.
func (r Foreign) pastPortfolio(p Phrase, to int) int {
	t := r.t.Tokens
	if p.Kind != Noun || !t[p.Head].Is(words.Role) || p.Last <= p.Head+1 {
		return p.Last
	}
	last := p.Last
	for i := p.Last; i+1 < to; {
		joins := t[i].IsWord(words.Conjunction)
		if !joins && t[i].Kind != words.Comma {
			break
		}
		k := r.pastPart(i+1, to)
		if k <= i+1 || k >= to {
			break
		}
		i = k
		if joins && (!t[k].Plain() || r.someoneAt(k) || t[k].Is(words.Function|words.Cue)) {
			last = k
		}
	}
	return last
}

// pastPart returns the token behind the part of a list that begins at token i: "de la Pêche", "Comercio".
func (r Foreign) pastPart(i, to int) int {
	const longest = 5 // words
	t := r.t.Tokens
	k := i
	for k < to && t[k].IsWord(words.Determiner|words.Binds) && !t[k].Upper && !t[k].Is(words.Indefinite) {
		k++
	}
	begin, bound := k, k > i && t[i].Is(words.Binds)
	for k < to && k < begin+longest && t[k].Kind == words.Word && !r.isRole(k) && !r.someoneAt(k) {
		inside := k > begin && t[k].Is(words.Binds) && k+1 < to && t[k+1].Upper
		if t[k].Is(words.Function|words.Cue|words.Day) && !inside || k == begin && !t[k].Upper && !bound {
			break
		}
		k++
	}
	if k == begin {
		return i
	}
	return k
}

// someoneAt reports whether the name of a person stands at token i.
func (r Foreign) someoneAt(i int) bool {
	m := r.names.At(i)
	return m != nil && r.surePerson(Phrase{Entity: m.Entity})
}

// surePerson reports whether a name is a person's, by a title, a first name or several words.
func (r Foreign) surePerson(p Phrase) bool {
	e := &r.names.Entities[p.Entity]
	return e.Person && (e.Sure || e.Full() || r.t.Language.Class(e.Name)&words.FirstName != 0)
}

// pastNouns returns the token behind the nouns of a body from token i on: "Leiter der IG Holz".
func (r Foreign) pastNouns(i, to int) int {
	for t := r.t.Tokens; r.t.Language.NounCapitals && i < to && t[i].Kind == words.Word && t[i].Upper && r.names.At(i) == nil; i++ {
	}
	return i
}

// roleIn reports whether a role stands in tokens [first, last).
func (r Foreign) roleIn(first, last int) bool {
	for i := first; i < last; i++ {
		if r.isRole(i) {
			return true
		}
	}
	return false
}

// binds reports whether token i joins two nouns into one phrase: "de", "des", "für".
func binds(t *words.Text, i int) bool { return t.Tokens[i].Is(words.Binds) && !t.Tokens[i].Upper }

// nominal returns the noun phrase that begins at token i, without what hangs on it.
func (r Foreign) nominal(i, to int) Phrase {
	t := r.t.Tokens
	if i >= to {
		return None
	}
	if m := r.names.At(i); m != nil {
		if m.First != i {
			return None
		}
		return naming(i, m)
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
func (r Foreign) described(i, to int) Phrase {
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
				return naming(i, m)
			}
			break
		}
		if r.endsNoun(j) || r.t.Language.NounCapitals && j > least-1 && t[j-1].Upper && !t[j].Upper && t[j].Kind == words.Word {
			break
		}
		if r.isRole(j) && (role < 0 || j <= role+behindRole) {
			role = j
		}
	}
	if j < least {
		return r.pronominal(i, j, to)
	}
	head := j - 1
	if role >= 0 {
		head, j = role, r.pastAdjectives(role+1, min(j, role+1+behindRole), to)
	}
	return Phrase{First: i, Last: j, Head: head, Entity: -1, Kind: Noun}
}

// pastAdjectives returns the token behind those of tokens [i, last) that go on with a noun: adjectives,
// and words behind which the phrase goes on. A verb does not: "el juez investiga".
func (r Foreign) pastAdjectives(i, last, to int) int {
	t := r.t.Tokens
	for ; i < last; i++ {
		goesOn := i+1 < to && (binds(r.t, i+1) || r.names.At(i+1) != nil)
		if t[i].Upper || !goesOn && !r.t.Language.Adjective(strings.ToLower(r.t.String(i))) {
			break
		}
	}
	return i
}

// pronominal returns the phrase of an article at token i that stands for a noun itself: "l'une",
// "einer von ihnen". Token j is the one behind it.
func (r Foreign) pronominal(i, j, to int) Phrase {
	t := r.t.Tokens
	switch {
	case j != i+1 || j >= to:
	case j+1 < to && t[i].Is(words.Indefinite) && t[j].IsWord(words.Preposition) && binds(r.t, j) && t[j+1].Kind == words.Word:
		return Phrase{First: i, Last: j + 2, Head: i, Entity: -1, Kind: Noun}
	case t[j].IsWord(words.Determiner) && !t[j].Is(words.Preposition):
		return Phrase{First: i, Last: j + 1, Head: j, Entity: -1, Kind: Noun}
	}
	return None
}

// endsNoun reports whether token i is no part of a noun phrase.
func (r Foreign) endsNoun(i int) bool {
	t := &r.t.Tokens[i]
	if t.Is(words.Day) || t.Is(words.Function|words.Cue) && !(t.Is(words.Adverb) && t.Upper) {
		return !(t.Upper && r.t.Language.NounCapitals && t.Is(words.Cue) && !t.Is(words.Function))
	}
	return false
}

// isRole reports whether a word is a person's role or a body that speaks.
func (r Foreign) isRole(i int) bool {
	t := &r.t.Tokens[i]
	return t.Kind == words.Word &&
		(t.Is(words.Role|words.Body|words.Paper) || t.Upper && r.t.Language.Ends(strings.ToLower(r.t.String(i)), words.Role|words.Body))
}

// Human reports whether a description is of somebody, or of a body that speaks.
func (r Foreign) Human(p Phrase) bool {
	t := &r.t.Tokens[p.Head]
	if t.Is(words.Paper) && !t.Is(words.Role) {
		return false
	}
	return r.isRole(p.Head) || t.Kind == words.Number || t.Is(words.Determiner) || t.Upper &&
		r.t.Language.Ends(strings.ToLower(r.t.String(p.Head)), words.Female)
}

// PhraseBefore returns the first noun phrase of the clause that ends before a
// verb: not one behind a preposition, and not one of an aside.
func (r Foreign) PhraseBefore(from, to int) Phrase {
	t := r.t.Tokens
	from = max(from, to-Reach)
	first, marked := from, false
	for i := to - 1; i >= from; i-- {
		if k := t[i].Kind; k == words.Quoted || k == words.Semicolon || k == words.Colon || k == words.Comma && r.newClause(i+1, to) {
			from, marked = i+1, k == words.Quoted
			break
		}
	}
	p := r.nearPhrase(from, to)
	if !p.OK() {
		p = r.firstPhrase(from, to, r.Speaks)
	}
	if !p.OK() && marked && from < to && t[from].Kind == words.Word && !t[from].Upper { // "Roe dijo que «…» es caro, e insistió"
		p = r.firstPhrase(first, from, r.Speaks)
	}
	return p
}

// nearPhrase returns the noun phrase that a comma cuts off right before a verb: "la carta, que leyó Ana
// Roe, un vecino dijo".
func (r Foreign) nearPhrase(from, to int) Phrase {
	const longest = 8
	t := r.t.Tokens
	if r.t.Language.NounCapitals {
		return None
	}
	for i := to - 1; i > max(from, to-longest) && t[i].Plain(); i-- {
		if t[i-1].Kind != words.Comma || t[i].IsWord(words.Who|words.That) {
			continue
		}
		if p := r.nominal(i, to); p.Last == to && (p.Kind == Noun && r.Speaks(p) || p.Kind == Pronoun) {
			return p
		}
	}
	return None
}

// newClause reports whether "and" and a name or pronoun stand at token i: ", y Roe accedió".
func (r Foreign) newClause(i, to int) bool {
	t := r.t.Tokens
	if i+1 >= to || !t[i].IsWord(words.Conjunction) {
		return false
	}
	p := r.nominal(i+1, to)
	return (p.Kind == Name || p.Kind == Pronoun) &&
		(p.Last == to || p.Last < to && t[p.Last].Kind == words.Word && !t[p.Last].Is(words.Conjunction))
}

// FirstPhrase returns what a sentence is about: its first noun phrase that no preposition governs.
func (r Foreign) FirstPhrase(from, to int) Phrase {
	return r.firstPhrase(from, to, func(p Phrase) bool { return p.Kind != Noun || !r.t.Tokens[p.First].Is(words.NoSubject) })
}

// firstPhrase returns the first noun phrase in tokens [from, to) that no preposition governs and
// that fits.
func (r Foreign) firstPhrase(from, to int, fits func(Phrase) bool) Phrase {
	t := r.t.Tokens
	for i := from; i < to; {
		governs := t[i].IsWord(words.Preposition) || i > from && t[i].IsWord(words.As)
		if governs && !t[i].Is(words.Determiner) && r.names.At(i) == nil {
			if p := r.nominal(i+1, to); p.OK() {
				i = p.Last
			} else {
				i++
			}
			continue
		}
		if p := r.PhraseFrom(i, to); p.OK() && fits(p) {
			return p
		}
		i++
	}
	return None
}

// Speaks reports whether a phrase before a verb can be its subject: it names
// somebody, or says what somebody is, and is no object.
func (r Foreign) Speaks(p Phrase) bool {
	if p.Kind != Noun {
		return true
	}
	t := r.t.Tokens
	if t[p.First].Is(words.NoSubject) || t[p.Head].Is(words.Day) { // "den", "einem"
		return false
	}
	if !r.t.Language.NounCapitals && !t[p.First].Is(words.Determiner) && !t[p.Head].Is(words.Plural) && p.Last < len(t) &&
		t[p.Last].Kind == words.Comma {
		return false // "Rapporteuse du texte, Ana Roe"
	}
	opens := p.First == 0 || t[p.First-1].Kind != words.Word
	return r.isRole(p.Head) || opens && t[p.First].Is(words.Definite|words.Indefinite)
}
