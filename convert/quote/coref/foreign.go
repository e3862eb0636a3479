package coref

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// This file finds whom phrases mean in languages whose articles and nouns tell the gender, and
// in which a verb may stand alone.

// absent resolves a verb without subject: who spoke in the sentence before, else whom that
// sentence is about, else who stood out before.
func (v *Resolver) absent(out *Voice, p phrase.Phrase, sentence int) {
	if p.ForKind == phrase.Pronoun {
		v.replies(out, p, sentence)
		return
	}
	if v.heard.sentence >= v.before(sentence) {
		*out = v.heard.voice.Carried()
		out.Mention = schema.Span{}
		return
	}
	if q := v.aboutBefore(sentence); q.OK() && q.Kind != phrase.Pronoun {
		v.meant(out, q, sentence)
		out.Mention = schema.Span{}
		if out.Name != "" {
			out.Resolution = schema.ResolvedCarried
			if !v.silentBody(q, out) {
				return
			}
		}
	}
	e := v.recall(v.t.Sentences[sentence].First, sentence, 0, surest, 0) // whom its own sentence names before it is no subject
	if e < 0 && out.Name == "" {
		e = v.recall(p.First, sentence, 0, surest, 0)
	}
	if e >= 0 {
		v.Fill(out, e, schema.ResolvedCarried)
	}
}

// replies resolves who answers a turn of talk: somebody else than who spoke in that turn or, where it is whose
// writes, whom the text has heard last. Who is named in the turn itself is spoken to, or about.
func (v *Resolver) replies(out *Voice, p phrase.Phrase, sentence int) {
	s := v.t.Sentences
	asked := sentence // the first sentence of the turn before
	for asked > 0 && s[asked-1].Paragraph >= s[sentence].Paragraph-1 {
		asked--
	}
	if v.heard.sentence >= 0 && v.heard.sentence < asked {
		if e := v.heard.voice.Entity; e >= 0 && v.names.Entities[e].Person {
			v.Fill(out, e, schema.ResolvedCarried)
			return
		}
	}
	other := func(e *names.Entity) (int, bool) {
		bonus, fits := surest(e)
		return bonus, fits && (v.heard.sentence < asked || v.last.Entity < 0 || e != &v.names.Entities[v.last.Entity])
	}
	e := v.recall(s[asked].First, max(asked-1, 0), 0, other, 0)
	if e < 0 {
		e = v.recall(p.First, sentence, 0, other, 0)
	}
	if e >= 0 {
		v.Fill(out, e, schema.ResolvedCarried)
	}
}

// silentBody reports whether a sentence is about a body that does not speak in it and has not spoken:
// somebody who has been named rather speaks next.
func (v *Resolver) silentBody(p phrase.Phrase, out *Voice) bool {
	if v.t.Tokens[min(p.Last, len(v.t.Tokens)-1)].Is(words.Say) {
		return false
	}
	if out.Entity >= 0 {
		e := &v.names.Entities[out.Entity]
		return !e.Person && !v.hasSpoken(e)
	}
	return p.Kind == phrase.Noun && v.t.Tokens[p.Head].Is(words.Body) && !v.t.Tokens[p.Head].Is(words.Role)
}

// before returns the sentence before one that is more than marked spans, of the same paragraph; the
// sentence itself where there is none.
func (v *Resolver) before(sentence int) int {
	s := v.t.Sentences
	for k := sentence - 1; k >= 0 && s[k].Paragraph == s[sentence].Paragraph; k-- {
		if !v.t.Alone(s[k]) {
			return k
		}
	}
	return sentence
}

// aboutBefore returns the phrase that the sentence before is about, where that is somebody.
func (v *Resolver) aboutBefore(sentence int) phrase.Phrase {
	k := v.before(sentence)
	if k == sentence {
		return phrase.None
	}
	p := v.subjectOf(k)
	if p.Kind == phrase.Noun && !v.read.Foreign().Human(p) {
		p = v.pastAdverbial(p, v.t.Sentences[k])
	}
	if p.Kind == phrase.Name && v.names.Entities[p.Entity].Place {
		return phrase.None
	}
	return p
}

// pastAdverbial returns the phrase behind a noun that opens a sentence and says where or when: "Dos calles más
// abajo, el dueño".
func (v *Resolver) pastAdverbial(p phrase.Phrase, s words.Sentence) phrase.Phrase {
	const most = 3 // words
	t := v.t.Tokens
	i := p.Last
	for i < min(s.Last, p.Last+most) && t[i].Kind == words.Word {
		i++
	}
	if p.First != s.First || i+1 >= s.Last || t[i].Kind != words.Comma {
		return phrase.None
	}
	q := v.read.Foreign().PhraseFrom(i+1, s.Last)
	if q.Kind == phrase.Noun && !v.read.Foreign().Human(q) {
		return phrase.None
	}
	return q
}

// meant resolves a name or description that does not speak itself.
func (v *Resolver) meant(out *Voice, p phrase.Phrase, sentence int) {
	out.Mention = v.t.Span(p.First, p.Last)
	if p.Kind == phrase.Name {
		v.named(out, p, sentence)
		return
	}
	v.noun(out, p, sentence)
}

// goneOn follows a pronoun to the first of the sentences before that the same pronoun is about, as
// in "Elle entre. Elle parle vite. « … », dit-elle" to "Elle entre".
func (v *Resolver) goneOn(p phrase.Phrase, sentence int) (first phrase.Phrase, in int) {
	const most = 6 // sentences
	for range most {
		k := v.before(sentence)
		if k == sentence {
			break
		}
		q := v.subjectOf(k)
		if q.Kind != phrase.Pronoun || genderOf(v.t.Tokens[q.First].Class) != genderOf(v.t.Tokens[p.First].Class) {
			break
		}
		p, sentence = q, k
	}
	return p, sentence
}

// spokenOf returns the one of several people of one surname whom the sentence before is about, by
// name or by what they are; the entity of p where that is none.
func (v *Resolver) spokenOf(p phrase.Phrase, list []int) int {
	q := v.aboutBefore(v.t.SentenceOf(p.First))
	e := q.Entity
	if q.Kind == phrase.Noun {
		e = v.introducedAs(q)
	}
	if q.OK() && slices.Contains(list, e) {
		return e
	}
	return p.Entity
}

// unnamedBefore reports whether "er" or "elle" means somebody whom the sentence before is about and
// describes without a name, and fills the voice then.
func (v *Resolver) unnamedBefore(out *Voice, gender words.Class, sentence int) bool {
	p := v.aboutBefore(sentence)
	if p.Kind != phrase.Noun || !v.read.Foreign().Human(p) || v.several(p) {
		return false
	}
	if g := v.describedGender(p); g != 0 && g != gender {
		return false
	}
	var o Voice
	o.Entity = -1
	v.meant(&o, p, sentence)
	if o.Name == "" || o.Entity >= 0 && !v.names.Entities[o.Entity].Person {
		return false
	}
	mention := out.Mention
	*out = o
	out.Mention, out.Resolution = mention, schema.ResolvedPronoun
	return true
}

// describedGender returns the gender of a description, by its noun or else by its article; 0 unknown.
func (v *Resolver) describedGender(p phrase.Phrase) words.Class {
	head := &v.t.Tokens[p.Head]
	if g := head.Class.Gender(); g != 0 {
		return g
	}
	if head.Upper && v.t.Language.Ends(strings.ToLower(v.t.String(p.Head)), words.Female) {
		return words.Female
	}
	return v.t.Tokens[p.First].Class.Gender()
}

// described returns the person whom "la ministre", "der Forscher", "die 34-Jährige" means: who stood
// out just before. -1: nobody.
func (v *Resolver) described(p phrase.Phrase, sentence int) int {
	head, first := &v.t.Tokens[p.Head], &v.t.Tokens[p.First]
	switch {
	case v.several(p), head.Is(words.Day | words.Place | words.Paper | words.Determiner), v.abstract(p.Head):
		return -1
	case v.t.Language.NounCapitals && !v.read.Foreign().Human(p):
		return -1
	case first.Is(words.Plural) && head.Kind == words.Word && head.Class.Gender() != words.Female &&
		!v.t.Language.Ends(strings.ToLower(v.t.String(p.Head)), words.Female):
		return -1 // "die Fans"
	}
	gender := v.describedGender(p)
	if gender == 0 && v.t.Body[first.End-1] != '\'' && !strings.HasSuffix(v.t.String(p.First), "’") {
		return -1 // "les", "los"
	}
	some := func(e *names.Entity) (int, bool) {
		bonus, fits := likely(gender)(e)
		return bonus, fits && e.Person && (e.Sure || e.Full() || v.hasSpoken(e) || v.t.Language.Class(e.Name)&words.FirstName != 0)
	}
	if e := v.introducedAs(p); e >= 0 {
		return e
	}
	if e := v.introducedFor(p); e >= 0 {
		return e
	}
	if v.t.Language.Office(strings.ToLower(v.t.String(p.Head))) {
		return -1
	}
	e := v.recall(p.First, sentence, gender, v.another(p, some), 0)
	if v.complement(p) && e >= 0 { // "le maire de Roe" is somebody else, unless the sentence before is about him
		if q := v.aboutBefore(sentence); q.Kind != phrase.Name || q.Entity != e {
			return -1
		}
	}
	return e
}

// another weighs as weigh does, but for who spoke just before where a phrase answers that.
func (v *Resolver) another(p phrase.Phrase, weigh weigher) weigher {
	const back = 2 // sentences
	if !p.Answers || v.last.Entity < 0 || v.heard.sentence < v.t.SentenceOf(p.First)-back {
		return weigh
	}
	si := v.t.SentenceOf(p.First)
	if k := v.before(si); k < si && v.t.Asks(v.t.Sentences[k]) {
		return weigh // who writes has asked
	}
	asked := &v.names.Entities[v.last.Entity]
	return func(e *names.Entity) (int, bool) {
		if e == asked {
			return 0, false
		}
		return weigh(e)
	}
}

// several reports whether a description is of several people: the article tells where the noun may be
// one or several, "der Sprecher", "die Sprecher".
func (v *Resolver) several(p phrase.Phrase) bool {
	first := &v.t.Tokens[p.First]
	one := v.t.Language.NounCapitals && first.Class.Gender() == words.Male && !first.Is(words.Plural)
	return v.t.Tokens[p.Head].Is(words.Plural) && !one
}

// surest weighs persons, those first whose first name or title says that they are.
func surest(e *names.Entity) (int, bool) {
	if e.Sure {
		return 2 * perSentence, e.Person
	}
	return 0, e.Person && e.Full()
}

// organised weighs bodies, for "la empresa".
func organised(e *names.Entity) (int, bool) { return 0, !e.Person && !e.Place && (e.Full() || e.Sure) }

// complement reports whether what stands behind the noun of a description tells one such person from
// another: "le maire de Roe", "la ministre de la santé", but not "la metteuse en scène".
func (v *Resolver) complement(p phrase.Phrase) bool {
	for i := p.Head + 1; i < p.Last; i++ {
		if t := &v.t.Tokens[i]; t.Caps && t.End-t.Start > 1 && i == p.Head+1 {
			continue // "le ministre PLR"
		} else if t.Upper || t.Kind != words.Word || t.Is(words.Determiner) {
			return true
		}
	}
	return false
}

// introducedAs returns the one person whom the text introduces with the noun of a description, "el
// ministro de Exteriores" for "el ministro de Exteriores portugués, Jan Roe"; -1 nobody, or several.
func (v *Resolver) introducedAs(p phrase.Phrase) int {
	head := &v.t.Tokens[p.Head]
	if !head.Is(words.Role) && !(head.Upper && v.t.Language.Ends(strings.ToLower(v.t.String(p.Head)), words.Role)) {
		return -1
	}
	return v.onlyPerson(p.First, func(m *names.Mention) bool { return v.calledWith(m, head.Hash) })
}

// introducedFor returns the one person whom the text introduces with what a description is for, "la
// consejera de Aguas, Ana Roe" for "la titular de Aguas"; -1 nobody, or several.
func (v *Resolver) introducedFor(p phrase.Phrase) int {
	t := v.t.Tokens
	last := p.Last - 1
	if last <= p.Head+1 || !t[p.Head+1].IsWord(words.Binds) || t[last].Kind != words.Word || t[last].Is(words.Function) {
		return -1
	}
	return v.onlyPerson(p.First, func(m *names.Mention) bool {
		return v.names.Entities[m.Entity].Sure && v.calledFor(m, t[last].Hash)
	})
}

// onlyPerson returns the one person named before a token of whom a mention says what is asked; -1 nobody, or
// several.
func (v *Resolver) onlyPerson(token int, says func(*names.Mention) bool) int {
	const most = 400 // mentions that are looked at
	found := -1
	list := v.names.In(0, token)
	for k := max(0, len(list)-most); k < len(list); k++ {
		m := &list[k]
		if !v.names.Entities[m.Entity].Person || m.Entity == found || !says(m) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = m.Entity
	}
	return found
}

// calledFor reports whether what stands before a name says that its bearer is there for something: "de Aguas".
func (v *Resolver) calledFor(m *names.Mention, what uint32) bool {
	const before = 12 // tokens
	t := v.t.Tokens
	first := v.t.Sentences[v.t.SentenceOf(m.First)].First
	for i := m.Name - 1; i >= max(first+1, m.First-before) && v.describing(i); i-- {
		if t[i].Hash == what && (t[i-1].Is(words.Binds|words.Determiner) || t[i-1].Upper) {
			return true
		}
	}
	return false
}

// calledWith reports whether a noun stands beside a name and says what its bearer is.
func (v *Resolver) calledWith(m *names.Mention, noun uint32) bool {
	const before, behind = 12, 6 // tokens around the name
	t := v.t.Tokens
	s := v.t.Sentences[v.t.SentenceOf(m.First)]
	if m.First > s.First && (t[m.First-1].IsWord(words.Binds) || m.First-1 > s.First && t[m.First-1].IsWord(words.Determiner) &&
		t[m.First-2].IsWord(words.Binds)) {
		return false // "ministro de Exteriores", "président de l’Orbe"
	}
	for i := m.Name - 1; i >= max(s.First, m.First-before) && v.describing(i); i-- {
		if t[i].Hash == noun {
			return true
		}
	}
	if v.isNamed(m, noun, s) {
		return true
	}
	if m.Last >= s.Last || t[m.Last].Kind != words.Comma {
		return false
	}
	for i := m.Last + 1; i < min(s.Last, m.Last+behind) && t[i].Kind == words.Word && (i == m.Last+1 || !t[i].Is(words.Preposition)); i++ {
		if t[i].Hash == noun {
			return true
		}
	}
	return false
}

// isNamed reports whether a sentence says that a name is somebody of a noun: "Roe ist seit Mai Leiterin".
func (v *Resolver) isNamed(m *names.Mention, noun uint32, s words.Sentence) bool {
	const most = 5 // tokens
	t := v.t.Tokens
	if m.First != s.First || m.Last >= s.Last || !t[m.Last].IsWord(words.Be) {
		return false
	}
	for i := m.Last + 1; i < min(s.Last, m.Last+most) && t[i].Plain() && !t[i].IsWord(words.Not|words.Definite); i++ {
		if t[i].Hash == noun {
			return true
		}
	}
	return false
}

// describing reports whether token i may stand between what somebody is and the name.
func (v *Resolver) describing(i int) bool {
	t := &v.t.Tokens[i]
	if t.Kind == words.Comma {
		return true
	}
	return t.Kind == words.Word && !t.Is(words.Say|words.Be|words.Auxiliary|words.Subordinate|words.Pronoun|words.Who|words.That|words.Not)
}

// abstract reports whether a noun ends as those for things do that nobody is: "présidence".
func (v *Resolver) abstract(i int) bool {
	return !v.t.Tokens[i].Is(words.Role) && v.t.Language.Ends(strings.ToLower(v.t.String(i)), words.Thing)
}

// hasSpoken reports whether an entity has spoken before.
func (v *Resolver) hasSpoken(e *names.Entity) bool { return v.voiced[e] }

// likely is person for languages in which many names are in no list: a first name or a title counts.
func likely(gender words.Class) weigher {
	weigh := person(gender)
	return func(e *names.Entity) (int, bool) {
		bonus, fits := weigh(e)
		if e.Sure {
			bonus += perSentence / 2
		}
		return bonus, fits
	}
}

// presented returns the phrase that first spoke of whom "der Sprecher" means, "ein Sprecher der
// Feuerwehr": the latest one with the same noun and an article for somebody new.
func (v *Resolver) presented(p phrase.Phrase) phrase.Phrase {
	const back, before = 600, 3 // tokens
	t := v.t.Tokens
	for i := p.First - 1; i > max(0, p.First-back); i-- {
		if t[i].Hash != t[p.Head].Hash || t[i].Kind != words.Word || v.names.At(i) != nil {
			continue
		}
		s := v.t.Sentences[v.t.SentenceOf(i)]
		for k := i - 1; k >= max(s.First, i-before); k-- {
			if t[k].Is(words.Indefinite) {
				return v.read.Foreign().PhraseFrom(k, s.Last)
			}
			if !t[k].Plain() || t[k].Is(words.Function) {
				break
			}
		}
	}
	return phrase.None
}
