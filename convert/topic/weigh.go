package topic

import (
	"math"
	"slices"

	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/convert/topic/weights"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// A whole text is heard by its title, twice, and so many pieces of at least pieceLeast
	// words from its start: behind them hardly anything changes, and time is short.
	mostPieces = 8
	pieceLeast = 40
	pieceBytes = 1500 // of a piece
	titleTimes = 2
	// fewPieces is how many pieces without any direction are added to those of a text.
	fewPieces = 4

	// shortWords is a text in which a word may stand by chance.
	shortWords = 300
	// sureScore is how likely keywords alone must find a code that no weights take back.
	sureScore = 0.98
)

// Signs are what speaks for each code of a text before it is decided, no topic first and
// then the codes in their order: what the learned weights are fitted to.
type Signs struct {
	// Evidence of keywords is its logarithm by what a text of the length needs, in 1/model.Logit.
	Evidence []int64
	// Possible are the codes that a keyword speaks for enough.
	Possible []bool
	// Outcome is what keywords come to alone.
	Outcome schema.TopicOutcome
}

// Signs returns the signs of a text. Weights do not count.
func (c *Coder) Signs(t *schema.Text) Signs {
	m := c.matchers[c.language(t)]
	if m == nil {
		return Signs{}
	}
	r := c.reading(m)
	r.take(t)
	j := m.judge(r.whole, c.tree, r.scratch)
	s := Signs{make([]int64, len(r.scratch)), make([]bool, len(r.scratch)), j.outcome}
	r.evidenceLogs(s.Evidence, r.whole.words)
	for i := range r.scratch {
		s.Possible[i] = i == 0 || r.possible(i, r.whole.words, &j)
	}
	r.clear()
	c.readings.Put(r)
	return s
}

// possible reports whether the code of sums[i] may be given at all. Weights alone never give
// one; in a short text they choose among what keywords give, or take it back.
func (r *reading) possible(i, words int, j *judgement) bool {
	s := &r.scratch[i]
	return s.weight >= medium && (words > shortWords ||
		slices.ContainsFunc(j.codes, func(given sum) bool { return given.code == s.code }))
}

// evidenceLogs sets out to what the sums at hand come to, as Signs has it.
func (r *reading) evidenceLogs(out []int64, words int) {
	need := needed(words)
	base := model.Ln(float64(need))
	for i := range r.scratch {
		ln := model.Ln(float64(r.scratch[i].evidence + need/grantedShare))
		out[i] = int64(math.Round(float64(model.Logit * (ln - base))))
	}
}

// Pieces calls visit with the parts of a text that are heard, and how often each counts.
func Pieces(t *schema.Text, visit func(piece string, times int64)) {
	if t.Title != "" {
		visit(t.Title, titleTimes)
	}
	pieces(t, 0, len(t.Paragraphs), visit)
}

// pieces calls visit with pieces of the paragraphs from, to, of at least pieceLeast words
// but for the last.
func pieces(t *schema.Text, from, to int, visit func(piece string, times int64)) {
	if len(t.Paragraphs) == 0 {
		visit(cut(t.Body), 1)
		return
	}
	start, words, n := -1, 0, 0
	for _, p := range t.Paragraphs[from:to] {
		if start < 0 {
			start = p.Start
		}
		words += wordsOf(clip(t.Body, p), pieceLeast)
		if words < pieceLeast {
			continue
		}
		visit(cut(clip(t.Body, schema.Span{Start: start, End: p.End})), 1)
		start, words = -1, 0
		if n++; n == mostPieces {
			return
		}
	}
	if start >= 0 {
		visit(cut(clip(t.Body, schema.Span{Start: start, End: t.Paragraphs[to-1].End})), 1)
	}
}

func cut(s string) string { return s[:min(len(s), pieceBytes)] }

// wordsOf counts the words of s, at most most of them.
func wordsOf(s string, most int) int {
	n, inside := 0, false
	for i := 0; i < len(s) && n < most; i++ {
		space := s[i] == ' ' || s[i] == '\n' || s[i] == '\t'
		if !space && !inside {
			n++
		}
		inside = !space
	}
	return n
}

// sound is what the pieces of a text sound like: their mean, drawn towards nothing where
// they are few.
type sound struct {
	w      *weights.Weights
	task   *weights.Task
	sum    []int64
	pieces int64
}

// start begins another text.
func (s *sound) start(task *weights.Task) {
	clear(s.sum)
	s.task, s.pieces = task, 0
}

// hear adds a piece of the text.
func (s *sound) hear(piece string, times int64) { s.add(times, piece) }

func (s *sound) add(times int64, parts ...string) {
	if s.w.Add(s.task, s.sum, times, parts...) {
		s.pieces += times
	}
}

// of returns it for code i, none being 0.
func (s *sound) of(i int) int64 { return s.sum[i] / (s.pieces + fewPieces) }

// judge decides what was counted: by keywords, and by what hear lets sound. What keywords are
// sure of stays, and is not heard.
func (r *reading) judge(hear func()) judgement {
	j := r.m.judge(r.whole, r.c.tree, r.scratch)
	if r.sound == nil {
		return j
	}
	if scores := r.scores(j.codes, r.whole.words); len(scores) > 0 && scores[0] >= sureScore {
		j.scores = scores
		return j
	}
	r.sound.start(&r.sound.w.Whole)
	hear()
	return r.weigh(j, r.whole.words)
}

// weigh decides a text anew: by the sums of its keywords at hand, j, which is what they
// come to alone, and by what it sounds like. A code needs keywords; no topic does not.
func (r *reading) weigh(j judgement, words int) judgement {
	task := r.sound.task
	r.evidenceLogs(r.logits, words)
	for i := range r.logits {
		heard := task.Words * r.sound.of(i)
		if i > 0 {
			r.logits[i] = (task.Keywords*r.logits[i] + heard) / weights.Unit
			if r.scratch[i].evidence == 0 {
				r.logits[i] = impossible
			}
			continue
		}
		r.logits[0] = (task.Everyday*r.logits[0] + task.None*model.Logit + heard) / weights.Unit
		switch j.outcome {
		case schema.OutcomeNoPolicy:
			r.logits[0] += task.NoPolicy * model.Logit / weights.Unit
		case schema.OutcomeAbstained:
			r.logits[0] += task.Abstained * model.Logit / weights.Unit
		default:
		}
	}
	return r.likeliest(j, func(i int) bool { return r.possible(i, words, &j) })
}

// impossible is the logit of a code that no keyword speaks for.
const impossible = -1 << 32

// likeliest returns the codes that the logits at hand give, of those that are possible.
// Where none is likelier, keywords that speak for a code leave it open.
func (r *reading) likeliest(j judgement, possible func(i int) bool) judgement {
	w := judgement{outcome: schema.OutcomeCoded}
	for _, a := range model.Answers(r.logits, nil) {
		switch {
		case len(w.codes) == maxCodes, len(w.codes) > 0 && a.Score < furtherScore:
			return w
		case a.Class == 0 && len(w.codes) == 0:
			if j.outcome != schema.OutcomeNoPolicy {
				j.outcome = schema.OutcomeAbstained
			}
			return judgement{outcome: j.outcome}
		case a.Class > 0 && a.Score > 0 && possible(a.Class):
			w.codes = append(w.codes, r.scratch[a.Class])
			w.scores = append(w.scores, a.Score)
		}
	}
	return w
}

// weighParagraphs makes the rows of paragraphs, where they are wanted.
func (r *reading) weighParagraphs(t *schema.Text) {
	for i := 0; r.paragraphs && r.sound != nil && i < len(t.Paragraphs); i++ {
		around := []string{t.Title}
		for _, k := range []int{i - 1, i + 1} {
			if k >= 0 && k < len(t.Paragraphs) {
				around = append(around, cut(clip(t.Body, t.Paragraphs[k])))
			}
		}
		j := r.weighParagraph(clip(t.Body, t.Paragraphs[i]), around)
		for n, topic := range r.coded(r.part, j) {
			if len(topic.Evidence) == 0 { // its neighbours speak for it
				topic.Evidence = r.m.evidence(r.around, r.folded, j.codes[n].code)
			}
			r.rows = append(r.rows, schema.ParagraphTopic{Paragraph: i, Topic: topic})
		}
		r.part.clear()
		r.around.clear()
	}
}

// weighParagraph decides a paragraph by itself, by what stands around it and by the title.
// A keyword of it or of these must speak for the code.
func (r *reading) weighParagraph(own string, around []string) judgement {
	task := &r.sound.w.Paragraph
	beside := make([]int64, len(r.logits))
	spoken := make([]bool, len(r.logits))
	sums := func(t *tally, share int64, texts []string) {
		r.sound.start(task)
		r.sound.add(1, texts...)
		r.m.sums(t, r.c.tree, r.scratch)
		r.evidenceLogs(r.logits, t.words)
		for i := range beside {
			spoken[i] = spoken[i] || r.scratch[i].evidence > 0
			if i > 0 {
				beside[i] += share * r.logits[i]
			}
		}
	}
	for _, s := range around {
		r.count(s)
	}
	r.part.drain(r.around, 1)
	sums(r.around, task.Around, around)
	for i := range beside {
		beside[i] += task.AroundWords * r.sound.of(i)
	}
	r.count(own)
	sums(r.part, task.Keywords, []string{cut(own)})
	beside[0] += task.None*model.Logit + task.Everyday*r.logits[0]
	for i := range beside {
		r.logits[i] = (beside[i] + task.Words*r.sound.of(i)) / weights.Unit
		if i > 0 && !spoken[i] {
			r.logits[i] = impossible
		}
	}
	return r.likeliest(judgement{}, func(i int) bool { return spoken[i] })
}
