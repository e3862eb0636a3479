package train

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote"
	"github.com/dsbuild/dsbuild/convert/quote/linear"
	"github.com/dsbuild/dsbuild/convert/quote/scorer"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// settings are the logarithm of the number of weights and the rate of each task.
var settings = [scorer.Tasks]struct {
	bits uint
	rate float64
}{
	scorer.TaskCue:     {19, 0.03},
	scorer.TaskStop:    {16, 0.05},
	scorer.TaskLeft:    {14, 0.05},
	scorer.TaskOn:      {14, 0.05},
	scorer.TaskSpeaker: {17, 0.04},
	scorer.TaskMarked:  {15, 0.05},
	scorer.TaskJoin:    {13, 0.05},
	scorer.TaskSaid:    {14, 0.03},
	scorer.TaskSure:    {14, 0.03},
}

// folds are the parts whose rows the confidences are learned from: each is
// annotated by weights that were fitted to the others.
const folds = 4

// Fit returns a model of the articles. With a base it goes on from there, so that
// a few articles change little.
func Fit(articles []Article, base *scorer.Model) *scorer.Model {
	l := newLearners()
	for fold := range folds {
		seen := func(i int) bool { return i%folds != fold }
		m := fitDecisions(articles, base, seen)
		for i := range articles {
			if !seen(i) {
				quote.AnnotateWith(&articles[i].Text, m, &judge{&articles[i], l})
			}
		}
	}
	m := fitDecisions(articles, base, func(int) bool { return true })
	for t := scorer.TaskSaid; t <= scorer.TaskSure; t++ {
		m.Weights[t] = l.fit(t, base)
	}
	return m
}

// fitDecisions fits all but the confidences to the articles that are chosen.
func fitDecisions(articles []Article, base *scorer.Model, chosen func(int) bool) *scorer.Model {
	l := newLearners()
	var some []*Article
	for i := range articles {
		if chosen(i) {
			some = append(some, &articles[i])
		}
	}
	m := &scorer.Model{Priors: priors(some, base), Belongs: scorer.Fingerprint()}
	for _, a := range some {
		quote.AnnotateWith(&a.Text, m, newTeacher(a, m, l))
	}
	for t := range scorer.TaskSaid {
		m.Weights[t] = l.fit(t, base)
	}
	return m
}

// learners gather the examples of each task.
type learners [scorer.Tasks]*linear.Learner

func newLearners() *learners {
	var l learners
	for t := range l {
		l[t] = linear.NewLearner(settings[t].bits)
	}
	return &l
}

func (l *learners) fit(t scorer.Task, base *scorer.Model) *linear.Model {
	s := linear.Settings{Passes: 8, Rate: settings[t].rate, LeastFor: 2}
	if base != nil {
		s.Base = base.Weights[t]
	}
	return l[t].Fit(s)
}

// cues visits the word tokens of each cue.
func cues(a *Article, t *words.Text, visit func(*Statement, []int)) {
	at := 0
	for k := range a.Statements {
		s := &a.Statements[k]
		var list []int
		for _, c := range s.Cue {
			for at > 0 && int(t.Tokens[at-1].End) > c.Start {
				at--
			}
			for at < len(t.Tokens) && int(t.Tokens[at].End) <= c.Start {
				at++
			}
			for i := at; i < len(t.Tokens) && int(t.Tokens[i].Start) < c.End; i++ {
				if t.Tokens[i].Kind == words.Word {
					list = append(list, i)
				}
			}
		}
		if len(list) > 0 {
			visit(s, list)
		}
	}
}

// teacher answers from gold and notes the examples.
type teacher struct {
	article  *Article
	learners *learners
	main     map[int]*Statement // by the start of a cue's main word
	part     map[int]bool       // starts of the other words of cues
}

func newTeacher(a *Article, m *scorer.Model, l *learners) *teacher {
	t := &teacher{article: a, learners: l, main: map[int]*Statement{}, part: map[int]bool{}}
	x := quote.Tokens(&a.Text)
	cues(a, x, func(s *Statement, list []int) {
		best, at := -1, 0
		for _, j := range list {
			start := int(x.Tokens[j].Start)
			t.part[start] = true
			if p := int(m.Priors.Of(x.Tokens[j].Hash)); p > best {
				best, at = p, start
			}
		}
		t.main[at] = s
	})
	return t
}

func (t *teacher) Choose(q *scorer.Question) int {
	if q.Task == scorer.TaskSpeaker {
		return t.speaker(q)
	}
	at := q.Spans[0]
	var ok, known bool
	switch q.Task {
	case scorer.TaskCue:
		s := t.main[at.Start]
		ok, known = s != nil && last(s.Content).End > at.End, s != nil || !t.part[at.Start]
	case scorer.TaskStop:
		if s := t.statement(q.Cue); s != nil {
			end := contentEnd(s, at)
			ok, known = at.End >= end-1, end >= 0
		}
	case scorer.TaskLeft:
		s := t.statement(q.Cue)
		ok, known = s != nil && overlap(s.Content, at) && s.Content[0].Start < q.Cue.Start, true
	case scorer.TaskOn:
		s := t.statement(q.Cue)
		ok, known = s != nil && last(s.Content).End > at.End+3, s != nil
	case scorer.TaskMarked:
		ok, known = t.covered(at), true
	case scorer.TaskJoin:
		s, _ := t.article.of(at)
		o, _ := t.article.of(q.Other)
		ok, known = s == o, s != nil
	case scorer.TaskSpeaker, scorer.TaskSaid, scorer.TaskSure, scorer.Tasks:
	}
	right := -1
	if ok {
		right = 0
	}
	if known {
		t.learners[q.Task].Add(q.Options, right, 1)
	}
	return right
}

// speaker returns the option that is the speaker of the statement with that cue, or best overlaps it.
func (t *teacher) speaker(q *scorer.Question) int {
	s := t.statement(q.Cue)
	if s == nil {
		return -1
	}
	right, least := -1, 1<<30
	for k, o := range q.Spans {
		for _, c := range s.Speaker {
			if o.Start < c.End && c.Start < o.End {
				if d := 4*abs(o.Start-c.Start) + abs(o.End-c.End); d < least {
					right, least = k, d
				}
			}
		}
	}
	if right >= 0 || len(s.Speaker) == 0 {
		t.learners[q.Task].Add(q.Options, right, 1)
	}
	return right
}

// covered reports whether half of a marked span is said in one statement, of
// which it is a good part where it is short.
func (t *teacher) covered(at schema.Span) bool {
	s, share := t.article.of(at)
	return s != nil && (share > 0.3 || strings.Count(t.article.Text.Body[at.Start:at.End], " ") >= 2)
}

// of returns the statement that half of a span belongs to, and which share of it that is.
func (a *Article) of(at schema.Span) (*Statement, float64) {
	for i := range a.Statements {
		n, all := 0, 0
		for _, c := range a.Statements[i].Content {
			n += max(0, min(c.End, at.End)-max(c.Start, at.Start))
			all += c.End - c.Start
		}
		if 2*n >= at.End-at.Start {
			return &a.Statements[i], float64(n) / float64(all)
		}
	}
	return nil, 0
}

// judge leaves the decisions to the model and notes whether its rows are right.
type judge struct {
	article  *Article
	learners *learners
}

func (j *judge) Choose(q *scorer.Question) int {
	if q.Task < scorer.TaskSaid {
		return scorer.AskModel
	}
	s, share := j.article.of(q.Spans[0])
	said := s != nil && (q.Kind != schema.QuoteIndirect || !s.Thought) && (q.Kind != schema.QuoteNotSpeech || share > 0.3)
	right := -1
	switch {
	case q.Task == scorer.TaskSaid && said, q.Task == scorer.TaskSure && s != nil && j.article.spoken(s, q.Mention) && j.article.bears(s, q):
		right = 0
	case q.Task == scorer.TaskSure && s == nil:
		return -1 // nobody can say
	}
	j.learners[q.Task].Add(q.Options, right, 1)
	return right
}

func abs(n int) int { return max(n, -n) }

func overlap(list []schema.Span, at schema.Span) bool {
	return slices.ContainsFunc(list, func(s schema.Span) bool { return s.Start < at.End && at.Start < s.End })
}

func last(s []schema.Span) schema.Span { return s[len(s)-1] }

func (t *teacher) statement(cue schema.Span) *Statement {
	for i := range t.article.Statements {
		for _, c := range t.article.Statements[i].Cue {
			if c.Start < cue.End && cue.Start < c.End {
				return &t.article.Statements[i]
			}
		}
	}
	return nil
}

// contentEnd returns where the part of the content that begins about at s ends, or -1.
func contentEnd(s *Statement, at schema.Span) int {
	for _, c := range s.Content {
		if c.Start < at.Start+40 && c.End > at.Start {
			return c.End
		}
	}
	return -1
}
