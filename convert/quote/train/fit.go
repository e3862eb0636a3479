package train

import (
	"cmp"
	"slices"

	"github.com/dsbuild/dsbuild/convert/quote"
	"github.com/dsbuild/dsbuild/convert/quote/linear"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// settings are the logarithm of the number of weights and the rate of each task.
var settings = [quote.Tasks]struct {
	bits uint
	rate float64
}{
	quote.TaskCue:     {19, 0.03},
	quote.TaskStop:    {16, 0.05},
	quote.TaskLeft:    {14, 0.05},
	quote.TaskOn:      {14, 0.05},
	quote.TaskSpeaker: {17, 0.04},
}

// Fit returns a model of the articles. With a base it goes on from there, so that
// a few articles change little.
func Fit(articles []Article, base *quote.Model) *quote.Model {
	m := &quote.Model{Priors: priors(articles, base)}
	var learners [quote.Tasks]*linear.Learner
	for t := range learners {
		learners[t] = linear.NewLearner(settings[t].bits)
	}
	for i := range articles {
		quote.AnnotateWith(&articles[i].Text, m, newTeacher(&articles[i], m, &learners))
	}
	for t, l := range learners {
		fit := linear.Settings{Passes: 8, Rate: settings[t].rate, LeastFor: 2}
		if base != nil {
			fit.Base = base.Weights[t]
		}
		m.Weights[t] = l.Fit(fit)
	}
	return m
}

// priors counts how often a word outside marks is the main word of a cue.
// What a base knows stands for ten places of each word.
func priors(articles []Article, base *quote.Model) quote.Priors {
	type count struct{ in, main, all int }
	counts := map[uint32]*count{}
	at := func(t *words.Text, i int) *count {
		c := counts[t.Tokens[i].Hash]
		if c == nil {
			c = &count{}
			counts[t.Tokens[i].Hash] = c
		}
		return c
	}
	var texts []*words.Text
	for i := range articles {
		t := quote.Tokens(&articles[i].Text)
		texts = append(texts, t)
		for j := range t.Tokens {
			if t.Tokens[j].Kind == words.Word {
				at(t, j).all++
			}
		}
		cues(&articles[i], t, func(_ *Statement, list []int) {
			for _, j := range list {
				at(t, j).in++
			}
		})
	}
	for i := range articles {
		cues(&articles[i], texts[i], func(_ *Statement, list []int) {
			best, most := -1.0, list[0]
			for _, j := range list {
				c := at(texts[i], j)
				if p := float64(c.in) / float64(c.all+2); p > best {
					best, most = p, j
				}
			}
			at(texts[i], most).main++
		})
	}
	const places = 10
	if base != nil {
		for _, p := range base.Priors.All() {
			c := counts[p.Hash]
			if c == nil {
				c = &count{}
				counts[p.Hash] = c
			}
			c.all += places
			c.main += (int(p.Rate)*places + 249) / 250
		}
	}
	var out []quote.Prior
	for hash, c := range counts {
		if rate := 250 * c.main / (c.all + 2); rate > 0 {
			out = append(out, quote.Prior{Hash: hash, Rate: uint8(rate)})
		}
	}
	slices.SortFunc(out, func(x, y quote.Prior) int { return cmp.Compare(x.Hash, y.Hash) })
	return quote.NewPriors(out)
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
	learners *[quote.Tasks]*linear.Learner
	main     map[int]*Statement // by the start of a cue's main word
	part     map[int]bool       // starts of the other words of cues
}

func newTeacher(a *Article, m *quote.Model, l *[quote.Tasks]*linear.Learner) *teacher {
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

func (t *teacher) Choose(q *quote.Question) int {
	if q.Task == quote.TaskSpeaker {
		return t.speaker(q)
	}
	at := q.Spans[0]
	var ok, known bool
	switch q.Task {
	case quote.TaskCue:
		s := t.main[at.Start]
		ok, known = s != nil && last(s.Content).End > at.End, s != nil || !t.part[at.Start]
	case quote.TaskStop:
		if s := t.statement(q.Cue); s != nil {
			end := contentEnd(s, at)
			ok, known = at.End >= end-1, end >= 0
		}
	case quote.TaskLeft:
		s := t.statement(q.Cue)
		ok, known = s != nil && overlap(s.Content, at) && s.Content[0].Start < q.Cue.Start, true
	case quote.TaskOn:
		s := t.statement(q.Cue)
		ok, known = s != nil && last(s.Content).End > at.End+3, s != nil
	case quote.TaskSpeaker, quote.Tasks:
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
func (t *teacher) speaker(q *quote.Question) int {
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
