package stats

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// QuoteStats says who is quoted, and how much. Only speech counts.
type QuoteStats struct {
	Note string `json:"note"`
	// Speakers are the most quoted of those with a name; LeftOut how many more there are.
	Speakers []SpeakerStats `json:"speakers"`
	LeftOut  int            `json:"left_out"`
	Kinds    []KindShare    `json:"speaker_kinds"`
	// Quoted is how many articles have a quote, of Articles that were looked at.
	Articles   int64      `json:"articles"`
	Quoted     int64      `json:"articles_with_quotes"`
	PerArticle *PerNumber `json:"quotes_per_article,omitempty"`
}

// SpeakerStats is what a dataset quotes of one name.
type SpeakerStats struct {
	Name     string `json:"name"`
	Kind     string `json:"kind"`
	Articles int64  `json:"articles"`
	Unique   int64  `json:"unique"`
	Quotes   int64  `json:"quotes"`
	Words    int64  `json:"words"`
}

// KindShare is the part of the quoted words that one kind of speaker says. A
// nil kind: nobody was found.
type KindShare struct {
	Kind   *string `json:"kind"`
	Quotes int64   `json:"quotes"`
	Words  int64   `json:"words"`
	Share  float64 `json:"share_of_words"` // 4 decimals
}

// PerNumber describes how often something is there.
type PerNumber struct {
	Mean      float64    `json:"mean"`
	Min       int64      `json:"min"`
	Max       int64      `json:"max"`
	Quantiles []Quantile `json:"quantiles"`
}

const quotingNote = "rows of quotes that are speech, of speech_confidence .5 and more; the same name in two articles is taken for the same speaker; shares are of the words of all quotes, duplicates of articles included"

// quoting counts who is quoted.
type quoting struct {
	speakers *Groups // by name and kind
	kinds    *Groups // by kind
	counts   *distribution
	quoted   int64
}

func newQuoting() *quoting {
	return &quoting{speakers: NewGroups(bySpeaker, "speaker_kind"), kinds: NewGroups("speaker_kind"), counts: newDistribution(maxExact)}
}

// article counts an article with so many quotes.
func (q *quoting) article(quotes int64) error {
	if quotes > 0 {
		q.quoted++
	}
	return q.counts.add(float64(quotes))
}

// stats returns what was counted, with the top most quoted speakers.
func (q *quoting) stats(top int) *QuoteStats {
	s := &QuoteStats{Note: quotingNote, Speakers: []SpeakerStats{}, Kinds: []KindShare{}, Articles: q.counts.n, Quoted: q.quoted}
	for _, r := range q.speakers.rows {
		kind := ""
		if r.keys[1] != nil {
			kind = *r.keys[1]
		}
		if kind != string(schema.SpeakerUnnamed) {
			t := r.tally
			s.Speakers = append(s.Speakers, SpeakerStats{*r.keys[0], kind, t[Articles.index()], t[Unique.index()], t[Quotes.index()], t[Words.index()]})
		}
	}
	slices.SortFunc(s.Speakers, func(a, b SpeakerStats) int {
		return cmp.Or(cmp.Compare(b.Quotes, a.Quotes), cmp.Compare(b.Words, a.Words), strings.Compare(a.Name, b.Name), strings.Compare(a.Kind, b.Kind))
	})
	if len(s.Speakers) > top {
		s.LeftOut = len(s.Speakers) - top
		s.Speakers = s.Speakers[:top]
	}
	all := int64(0)
	for _, r := range q.kinds.rows {
		all += r.tally[Words.index()]
	}
	for _, r := range q.kinds.rows {
		words := r.tally[Words.index()]
		s.Kinds = append(s.Kinds, KindShare{r.keys[0], r.tally[Quotes.index()], words, schema.Round4(float64(words) / float64(max(all, 1)))})
	}
	slices.SortFunc(s.Kinds, func(a, b KindShare) int {
		return cmp.Or(cmp.Compare(b.Words, a.Words), compareKeys(a.Kind, b.Kind))
	})
	if d := q.counts; d.n > 0 {
		s.PerArticle = &PerNumber{Mean: d.mean(), Min: int64(d.min), Max: int64(d.max)}
		for i, v := range d.quantiles() {
			s.PerArticle.Quantiles = append(s.PerArticle.Quantiles, Quantile{percents[i], int64(v)})
		}
	}
	return s
}

// text writes who is quoted.
func (s *QuoteStats) text(b *strings.Builder) {
	b.WriteString("\nQuotes\n(" + s.Note + ")\n")
	align(b, s.articleRows())
	b.WriteString("\nQuoted words by kind of speaker\n")
	align(b, s.kindRows())
	b.WriteString("\nMost quoted speakers with a name\n")
	align(b, s.speakerRows())
	if s.LeftOut > 0 {
		b.WriteString("  and " + strconv.Itoa(s.LeftOut) + " more\n")
	}
}

func (s *QuoteStats) articleRows() [][]string {
	rows := [][]string{{"articles with quotes", number(s.Quoted) + " of " + number(s.Articles)}}
	if p := s.PerArticle; p != nil {
		rows = append(rows, []string{"quotes an article", "mean " + value(p.Mean) + ", median " + value(median(p.Quantiles)) + ", " + number(p.Min) + " to " + number(p.Max)})
	}
	return rows
}

func (s *QuoteStats) kindRows() [][]string {
	rows := [][]string{{"kind", "quotes", "words", "share"}}
	for _, k := range s.Kinds {
		kind := "no speaker found"
		if k.Kind != nil {
			kind = cell(*k.Kind)
		}
		rows = append(rows, []string{kind, number(k.Quotes), number(k.Words), percent(k.Share)})
	}
	return rows
}

func (s *QuoteStats) speakerRows() [][]string {
	rows := [][]string{{"speaker", "kind", "articles", "unique", "quotes", "words"}}
	for i := range s.Speakers {
		p := &s.Speakers[i]
		rows = append(rows, []string{cell(p.Name), p.Kind, number(p.Articles), number(p.Unique), number(p.Quotes), number(p.Words)})
	}
	return rows
}

func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 1, 64) + " %" }

func number(n int64) string { return strconv.FormatInt(n, 10) }
