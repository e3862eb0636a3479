package phrase

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// This file reads verbs of speech and their subjects in languages whose clauses are not read:
// by what stands around a verb, in whatever order the language has it.

// Foreign reads phrases and verbs of such languages.
type Foreign struct {
	t     *words.Text
	names *names.Index
	read  *Reader
}

// Foreign returns the reader of other languages.
func (r *Reader) Foreign() Foreign { return Foreign{r.t, r.names, r} }

// VerbAt reads the verb, or "according to", at token i with its subject.
func (r Foreign) VerbAt(i int, s words.Sentence) (Cue, bool) {
	t := r.t.Tokens
	c := Cue{First: i, Last: i + 1, Verb: i, Class: t[i].Class, Subject: None}
	behind := behindMarks(r.t, i, s)
	if t[i].Is(words.According) && !t[i].Is(words.Say) {
		return r.accordingTo(c, behind, s)
	}
	for c.First > s.First && r.ofVerb(c.First-1, i, s) {
		c.First--
	}
	if k := r.partedHelp(c.First, s); k >= 0 && t[i].Is(words.Past) {
		c.First = k
	}
	if t[i].Is(words.Base) && !r.helped(c.First, i) {
		return c, false // "para decir"
	}
	behind = behindMarks(r.t, c.First, s)
	if at := c.First; r.joinedPronoun(at, s) {
		return r.pronounCue(c, at+1), true
	}
	if k := c.First - 1; k > s.First && r.t.Language.Joined() && t[k].Is(words.Pronoun) && t[k-1].Is(words.Auxiliary) { // "a-t-elle dit"
		c.First = k - 1
		return r.pronounCue(c, k), true
	}
	if c.First > s.First && c.First == i && t[i-1].IsWord(words.Determiner|words.Preposition) && !t[i-1].Is(words.According) &&
		!r.clitic(i-1, s) {
		return c, false // "le dit accord"
	}
	return r.withSubject(c, behind, s)
}

// ofVerb reports whether the word of token k, before what belongs to the verb of token i, belongs to it as well:
// "ha", "le", "ya", "l'a interrompu", "volvió a decir".
func (r Foreign) ofVerb(k, i int, s words.Sentence) bool {
	t := r.t.Tokens
	before := &t[k]
	if before.Upper {
		return false
	}
	if before.IsWord(words.Auxiliary | words.Object | words.Adverb) {
		return true
	}
	if t[i].Is(words.Base) && before.IsWord(words.Preposition) && k > s.First && t[k-1].IsWord(words.Auxiliary) {
		return true
	}
	return before.IsWord(words.Determiner) && t[k+1].Is(words.Auxiliary) && before.End == t[k+1].Start
}

// partedHelp returns the helping verb that a few words between commas part from the participle at token i: "a, de
// son côté, estimé"; -1 none.
func (r Foreign) partedHelp(i int, s words.Sentence) int {
	const longest = 6
	t := r.t.Tokens
	if i <= s.First || t[i-1].Kind != words.Comma {
		return -1
	}
	for k := i - 2; k > max(s.First, i-longest); k-- {
		if t[k].Kind == words.Comma {
			if t[k-1].IsWord(words.Auxiliary) && !t[k-1].Upper {
				return k - 1
			}
			return -1
		}
		if !t[k].Plain() || t[k].Upper {
			break
		}
	}
	return -1
}

// helped reports whether another verb stands in tokens [first, verb).
func (r Foreign) helped(first, verb int) bool {
	for k := first; k < verb; k++ {
		if r.t.Tokens[k].Is(words.Auxiliary) {
			return true
		}
	}
	return false
}

// accordingTo reads whose words "laut Roe", "nach Angaben der Feuerwehr" and "Roe zufolge" name.
func (r Foreign) accordingTo(c Cue, behind bool, s words.Sentence) (Cue, bool) {
	const longest = 6
	t := r.t.Tokens
	i := c.First
	c.Inverted = true
	if r.ungoverned(i, s) {
		return c, false
	}
	k := r.Skip(i+1, s.Last)
	alone := k >= s.Last || !binds(r.t, k) || r.names.At(k) != nil
	if i > s.First && t[i-1].IsWord(words.Determiner) && !t[i].Is(words.Preposition) && alone {
		c.Subject = AbsentAt(i) // "a su juicio"
		if c.First--; c.First > s.First && t[c.First-1].IsWord(words.Preposition) {
			c.First--
		}
		return c, true
	}
	if k < s.Last && binds(r.t, k) && !t[k].Is(words.Determiner) && r.names.At(k) == nil {
		k++ // "nach Angaben von Roe"
	}
	c.Subject = r.PhraseFrom(k, s.Last)
	adverb := t[i].Is(words.Adverb)
	for k = max(s.First, i-longest); !adverb && !c.Subject.OK() && k < i; k++ {
		if p := r.PhraseFrom(k, i); p.Last == i && p.OK() {
			c.Subject, c.First, c.Inverted = p, k, true
		}
	}
	if c.First == i && i > s.First && t[i-1].IsWord(words.Preposition) {
		c.First--
	}
	if !c.Subject.OK() || c.Subject.Kind == Pronoun && adverb && !behind {
		return c, false
	}
	if !adverb || behind {
		return c, true
	}
	last := c.Subject.Last // ", so Roe."
	return c, i > s.First && t[i-1].Kind == words.Comma && (last >= s.Last || !t[last].Plain() || t[last].Is(words.Adverb))
}

// View reads in whose view it is so, at token i: "Para Ana Roe, el puente …".
func (r Foreign) View(i int, s words.Sentence) (Cue, bool) {
	t := r.t.Tokens
	p := r.PhraseFrom(i+1, s.Last)
	if !p.OK() || p.Last >= s.Last || t[p.Last].Kind != words.Comma {
		return Cue{}, false
	}
	var who bool
	switch p.Kind {
	case Name:
		who = !r.names.Entities[p.Entity].Place
	case Pronoun:
		who = !t[p.First].Is(words.It)
	default:
		who = t[p.Head].Is(words.Role)
	}
	return Cue{First: i, Last: p.Last, Verb: i, Class: words.According, Subject: p, Inverted: true}, who
}

// ungoverned reports a noun without the preposition that makes it "according to": "la opinión de Roe", but
// not "en opinión de Roe", "a su juicio", "en palabras de Roe".
func (r Foreign) ungoverned(i int, s words.Sentence) bool {
	t := r.t.Tokens
	if r.t.Language.NounCapitals || t[i].Is(words.Preposition|words.Adverb) || i == s.First {
		return false
	}
	if t[i].Is(words.Term) && !t[i-1].Is(words.Preposition) {
		return true
	}
	return t[i-1].IsWord(words.Determiner) && !t[i-1].Is(words.Preposition) &&
		(i-1 == s.First || !t[i-2].Is(words.Preposition|words.According))
}

// clitic reports whether what looks like an article at token i is the object of the verb behind it:
// "Roe la dice", "Roe le dit".
func (r Foreign) clitic(i int, s words.Sentence) bool {
	if i <= s.First || r.t.Tokens[i].Is(words.Preposition) || r.t.Tokens[i+1].Is(words.Past) {
		return false
	}
	before := &r.t.Tokens[i-1]
	return before.Is(words.Pronoun) || before.Plain() && !before.Is(words.Function|words.Cue)
}

// joinedPronoun reports whether the pronoun that a hyphen joins to a verb follows token i: "dit-elle".
func (r Foreign) joinedPronoun(i int, s words.Sentence) bool {
	t := r.t.Tokens
	return i+1 < s.Last && t[i+1].IsWord(words.Pronoun) && r.t.Body[t[i].End] == '-'
}

// pronounCue makes the pronoun at token k the subject of a cue.
func (r Foreign) pronounCue(c Cue, k int) Cue {
	c.Last = max(c.Last, k+1)
	c.Inverted = true
	c.Subject = Phrase{First: k, Last: k + 1, Head: k, Entity: -1, Kind: Pronoun}
	return c
}

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

// surePerson reports whether a name is a person's, by a title, a first name or several words.
func (r Foreign) surePerson(p Phrase) bool {
	e := &r.names.Entities[p.Entity]
	return e.Person && (e.Sure || e.Full() || r.t.Language.Class(e.Name)&words.FirstName != 0)
}

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

// UnknownVerb reads a verb that no list has behind a marked span: "«…», pesta Roe", "«…», a fait
// savoir le maire". What stands behind it tells that it is one: a subject.
func (r Foreign) UnknownVerb(i int, s words.Sentence) (Cue, bool) {
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
func (r Foreign) verbLike(i int) bool {
	const none = words.Preposition | words.Conjunction | words.Subordinate | words.Determiner | words.Pronoun | words.Who | words.That |
		words.Adverb | words.Role | words.Term
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
