// Package scorer decides what rules leave open, by weights learned from coded articles.
//
// In: a Draft with what the rules made of a sentence. Out: the same Draft, without what the
// weights reject and with what the rules missed; who speaks; and how sure each attribution
// and its speaker is. Laws: weights and features are whole numbers, so that every machine
// decides alike; what a feature means changes only together with the weights
// (docs/models/quote.md); a Teacher who answers in place of the weights sees each question.
package scorer

import (
	"slices"
	"sort"

	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/linear"
	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// leastPrior is the prior from which on a word may be a cue.
const leastPrior = 10

// leaning is added to the score of a cue: what is not reported is asked for more
// often than what is reported too much, and each attribution says how sure it is.
const leaning = 160

// candidate is a word that may report what stands behind it.
type candidate struct {
	cue        phrase.Cue
	score      int32
	found      int // attribution of the rules, or -1
	passive    bool
	left, drop bool // the attribution holds what stands before the cue; it was rejected
	start, end int  // the content behind the cue; none where they are equal
}

// Scorer applies the weights to one text after another, and keeps its memory between them.
type Scorer struct {
	view // of the text at hand

	ids, cats  []uint32 // of the tokens of a sentence, padded on both sides
	first      int      // token of ids[pad]
	priors     []uint8
	candidates []candidate
	is         [fields]uint32 // of the question at hand
	feats      []uint32
	who        []phrase.Phrase
	options    [][]uint32
	spans      []schema.Span
}

// view is what a scorer reads of a text, and what it reads it with.
type view struct {
	t       *words.Text
	names   *names.Index
	read    *phrase.Reader
	terms   *phrase.Terms
	draft   *attribution.Draft
	model   *Model // nil: the rules alone decide
	sure    *Model // says how sure the result is
	teacher Teacher
}

// Begin starts a text. Only of a text in the language of the articles that the weights were
// learned from do they decide; of others they say how sure the result is.
func (sc *Scorer) Begin(d *attribution.Draft, n *names.Index, m *Model, teacher Teacher, decides bool) {
	sc.view = view{t: d.Text, names: n, read: d.Read, terms: d.Terms, draft: d, model: m, sure: m, teacher: teacher}
	if !decides {
		sc.model = nil
	}
}

// End lets go of the text.
func (sc *Scorer) End() { sc.view = view{} }

const pad = 4

// Review reviews what the rules made of a sentence, whose attributions are those from base on, and adds what they missed.
func (sc *Scorer) Review(si, base int) {
	if sc.model == nil {
		return
	}
	s := sc.t.Sentences[si]
	sc.gather(s, base)
	if len(sc.candidates) == 0 {
		return
	}
	sc.readSentence(s)
	for k := range sc.candidates {
		sc.judge(k, s, base)
	}
	sc.settle(s, base)
	sc.chooseSpeakers(s, base)
}

// gather finds the words of a sentence that may report, and the priors of all.
func (sc *Scorer) gather(s words.Sentence, base int) {
	sc.candidates = sc.candidates[:0]
	sc.priors = append(sc.priors[:0], 0, 0, 0, 0)
	for i := s.First; i < s.Last; i++ {
		p := uint8(0)
		if tok := &sc.t.Tokens[i]; tok.Kind == words.Word {
			p = sc.model.Priors.Of(tok.Hash)
			known := p >= leastPrior || tok.Is(words.Cue) && sc.draft.IsCue(i)
			if known && (!tok.Upper || i == s.First && sc.names.At(i) == nil) {
				sc.candidates = append(sc.candidates, sc.candidateAt(i, s, base))
			}
		}
		sc.priors = append(sc.priors, p)
	}
	sc.priors = append(sc.priors, 0, 0, 0, 0)
}

// candidateAt gathers what the rules know of token i.
func (sc *Scorer) candidateAt(i int, s words.Sentence, base int) candidate {
	f := candidate{found: -1}
	if k := slices.IndexFunc(sc.draft.Cues, func(c phrase.Cue) bool { return c.Verb == i }); k >= 0 {
		f.cue = sc.draft.Cues[k]
		for r := base; r < len(sc.draft.Found); r++ {
			if o := &sc.draft.Found[r]; o.Token == f.cue.First && !o.Cue.Empty() && (f.found < 0 || o.Kind != schema.QuoteDirect) {
				f.found = r
			}
		}
		return f
	}
	t := sc.t.Tokens
	c := phrase.Cue{First: i, Last: i + 1, Verb: i, Class: t[i].Class, Subject: phrase.None}
	passive := false
	for c.First > s.First && t[c.First-1].IsWord(words.Auxiliary|words.Adverb|words.Be) && !t[c.First-1].Is(words.FirstName) {
		c.First--
		passive = passive || t[c.First].Is(words.Be)
	}
	if passive && t[i].Is(words.Past) && !t[i].Is(words.Ing) {
		f.cue, f.passive = c, true // "is said to": its subject does not speak
		return f
	}
	earlier := 0
	for earlier < len(sc.draft.Cues) && sc.draft.Cues[earlier].Verb < i {
		earlier++
	}
	c.Subject = sc.read.LeftSubject(c.First-1, &c, sc.draft.Cues[:earlier], s)
	f.cue = c
	return f
}

// readSentence fills the ids and categories of a sentence.
func (sc *Scorer) readSentence(s words.Sentence) {
	n := s.Last - s.First
	sc.first = s.First
	sc.ids, sc.cats = sc.ids[:0], sc.cats[:0]
	for range pad {
		sc.ids, sc.cats = append(sc.ids, 1), append(sc.cats, 1)
	}
	for i := s.First; i < s.First+n; i++ {
		sc.ids, sc.cats = append(sc.ids, sc.id(i)), append(sc.cats, sc.category(i))
	}
	for range pad {
		sc.ids, sc.cats = append(sc.ids, 2), append(sc.cats, 2)
	}
}

// id is a token as features see it.
func (sc *Scorer) id(i int) uint32 {
	t := &sc.t.Tokens[i]
	switch t.Kind {
	case words.Word:
		return t.Hash
	case words.Number:
		return 3
	case words.Quoted:
		if sc.terms.WordCount(t.Mark) <= phrase.Short {
			return 4
		}
		return 5
	}
	return 8 + uint32(t.Kind)
}

// classes are what tells the kinds of words apart.
const classes = words.Cue | words.Past | words.Present | words.Base | words.Ing | words.Auxiliary | words.Be | words.Adverb |
	words.Preposition |
	words.Conjunction | words.Subordinate | words.Determiner | words.Pronoun | words.Who | words.That | words.Day | words.Role | words.Plural |
	words.Paper | words.Object | words.Cliche

// category is what kind of token it is.
func (sc *Scorer) category(i int) uint32 {
	t := &sc.t.Tokens[i]
	if m := sc.names.At(i); m != nil {
		if sc.names.Entities[m.Entity].Person {
			return 16
		}
		return 17
	}
	if t.Kind != words.Word {
		return 32 + uint32(t.Kind)
	}
	c := uint64(t.Class&classes) << 1
	if t.Upper {
		c |= 1
	}
	return uint32(c ^ c>>32*0x9E3779B1)
}

// ask decides a question with one option: whether it holds.
func (sc *Scorer) ask(task Task, c *phrase.Cue, at schema.Span) (int32, bool) {
	if sc.teacher != nil {
		switch sc.teacher.Choose(&Question{Task: task, Cue: c.Span(sc.t), Options: [][]uint32{sc.feats}, Spans: []schema.Span{at}}) {
		case AskModel:
		case 0:
			return linear.Unit, true
		default:
			return -linear.Unit, false
		}
	}
	score := sc.model.Weights[task].Score(sc.feats)
	if task == TaskCue {
		score += leaning
	}
	return score, score > 0
}

// judge scores candidate k and finds its content.
func (sc *Scorer) judge(k int, s words.Sentence, base int) {
	f := &sc.candidates[k]
	if f.found >= 0 && sc.draft.Found[f.found].Kind == schema.QuoteDirect || sc.read.Silent(&f.cue) {
		return
	}
	if sc.read.Idle(&f.cue, s) {
		f.drop = f.found >= 0
		return
	}
	if first, last := sc.before(f, s); last > first && sc.judgeLeft(f, first, last, s) {
		return
	}
	sc.cueFeatures(k, s, base)
	var ok bool
	if f.score, ok = sc.ask(TaskCue, &f.cue, sc.t.Span(f.cue.Verb, f.cue.Verb+1)); !ok {
		f.drop = f.found >= 0
		return
	}
	if f.found < 0 || f.drop {
		sc.behind(f, s)
	} else {
		sc.draft.Found[f.found].Score = f.score
	}
}

// before returns the tokens of the attribution of f, where that stands before its cue.
func (sc *Scorer) before(f *candidate, s words.Sentence) (first, last int) {
	if f.found < 0 || sc.draft.Found[f.found].Span.Start >= int(sc.t.Tokens[f.cue.First].Start) {
		return 0, 0
	}
	token := func(at int) int {
		return s.First + sort.Search(s.Last-s.First, func(i int) bool { return int(sc.t.Tokens[s.First+i].End) > at })
	}
	r := &sc.draft.Found[f.found]
	return token(r.Span.Start), token(r.Span.End-1) + 1
}

// judgeLeft decides whether f reports tokens [first, last) before it, and whether
// that goes on behind it.
func (sc *Scorer) judgeLeft(f *candidate, first, last int, s words.Sentence) bool {
	t := sc.t.Tokens
	sc.leftFeatures(f, first, last, s)
	score, ok := sc.ask(TaskLeft, &f.cue, sc.t.Span(first, last))
	if !ok {
		f.drop = true
		return false
	}
	f.left, f.score = true, score
	sc.draft.Found[f.found].Score = score
	tail := sc.read.Tail(&f.cue, s)
	if tail+attribution.LeastIndirect >= s.Last || t[tail].Kind != words.Comma || t[tail+1].Is(words.Who) || sc.read.Manner(tail+1, s) ||
		sc.read.Lettered(tail+1) {
		return true
	}
	sc.onFeatures(f, first, last, tail, s)
	if _, ok := sc.ask(TaskOn, &f.cue, sc.t.Span(tail, tail+1)); ok {
		f.start = tail + 1
		sc.end(f, s)
	}
	return true
}

// behind finds the content behind a candidate.
func (sc *Scorer) behind(f *candidate, s words.Sentence) {
	t := sc.t.Tokens
	at := f.cue.Last
	if sc.draft.IsCue(f.cue.Verb) {
		at = sc.read.Tail(&f.cue, s)
	}
	for at+1 < s.Last && (t[at].Is(words.Day) || t[at].Is(words.Preposition) && t[at+1].Is(words.Day)) {
		at = sc.read.Aside(at, s)
	}
	for at < s.Last && (t[at].Pause() || t[at].Is(words.That)) {
		at++
	}
	f.start = at
	sc.end(f, s)
}

// end finds where the content that begins at f.start ends.
func (sc *Scorer) end(f *candidate, s words.Sentence) {
	at := f.start
	f.end = s.Last
	for i := at + 1; i < s.Last; i++ {
		if !sc.mayStop(i) {
			continue
		}
		sc.stopFeatures(f, i, s)
		if _, ok := sc.ask(TaskStop, &f.cue, sc.t.Span(at, i)); ok {
			f.end = i
			return
		}
	}
}

// mayStop reports whether content may end before token i.
func (sc *Scorer) mayStop(i int) bool {
	t := &sc.t.Tokens[i]
	switch t.Kind {
	case words.Other:
		return !sc.t.Unit(i)
	case words.Comma, words.Semicolon, words.Colon, words.Dash, words.Open, words.Close, words.Stop:
		return true
	case words.Word:
		return t.Is(words.Conjunction | words.Subordinate | words.Who)
	}
	return sc.t.Tokens[i-1].Kind == words.Quoted
}

// settle drops the attributions of the rules that were judged none and adds those of the accepted candidates.
func (sc *Scorer) settle(s words.Sentence, base int) {
	for k := range sc.candidates {
		if f := &sc.candidates[k]; f.drop {
			sc.draft.Release(f.found, s)
		}
	}
	for k := range sc.candidates {
		if f := &sc.candidates[k]; f.left && f.end > f.start && !sc.draft.Taken(f.cue.Verb, f.end, base) {
			sc.add(f, schema.RuleTrailing, sc.draft.Found[f.found].Statement)
		}
	}
	sc.draft.DropReleased(base)
	slices.SortStableFunc(sc.candidates, func(x, y candidate) int { return int(y.score) - int(x.score) })
	for k := range sc.candidates {
		f := &sc.candidates[k]
		if accepted := !f.left && f.score > 0 && f.end > f.start; !accepted {
			continue
		}
		if sc.t.String(f.start) == "with" || sc.contrast(f.start) || sc.draft.Taken(f.cue.Verb, f.end, base) {
			continue
		}
		rule := schema.RuleCueBefore
		if sc.t.Tokens[f.start-1].Is(words.That) {
			rule = schema.RuleThat
		}
		sc.add(f, rule, sc.draft.Statements)
	}
}

// contrast reports ", but" before what stands at token i: "asked for a vote, but the motion failed".
func (sc *Scorer) contrast(i int) bool {
	return sc.t.Tokens[i-1].Kind == words.Comma && sc.t.String(i) == "but"
}

// add makes attributions of what stands behind f.
func (sc *Scorer) add(f *candidate, rule schema.QuoteRule, statement int) {
	f.cue.Learned = true
	n := len(sc.draft.Found)
	sc.draft.AddContent(f.start, f.end, &f.cue, rule, statement, false)
	for ; n < len(sc.draft.Found); n++ {
		sc.draft.Found[n].Score = f.score
	}
}
