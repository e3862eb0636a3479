package phrase

import (
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// Lines reads who is named in a line of its own beside what is said.
type Lines struct{ read *Reader }

// Lines returns the reader of such lines.
func (r *Reader) Lines() Lines { return Lines{r} }

// Announced returns the person whose words a sentence without a verb announces: "And from
// Chairwoman Jane Roe:", "From the desk of Jane Roe, head of the quay:".
func (r Lines) Announced(s words.Sentence) Phrase {
	const longest = 25 // tokens
	t := r.read.t.Tokens
	if t[s.Last-1].Kind != words.Colon || s.Last-s.First > longest {
		return None
	}
	first, from := None, false
	for i := s.First; i < s.Last-1; i++ {
		m := r.read.names.At(i)
		switch {
		case m != nil && m.First == i && !first.OK() && r.read.names.Entities[m.Entity].Person:
			first = naming(i, m)
		case m != nil:
		case r.verb(i):
			return None
		case !first.OK() && announces(r.read.t, i):
			from = true
		}
	}
	if !from {
		return None
	}
	return first
}

// announces reports the word before whoever speaks: "from", "by", "statement of".
func announces(t *words.Text, i int) bool {
	switch t.String(i) {
	case "from", "From", "by", "By":
		return true
	case "of":
		return i > 0 && t.Tokens[i-1].Is(words.Paper)
	}
	return false
}

// verb reports whether token i is a word that makes a clause of what it stands in.
func (r Lines) verb(i int) bool {
	t := &r.read.t.Tokens[i]
	return t.IsWord(words.Be|words.Auxiliary|words.Cliche) || t.Kind == words.Word && !t.Upper && t.Reports() && !t.Is(words.Role|words.Paper)
}

// Signed returns the person who is named in a paragraph of its own beside the marked span of
// token i, which is a paragraph, too: below it as under a pull quote, or above it where the
// first of such pairs begins with the name.
func (r Lines) Signed(i int) Phrase {
	const most = 40 // sentences that are looked at
	at := r.read.t.SentenceOf(i)
	s := r.read.t.Sentences
	if !r.wholly(at) {
		return None
	}
	top, name := at, false // where the pairs begin
	for k := at - 1; k >= 0 && k > at-most; k-- {
		alone, signs := r.wholly(k), r.signature(k).OK()
		if !alone && !signs || signs == name && k < at-1 {
			break
		}
		top, name = k, signs
	}
	below := at+1 < len(s) && r.signature(at+1).OK()
	if above := r.signature(top).OK(); above && at > 0 {
		return r.signature(at - 1)
	}
	if below {
		return r.signature(at + 1)
	}
	return None
}

// wholly reports whether a sentence is nothing but marked spans and fills its paragraph.
func (r Lines) wholly(si int) bool { return r.sole(si) && r.read.t.Alone(r.read.t.Sentences[si]) }

// sole reports whether a sentence is its paragraph.
func (r Lines) sole(si int) bool {
	s := r.read.t.Sentences
	return (si == 0 || s[si-1].Paragraph != s[si].Paragraph) && (si+1 == len(s) || s[si+1].Paragraph != s[si].Paragraph)
}

// signature returns the person whom a paragraph names and perhaps describes, and nothing else:
// "Councillor Jane Roe, Isle of Man".
func (r Lines) signature(si int) Phrase {
	const longest = 14 // tokens
	s := r.read.t.Sentences[si]
	t := r.read.t.Tokens
	if s.Last-s.First > longest || t[s.Last-1].Kind == words.Stop || t[s.Last-1].Kind == words.Colon || !r.sole(si) {
		return None
	}
	first := s.First
	for k := t[first].Kind; first+1 < s.Last && (k == words.Dash || k == words.Open || k == words.Other); k = t[first].Kind {
		first++
	}
	p := r.read.StartingAt(first, s.Last)
	if p.Kind != Name || !r.read.names.Entities[p.Entity].Person || p.Last < s.Last && t[p.Last].Plain() {
		return None
	}
	for i := p.Last; i < s.Last; i++ {
		if t[i].Kind == words.Quoted || r.verb(i) {
			return None
		}
	}
	return p
}
