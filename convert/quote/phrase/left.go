package phrase

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// This file finds the subject that stands before a cue.

// left reads what stands before a cue and is no plain subject.
type left struct{ read *Reader }

// LeftSubject finds the subject that stands before token j+1.
func (r *Reader) LeftSubject(j int, c *Cue, earlier []Cue, s words.Sentence) Phrase {
	t := r.t.Tokens
	l := left{r}
	if j < s.First {
		return None
	}
	from := max(s.First, j-Reach)
	tok := &t[j]
	switch {
	case tok.Is(words.Who) || tok.IsWord(words.That):
		return r.whoSubject(j, from, s)
	case t[c.Verb].Is(words.Ing) && c.First == c.Verb && r.absolute(j, from):
		return r.climb(r.endingAt(j, from), from)
	case t[c.Verb].Is(words.Ing) && c.First == c.Verb, tok.IsWord(words.Conjunction):
		if p := l.doing(j, c, from); p.OK() {
			return p
		}
		k := l.outside(earlier, j, s)
		within := k >= 0 && t[c.Verb].Is(words.Ing) && tok.Kind == words.Comma && l.restricts(&earlier[k])
		if k >= 0 && earlier[k].Subject.OK() && !within { // "Roe spoke of a clerk who said it leaks, adding"
			return earlier[k].Subject
		}
		return r.ClauseSubject(from, j, s)
	case tok.Kind == words.Comma || tok.Kind == words.Dash || tok.Kind == words.Close:
		if p := r.commaSubject(from, j); p.OK() {
			return p
		}
		return r.ClauseSubject(from, j, s)
	case tok.Kind == words.Quoted:
		return None
	}
	p := l.bothOf(r.climb(r.endingAt(j, from), from), from)
	if !p.OK() {
		p = r.ClauseSubject(from, j+1, s)
	}
	return l.unclosed(p, from)
}

// bothOf extends a description over another that stands before it, of the same person: "the former mayor and
// Senate candidate". Two people have two articles.
func (l left) bothOf(p Phrase, from int) Phrase {
	t := l.read.t.Tokens
	person := words.Role | words.Title
	if p.Kind != Noun || p.First-2 < from || l.read.t.String(p.First-1) != "and" || t[p.First].IsWord(words.Determiner) {
		return p
	}
	if head := &t[p.Head]; !head.Is(person) || head.Is(words.Plural) || !t[p.First-2].IsWord(person) || t[p.First-2].Is(words.Plural) {
		return p
	}
	if q := l.read.NounEndingAt(p.First-2, from); q.OK() && t[q.First].IsWord(words.Determiner) {
		p.First = q.First
	}
	return p
}

// unclosed returns whose description a phrase is that begins behind a name and a comma, and to which no second
// comma belongs: "Jane Roe, founder of Hull Boats told the paper".
func (l left) unclosed(p Phrase, from int) Phrase {
	t := l.read.t.Tokens
	if !p.OK() || p.Kind == Pronoun || p.First-2 < from || t[p.First-1].Kind != words.Comma {
		return p
	}
	if !t[p.First].IsWord(words.Role | words.Indefinite) {
		return p
	}
	q := l.read.endingAt(p.First-2, from)
	if q.Kind != Name || !opensClause(l.read.t, q.First, from) {
		return p
	}
	if e := &l.read.names.Entities[q.Entity]; !e.Person || !e.Full() {
		return p
	}
	if p.Kind == Name && l.read.names.Entities[p.Entity].Person { // "Bo Marsh, spokesman Ed Low said"
		return p
	}
	return q
}

// restricts reports a cue in a relative clause that no comma parts from who it is about: "a clerk who said".
func (l left) restricts(c *Cue) bool {
	w := c.Subject
	return w.Kind == Who && w.ForKind == Noun && w.What[1] == w.First
}

// outside returns the last of the earlier cues that stands in no brackets which close before token j; -1 none.
func (l left) outside(earlier []Cue, j int, s words.Sentence) int {
	k := len(earlier) - 1
	depth := 0
	for i := j; i >= s.First && k >= 0; i-- {
		switch l.read.t.Tokens[i].Kind {
		case words.Close:
			depth++
		case words.Open:
			depth = max(0, depth-1)
		default:
		}
		if i == earlier[k].Verb {
			if depth == 0 {
				return k
			}
			k--
		}
	}
	return k
}

// Doing is doing for a cue of a sentence.
func (r *Reader) Doing(c *Cue, s words.Sentence) Phrase {
	if c.First == s.First {
		return None
	}
	return left{r}.doing(c.First-1, c, max(s.First, c.First-Reach))
}

// doing returns who is seen or heard doing what the participle of a cue says, right before it: "footage of Roe
// saying", "some calling her out, saying"; None where the participle belongs to the sentence.
func (l left) doing(j int, c *Cue, from int) Phrase {
	t := l.read.t.Tokens
	if !t[c.Verb].Is(words.Ing) || c.First != c.Verb || t[j].IsWord(words.Conjunction) {
		return None
	}
	if t[j].Kind == words.Comma {
		return l.heardFrom(j, from)
	}
	if m := l.read.names.At(j); m != nil && m.Last == j+1 && m.First-1 > from && l.read.names.Entities[m.Entity].Person {
		if w := l.read.t.String(m.First - 1); w == "of" && m.First-2 > from && recording(l.read.t.String(m.First-2)) {
			return l.read.endingAt(j, from)
		}
	}
	return None
}

// heardFrom returns who says what a participle behind the comma at token j reports, where that is not the subject:
// "Police received a call from a clerk in Hull, saying", "with some calling her out, saying".
func (l left) heardFrom(j, from int) Phrase {
	const longest = 14 // tokens
	t := l.read.t.Tokens
	for i := j - 1; i > from && i >= j-longest && t[i].Kind != words.Quoted && t[i].Kind != words.Semicolon; i-- {
		p := None
		switch l.read.t.String(i) {
		case "from":
			if t[i-1].IsWord(words.Paper|words.Occasion) && received(l.read.t, i-1, from) {
				p = l.read.StartingAt(i+1, j)
			}
		case "with":
			if p = l.read.ownerAt(i + 1); !p.OK() || !strings.HasSuffix(l.read.t.String(i+2), "ing") { // "with some calling"
				p = l.read.StartingAt(i+1, j)
			}
			if p.OK() && (p.Last >= j || !strings.HasSuffix(l.read.t.String(p.Last), "ing")) {
				p = None
			}
		}
		if p.OK() {
			return l.read.Extended(p, j)
		}
	}
	return None
}

// received reports whether a verb of getting stands a few words before token i: "received a 911 call".
func received(t *words.Text, i, from int) bool {
	const few = 5
	for k := i - 1; k >= from && k >= i-few; k-- {
		switch t.String(k) {
		case "received", "receives", "got", "gets", "took", "answered", "fielded", "receiving", "getting":
			return true
		}
	}
	return false
}

// recording reports what somebody is heard on: "footage of Roe saying".
func recording(w string) bool {
	switch w {
	case "footage", "video", "videos", "clip", "clips", "recording", "recordings", "audio", "tape", "tapes", "quotes", "memory", "reports", "stories":
		return true
	}
	return false
}

// absolute reports "with critics saying": the participle has a subject of its own.
func (r *Reader) absolute(j, from int) bool {
	p := r.climb(r.endingAt(j, from), from)
	return p.OK() && p.First > from && r.t.String(p.First-1) == "with"
}

// acted returns the phrase before the participle at token i that says what it does, or what was done with it:
// "Protesters marching through the streets", "documents leaked to the paper".
func (l left) acted(i, from int) Phrase {
	if participle(l.read.t, i) {
		return l.read.endingAt(i-1, from)
	}
	t := l.read.t.Tokens
	done := t[i].Kind == words.Word && !t[i].Upper && !t[i].Is(words.Cue|words.Cliche) && strings.HasSuffix(l.read.t.String(i), "ed")
	if done && t[i-1].IsWord(words.Paper) {
		return l.read.endingAt(i-1, from)
	}
	return None
}
