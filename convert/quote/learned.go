package quote

import (
	"slices"
	"sort"

	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/linear"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// Task is a kind of question that is decided by weights.
type Task uint8

// The tasks.
const (
	TaskCue     Task = iota // does this word report what stands behind it?
	TaskStop                // does the content end before this token?
	TaskLeft                // does this word report what stands before it?
	TaskOn                  // if so, does what it reports go on behind it?
	TaskSpeaker             // which of these noun phrases speaks?
	TaskMarked              // is this marked span, which no cue claims, speech?
	TaskJoin                // does it go on with the statement of the row whose speaker it shares?
	TaskSaid                // is this row speech?
	TaskSure                // is its speaker right?
	Tasks
)

// Question is one decision: which of its options holds, if any.
type Question struct {
	Task    Task
	Cue     schema.Span      // of the cue at hand
	Kind    schema.QuoteKind // of the row at hand
	Mention schema.Span      // of its speaker
	Other   schema.Span      // of the row it may go on with
	Options [][]uint32       // their features
	Spans   []schema.Span    // what each option stands for
}

// Teacher answers questions in place of a model.
type Teacher interface {
	// Choose returns the right option, -1 for none of them, or AskModel.
	Choose(q *Question) int
}

// AskModel is the answer of a teacher who leaves a question to the model.
const AskModel = -2

// Model is what the learned part decides by.
type Model struct {
	Weights [Tasks]*linear.Model
	Priors  Priors
}

// leastPrior is the prior from which on a word may be a cue.
const leastPrior = 10

// leaning is added to the score of a cue: what is not reported is asked for more
// often than what is reported too much, and each row says how sure it is.
const leaning = 160

// found is a word that may report what stands behind it.
type found struct {
	cue        phrase.Cue
	score      int32
	row        int // row of the rules, or -1
	passive    bool
	left, drop bool // the row holds what stands before the cue; it was rejected
	start, end int  // the content behind the cue; none where they are equal
}

// learner is the working state of the learned part.
type learner struct {
	model   *Model
	teacher Teacher
	ids     []uint32 // of the tokens of a sentence, padded on both sides
	cats    []uint32
	priors  []uint8
	feats   []uint32
	found   []found
	who     []phrase.Phrase
	options [][]uint32
	spans   []schema.Span
	first   int // token of ids[pad]
}

const pad = 4

// learned reviews what the rules made of a sentence, whose rows are a.rows[base:], and adds what they missed.
func (a *annotator) learned(si, base int) {
	if a.learn.model == nil {
		return
	}
	s := a.t.Sentences[si]
	a.candidates(s, base)
	if len(a.learn.found) == 0 {
		return
	}
	a.readSentence(s)
	for k := range a.learn.found {
		a.judge(k, s, base)
	}
	a.settle(s, base)
	a.chooseSpeakers(s, base)
}

// candidates finds the words of a sentence that may report, and the priors of all.
func (a *annotator) candidates(s words.Sentence, base int) {
	a.learn.found = a.learn.found[:0]
	a.learn.priors = append(a.learn.priors[:0], 0, 0, 0, 0)
	for i := s.First; i < s.Last; i++ {
		p := uint8(0)
		if tok := &a.t.Tokens[i]; tok.Kind == words.Word {
			p = a.learn.model.Priors.Of(tok.Hash)
			known := p >= leastPrior || tok.Is(words.Cue) && a.draft.IsCue(i)
			if known && (!tok.Upper || i == s.First && a.names.At(i) == nil) {
				a.learn.found = append(a.learn.found, a.candidate(i, s, base))
			}
		}
		a.learn.priors = append(a.learn.priors, p)
	}
	a.learn.priors = append(a.learn.priors, 0, 0, 0, 0)
}

// candidate gathers what the rules know of token i.
func (a *annotator) candidate(i int, s words.Sentence, base int) found {
	f := found{row: -1}
	if k := slices.IndexFunc(a.draft.Cues, func(c phrase.Cue) bool { return c.Verb == i }); k >= 0 {
		f.cue = a.draft.Cues[k]
		for r := base; r < len(a.draft.Found); r++ {
			if o := &a.draft.Found[r]; o.Token == f.cue.First && !o.Cue.Empty() && (f.row < 0 || o.Kind != schema.QuoteDirect) {
				f.row = r
			}
		}
		return f
	}
	t := a.t.Tokens
	c := phrase.Cue{First: i, Last: i + 1, Verb: i, Class: t[i].Class, Subject: phrase.None}
	passive := false
	for c.First > s.First && t[c.First-1].Kind == words.Word && t[c.First-1].Is(words.Auxiliary|words.Adverb|words.Be) && !t[c.First-1].Is(words.FirstName) {
		c.First--
		passive = passive || t[c.First].Is(words.Be)
	}
	if passive && t[i].Is(words.Past) && !t[i].Is(words.Ing) {
		f.cue, f.passive = c, true // "is said to": its subject does not speak
		return f
	}
	earlier := 0
	for earlier < len(a.draft.Cues) && a.draft.Cues[earlier].Verb < i {
		earlier++
	}
	c.Subject = a.read.LeftSubject(c.First-1, &c, a.draft.Cues[:earlier], s)
	f.cue = c
	return f
}

// readSentence fills the ids and categories of a sentence.
func (a *annotator) readSentence(s words.Sentence) {
	n := s.Last - s.First
	a.learn.first = s.First
	a.learn.ids, a.learn.cats = a.learn.ids[:0], a.learn.cats[:0]
	for range pad {
		a.learn.ids, a.learn.cats = append(a.learn.ids, 1), append(a.learn.cats, 1)
	}
	for i := s.First; i < s.First+n; i++ {
		a.learn.ids, a.learn.cats = append(a.learn.ids, a.id(i)), append(a.learn.cats, a.category(i))
	}
	for range pad {
		a.learn.ids, a.learn.cats = append(a.learn.ids, 2), append(a.learn.cats, 2)
	}
}

// id is a token as features see it.
func (a *annotator) id(i int) uint32 {
	t := &a.t.Tokens[i]
	switch t.Kind {
	case words.Word:
		return t.Hash
	case words.Number:
		return 3
	case words.Quoted:
		if a.terms.WordCount(t.Mark) <= phrase.Short {
			return 4
		}
		return 5
	}
	return 8 + uint32(t.Kind)
}

// category is what kind of token it is.
func (a *annotator) category(i int) uint32 {
	const classes = words.Cue | words.Past | words.Present | words.Base | words.Ing | words.Auxiliary | words.Be | words.Adverb | words.Preposition |
		words.Conjunction | words.Subordinate | words.Determiner | words.Pronoun | words.Who | words.That | words.Day | words.Role | words.Plural | words.Paper | words.Object | words.Cliche
	t := &a.t.Tokens[i]
	if m := a.names.At(i); m != nil {
		if a.names.Entities[m.Entity].Person {
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
func (a *annotator) ask(task Task, c *phrase.Cue, at schema.Span) (int32, bool) {
	if a.learn.teacher != nil {
		switch a.learn.teacher.Choose(&Question{Task: task, Cue: c.Span(a.t), Options: [][]uint32{a.learn.feats}, Spans: []schema.Span{at}}) {
		case AskModel:
		case 0:
			return linear.Unit, true
		default:
			return -linear.Unit, false
		}
	}
	score := a.learn.model.Weights[task].Score(a.learn.feats)
	if task == TaskCue {
		score += leaning
	}
	return score, score > 0
}

// judge scores candidate k and finds its content.
func (a *annotator) judge(k int, s words.Sentence, base int) {
	f := &a.learn.found[k]
	if f.row >= 0 && a.draft.Found[f.row].Kind == schema.QuoteDirect || a.read.Negated(&f.cue) {
		return
	}
	if first, last := a.before(f, s); last > first && a.judgeLeft(f, first, last, s) {
		return
	}
	a.cueFeatures(k, s, base)
	var ok bool
	if f.score, ok = a.ask(TaskCue, &f.cue, a.t.Span(f.cue.Verb, f.cue.Verb+1)); !ok {
		f.drop = f.row >= 0
		return
	}
	if f.row < 0 || f.drop {
		a.behind(f, s)
	} else {
		a.draft.Found[f.row].Score = f.score
	}
}

// before returns the tokens of the row of f, where that stands before its cue.
func (a *annotator) before(f *found, s words.Sentence) (first, last int) {
	if f.row < 0 || a.draft.Found[f.row].Span.Start >= int(a.t.Tokens[f.cue.First].Start) {
		return 0, 0
	}
	token := func(at int) int {
		return s.First + sort.Search(s.Last-s.First, func(i int) bool { return int(a.t.Tokens[s.First+i].End) > at })
	}
	r := &a.draft.Found[f.row]
	return token(r.Span.Start), token(r.Span.End-1) + 1
}

// judgeLeft decides whether f reports tokens [first, last) before it, and whether
// that goes on behind it.
func (a *annotator) judgeLeft(f *found, first, last int, s words.Sentence) bool {
	t := a.t.Tokens
	a.leftFeatures(f, first, last, s)
	score, ok := a.ask(TaskLeft, &f.cue, a.t.Span(first, last))
	if !ok {
		f.drop = true
		return false
	}
	f.left, f.score = true, score
	a.draft.Found[f.row].Score = score
	tail := a.read.Tail(&f.cue, s)
	if tail+attribution.LeastIndirect >= s.Last || t[tail].Kind != words.Comma || t[tail+1].Is(words.Who) {
		return true
	}
	a.onFeatures(f, first, last, tail, s)
	if _, ok := a.ask(TaskOn, &f.cue, a.t.Span(tail, tail+1)); ok {
		f.start = tail + 1
		a.end(f, s)
	}
	return true
}

// behind finds the content behind a candidate.
func (a *annotator) behind(f *found, s words.Sentence) {
	t := a.t.Tokens
	at := f.cue.Last
	if a.draft.IsCue(f.cue.Verb) {
		at = a.read.Tail(&f.cue, s)
	}
	for at+1 < s.Last && (t[at].Is(words.Day) || t[at].Is(words.Preposition) && t[at+1].Is(words.Day)) {
		at = a.read.Aside(at, s)
	}
	for at < s.Last && (t[at].Kind == words.Comma || t[at].Kind == words.Colon || t[at].Kind == words.Dash || t[at].Is(words.That)) {
		at++
	}
	f.start = at
	a.end(f, s)
}

// end finds where the content that begins at f.start ends.
func (a *annotator) end(f *found, s words.Sentence) {
	at := f.start
	f.end = s.Last
	for i := at + 1; i < s.Last; i++ {
		if !a.mayStop(i) {
			continue
		}
		a.stopFeatures(f, i, s)
		if _, ok := a.ask(TaskStop, &f.cue, a.t.Span(at, i)); ok {
			f.end = i
			return
		}
	}
}

// mayStop reports whether content may end before token i.
func (a *annotator) mayStop(i int) bool {
	t := &a.t.Tokens[i]
	switch t.Kind {
	case words.Comma, words.Semicolon, words.Colon, words.Dash, words.Open, words.Close, words.Stop, words.Other:
		return true
	case words.Word:
		return t.Is(words.Conjunction | words.Subordinate | words.Who)
	}
	return a.t.Tokens[i-1].Kind == words.Quoted
}

// settle drops the rows of the rules that were judged none and adds those of the accepted candidates.
func (a *annotator) settle(s words.Sentence, base int) {
	for k := range a.learn.found {
		if f := &a.learn.found[k]; f.drop {
			a.draft.Release(f.row, s)
		}
	}
	for k := range a.learn.found {
		if f := &a.learn.found[k]; f.left && f.end > f.start && !a.draft.Taken(f.cue.Verb, f.end, base) {
			a.add(f, schema.RuleTrailing, a.draft.Found[f.row].Statement)
		}
	}
	a.draft.DropReleased(base)
	slices.SortStableFunc(a.learn.found, func(x, y found) int { return int(y.score) - int(x.score) })
	for k := range a.learn.found {
		f := &a.learn.found[k]
		if f.left || f.score <= 0 || f.end <= f.start || a.t.String(f.start) == "with" || a.draft.Taken(f.cue.Verb, f.end, base) {
			continue
		}
		rule := schema.RuleCueBefore
		if a.t.Tokens[f.start-1].Is(words.That) {
			rule = schema.RuleThat
		}
		a.add(f, rule, a.draft.Statements)
	}
}

// add makes rows of what stands behind f.
func (a *annotator) add(f *found, rule schema.QuoteRule, statement int) {
	f.cue.Learned = true
	n := len(a.draft.Found)
	a.draft.AddContent(f.start, f.end, &f.cue, rule, statement, false)
	for ; n < len(a.draft.Found); n++ {
		a.draft.Found[n].Score = f.score
	}
}
