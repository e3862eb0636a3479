package quote

import (
	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/scorer"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// unclaimed walks over the marked spans of sentences [first, last) that no cue claimed,
// with their neighbours among the attributions from base on. Each is to become an attribution; where it
// has a voice, spans behind it may go on with it.
func (a *annotator) unclaimed(first, last, base int, add func(i int, s words.Sentence, n attribution.Neighbours), voice func(k int) bool) {
	t := a.t.Tokens
	n := attribution.Neighbours{Base: base, Prev: -1, Direct: -1, Next: base, Known: len(a.draft.Found)}
	for si := first; si < last; si++ {
		s := a.t.Sentences[si]
		a.draft.Sentence = si
		n.Alone = a.t.Alone(s)
		for i := s.First; i < s.Last; i++ {
			if t[i].Kind != words.Quoted || a.draft.Claimed[t[i].Mark] {
				continue
			}
			a.advance(&n, int(t[i].Start))
			add(i, s, n)
			if k := len(a.draft.Found) - 1; voice(k) {
				n.Prev, n.Direct = k, k
			}
		}
	}
}

// leftovers gives the marked spans of a paragraph that no cue claimed to the
// speaker before or behind them. Sentences are [first, last), attributions from base on.
func (a *annotator) leftovers(first, last, base int) {
	a.unclaimed(first, last, base, a.leftover, func(k int) bool { return a.draft.Found[k].Kind != schema.QuoteNotSpeech })
}

// advance moves on to the marked span that begins at start.
func (a *annotator) advance(n *attribution.Neighbours, start int) {
	for n.Next < n.Known && a.draft.Found[n.Next].Span.Start < start {
		if a.draft.Found[n.Next].Subject.OK() {
			n.Prev = n.Next
		}
		if a.draft.Found[n.Next].Kind == schema.QuoteDirect {
			n.Direct = n.Next
		}
		n.Next++
	}
	if n.Alone && n.Prev >= 0 && n.Direct >= 0 && a.draft.Found[n.Direct].Sentence == a.draft.Found[n.Prev].Sentence {
		n.Prev = n.Direct // “…,” said Roe, who said that …. “…”
	}
}

// leftover emits the marked span of token i, which no cue claimed.
func (a *annotator) leftover(i int, s words.Sentence, n attribution.Neighbours) {
	if n.Next >= n.Known || !a.draft.Found[n.Next].Subject.OK() {
		n.Next = -1
	}
	unspoken, score := a.score.Unspoken(i, s, n, a.noSpeech(i, n))
	c, cued := a.unknownCue(i, s)
	shotBack := cued && c.Last > c.First+1
	if unspoken && (shotBack || a.secondPart(i, n) || a.answers(n) >= 0 || a.pulled(i)) {
		unspoken, score = false, scorer.SpeechByRule
	}
	switch {
	case unspoken, a.terms.Printed(i), a.terms.Called(i):
		a.draft.AddNotSpeech(i)
	case a.addSigned(i):
	case cued:
		a.draft.AddDirect(i, &c, schema.RuleCueAfter, a.draft.Statements)
		a.draft.Last().Firm = false
	default:
		a.carry(i, s, n)
	}
	a.draft.Last().Score = score
}

// pulled reports whether the marked span of token i is a pull quote: some words in a paragraph of
// their own, and beside them one that names a person.
func (a *annotator) pulled(i int) bool {
	return a.terms.WordCount(a.t.Tokens[i].Mark) > phrase.Short && !a.terms.Term(i) && a.signed(i).OK()
}

// secondPart reports whether the marked span of token i is a sentence of its own behind a
// sentence with speech in marks: “We had asked,” said Roe. “Nobody came.” However short it
// is, it goes on with that speech.
func (a *annotator) secondPart(i int, n attribution.Neighbours) bool {
	if !n.Alone || n.Direct < 0 || a.draft.Sentence-a.draft.Found[n.Direct].Sentence != 1 || !a.draft.Found[n.Direct].Subject.OK() {
		return false
	}
	m := a.t.Tokens[i].Mark
	return a.terms.Ends(m) && a.terms.SentenceLike(m)
}

// noSpeech reports whether the marked span of token i is a term rather than speech.
func (a *annotator) noSpeech(i int, n attribution.Neighbours) bool {
	count := a.terms.WordCount(a.t.Tokens[i].Mark)
	if n.Alone {
		return count == 1 && n.Prev < 0 && n.Next < 0
	}
	return count <= phrase.Short || a.terms.Term(i) || a.terms.Modifies(i) &&
		(n.Prev < 0 || a.draft.Found[n.Prev].Sentence != a.draft.Sentence)
}

// carry emits the marked span of token i with the speaker of an attribution near it, or
// with one its sentence or the one before names.
func (a *annotator) carry(i int, s words.Sentence, n attribution.Neighbours) {
	like, rule, statement := -1, schema.RuleMarksOnly, a.draft.Statements
	answers := a.answers(n)
	subject, lead := phrase.None, phrase.None
	switch {
	case n.Alone:
		lead = a.lead(n.Prev)
	case i > s.First && a.t.Tokens[i-1].Kind == words.Colon:
		lead = a.read.Lines().Announced(words.Sentence{First: s.First, Last: i, Paragraph: s.Paragraph})
	}
	near := n.Prev
	if near < 0 {
		near = n.Next
	}
	switch {
	case a.goesOn(i, n.Base):
		like, rule, statement = n.Base-1, schema.RuleReopened, a.draft.Found[n.Base-1].Statement
	case lead.OK():
		subject, rule = lead, schema.RuleCueBefore
	case answers >= 0:
		like, rule = answers, schema.RuleCarried
	case near >= 0:
		like, rule = near, schema.RuleCarried
	case n.Base > a.fence.found && n.Alone:
		like, rule = n.Base-1, schema.RuleCarried
	}
	a.draft.AddDirect(i, nil, rule, statement)
	r := a.draft.Last()
	r.SameSpeakerAs, r.Subject = like, subject
	if !subject.OK() && rule != schema.RuleReopened {
		a.preferSubject(r, i, s, n)
	}
	if answers >= 0 && r.SameSpeakerAs == answers {
		return // a turn of its own
	}
	if r.Rule == schema.RuleCarried && a.draft.Found[r.SameSpeakerAs].Statement >= 0 && a.score.Joins(i, s, n, r) {
		r.Statement = a.draft.Found[r.SameSpeakerAs].Statement
	}
}

// preferSubject lets the attribution r of the marked span of token i belong to the subject of
// its sentence, where its speaker would come from another one.
func (a *annotator) preferSubject(r *attribution.Attribution, i int, s words.Sentence, n attribution.Neighbours) {
	if r.SameSpeakerAs < 0 || !n.Alone && a.draft.Found[r.SameSpeakerAs].Sentence != r.Sentence {
		if p := a.read.Owner(i, s); p.OK() {
			r.SameSpeakerAs, r.Subject, r.Rule = -1, p, schema.RuleMarksOnly
			if p.Last == i-1 && a.t.Tokens[i-1].Kind == words.Colon {
				r.Rule = schema.RuleTurn // "Roe: “…”"
			}
		}
	}
	if r.SameSpeakerAs < 0 && !r.Subject.OK() && n.Base > a.fence.found {
		r.SameSpeakerAs, r.Rule = n.Base-1, schema.RuleCarried
	}
}

// goesOn reports whether the marked span of token i opens its paragraph and
// goes on with a statement that the paragraph before left open.
func (a *annotator) goesOn(i, base int) bool {
	p := a.t.Sentences[a.draft.Sentence].Paragraph
	if base <= a.fence.found || !a.reopened[p] || i != a.t.Sentences[a.paragraphStart[p]].First {
		return false
	}
	last := &a.draft.Found[base-1]
	return last.Paragraph == p-1 && last.Kind == schema.QuoteDirect
}

// rejoin makes one statement of a reopened one whose cue stands in paragraph
// p, and gives its speaker to the part before, where that has none of its own.
func (a *annotator) rejoin(p, base int) {
	if base <= a.fence.found || base >= len(a.draft.Found) || !a.reopened[p] {
		return
	}
	first, last := &a.draft.Found[base], &a.draft.Found[base-1]
	direct := first.Kind == schema.QuoteDirect && last.Kind == schema.QuoteDirect
	if !first.Firm || !direct || last.Paragraph != p-1 {
		return
	}
	from, to := first.Statement, last.Statement
	for k := base; k < len(a.draft.Found); k++ {
		if a.draft.Found[k].Statement == from {
			a.draft.Found[k].Statement = to
		}
	}
	for k := base - 1; k >= 0 && a.draft.Found[k].Statement == to && !a.draft.Found[k].Firm; k-- {
		a.draft.Found[k].SameSpeakerAs, a.draft.Found[k].Subject, a.draft.Found[k].Rule = base, phrase.None, schema.RuleReopened
	}
}

// lead returns who the sentence before introduces: the subject of "Roe agreed."
// or "She put it this way:", where that sentence has no speech of its own. prev
// is the attribution before in this paragraph.
func (a *annotator) lead(prev int) phrase.Phrase {
	if a.draft.Sentence <= a.fence.sentence || prev >= 0 && a.draft.Found[prev].Sentence >= a.draft.Sentence-1 {
		return phrase.None
	}
	s := a.t.Sentences[a.draft.Sentence-1]
	colon := a.t.Tokens[s.Last-1].Kind == words.Colon
	if a.t.Alone(s) || !colon && len(a.draft.Found) > 0 && a.draft.Found[len(a.draft.Found)-1].Sentence == a.draft.Sentence-1 {
		return phrase.None
	}
	if p := a.read.Lines().Announced(s); p.OK() {
		return p
	}
	p := a.read.LeadSubject(s)
	if p.Kind == phrase.Name && !a.names.Entities[p.Entity].Person && !colon {
		return phrase.None
	}
	if p.Kind == phrase.Noun && !colon && !a.t.Tokens[p.Head].Is(words.Role) {
		return phrase.None
	}
	return p
}

// unknownCue reads "“…,” Jane Roe quipped" and "“…,” quipped Jane Roe" with a verb
// no list has: the mark waits for a speaker, and the sentence begins with one.
func (a *annotator) unknownCue(i int, s words.Sentence) (phrase.Cue, bool) {
	t := a.t.Tokens
	if !a.terms.Waits(i) || i > s.First && t[i-1].Kind == words.Word {
		return phrase.Cue{}, false
	}
	k := i + 1
	for k < s.Last && t[k].Kind != words.Word {
		k++
	}
	if k+2 < s.Last && !t[k].Upper && a.read.Particle(k+1) { // "shot back Roe"
		if p := a.read.StartingAt(k+2, s.Last); p.OK() {
			return phrase.Cue{First: k, Last: k + 2, Verb: k, Subject: a.read.Extended(p, s.Last), Inverted: true}, true
		}
	}
	if p := a.read.StartingAt(k, s.Last); p.OK() {
		p = a.read.Extended(p, s.Last)
		verb := p.Last
		for verb < s.Last && verb < p.Last+phrase.Reach && (t[verb].Kind != words.Word || t[verb].Is(words.Adverb)) {
			verb++
		}
		if verb >= s.Last {
			return phrase.Cue{}, false
		}
		return phrase.Cue{First: verb, Last: verb + 1, Verb: verb, Subject: p}, true
	}
	if k+1 < s.Last && !t[k].Upper && !t[k].Is(words.Function) {
		if p := a.read.StartingAt(k+1, s.Last); p.OK() {
			return phrase.Cue{First: k, Last: k + 1, Verb: k, Subject: a.read.Extended(p, s.Last), Inverted: true}, true
		}
	}
	return phrase.Cue{}, false
}
