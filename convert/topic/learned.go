package topic

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// A paragraph counts by its words, in full from pieceWords on; the title as two.
	pieceWords = 20
	titleWords = 2 * pieceWords
	// leastScore is how likely the best code must be, furtherScore a further one.
	leastScore   = 0.5
	furtherScore = 0.25
)

// ByModel returns a coder that codes by the model where it was trained with the codebook, else by keywords.
func ByModel(cb *codebook.Codebook, m *model.Model) *Coder {
	if m == nil || m.Head.Codebook.SHA256 != cb.Hash() {
		return New(cb)
	}
	return NewLearned(cb, m)
}

// NewLearned returns a coder that codes by a model which was trained with the codebook.
func NewLearned(cb *codebook.Codebook, m *model.Model) *Coder {
	c := New(cb)
	c.model, c.codes = m, map[string]int32{}
	for i := range cb.Codes {
		c.codes[cb.Codes[i].Code] = int32(i)
	}
	return c
}

// annotateLearned codes a text by the mean of what the model says of its title and of each
// paragraph, and each paragraph by itself; a text of several entries by entry.
func (c *Coder) annotateLearned(t *schema.Text, paragraphs bool) ([]schema.Topic, []schema.ParagraphTopic) {
	if want := c.model.Head.Language; want != "" && c.language(t) != want {
		return c.uncoded(schema.OutcomeUnsupportedLanguage), []schema.ParagraphTopic{}
	}
	l := learned{c: c, t: t, pieces: t.Paragraphs, paragraphs: paragraphs && len(t.Paragraphs) > 0, rows: []schema.ParagraphTopic{}}
	if len(t.Breaks) > 0 {
		return l.entries(), l.rows
	}
	if len(l.pieces) == 0 && t.Body != "" {
		l.pieces = []schema.Span{{End: len(t.Body)}}
	}
	logits := l.mean(0, len(l.pieces), true, func(i int, piece model.Text, logits []int64) {
		if l.paragraphs {
			l.add(i, c.learnedTopics(piece, logits))
		}
	})
	if logits == nil {
		return c.learnedUncoded(schema.OutcomeNoPolicy), l.rows
	}
	return c.learnedTopics(model.Text{Title: t.Title, Text: t.Body}, logits), l.rows
}

// learned is one text on its way through a coder with a model.
type learned struct {
	c          *Coder
	t          *schema.Text
	pieces     []schema.Span
	paragraphs bool // rows of paragraphs are wanted
	rows       []schema.ParagraphTopic
}

// mean is what the model says of the pieces [from, to), and of the title where it counts; nil where there is nothing
// to read. each sees every piece.
func (l *learned) mean(from, to int, title bool, each func(int, model.Text, []int64)) []int64 {
	sum, words := make([]int64, len(l.c.model.Classes())), int64(0)
	add := func(logits []int64, n int) {
		for i, v := range logits {
			sum[i] += v * int64(n)
		}
		words += int64(n)
	}
	if title && l.t.Title != "" {
		add(l.c.model.Logits(model.Text{Text: l.t.Title}, nil), titleWords)
	}
	for i := from; i < to; i++ {
		piece := model.Text{Text: clip(l.t.Body, l.pieces[i])}
		if i > from {
			piece.Before = clip(l.t.Body, l.pieces[i-1])
		}
		if i+1 < to {
			piece.After = clip(l.t.Body, l.pieces[i+1])
		}
		logits := l.c.model.Logits(piece, nil)
		add(logits, pieceSize(piece.Text))
		each(i, piece, logits)
	}
	if words == 0 {
		return nil
	}
	for i := range sum {
		sum[i] /= words
	}
	return sum
}

// add keeps the codes of a paragraph.
func (l *learned) add(i int, topics []schema.Topic) {
	for _, topic := range topics {
		if topic.Outcome == schema.OutcomeCoded {
			l.rows = append(l.rows, schema.ParagraphTopic{Paragraph: i, Topic: topic})
		}
	}
}

// entries codes a text of several as reading.entries does, by what the model says of each.
func (l *learned) entries() []schema.Topic {
	none := func(int, model.Text, []int64) {}
	words, coded, all := make([]int, len(l.c.cb.Codes)), 0, 0
	for from, to := range segments(l.t) {
		logits := l.mean(from, to, false, none)
		if logits == nil {
			continue
		}
		entry := clip(l.t.Body, schema.Span{Start: l.pieces[from].Start, End: l.pieces[to-1].End})
		topics := l.c.learnedTopics(model.Text{Text: entry}, logits)
		for i := from; l.paragraphs && i < to; i++ {
			l.add(i, topics)
		}
		n := text.Words(entry)
		all += n
		if topics[0].Outcome == schema.OutcomeCoded {
			coded += n
			best := l.c.codes[topics[0].Code]
			for _, code := range append([]int32{best}, l.c.tree.above[best]...) {
				words[code] += n
			}
		}
	}
	logits := l.mean(0, len(l.pieces), false, none)
	best := l.c.tree.most(words, coded)
	switch {
	case logits == nil, coded == 0 && l.c.learnedTopics(model.Text{}, logits)[0].Outcome == schema.OutcomeNoPolicy:
		return l.c.learnedUncoded(schema.OutcomeNoPolicy)
	case best < 0 || coded*100 < all*codedShare:
		return l.c.learnedUncoded(schema.OutcomeAbstained)
	}
	return []schema.Topic{l.c.learnedWithin(l.t, best, logits)}
}

// learnedWithin is the row of a code that a whole text has by its entries: as likely as the code and those below it
// are together for the whole, and with the words that speak for the likeliest of them.
func (c *Coder) learnedWithin(t *schema.Text, code int32, logits []int64) schema.Topic {
	is := &c.cb.Codes[code]
	topic := schema.Topic{
		Scheme: c.cb.Name, Code: is.Code, Label: is.Name, Rank: 1, Method: schema.MethodModel, Outcome: schema.OutcomeCoded, Evidence: []string{},
	}
	score := 0.0
	for _, a := range model.Answers(logits, c.model.Head.Steps) {
		class := c.model.Classes()[a.Class].Code
		if _, known := c.codes[class]; !known || !c.cb.Within(class, is.Code) {
			continue
		}
		if score == 0 {
			topic.Evidence = c.learnedEvidence(model.Text{Text: t.Body}, a.Class)
		}
		score += a.Score
	}
	topic.Score = schema.Some(min(schema.Round4(score), 1))
	return topic
}

// learnedEvidence are the words that speak most for a class.
func (c *Coder) learnedEvidence(t model.Text, class int) []string {
	evidence := []string{}
	for _, e := range c.model.Evidence(t, class, maxEvidence) {
		evidence = append(evidence, asEvidence([]byte(e[:min(len(e), maxWord)])))
	}
	return evidence
}

// pieceSize is how many words of a piece count.
func pieceSize(s string) int {
	n := 0
	for range strings.FieldsSeq(s) {
		if n++; n == pieceWords {
			break
		}
	}
	return n
}

// learnedTopics returns the rows that logits come to.
func (c *Coder) learnedTopics(of model.Text, logits []int64) []schema.Topic {
	classes := c.model.Classes()
	answers := model.Answers(logits, c.model.Head.Steps)
	best := answers[0]
	_, known := c.codes[classes[best.Class].Code]
	switch {
	case classes[best.Class].Code == model.None:
		return c.learnedUncoded(schema.OutcomeNoPolicy)
	case best.Score < leastScore || !known: // a code that is not in the codebook
		return c.learnedUncoded(schema.OutcomeAbstained)
	}
	var topics []schema.Topic
	for i, a := range answers[:min(len(answers), maxCodes)] {
		at, known := c.codes[classes[a.Class].Code]
		if !known || i > 0 && a.Score < furtherScore {
			continue
		}
		code := &c.cb.Codes[at]
		topics = append(topics, schema.Topic{
			Scheme: c.cb.Name, Code: code.Code, Label: code.Name, Score: schema.Some(a.Score),
			Rank: len(topics) + 1, Method: schema.MethodModel, Outcome: schema.OutcomeCoded, Evidence: c.learnedEvidence(of, a.Class),
		})
	}
	return topics
}

func (c *Coder) learnedUncoded(o schema.TopicOutcome) []schema.Topic {
	topics := c.uncoded(o)
	topics[0].Method = schema.MethodModel
	return topics
}
