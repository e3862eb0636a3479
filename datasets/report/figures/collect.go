package figures

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// columns of articles that are watched; the constants are their places.
var columns = []string{
	"title", "text", "page_type", "text_status", "word_count", "body_confidence", "page_type_confidence", "findings", "duplicate_of",
}

const (
	atTitle = iota
	atText
	atType
	atStatus
	atWords
	atBody
	atTypeConfidence
	atFindings
	atDuplicate
)

// collector is one reading of a dataset.
type collector struct {
	ds    stats.Dataset
	begun bool
	counted
	coverage *coverage
	edges    *edges
	voices   *voices
	topics   map[string]map[string]int64 // by topic and month
	drawn    drawn
	doubtful Doubtful
	rejects  map[string]int64
	evidence map[string]*Evidence
	speech   []*Histogram // of quotes
}

// counted are plain counts of articles.
type counted struct {
	statuses, findings   map[string]int64
	duplicates, captures int64
	whole                int64 // duplicates whose text is full
	first, last          string
	outlets              map[string]bool
	words, body, kind    *Histogram
}

// restart forgets what was seen.
func (c *collector) restart() {
	*c = collector{
		ds: c.ds, begun: true, coverage: newCoverage(), edges: newEdges(), voices: newVoices(), topics: map[string]map[string]int64{},
		counted: counted{
			statuses: map[string]int64{}, findings: map[string]int64{}, outlets: map[string]bool{},
			words: newHistogram("word_count", wordBounds), body: newShares("body_confidence"), kind: newShares("page_type_confidence"),
		},
	}
}

// article counts an article.
func (c *collector) article(s *stats.Seen) {
	v := s.Cells
	findings, confidence := v[atFindings].List, schema.Opt[float64]{V: v[atBody].Float, OK: v[atBody].Valid}
	status, duplicate := v[atStatus].Str, v[atDuplicate].Valid
	c.count(s, status, findings)
	if duplicate {
		c.duplicates++
		if status == "" || status == string(schema.TextFull) {
			c.whole++
		}
	}
	c.coverage.article(s, status, findings, confidence)
	if !duplicate {
		c.edges.add(s.Outlet, v[atText].Str)
	}
	c.voices.add(s)
	for _, topic := range s.Topics {
		if c.topics[topic] == nil {
			c.topics[topic] = map[string]int64{}
		}
		c.topics[topic][known(s.Month)]++
	}
	c.name(s, findings, confidence)
}

func (c *collector) count(s *stats.Seen, status string, findings []string) {
	if status != "" {
		c.statuses[status]++
	}
	for _, f := range findings {
		c.findings[f]++
		if f == string(schema.FindingRecapture) {
			c.captures++
		}
	}
	if s.Outlet != nil {
		c.outlets[*s.Outlet] = true
	}
	if m := known(s.Month); m != "" {
		if c.first == "" || m < c.first {
			c.first = m
		}
		c.last = max(c.last, m)
	}
	if !s.LiveBlog {
		c.words.add(s.Cells[atWords], float64(s.Cells[atWords].Int))
	}
	c.body.addShare(s.Cells[atBody])
	c.kind.addShare(s.Cells[atTypeConfidence])
}

// name keeps the article where it is drawn or in doubt.
func (c *collector) name(s *stats.Seen, findings []string, confidence schema.Opt[float64]) {
	doubt := IsDoubtful(findings, confidence)
	key := keyOf(s.ID)
	if doubt {
		c.doubtful.Count++
	}
	draw := c.drawn.takes(key)
	if !doubt && !draw {
		return
	}
	const head = 140
	v := s.Cells
	a := Article{
		ID: s.ID, Title: text.Head(v[atTitle].Str, head), Outlet: known(s.Outlet), Month: known(s.Month), Type: v[atType].Str,
		Status: v[atStatus].Str,
		Words:  v[atWords].Int, Confidence: confidence, Findings: slices.Clone(findings),
	}
	if doubt {
		c.doubtful.add(&a)
	}
	if draw {
		a.Begins = text.Head(first(v[atText].Str), head)
		c.drawn.add(key, &a)
	}
}

func known(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// figures puts together what was counted.
func (c *collector) figures() *Figures {
	f := &Figures{
		First: c.first, Last: c.last, Outlets: len(c.outlets), Duplicates: c.duplicates, WholeCopies: c.whole, Captures: c.captures,
		Statuses: ranked(c.statuses), Findings: ranked(c.findings), Doubtful: c.doubtful,
		Coverage: c.coverage.report(), Voices: c.voices.report(), Topics: topicsOf(c.topics),
	}
	if c.rejects != nil {
		f.Rejects = ranked(c.rejects)
	}
	f.Evidence = c.evidences()
	for _, h := range append([]*Histogram{c.body, c.kind}, c.speech...) {
		if h.Values > 0 {
			f.Confidences = append(f.Confidences, *h)
		}
	}
	if c.words.Values > 0 {
		f.Words = c.words
	}
	f.Edges, f.EdgesExact = c.edges.report()
	for i := range c.drawn.list {
		f.Sample = append(f.Sample, c.drawn.list[i].Article)
	}
	return f
}

// ranked lists a tally, the most frequent first.
func ranked(tally map[string]int64) []schema.Count {
	list := schema.Counts(tally)
	slices.SortStableFunc(list, func(a, b schema.Count) int { return cmp.Compare(b.Count, a.Count) })
	return list
}

// first is the first paragraph of a text.
func first(s string) string {
	paragraph, _, _ := strings.Cut(s, "\n\n")
	return paragraph
}
