package phrase

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// ForeignCue reads the verb, or "according to", at token i with its subject.
func (r *Reader) ForeignCue(i int, s words.Sentence) (Cue, bool) {
	t := r.t.Tokens
	c := Cue{First: i, Last: i + 1, Verb: i, Class: t[i].Class, Subject: None}
	behind := behindMarks(r.t, i, s)
	if t[i].Is(words.According) && !t[i].Is(words.Say) {
		c.Inverted = true
		if c.Subject = r.phraseFrom(r.skip(i+1, s.Last), s.Last); !c.Subject.OK() || c.Subject.Kind == Pronoun && !behind {
			return c, false
		}
		return c, behind || i == s.First || t[i-1].Kind != words.Word || !t[i].Is(words.Adverb)
	}
	for c.First > s.First && t[c.First-1].IsWord(words.Auxiliary|words.Object|words.Adverb) && !t[c.First-1].Upper {
		c.First--
	}
	behind = behindMarks(r.t, c.First, s)
	joined := r.t.Language.Joined() && i > s.First+1 && c.First == i
	if joined && t[i-1].Is(words.Pronoun) && t[i-2].Is(words.Auxiliary) { // "a-t-elle dit"
		c.First, c.Inverted = i-2, true
		c.Subject = Phrase{First: i - 1, Last: i, Head: i - 1, Entity: -1, Kind: Pronoun}
		return c, true
	}
	if c.First > s.First && c.First == i && t[i-1].IsWord(words.Determiner|words.Preposition) {
		return c, false // "le dit accord"
	}
	opens := c.First == s.First || t[c.First-1].Kind != words.Word && t[c.First-1].Kind != words.Number
	if opens || behind { // said X
		if p := r.phraseFrom(r.skip(c.Last, s.Last), min(s.Last, c.Last+Reach)); p.OK() {
			c.Subject, c.Inverted = p, true
			return c, true
		}
	}
	if p := r.PhraseBefore(s.First, c.First); p.OK() {
		c.Subject = p
		return c, true
	}
	if behind && r.t.Language.NoSubjects { // "«…», dijo."
		c.Subject = Phrase{First: i, Last: i, Head: i, Entity: -1, Kind: Absent}
		return c, true
	}
	return c, false
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
	const most = 4
	t := r.t.Tokens
	for last := min(i+most, to); i < last; i++ {
		between := t[i].IsWord(words.Day|words.Adverb|words.Object) && !t[i].Is(words.Determiner)
		if !between || r.names.At(i) != nil {
			break
		}
	}
	return i
}

// phraseFrom returns the noun phrase that begins at token i, with what hangs on it.
func (r *Reader) phraseFrom(i, to int) Phrase {
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
	}
	return r.apposed(p, to)
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
	if !t[i].Is(words.Determiner) && !r.isRole(i) {
		return None
	}
	return r.described(i, to)
}

// described returns the noun phrase that begins at token i with an article or a role.
func (r *Reader) described(i, to int) Phrase {
	const longest = 7
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
		if r.endsNoun(j) || role >= 0 && j > role+2 {
			break
		}
		if r.isRole(j) {
			role = j
		}
	}
	if j < least {
		return None
	}
	head := j - 1
	if role >= 0 {
		head = role
	}
	return Phrase{First: i, Last: j, Head: head, Entity: -1, Kind: Noun}
}

// endsNoun reports whether token i is no part of a noun phrase.
func (r *Reader) endsNoun(i int) bool {
	t := &r.t.Tokens[i]
	return t.Is(words.Function|words.Day|words.Cue) && !(t.Is(words.Adverb) && t.Upper)
}

// isRole reports whether a word is a person's role or a body that speaks.
func (r *Reader) isRole(i int) bool {
	t := &r.t.Tokens[i]
	return t.Kind == words.Word && (t.Is(words.Role|words.Body|words.Paper) || t.Upper && r.t.Language.Ends(strings.ToLower(r.t.String(i)), words.Role))
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
	for i := from; i < to; {
		if t[i].IsWord(words.Preposition) && !t[i].Is(words.Determiner) && r.names.At(i) == nil {
			if p := r.nominal(i+1, to); p.OK() {
				i = p.Last
			} else {
				i++
			}
			continue
		}
		if p := r.phraseFrom(i, to); p.OK() && r.speaks(p) {
			return p
		}
		i++
	}
	return None
}

// speaks reports whether a phrase before a verb can be its subject: it names
// somebody, or says what somebody is, and is no object.
func (r *Reader) speaks(p Phrase) bool {
	if p.Kind != Noun {
		return true
	}
	if r.t.Tokens[p.First].Is(words.NoSubject) { // "den", "einem"
		return false
	}
	return r.isRole(p.Head)
}
