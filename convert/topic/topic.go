// Package topic labels texts with the topics of a codebook.
//
// In: a schema.Text. Out: at least one schema.Topic, which holds a code or says
// why there is none, and a row for every paragraph that can be coded by itself.
// Laws: the same text and codebook give the same rows on every machine (all
// scores are made of whole numbers); a code is given only where keywords of enough
// weight speak for it, so that what is coded can be trusted and the rest is
// openly left out; the time is linear in the text; a Coder is safe for
// concurrent use.
package topic

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/convert/topic/weights"
	"github.com/dsbuild/dsbuild/schema"
)

// Coder labels texts by the keywords of one codebook.
type Coder struct {
	cb       *codebook.Codebook
	tree     *tree
	matchers map[string]*matcher // by language
	readings sync.Pool           // of *reading, empty: room to work in

	weights *weights.Weights // learned for the keywords; nil: they code alone
	model   *model.Model     // nil: keywords code
	codes   map[string]int32 // place in the codebook by code; nil without a model
}

// New returns a coder for the codebook, in every language that it has keywords in.
func New(cb *codebook.Codebook) *Coder {
	c := &Coder{cb: cb, tree: newTree(cb), matchers: map[string]*matcher{}}
	if cb.Hash() == codebook.CAP().Hash() {
		c.weights = weights.Standard()
	}
	for i := range cb.Codes {
		for language := range cb.Codes[i].Keywords {
			if c.matchers[language] == nil {
				c.matchers[language] = newMatcher(cb, language)
			}
		}
	}
	return c
}

var standard = sync.OnceValue(func() *Coder { return New(codebook.CAP()) })

// Standard returns the coder for CAP, which is made once, when it is first wanted.
func Standard() *Coder { return standard() }

// Name returns the annotator's name for the manifest.
func (c *Coder) Name() string { return "topic:" + c.cb.Name }

// Scheme returns the codebook's name as it stands in the rows.
func (c *Coder) Scheme() string { return c.cb.Name }

// Codes returns the codes of the codebook with the labels that rows have.
func (c *Coder) Codes() []schema.CodebookCode {
	codes := make([]schema.CodebookCode, len(c.cb.Codes))
	for i := range c.cb.Codes {
		codes[i] = schema.CodebookCode{Code: c.cb.Codes[i].Code, Label: c.cb.Codes[i].Name, Parent: c.cb.Codes[i].Parent}
	}
	return codes
}

// Version returns the version of the codebook, and the beginning of the SHA-256 of the
// weights that come with the program, where they count.
func (c *Coder) Version() string {
	if c.model != nil || c.weights == nil {
		return c.cb.Version
	}
	return c.cb.Version + " weights " + together(string(weights.Data()))[:12]
}

// Hash returns the SHA-256 of the codebook's data, of a learned coder that of the model too.
func (c *Coder) Hash() string {
	if c.model != nil {
		return together(c.cb.Hash() + " " + c.model.Hash())
	}
	return c.cb.Hash()
}

// together names several things by one SHA-256.
func together(names string) string {
	sum := sha256.Sum256([]byte(names))
	return hex.EncodeToString(sum[:])
}

// Codebook returns the SHA-256 of the codebook's data.
func (c *Coder) Codebook() string { return c.cb.Hash() }

// Annotate labels a text and its paragraphs. There is always a first Topic;
// where it has no code, its outcome says why.
func (c *Coder) Annotate(t *schema.Text) ([]schema.Topic, []schema.ParagraphTopic) {
	return c.annotate(t, true)
}

// Label labels a text as Annotate does, without its paragraphs.
func (c *Coder) Label(t *schema.Text) []schema.Topic {
	topics, _ := c.annotate(t, false)
	return topics
}

func (c *Coder) annotate(t *schema.Text, paragraphs bool) ([]schema.Topic, []schema.ParagraphTopic) {
	if c.model != nil {
		return c.annotateLearned(t, paragraphs)
	}
	m := c.matchers[c.language(t)]
	if m == nil {
		return c.uncoded(schema.OutcomeUnsupportedLanguage), []schema.ParagraphTopic{}
	}
	r := c.reading(m)
	r.paragraphs = paragraphs
	var topics []schema.Topic
	if len(t.Breaks) > 0 {
		topics = r.entries(t)
	} else {
		r.take(t)
		topics = r.topics(t)
		r.weighParagraphs(t)
	}
	rows := r.rows
	r.clear()
	c.readings.Put(r)
	return topics, rows
}

// reading returns room to read a text with the matcher.
func (c *Coder) reading(m *matcher) *reading {
	if r, ok := c.readings.Get().(*reading); ok && r.m == m {
		return r
	}
	r := &reading{c: c, m: m, whole: newTally(len(m.keywords)), part: newTally(len(m.keywords))}
	r.scratch = make([]sum, len(c.cb.Codes)+1)
	if c.weights != nil && m == c.matchers["en"] {
		r.sound = &sound{w: c.weights, sum: make([]int64, len(r.scratch))}
		r.logits, r.around = make([]int64, len(r.scratch)), newTally(len(m.keywords))
	}
	r.clear()
	return r
}

// clip returns the part of body in the span, or as much of it as exists.
func clip(body string, s schema.Span) string {
	start := min(max(s.Start, 0), len(body))
	return body[start:min(max(s.End, start), len(body))]
}

// language returns the language whose keywords to look for: the text's own,
// without a region, or English where none is stated and it looks like it.
func (c *Coder) language(t *schema.Text) string {
	if t.Language == "" {
		if looksEnglish(t.Title, t.Body) {
			return "en"
		}
		return ""
	}
	base, _, _ := strings.Cut(t.Language, "-")
	return strings.ToLower(base)
}

// uncoded is the one row of a text without a code.
func (c *Coder) uncoded(o schema.TopicOutcome) []schema.Topic {
	return []schema.Topic{{Scheme: c.cb.Name, Rank: 1, Method: schema.MethodKeywords, Outcome: o, Evidence: []string{}}}
}

// reading is one text on its way through a coder.
type reading struct {
	c      *Coder
	m      *matcher
	folded []byte // the text so far
	whole  *tally
	part   *tally // the paragraph at hand, empty between calls
	around *tally // what stands around it
	rows   []schema.ParagraphTopic
	// paragraphs says whether rows of paragraphs are wanted.
	paragraphs bool
	// scratch is room to judge in.
	scratch []sum
	// sound is what the text sounds like, logits room to weigh in; nil without weights.
	sound  *sound
	logits []int64
}

// clear makes the reading ready for another text.
func (r *reading) clear() {
	const most = 1 << 20 // bytes worth keeping for the next text
	if r.folded = r.folded[:0]; cap(r.folded) > most {
		r.folded = nil
	}
	r.rows = []schema.ParagraphTopic{}
	r.whole.clear()
}

// take counts a text, and judges its paragraphs where keywords do that alone.
func (r *reading) take(t *schema.Text) {
	r.read(t.Title, titleMass)
	if len(t.Paragraphs) == 0 {
		r.read(t.Body, 1)
	}
	for i, p := range t.Paragraphs {
		r.paragraph(i, clip(t.Body, p))
	}
}

// read counts a piece of the text without judging it by itself.
func (r *reading) read(s string, mass int32) {
	r.count(s)
	r.part.drain(r.whole, mass)
}

func (r *reading) count(s string) {
	from := len(r.folded)
	r.folded = codebook.Part(codebook.Fold(r.folded, s), '\n')
	r.m.scan(r.folded, from, r.part)
}

// paragraph counts a paragraph and judges it by itself.
func (r *reading) paragraph(i int, s string) {
	r.count(s)
	if r.paragraphs && r.sound == nil {
		for _, t := range r.coded(r.part, r.m.judge(r.part, r.c.tree, r.scratch)) {
			r.rows = append(r.rows, schema.ParagraphTopic{Paragraph: i, Topic: t})
		}
	}
	mass := int32(1)
	if i < leadSize {
		mass = leadMass
	}
	r.part.drain(r.whole, mass)
}

// topics judges the whole text.
func (r *reading) topics(t *schema.Text) []schema.Topic {
	j := r.judge(func() { Pieces(t, r.sound.hear) })
	if j.outcome != schema.OutcomeCoded {
		return r.c.uncoded(j.outcome)
	}
	return r.coded(r.whole, j)
}

// coded returns the rows of a judgement.
func (r *reading) coded(t *tally, j judgement) []schema.Topic {
	topics := make([]schema.Topic, 0, len(j.codes))
	if j.scores == nil && r.c.cb.Measured() {
		j.scores = r.scores(j.codes, t.words)
	}
	for i, s := range j.codes {
		code := &r.c.cb.Codes[s.code]
		var score schema.Opt[float64] // nobody knows it where the codes were never measured
		if j.scores != nil {
			score = schema.Some(j.scores[i])
		}
		topics = append(topics, schema.Topic{
			Scheme: r.c.cb.Name, Code: code.Code, Label: code.Name, Score: score,
			Rank: i + 1, Method: schema.MethodKeywords, Outcome: schema.OutcomeCoded,
			Evidence: r.m.evidence(t, r.folded, s.code),
		})
	}
	return topics
}

// given returns the codes that a sentence standing alone is given.
func (c *Coder) given(sentence, language string) (codes []string) {
	topics, _ := c.Annotate(&schema.Text{Body: sentence, Language: language})
	for _, t := range topics {
		if t.Code != "" {
			codes = append(codes, t.Code)
		}
	}
	return codes
}

// looksEnglish reports whether at least every eighth word is one of the
// function words that English texts are full of and its neighbours' are not;
// no words at all are no other language.
func looksEnglish(texts ...string) bool {
	words, function := 0, 0
	for _, s := range texts {
		for word := range strings.FieldsSeq(s) {
			words++
			switch word {
			case "the", "The", "of", "and", "to", "that", "was", "is", "with", "from", "for", "by", "it", "has", "are":
				function++
			}
		}
	}
	return function*8 >= words
}
