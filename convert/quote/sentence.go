package quote

import (
	"slices"

	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// sentence finds the reported speech of one sentence.
func (a *annotator) sentence(si int) {
	s := a.t.Sentences[si]
	a.draft.Sentence, a.draft.Done = si, s.First
	const saint = 2 // tokens of "ST.", which ends no sentence in "ST. HULL —"
	if start := a.paragraphStart[s.Paragraph]; si == start || si == start+1 && s.First-a.t.Sentences[start].First <= saint {
		a.draft.Done = a.read.Dateline(s)
	}
	a.draft.Cues = slices.DeleteFunc(a.read.Cues(a.draft.Cues[:0], s.First, s), a.read.Printed)
	closing := a.closing(s)
	for k := range a.draft.Cues {
		if c := &a.draft.Cues[k]; c.First >= a.draft.Done && (k >= closing || a.ownTrailing(c, s)) {
			a.apply(k, s)
		}
	}
}

// closing returns the cue of "…, X said" at the end of a sentence, whose
// content the cues before it are part of; 0 where there is none.
func (a *annotator) closing(s words.Sentence) int {
	t := a.t.Tokens
	for k := len(a.draft.Cues) - 1; k > 0; k-- {
		c := &a.draft.Cues[k]
		edge := a.edge(c, s)
		if c.Class&words.Say == 0 || edge-2 < s.First {
			continue
		}
		behindClause := t[edge-1].Kind == words.Comma && t[edge-2].Kind != words.Quoted
		if !behindClause || a.trailing(c, edge, a.read.Tail(c, s), s) != edge {
			continue
		}
		for i := edge - 1; i > s.First; i-- {
			if t[i].Kind == words.Semicolon || t[i].Kind == words.Colon {
				return 0
			}
		}
		return k
	}
	return 0
}

// ownTrailing reports whether a marked span stands right before a cue and its subject.
func (a *annotator) ownTrailing(c *phrase.Cue, s words.Sentence) bool {
	e := a.edge(c, s) - 1
	t := a.t.Tokens
	return e >= s.First && (t[e].Kind == words.Quoted || t[e].Kind == words.Comma && e > s.First && t[e-1].Kind == words.Quoted)
}

// edge returns where a cue together with its subject begins.
func (a *annotator) edge(c *phrase.Cue, s words.Sentence) int {
	t := a.t.Tokens
	edge := c.First
	if !c.Inverted && c.Subject.OK() && c.Subject.First >= a.draft.Done && c.Subject.Last <= c.First {
		edge = c.Subject.First
	}
	for least := max(a.draft.Done, s.First+1); edge > least && t[edge-1].IsWord(words.Adverb|words.Subordinate); edge-- {
		if before := t[edge-2].Kind; before != words.Quoted && before != words.Comma {
			break
		}
	}
	return edge
}

// apply turns one cue into attributions.
func (a *annotator) apply(k int, s words.Sentence) {
	c := &a.draft.Cues[k]
	statement := a.draft.Statements
	if c.First == s.First && a.t.Tokens[c.Verb].Is(words.Ing) {
		a.opening(k, s, statement)
		return
	}
	edge := a.edge(c, s)
	rule := schema.RuleCueAfter
	if c.Class&words.According != 0 {
		rule = schema.RuleAccordingTo
	}
	tail := a.read.Tail(c, s)
	before := a.draft.Done
	if !c.Passive {
		before = a.trailing(c, edge, tail, s)
	}
	if before > a.draft.Done {
		if !a.draft.AddContent(a.ownWords(c, before, s), before, c, rule, statement, true) {
			before = a.draft.Done
		}
	}
	if before > a.draft.Done || c.Inverted && c.Class&words.According == 0 && !c.Passive {
		a.draft.Done = max(a.draft.Done, c.Last, tail)
		a.markedBehind(c, tail, s, statement)
		if n := len(a.draft.Found); n > 0 && a.draft.Found[n-1].Kind == schema.QuoteIndirect && a.draft.Found[n-1].Token == c.First {
			a.goesOnBehind(k, tail, s, statement)
		}
		return
	}
	a.forward(k, tail, s, statement)
}

// ownWords returns where the content that ends before token to begins: of "…, “…,” as Roe put it",
// which speaks of words, at the marks; behind the heading of "Mend Your Roof: …, Roe said"; else behind what was
// said before.
func (a *annotator) ownWords(c *phrase.Cue, to int, s words.Sentence) int {
	t := a.t.Tokens
	if a.draft.Done == s.First && a.draft.Sentence == a.paragraphStart[s.Paragraph] {
		if i := a.headed(s); i > s.First && i+attribution.LeastIndirect < to {
			return i
		}
	}
	if t[c.Verb].Is(words.Cliche) && to < s.Last && a.t.String(to) == "as" {
		for i := to - 1; i >= max(a.draft.Done, to-2); i-- {
			if t[i].Kind == words.Quoted {
				return i
			}
		}
	}
	return a.draft.Done
}

// headed returns where the sentence behind a heading in its own line begins, "Mend Your Roof: The first nail …":
// capitals and small words before a colon, and a sentence behind it. s.First where there is none.
func (a *annotator) headed(s words.Sentence) int {
	const longest, least = 10, 2 // tokens; words with a capital
	t := a.t.Tokens
	upper := 0
	for i := s.First; i+1 < s.Last && i < s.First+longest; i++ {
		switch tok := &t[i]; {
		case tok.Kind == words.Colon:
			if upper >= least && t[i+1].Kind == words.Word && t[i+1].Upper {
				return i + 1
			}
			return s.First
		case tok.Kind == words.Number, tok.Kind == words.Possessive:
		case tok.Kind != words.Word, !tok.Upper && !tok.Is(words.Preposition|words.Conjunction|words.Determiner):
			return s.First
		case tok.Upper:
			upper++
		}
	}
	return s.First
}

// opening handles "Declaring that …, Roe went home": the subject stands behind the content.
func (a *annotator) opening(k int, s words.Sentence, statement int) {
	c := &a.draft.Cues[k]
	f, rule := a.read.Tail(c, s), schema.RuleCueBefore
	if f < s.Last && a.t.Tokens[f].Is(words.That) {
		f, rule = f+1, schema.RuleThat
	}
	for i := f; i < s.Last && i < f+phrase.Reach; i++ {
		if a.t.Tokens[i].Kind != words.Comma {
			continue
		}
		if p := a.read.StartingAt(i+1, s.Last); p.OK() {
			c.Subject = a.read.Extended(p, s.Last)
			if a.draft.AddContent(f, i, c, rule, statement, false) {
				a.draft.Done = i
			}
			return
		}
	}
}

// trailing returns the end of the content that stands before a cue, or a.draft.Done.
func (a *annotator) trailing(c *phrase.Cue, edge, tail int, s words.Sentence) int {
	t := a.t.Tokens
	e := edge - 1
	if e < a.draft.Done {
		return a.draft.Done
	}
	if c.Class&words.According != 0 {
		return edge
	}
	if c.Class&(words.Say|words.Tell|words.Ask) == 0 || t[c.Verb].Is(words.Ing) {
		return a.draft.Done
	}
	pause := t[e].Kind == words.Comma || t[e].Kind == words.Dash
	if t[e].Kind == words.Quoted || pause && e > a.draft.Done && t[e-1].Kind == words.Quoted {
		return edge
	}
	if q := a.openQuote(c); q >= a.draft.Done {
		return q + 1
	}
	if !pause || c.Class&words.Tell != 0 && c.Inverted {
		return a.draft.Done
	}
	if c.Inverted {
		return edge
	}
	if a.read.Introduction(a.draft.Done, e) {
		return a.draft.Done
	}
	if tail >= s.Last {
		return edge
	}
	goesOn := t[tail].Content() || t[tail].Kind == words.Colon
	if !goesOn || t[tail].Is(words.Who|words.Subordinate|words.Preposition) {
		return edge
	}
	return a.draft.Done
}

// openQuote returns the marked span before a cue that ends with a comma and so
// waits for "X said", however long X is; -1 where there is none.
func (a *annotator) openQuote(c *phrase.Cue) int {
	const longest = 30
	t := a.t.Tokens
	for i := c.First - 1; i >= a.draft.Done && i > c.First-longest; i-- {
		if t[i].Is(words.Cue) && a.draft.IsCue(i) {
			return -1
		}
		if t[i].Kind == words.Quoted {
			if a.terms.Waits(i) {
				return i
			}
			return -1
		}
	}
	return -1
}

// markedBehind handles the marked span behind "…," X said, "…".
func (a *annotator) markedBehind(c *phrase.Cue, from int, s words.Sentence, statement int) {
	t := a.t.Tokens
	for i := from; i < s.Last && i < from+phrase.Reach; i++ {
		if t[i].Is(words.Cue) && a.draft.IsCue(i) {
			return
		}
		if t[i].Kind != words.Quoted || a.terms.Term(i) {
			continue
		}
		prev := &t[i-1]
		linked := prev.Pause() || prev.Is(words.Conjunction|words.That|words.Adverb)
		if linked || i == from || a.terms.SentenceLike(t[i].Mark) {
			a.draft.AddDirect(i, c, schema.RuleCueBetween, statement)
			a.draft.Done = i + 1
		}
		return
	}
}

// goesOnBehind emits the clause behind "What was said, she said, and", which
// belongs to the same statement where it stands at the end of the sentence.
func (a *annotator) goesOnBehind(k, from int, s words.Sentence, statement int) {
	t := a.t.Tokens
	c := &a.draft.Cues[k]
	if k+1 < len(a.draft.Cues) || from+1 >= s.Last {
		return
	}
	if t[from].Kind != words.Comma || !t[from+1].IsWord(words.Conjunction) {
		return
	}
	if p := a.read.StartingAt(from+2, s.Last); !p.OK() || p.Last >= s.Last || t[p.Last].Kind != words.Word {
		return // "…, she said, and left": what follows is no clause
	}
	if a.draft.AddContent(from+1, s.Last, c, schema.RuleTrailing, statement, true) {
		a.draft.Done = s.Last
	}
}

// forward handles what stands behind a cue.
func (a *annotator) forward(k, tail int, s words.Sentence, statement int) {
	c := &a.draft.Cues[k]
	t := a.t.Tokens
	f := tail
	for f < s.Last && (t[f].Pause() || t[f].Is(words.That)) {
		f++
	}
	if f >= s.Last || k+1 < len(a.draft.Cues) && a.draft.Cues[k+1].First == f {
		return
	}
	if k+1 < len(a.draft.Cues) && a.t.String(f) == "when" && a.draft.Cues[k+1].Subject.First == f+1 && a.draft.Cues[k+1].Subject.OK() {
		return // "pointed to the day when Roe claimed"
	}
	rule := schema.RuleCueBefore
	switch {
	case c.Class&words.According != 0:
		rule = schema.RuleAccordingTo
	case f > 0 && t[f-1].Is(words.That):
		rule = schema.RuleThat
	}
	if c.Class&words.According == 0 && (t[tail].Kind == words.Comma || t[tail].Kind == words.Dash) && t[f].Kind != words.Quoted {
		// "X, he said, is Y": a clause that goes on has been handled by trailing.
		if a.draft.Done > s.First || c.Class&(words.Call|words.Judge) == 0 {
			return
		}
	}
	if c.Class&words.Call != 0 && a.t.String(f) == "as" && f+1 < s.Last {
		f++
	}
	end, outer := a.regionEnd(k, f, s)
	if outer && t[f].Kind != words.Quoted {
		return
	}
	if a.draft.AddContent(f, end, c, rule, statement, false) {
		a.draft.Done = end
	}
}
