package quote

import (
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// This file finds what is reported without marks in languages whose clauses are not read: behind
// the word for "that", behind "according to", before "…, said Roe", and in forms of the verb
// that report by themselves ("er sei krank").

// clauses adds what the cues of a sentence report without marks, or with marks for a part of it.
// base is the first attribution of the sentence.
func (a foreign) clauses(s words.Sentence, base int) {
	for k := range a.draft.Cues {
		c := &a.draft.Cues[k]
		if c.Subject.Kind == phrase.Absent && !a.anybody() || a.writer(c.Subject) {
			continue // "Recuerda que …", "j'espère que …"
		}
		if a.denied(c, s) || k > 0 && a.inside(c.Verb, base) {
			continue
		}
		switch {
		case c.Class&words.According != 0 && c.Class&words.Say == 0:
			a.accordingClause(c, s, base)
		case a.parted(c, s, base):
		case a.thatClause(k, s, base):
		case a.asClause(c, s, base):
		default:
			a.clauseBefore(k, s, base)
		}
	}
}

// writer reports whether a phrase means who writes the text.
func (a foreign) writer(p phrase.Phrase) bool {
	return p.Kind == phrase.Pronoun && a.t.Tokens[p.First].IsWord(words.Self)
}

// anybody reports whether somebody has spoken or been spoken of shortly before, who may be the subject of
// a verb that has none.
func (a foreign) anybody() bool {
	const back = 4 // sentences
	if n := len(a.draft.Found); n > a.all.fence.found && a.draft.Found[n-1].Sentence >= a.draft.Sentence-back {
		return true
	}
	from := a.t.Sentences[max(0, a.draft.Sentence-back)].First
	for _, m := range a.names.In(from, a.t.Sentences[a.draft.Sentence].Last) {
		if a.names.Entities[m.Entity].Person {
			return true
		}
	}
	p := a.in.FirstPhrase(from, a.t.Sentences[a.draft.Sentence].First)
	return p.Kind == phrase.Noun && a.in.Human(p)
}

// denied reports whether a cue says that somebody did not say it.
func (a foreign) denied(c *phrase.Cue, s words.Sentence) bool {
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
func (a foreign) inside(i, base int) bool { return a.draft.Taken(i, i+1, base) }

// relative reports whether "that" at token i may be a relative pronoun rather than open what is said
// from token from on: "con el que", "Roe, que llegó", "cuenta la vida de una mujer que".
func (a foreign) relative(c *phrase.Cue, i, from int) bool {
	t := a.t.Tokens
	if a.t.Language.NounCapitals {
		return false
	}
	object := i > from && !c.Inverted && t[from].IsWord(words.Determiner) && !t[from].Is(words.Object)
	governed := t[i-1].IsWord(words.Determiner) || t[i-1].IsWord(words.Preposition) && i-1 > from // but "insistió en que"
	return governed && !t[i-1].Is(words.Binds) || t[i-1].Kind == words.Comma || object
}

// upToColon returns a sentence without what another clause says behind token i: behind a semicolon, or marks
// behind a colon.
func (a foreign) upToColon(i int, s words.Sentence) words.Sentence {
	t := a.t.Tokens
	for n := i; n+1 < s.Last; n++ {
		if t[n].Kind == words.Colon && t[n+1].Kind == words.Quoted || t[n].Kind == words.Semicolon {
			return s.Upto(n)
		}
	}
	return s
}

// newSubject returns a sentence without the clause of somebody else that "and" joins behind token i: "dijo que
// el puente gotea, y el alcalde lo arregló".
func (a foreign) newSubject(i int, s words.Sentence) words.Sentence {
	t := a.t.Tokens
	for n := i + 2; n+2 < s.Last; n++ {
		if t[n].Kind != words.Comma || !t[n+1].IsWord(words.Conjunction) {
			continue
		}
		p := a.in.PhraseFrom(n+2, s.Last)
		who := p.Kind == phrase.Name && a.person(p) || p.Kind == phrase.Noun && t[p.First].Is(words.Definite) && t[p.Head].Is(words.Role)
		if !who || p.Last >= s.Last || a.reportedFrom(p.Last, s.Last) {
			continue
		}
		const none = words.Preposition | words.Conjunction | words.Who | words.That // no verb
		if next := &t[p.Last]; next.Kind == words.Comma || next.Kind == words.Word && !next.Upper && !next.Is(none) {
			return s.Upto(n)
		}
	}
	return s
}

// clauseEnd returns where the clause of cue k ends that begins at token i: the end of the sentence,
// or where another cue with marks of its own begins.
func (a foreign) clauseEnd(k, i int, s words.Sentence) int {
	t := a.t.Tokens
	s = a.newSubject(i, a.upToColon(i, s))
	for n := k + 1; n < len(a.draft.Cues); n++ {
		c := &a.draft.Cues[n]
		if c.Last < s.Last && (t[c.Last].Kind == words.Colon || t[c.Last].Kind == words.Quoted) && c.First > i {
			end := c.First
			if !c.Inverted {
				end = min(end, c.Subject.First)
			}
			return end
		}
		if c.First > i+1 && c.Verb < s.Last && t[c.First-1].IsWord(words.Conjunction|words.Subordinate) && !t[c.First-1].Is(words.Ask) {
			return c.First - 1 // "… y ha negado que …"
		}
		if c.Inverted && c.First > i && t[c.First-1].Kind == words.Comma {
			return c.First - 1 // "…, a-t-il dit, …"
		}
	}
	return s.Last
}

// accordingClause adds what stands around "according to Roe".
func (a foreign) accordingClause(c *phrase.Cue, s words.Sentence, base int) {
	t := a.t.Tokens
	last := max(c.Last, c.Subject.Last)
	preposition := t[c.Verb].Is(words.Preposition) || a.t.Language.NounCapitals && t[c.Verb].Is(words.Adverb)
	if p := c.Subject; p.Kind == phrase.Noun && preposition && !a.in.Human(p) && !t[p.Head].Is(words.Paper) {
		return // "selon la situation"
	}
	if c.First > s.First+1 && (t[c.First-1].Kind == words.Quoted || t[c.First-2].Kind == words.Quoted && !t[c.First-1].Plain()) {
		return // what stands in marks is claimed
	}
	for i := last; i < s.Last; i++ {
		if t[i].Kind == words.Semicolon {
			s.Last = i
		}
	}
	from := a.partStart(c.First, s)
	if c.First <= from+1 {
		a.draft.AddClause(a.pastDescription(a.in.PastAffiliation(last, s.Last), s), s.Last, c, schema.RuleAccordingTo, a.draft.Statements, base)
		return
	}
	for k := range a.draft.Cues {
		if o := &a.draft.Cues[k]; o.First < c.First && o.Class&words.Say != 0 {
			return // what stands before it is reported already
		}
	}
	to := s.Last
	if t[c.First-1].Kind == words.Comma || last < s.Last && t[last].Kind == words.Stop {
		to = c.First
	}
	if to == c.First && a.around(c, from, to, a.pastDescription(last, s), s, schema.RuleAccordingTo, base) {
		return
	}
	a.draft.AddClause(from, to, c, schema.RuleAccordingTo, a.draft.Statements, base)
}

// parted adds what stands on both sides of "der Streik, sagt sie, gehe weiter", where the form of the verb behind
// the cue reports. It reports whether it is such a sentence.
func (a foreign) parted(c *phrase.Cue, s words.Sentence, base int) bool {
	from, behind := a.partStart(c.First, s), max(c.Last, c.Subject.Last)
	return a.t.Language.NounCapitals && c.Inverted && a.around(c, from, c.First, behind, s, schema.RuleTrailing, base)
}

// around adds what stands on both sides of a cue that begins at token at behind a comma and ends at the comma of
// token behind: "El puente, según Roe, gotea", "Elle a, dit-elle, acheté un livre". It reports whether there is something on both.
func (a foreign) around(c *phrase.Cue, from, at, behind int, s words.Sentence, rule schema.QuoteRule, base int) bool {
	const least, short = 4, 6 // words on both sides; tokens of what is no clause yet
	t := a.t.Tokens
	if at <= from || t[at-1].Kind != words.Comma || behind+2 >= s.Last || t[behind].Kind != words.Comma {
		return false
	}
	if a.t.Language.NounCapitals && (a.reportedFrom(from, at-1) || !a.reportedFrom(behind+1, s.Last) || c.Class&words.According != 0) {
		return false
	}
	next := &t[behind+1]
	if next.IsWord(words.Who) || next.Kind == words.Quoted || t[behind-1].Kind == words.Quoted || t[at-2].Kind == words.Quoted {
		return false
	}
	if c.Subject.Kind == phrase.Name && (next.Kind == words.Number || next.IsWord(words.Role|words.Title|words.Body) ||
		t[behind+2].Kind == words.Number || next.IsWord(words.Determiner) && t[behind+2].IsWord(words.Role|words.Title)) {
		return false // "…, selon Roe, maire de Belden"
	}
	named := c.Inverted && c.Subject.Kind != phrase.Pronoun && c.Class&words.According == 0
	if named && at-1-from >= short && !next.IsWord(words.That) || at-from+s.Last-behind < least+2 {
		return false // "…, a dit Roe, ajoutant qu'il pleut"
	}
	statement := a.draft.Statements
	if !a.draft.AddPart(from, at-1, c, rule, statement, base, 1) {
		return false
	}
	a.draft.AddPart(behind+1, a.upToColon(behind+1, s).Last, c, rule, statement, len(a.draft.Found), 1)
	return true
}

// partStart returns where the part of a sentence begins that a semicolon or colon cuts off before token i.
func (a foreign) partStart(i int, s words.Sentence) int {
	for k := i - 1; k > s.First; k-- {
		if kind := a.t.Tokens[k].Kind; kind == words.Semicolon || kind == words.Colon {
			return k + 1
		}
	}
	return s.First
}

// pastDescription returns the token behind what describes a speaker between commas from token i on.
func (a foreign) pastDescription(i int, s words.Sentence) int {
	const longest = 8
	t := a.t.Tokens
	for i+1 < s.Last && t[i].Kind == words.Comma {
		next := i + 1
		for next < s.Last && t[next].Plain() {
			next++
		}
		if next >= s.Last || t[next].Kind != words.Comma || next-i > longest || a.hasVerb(i+1, next) {
			break
		}
		i = next
	}
	return i
}

// hasVerb reports whether a common verb stands in tokens [from, to).
func (a foreign) hasVerb(from, to int) bool {
	for i := from; i < to; i++ {
		if a.t.Tokens[i].IsWord(words.Auxiliary | words.Be | words.Reported) {
			return true
		}
	}
	return false
}

// endsReported reports whether the marked span of token i ends a clause whose verb reports by its form: "Die Brücke sei
// «morsch und dünn», sagte Roe".
func (a foreign) endsReported(from, i int) bool {
	return i > from && a.t.Tokens[i-1].Plain() && a.reportedFrom(from, i)
}

// asClause adds the main clause behind "comme l'a dit Roe, …".
func (a foreign) asClause(c *phrase.Cue, s words.Sentence, base int) bool {
	const most = 2 // words before it: "tal y como"
	t := a.t.Tokens
	first := s.First
	for first < s.First+most && t[first].IsWord(words.Adverb|words.Conjunction) {
		first++
	}
	if first >= c.Verb || !a.opensAs(first) {
		return false
	}
	for i := a.pastDescription(max(c.Last, c.Subject.Last), s); i < s.Last; i++ {
		if t[i].Kind == words.Colon {
			return false
		}
		if t[i].Kind == words.Comma {
			if end := a.upToColon(i, s).Last; end < s.Last && t[end].Kind == words.Colon && !a.hasVerb(i, end) {
				return false // "Como dice Roe, de 63 años: «…»"
			}
			return a.draft.AddClause(i+1, s.Last, c, schema.RuleAccordingTo, a.draft.Statements, base)
		}
	}
	return false
}

// opensAs reports whether token i opens "comme l'a dit Roe", "según ha explicado".
func (a foreign) opensAs(i int) bool {
	t := &a.t.Tokens[i]
	return t.IsWord(words.As) && !t.Is(words.Preposition) || t.IsWord(words.According) && t.Is(words.Preposition)
}

// whole reports whether a verb reports speech as it stands: one that does so only with a second word has
// it behind its subject, "teilte Roe am Montag mit".
func (a foreign) whole(c *phrase.Cue, s words.Sentence) bool {
	t := a.t.Tokens
	if !t[c.Verb].Is(words.Parted) {
		return true
	}
	for i := max(c.Last, c.Subject.Last); i < s.Last; i++ {
		if t[i].IsWord(words.Adverb|words.Preposition) && (i+1 == s.Last || !t[i+1].Plain()) {
			return true
		}
	}
	return false
}

// clauseBefore adds what stands before "…, said Roe" without marks, or with marks for a part of it.
func (a foreign) clauseBefore(k int, s words.Sentence, base int) {
	t := a.t.Tokens
	c := &a.draft.Cues[k]
	at := c.First
	if at > s.First && t[at-1].IsWord(words.According|words.As) {
		at-- // "según informó Roe"
	}
	inserted := c.Subject.Kind == phrase.Absent && (c.Last >= s.Last || !t[c.Last].Plain() && t[c.Last].Kind != words.Colon)
	if !c.Inverted && !inserted || at < s.First+2 || t[at-1].Kind != words.Comma {
		return
	}
	if t[s.First].IsWord(words.Subordinate) || !a.whole(c, s) {
		return
	}
	if inserted && c.Last+1 < s.Last && t[c.Last+1].Kind == words.Quoted {
		return // "el puente, dice, «…»"
	}
	from := a.partStart(at, s)
	if k > 0 {
		from = max(from, a.draft.Cues[k-1].Last, a.draft.Cues[k-1].Subject.Last)
	}
	if t[at-2].Kind == words.Quoted && !a.endsReported(from, at-2) {
		return // what stands in marks is claimed
	}
	for i := at - 2; i >= from; i-- {
		if t[i].Kind == words.Semicolon {
			from = i + 1
			break
		}
	}
	statement := a.draft.Statements
	last := max(c.Last, c.Subject.Last)
	if a.around(c, from, at, last, s, schema.RuleTrailing, base) {
		return
	}
	if !a.draft.AddClause(from, at-1, c, schema.RuleTrailing, statement, base) {
		return
	}
	if last+1 < s.Last && t[last].Kind == words.Comma && a.reportedFrom(last+1, s.Last) {
		a.draft.AddClause(last+1, s.Last, c, schema.RuleTrailing, statement, len(a.draft.Found))
	}
}
