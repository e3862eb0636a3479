package quote

import (
	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// This file reads languages other than English. Where their verbs of speech are
// known, the marked spans get their speakers; where they are not, marked spans
// that read like speech are all that is found.

// foreign reads a text in another language.
type foreign struct {
	all   *annotator
	t     *words.Text
	names *names.Index
	terms *phrase.Terms
	draft *attribution.Draft
	in    phrase.Foreign
}

func newForeign(a *annotator) foreign {
	return foreign{a, a.t, a.names, a.terms, a.draft, a.read.Foreign()}
}

// fill fills the attributions.
func (a foreign) fill(cues bool) {
	for p := 0; p+1 < len(a.all.paragraphStart); p++ {
		a.all.begin(p)
		if a.all.turn(p) {
			continue
		}
		base := len(a.draft.Found)
		for si := a.all.paragraphStart[p]; si < a.all.paragraphStart[p+1]; si++ {
			a.draft.Sentence = si
			if k := len(a.draft.Found); cues {
				a.attribute(a.t.Sentences[si])
				a.reportedSentence(si, k)
			}
		}
		a.draft.Sort(base)
		a.remaining(a.all.paragraphStart[p], a.all.paragraphStart[p+1], base, cues)
		a.draft.Sort(base)
		a.takesTurn(p, base)
		a.all.rejoin(p, base)
	}
	a.repeated()
}

// attribute gives the marked spans of a sentence to its cues, and adds what they report without marks.
func (a foreign) attribute(s words.Sentence) {
	a.draft.Cues = a.draft.Cues[:0]
	for i := s.First; i < s.Last; i++ {
		if c, ok := a.cueAt(i, s); ok {
			c.Subject.Answers = c.Subject.OK() && a.t.Tokens[c.Verb].Is(words.Answer)
			a.draft.Cues = append(a.draft.Cues, c)
			i = max(i, c.Verb)
		}
	}
	a.clauses(s, len(a.draft.Found))
	for k := range a.draft.Cues {
		from, to := a.reach(k, s)
		a.claim(&a.draft.Cues[k], from, to)
	}
}

// cueAt reads the cue whose verb stands at token i, or begins there behind a marked span.
func (a foreign) cueAt(i int, s words.Sentence) (phrase.Cue, bool) {
	t := a.t.Tokens
	if a.names.At(i) != nil || t[i].Kind != words.Word {
		return phrase.Cue{}, false
	}
	begins := i == s.First || t[i-1].Kind != words.Word
	if t[i].Is(words.Say|words.According) && (begins || !t[i].Upper || a.t.Language.NounCapitals && t[i].Is(words.According)) {
		if c, ok := a.in.VerbAt(i, s); ok {
			n := len(a.draft.Cues)
			return c, n == 0 || a.draft.Cues[n-1].Last <= c.First
		}
	}
	if i == s.First && t[i].IsWord(words.As) && t[i].Is(words.Preposition) {
		return a.in.View(i, s)
	}
	if a.unclaimedBefore(i, s) {
		return a.in.UnknownVerb(i, s)
	}
	return phrase.Cue{}, false
}

// reach returns the tokens [from, to) in which cue k reports marked spans.
func (a foreign) reach(k int, s words.Sentence) (from, to int) {
	t := a.t.Tokens
	from, to = s.First, s.Last
	if k > 0 {
		from = a.draft.Cues[k-1].Last
	}
	if k+1 == len(a.draft.Cues) {
		return from, to
	}
	to = a.draft.Cues[k+1].First
	if a.draft.Cues[k+1].Inverted && to > from { // “…” said Y belongs to Y
		for to > a.draft.Cues[k].Last && t[to-1].Kind != words.Quoted {
			to--
		}
		to--
	}
	return from, to
}

// reports reports whether cue c reports the marked span of token i behind it. said: another one before
// it is reported, too.
func (a foreign) reports(c *phrase.Cue, i int, said bool) bool {
	t := a.t.Tokens
	if a.draft.Claimed[t[i].Mark] || a.terms.QuotesTerm(i) {
		return false
	}
	if a.spokenOf(i, c) {
		return true
	}
	introduced := t[i-1].Kind == words.Colon || t[i-1].Kind == words.Comma && said
	return !a.calledSo(i) && (a.terms.WordCount(t[i].Mark) > phrase.Short || introduced || a.judged(i, c))
}

// worksName reports whether the marked span of token i, which no cue claims, is what a work is called, in
// languages that write titles as sentences begin: "la chanson du port, « Le quai d’en bas »", "« La gare »,
// couronné en mai".
func (a foreign) worksName(i int, s words.Sentence) bool {
	const most, near = 6, 7 // words of a title; tokens to its kind
	t := a.t.Tokens
	m := t[i].Mark
	if a.t.Language.NounCapitals || !a.terms.SentenceLike(m) || a.terms.Ends(m) || a.terms.WordCount(m) > most ||
		i > s.First && t[i-1].Kind == words.Colon {
		return false
	}
	if i+2 < s.Last && t[i+1].Kind == words.Comma && t[i+2].Kind == words.Word && !t[i+2].Upper {
		next := &t[i+2]
		if next.Is(words.Term|words.Preposition) || a.t.Language.Class(a.t.String(i+2))&(words.Say|words.Function) == 0 {
			return !next.Is(words.According|words.As) && a.quietBehind(i+2, s)
		}
	}
	for k := i - 1; k >= max(s.First, i-near); k-- {
		if t[k].Kind == words.Quoted || t[k].Is(words.Say) {
			return false
		}
		if t[k].IsWord(words.Term) && !t[k].Is(words.Say) {
			return true
		}
	}
	return false
}

// quietBehind reports whether no verb of speech stands in the tokens behind a mark, up to the next comma.
func (a foreign) quietBehind(i int, s words.Sentence) bool {
	for t := a.t.Tokens; i < s.Last && t[i].Kind != words.Comma && t[i].Kind != words.Quoted; i++ {
		if t[i].IsWord(words.Say) || a.names.At(i) != nil {
			return false
		}
	}
	return true
}

// unclaimedBefore reports whether a marked span that may be speech stands right before token i.
func (a foreign) unclaimedBefore(i int, s words.Sentence) bool {
	t := a.t.Tokens
	k := i - 1
	if k > s.First && t[k].Kind == words.Comma {
		k--
	}
	if k < s.First || t[k].Kind != words.Quoted {
		return false
	}
	n := len(a.draft.Cues)
	return (n == 0 || a.draft.Cues[n-1].Last <= k) && (a.terms.Waits(k) || a.terms.SpeechLike(k, false, true)) && !a.terms.QuotesTerm(k) &&
		!a.calledSo(k)
}

// claim emits the marked spans of tokens [from, to) that a cue reports: the
// nearest before it, and those behind it.
func (a foreign) claim(c *phrase.Cue, from, to int) {
	t := a.t.Tokens
	statement, rule := a.draft.Statements, schema.RuleCueBefore
	if c.Class&words.According != 0 && c.Class&words.Say == 0 {
		rule = schema.RuleAccordingTo
	}
	edge := c.First
	if c.Subject.OK() && !c.Inverted {
		edge = min(edge, c.Subject.First)
	}
	if edge > from && t[edge-1].IsWord(words.According|words.As) {
		edge-- // "«…», según asegura Roe"
	}
	before := -1
	for i := edge - 1; i >= from && before < 0; i-- {
		if t[i].Kind == words.Quoted {
			before = i
		} else if t[i].Kind == words.Word {
			break
		}
	}
	if before >= 0 && (a.draft.Claimed[t[before].Mark] || before > from && (a.calledSo(before) || a.terms.QuotesTerm(before))) {
		before = -1 // taken, or "the “Post” reports"
	}
	if before >= 0 {
		if rule == schema.RuleCueBefore {
			rule = schema.RuleCueAfter
		}
		a.draft.AddDirect(before, c, rule, statement)
		rule = schema.RuleCueBetween
	}
	said := before >= 0
	for i := max(c.Last, c.Subject.Last); i < to; i++ {
		if t[i].Kind == words.Quoted && a.reports(c, i, said) {
			a.draft.AddDirect(i, c, rule, statement)
		}
	}
}

// calledSo reports whether the marked span of token i is what something is called: it begins as a
// title does and ends as no sentence does, behind an article, a preposition or, where nouns are
// written so, an upper-case noun.
func (a foreign) calledSo(i int) bool {
	const most = 8 // words of a title
	t := a.t.Tokens
	m := t[i].Mark
	if i > 1 && t[i-1].IsWord(words.Conjunction) && t[i-2].Kind == words.Quoted && a.terms.SentenceLike(m) && !a.terms.Ends(m) {
		return a.calledSo(i - 2) // "«El puente» y «El río»"
	}
	if i == 0 || t[i-1].Kind != words.Word || t[i-1].Is(words.That) || !a.terms.SentenceLike(m) || a.terms.WordCount(m) > most ||
		a.terms.Ends(m) {
		return false
	}
	noun := a.t.Language.NounCapitals && t[i-1].Upper && (a.names.At(i-1) == nil || !a.names.Entities[a.names.At(i-1).Entity].Person)
	if noun || t[i-1].Is(words.Determiner) {
		return true
	}
	if a.t.Language.NounCapitals {
		return t[i-1].Is(words.Contracted)
	}
	return t[i-1].Is(words.Preposition)
}

// inPassing reports whether the marked span of token i, which no cue claims, is a few words inside a
// sentence in which nobody else is heard.
func (a foreign) inPassing(i int, alone bool, near int) bool {
	const few = 3
	t := a.t.Tokens
	if alone || i == 0 || t[i-1].Kind != words.Word || a.terms.Ends(t[i].Mark) || near >= 0 &&
		a.draft.Found[near].Sentence == a.draft.Sentence && !a.inSubject(i, near) {
		return false
	}
	return a.terms.WordCount(t[i].Mark) <= few
}

// inSubject reports whether the marked span of token i is part of who speaks in attribution k behind it:
// "la acusada del «caso Roe» dice que …".
func (a foreign) inSubject(i, k int) bool {
	r := &a.draft.Found[k]
	t := a.t.Tokens
	return r.Span.Start > int(t[i].Start) && r.Cue.Start > int(t[i].Start) && r.Subject.OK() && r.Subject.First < i && t[i-1].Is(words.Binds)
}

// spokenOf reports whether cue c speaks of what is in the marked span of token i: "warnt vor einer
// „Zuspitzung“", "sprach von einem „Lehrbuchfall“".
func (a foreign) spokenOf(i int, c *phrase.Cue) bool {
	const most = 5 // tokens between
	t := a.t.Tokens
	if c.Inverted || i-c.Last > most || i-c.Last < 2 || c.Class&words.Call != 0 {
		return false
	}
	object := t[c.Last].IsWord(words.Determiner) && i-c.Last > 2
	if a.t.Language.NounCapitals && object && t[i-1].IsWord(words.Indefinite) && !a.terms.SentenceLike(t[i].Mark) {
		return true // "nannte den Bau eine „…“"
	}
	return t[i-1].IsWord(words.Indefinite|words.NoSubject) && t[i-2].IsWord(words.Of)
}

// judged reports whether the short marked span of token i is a word that cue c has for something:
// "califica el retraso de «burla»", "dénonce « un scandale »".
func (a foreign) judged(i int, c *phrase.Cue) bool {
	const most = 7 // tokens between
	t := a.t.Tokens
	last := max(c.Last, c.Subject.Last)
	if i-last > most || c.Class&words.Call != 0 {
		return false
	}
	for k := last; k < i; k++ {
		if !t[k].Plain() {
			return false
		}
	}
	lower := !a.terms.SentenceLike(t[i].Mark)
	return i == last && lower || i > last && t[i-1].Is(words.Binds|words.As|words.Of) && !t[i-1].Is(words.Determiner) &&
		(lower || i-last == 1 && !c.Inverted)
}

// spokeBefore returns the last attribution before attribution k that has a speaker; -1 none near.
func (a foreign) spokeBefore(k int) int {
	const back = 8
	for i := k - 1; i >= max(a.all.fence.found, k-back); i-- {
		if a.hasVoice(i) {
			return i
		}
	}
	return -1
}

// remaining emits the marked spans of sentences [first, last) that no cue
// claimed: as those of the statement beside them, or as speech of nobody known,
// or as no speech.
func (a foreign) remaining(first, last, base int, cues bool) {
	a.all.unclaimed(first, last, base, func(i int, s words.Sentence, n attribution.Neighbours) {
		near := n.Prev
		here := func(k int) bool { return k >= 0 && a.draft.Found[k].Sentence == a.draft.Sentence }
		if !here(near) && n.Next < n.Known && here(n.Next) && a.hasVoice(n.Next) {
			near = n.Next // of its own sentence
		}
		if near < 0 && n.Next < n.Known && a.hasVoice(n.Next) {
			near = n.Next
		}
		switch {
		case a.terms.QuotesTerm(i), cues && (a.calledSo(i) || a.worksName(i, s) || a.inPassing(i, n.Alone, near)),
			!a.terms.SpeechLike(i, n.Alone, near >= 0):
			a.draft.AddNotSpeech(i)
		case !cues:
			a.draft.AddDirect(i, nil, schema.RuleMarksOnly, a.draft.Statements)
		case a.all.goesOn(i, base):
			a.draft.AddDirect(i, nil, schema.RuleReopened, a.draft.Found[base-1].Statement)
			a.draft.Last().SameSpeakerAs = base - 1
		default:
			a.share(i, s, near, n.Alone)
		}
	}, a.hasVoice)
}

// hasVoice reports whether attribution k has a speaker of its own or another's.
func (a foreign) hasVoice(k int) bool {
	r := &a.draft.Found[k]
	if e := r.Subject.Entity; e >= 0 && r.Subject.Kind == phrase.Name && a.names.Entities[e].Place {
		return false // what a country said is seldom gone on with
	}
	return r.Kind != schema.QuoteNotSpeech && (r.Subject.OK() || r.SameSpeakerAs >= 0)
}
