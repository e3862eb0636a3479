package topic

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/convert/topic/model"
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

// NewLearned returns a coder that codes by a model which was trained with the codebook.
func NewLearned(cb *codebook.Codebook, m *model.Model) *Coder {
	c := New(cb)
	c.model, c.codes = m, map[string]*codebook.Code{}
	for i := range cb.Codes {
		c.codes[cb.Codes[i].Code] = &cb.Codes[i]
	}
	return c
}

// learnedHash names codebook and model together.
func (c *Coder) learnedHash() string {
	sum := sha256.Sum256([]byte(c.cb.Hash() + " " + c.model.Hash()))
	return hex.EncodeToString(sum[:])
}

// annotateLearned codes a text by the mean of what the model says of its title and of each
// paragraph, and each paragraph by itself.
func (c *Coder) annotateLearned(t *schema.Text, paragraphs bool) ([]schema.Topic, []schema.ParagraphTopic) {
	if want := c.model.Head.Language; want != "" && c.language(t) != want {
		return c.uncoded(schema.OutcomeUnsupportedLanguage), []schema.ParagraphTopic{}
	}
	sum, words := make([]int64, len(c.model.Classes())), int64(0)
	add := func(logits []int64, n int) {
		for i, v := range logits {
			sum[i] += v * int64(n)
		}
		words += int64(n)
	}
	if t.Title != "" {
		add(c.model.Logits(model.Text{Text: t.Title}, nil), titleWords)
	}
	pieces := t.Paragraphs
	if len(pieces) == 0 && t.Body != "" {
		pieces = []schema.Span{{End: len(t.Body)}}
	}
	rows := []schema.ParagraphTopic{}
	for i, p := range pieces {
		piece := model.Text{Text: clip(t.Body, p)}
		if i > 0 {
			piece.Before = clip(t.Body, pieces[i-1])
		}
		if i+1 < len(pieces) {
			piece.After = clip(t.Body, pieces[i+1])
		}
		logits := c.model.Logits(piece, nil)
		add(logits, pieceSize(piece.Text))
		if paragraphs && len(t.Paragraphs) > 0 {
			for _, topic := range c.learnedTopics(piece, logits) {
				if topic.Outcome == schema.OutcomeCoded {
					rows = append(rows, schema.ParagraphTopic{Paragraph: i, Topic: topic})
				}
			}
		}
	}
	if words == 0 {
		return c.learnedUncoded(schema.OutcomeNoPolicy), rows
	}
	for i := range sum {
		sum[i] /= words
	}
	return c.learnedTopics(model.Text{Title: t.Title, Text: t.Body}, sum), rows
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
func (c *Coder) learnedTopics(text model.Text, logits []int64) []schema.Topic {
	classes := c.model.Classes()
	answers := model.Answers(logits, c.model.Head.Steps)
	best := answers[0]
	switch {
	case classes[best.Class].Code == model.None:
		return c.learnedUncoded(schema.OutcomeNoPolicy)
	case best.Score < leastScore || c.codes[classes[best.Class].Code] == nil: // a code that is not in the codebook
		return c.learnedUncoded(schema.OutcomeAbstained)
	}
	var topics []schema.Topic
	for i, a := range answers[:min(len(answers), maxCodes)] {
		code := c.codes[classes[a.Class].Code]
		if code == nil || i > 0 && a.Score < furtherScore {
			continue
		}
		evidence := []string{}
		for _, e := range c.model.Evidence(text, a.Class, maxEvidence) {
			evidence = append(evidence, asEvidence([]byte(e[:min(len(e), maxWord)])))
		}
		topics = append(topics, schema.Topic{
			Scheme: c.cb.Name, Code: code.Code, Label: code.Name, Score: schema.Some(a.Score),
			Rank: len(topics) + 1, Method: schema.MethodModel, Outcome: schema.OutcomeCoded, Evidence: evidence,
		})
	}
	return topics
}

func (c *Coder) learnedUncoded(o schema.TopicOutcome) []schema.Topic {
	topics := c.uncoded(o)
	topics[0].Method = schema.MethodModel
	return topics
}
