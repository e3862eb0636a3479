package quote

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// This file finds what is reported without marks in languages whose clauses are not read: behind
// the word for "that", behind "according to", before "…, said Roe", and in forms of the verb
// that report by themselves ("er sei krank").

// clauses adds what the cues of a sentence report without marks, or with marks for a part of it.
// base is the first attribution of the sentence.
func (a *annotator) clauses(s words.Sentence, base int) {
	for k := range a.draft.Cues {
		c := &a.draft.Cues[k]
		if a.denied(c, s) || k > 0 && a.inside(c.Verb, base) {
			continue
		}
		switch {
		case c.Class&words.According != 0 && c.Class&words.Say == 0:
			a.accordingClause(c, s, base)
		case a.thatClause(k, s, base):
		case a.asClause(c, s, base):
		default:
			a.clauseBefore(k, s, base)
		}
	}
}

// denied reports whether a cue says that somebody did not say it.
func (a *annotator) denied(c *phrase.Cue, s words.Sentence) bool {
	t := a.t.Tokens
	for i := max(s.First, c.First-1); i < c.Verb; i++ {
		if t[i].IsWord(words.Not) {
			return true
		}
	}
	i := max(c.Last, c.Subject.Last) // "sagte Roe nicht."
	return i+1 < s.Last && t[i].IsWord(words.Not) && !t[i+1].Plain()
}

// inside reports whether token i is part of what has been added of the sentence.
func (a *annotator) inside(i, base int) bool { return a.draft.Taken(i, i+1, base) }

// thatClause adds the clause behind a cue that "that" or a comma opens, or an infinitive.
func (a *annotator) thatClause(k int, s words.Sentence, base int) bool {
	const reach = 12 // tokens of a subject and of whom it is said to
	t := a.t.Tokens
	c := &a.draft.Cues[k]
	from := c.Last
	if c.Inverted {
		from = max(from, c.Subject.Last)
	}
	for i := from; i < min(s.Last, from+reach); i++ {
		switch t[i].Kind {
		case words.Quoted, words.Colon, words.Semicolon, words.Stop:
			return false
		case words.Comma:
			if i+1 < s.Last && (!t[i+1].IsWord(words.That) || t[i+1].Is(words.Who)) {
				return a.reportedFrom(i+1, s.Last) && a.draft.AddClause(i+1, s.Last, c, schema.RuleThat, a.draft.Statements, base)
			}
		case words.Word:
			switch {
			case t[i].Is(words.That) && !t[i].Is(words.Determiner):
				return a.draft.AddClause(i+1, a.clauseEnd(k, i+1, s), c, schema.RuleThat, a.draft.Statements, base)
			case t[i].Is(words.Who), i > from+1 && t[i].Is(words.Auxiliary|words.Be|words.Say):
				return false
			case i <= from+1 && a.infinitive(i):
				return a.draft.AddClause(i, a.clauseEnd(k, i+1, s), c, schema.RuleThat, a.draft.Statements, base)
			}
		}
	}
	return false
}

// infinitive reports whether token i is one by its end.
func (a *annotator) infinitive(i int) bool {
	t := &a.t.Tokens[i]
	return t.Kind == words.Word && !t.Upper && !t.Is(words.Function&^words.Auxiliary&^words.Be|words.Day|words.Role) && a.t.Language.Ends(strings.ToLower(a.t.String(i)), words.Base)
}

// clauseEnd returns where the clause of cue k ends that begins at token i: the end of the sentence,
// or where another cue with marks of its own begins.
func (a *annotator) clauseEnd(k, i int, s words.Sentence) int {
	t := a.t.Tokens
	for n := k + 1; n < len(a.draft.Cues); n++ {
		c := &a.draft.Cues[n]
		if c.Last < s.Last && (t[c.Last].Kind == words.Colon || t[c.Last].Kind == words.Quoted) && c.First > i {
			end := c.First
			if !c.Inverted {
				end = min(end, c.Subject.First)
			}
			return end
		}
		if c.Inverted && c.First > i && t[c.First-1].Kind == words.Comma {
			return c.First - 1 // "…, a-t-il dit, …"
		}
	}
	return s.Last
}

// reportedFrom reports whether a verb in tokens [from, to) reports by its form.
func (a *annotator) reportedFrom(from, to int) bool {
	t := a.t.Tokens
	for i := from; i < to; i++ {
		if !t[i].IsWord(words.Reported) || t[i].Upper && i > from {
			continue
		}
		self := i > from && t[i-1].Is(words.Self) || i+1 < to && t[i+1].Is(words.Self) // "ich habe"
		if !self && !(i > from && t[i-1].Is(words.Subordinate)) {                      // "als sei"
			return true
		}
	}
	return false
}

// accordingClause adds what stands around "according to Roe".
func (a *annotator) accordingClause(c *phrase.Cue, s words.Sentence, base int) {
	t := a.t.Tokens
	last := max(c.Last, c.Subject.Last)
	if c.First > s.First+1 && (t[c.First-1].Kind == words.Quoted || t[c.First-2].Kind == words.Quoted && !t[c.First-1].Plain()) {
		return // what stands in marks is claimed
	}
	if c.First > s.First+1 { // inside a clause
		from := s.First
		for i := c.First - 1; i > s.First; i-- {
			if t[i].Kind == words.Semicolon || t[i].Kind == words.Colon {
				from = i + 1
				break
			}
		}
		if t[c.First-1].Kind == words.Comma || last < s.Last && t[last].Kind == words.Stop {
			a.draft.AddClause(from, c.First, c, schema.RuleAccordingTo, a.draft.Statements, base)
			return
		}
		a.draft.AddClause(from, s.Last, c, schema.RuleAccordingTo, a.draft.Statements, base)
		return
	}
	for last < s.Last && t[last].Kind == words.Comma && last+1 < s.Last { // what describes the speaker
		next := last + 1
		for next < s.Last && t[next].Plain() {
			next++
		}
		if next >= s.Last || t[next].Kind != words.Comma || next-last > 8 || a.hasVerb(last+1, next) {
			break
		}
		last = next
	}
	a.draft.AddClause(last, s.Last, c, schema.RuleAccordingTo, a.draft.Statements, base)
}

// hasVerb reports whether a common verb stands in tokens [from, to).
func (a *annotator) hasVerb(from, to int) bool {
	for i := from; i < to; i++ {
		if a.t.Tokens[i].IsWord(words.Auxiliary | words.Be | words.Reported) {
			return true
		}
	}
	return false
}

// asClause adds the main clause behind "comme l'a dit Roe, …".
func (a *annotator) asClause(c *phrase.Cue, s words.Sentence, base int) bool {
	t := a.t.Tokens
	if !t[s.First].IsWord(words.As) {
		return false
	}
	for i := max(c.Last, c.Subject.Last); i < s.Last; i++ {
		if t[i].Kind == words.Comma {
			return a.draft.AddClause(i+1, s.Last, c, schema.RuleAccordingTo, a.draft.Statements, base)
		}
	}
	return false
}

// clauseBefore adds what stands before "…, said Roe" without marks, or with marks for a part of it.
func (a *annotator) clauseBefore(k int, s words.Sentence, base int) {
	t := a.t.Tokens
	c := &a.draft.Cues[k]
	if !c.Inverted || c.First < s.First+2 || t[c.First-1].Kind != words.Comma && t[c.First-1].Kind != words.Dash {
		return
	}
	from := s.First
	if k > 0 {
		from = max(from, a.draft.Cues[k-1].Last, a.draft.Cues[k-1].Subject.Last)
	}
	for i := c.First - 2; i >= from; i-- {
		if t[i].Kind == words.Semicolon || t[i].Kind == words.Quoted && i == c.First-2 {
			if t[i].Kind == words.Quoted {
				return // what stands in marks is claimed
			}
			from = i + 1
			break
		}
	}
	statement := a.draft.Statements
	if !a.draft.AddClause(from, c.First-1, c, schema.RuleTrailing, statement, base) {
		return
	}
	last := max(c.Last, c.Subject.Last)
	if last+1 < s.Last && t[last].Kind == words.Comma && a.reportedFrom(last+1, s.Last) {
		a.draft.AddClause(last+1, s.Last, c, schema.RuleTrailing, statement, len(a.draft.Found))
	}
}

// reportedSentence adds a sentence that reports by the form of its verb and has no cue, with the
// speaker of the statement before it or, where there is none, whom the sentence before is about.
func (a *annotator) reportedSentence(si, base int) {
	s := a.t.Sentences[si]
	if len(a.draft.Found) > base || !a.reportedFrom(s.First, s.Last) {
		return
	}
	const back = 2 // sentences
	n := len(a.draft.Found)
	c := phrase.Cue{First: s.First, Last: s.First, Verb: s.First, Subject: phrase.None}
	like := -1
	for k := n - 1; k >= max(a.fence.found, n-4) && like < 0; k-- {
		if r := &a.draft.Found[k]; r.Sentence < si-back {
			break
		} else if a.hasVoice(k) {
			like = k
		}
	}
	if si > 0 && si > a.fence.sentence && (like < 0 || a.draft.Found[like].Sentence < si-1) {
		before := a.t.Sentences[si-1]
		if p := a.read.ForeignSubject(before.First, before.Last); p.Kind == phrase.Name || p.Kind == phrase.Pronoun || p.Kind == phrase.Noun && a.read.Speaks(p) {
			c.Subject, like = p, -1
		}
	}
	if like < 0 && !c.Subject.OK() {
		return
	}
	statement := a.draft.Statements
	if like >= 0 && a.draft.Found[like].Kind != schema.QuoteDirect && a.draft.Found[like].Sentence == si-1 && a.draft.Found[like].Statement >= 0 {
		statement = a.draft.Found[like].Statement
	}
	if a.draft.AddClause(s.First, s.Last, &c, schema.RuleCarried, statement, base) {
		for k := base; k < len(a.draft.Found); k++ {
			r := &a.draft.Found[k]
			r.SameSpeakerAs, r.Cue, r.Firm = like, schema.Span{}, false
			if like >= 0 {
				r.Subject = phrase.None
			}
		}
	}
}
