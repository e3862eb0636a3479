package phrase

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// This file finds the subject that stands before a cue.

// LeftSubject finds the subject that stands before token j+1.
func (r *Reader) LeftSubject(j int, c *Cue, earlier []Cue, s words.Sentence) Phrase {
	t := r.t.Tokens
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
		if p := r.doing(j, c, from); p.OK() {
			return p
		}
		if k := r.outside(earlier, j, s); k >= 0 && earlier[k].Subject.OK() {
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
	p := r.climb(r.endingAt(j, from), from)
	if !p.OK() {
		p = r.ClauseSubject(from, j+1, s)
	}
	return r.unclosed(p, from)
}

// unclosed returns whose description a phrase is that begins behind a name and a comma, and to which no second
// comma belongs: "Jane Roe, founder of Hull Boats told the paper".
func (r *Reader) unclosed(p Phrase, from int) Phrase {
	t := r.t.Tokens
	if !p.OK() || p.Kind == Pronoun || p.First-2 < from || t[p.First-1].Kind != words.Comma {
		return p
	}
	if !t[p.First].IsWord(words.Role | words.Indefinite) {
		return p
	}
	q := r.endingAt(p.First-2, from)
	if q.Kind != Name || !r.names.Entities[q.Entity].Person || !r.names.Entities[q.Entity].Full() || !opensClause(r.t, q.First, from) {
		return p
	}
	if p.Kind == Name && r.names.Entities[p.Entity].Person { // "Bo Marsh, spokesman Ed Low said"
		return p
	}
	return q
}

// outside returns the last of the earlier cues that stands in no brackets which close before token j; -1 none.
func (r *Reader) outside(earlier []Cue, j int, s words.Sentence) int {
	k := len(earlier) - 1
	depth := 0
	for i := j; i >= s.First && k >= 0; i-- {
		switch r.t.Tokens[i].Kind {
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

// doing returns who is seen or heard doing what the participle of a cue says, right before it: "footage of Roe
// saying", "some calling her out, saying"; None where the participle belongs to the sentence.
func (r *Reader) doing(j int, c *Cue, from int) Phrase {
	t := r.t.Tokens
	if !t[c.Verb].Is(words.Ing) || c.First != c.Verb || t[j].IsWord(words.Conjunction) {
		return None
	}
	if m := r.names.At(j); m != nil && m.Last == j+1 && m.First-1 > from && r.names.Entities[m.Entity].Person {
		if w := r.t.String(m.First - 1); w == "of" && m.First-2 > from && recording(r.t.String(m.First-2)) {
			return r.endingAt(j, from)
		}
	}
	return None
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
func (r *Reader) acted(i, from int) Phrase {
	if participle(r.t, i) {
		return r.endingAt(i-1, from)
	}
	t := r.t.Tokens
	done := t[i].Kind == words.Word && !t[i].Upper && !t[i].Is(words.Cue|words.Cliche) && strings.HasSuffix(r.t.String(i), "ed")
	if done && t[i-1].IsWord(words.Paper) {
		return r.endingAt(i-1, from)
	}
	return None
}
