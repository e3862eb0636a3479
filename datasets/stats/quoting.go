package stats

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// QuoteStats says who is quoted, and how much. Only speech counts.
type QuoteStats struct {
	Note string `json:"note"`
	// Speakers are all that have a name, the most quoted first.
	Speakers []SpeakerStats `json:"speakers"`
	Kinds    []KindShare    `json:"speaker_kinds"`
	// Quoted is how many articles have a quote, of Articles that were looked at;
	// the live blogs among both stand beside them.
	Articles        int64      `json:"articles"`
	Quoted          int64      `json:"articles_with_quotes"`
	LiveBlogs       int64      `json:"live_blogs"`
	LiveBlogsQuoted int64      `json:"live_blogs_with_quotes"`
	PerArticle      *PerNumber `json:"quotes_per_article,omitempty"`
}

// SpeakerStats is what a dataset quotes of one name, or of one row of people.
type SpeakerStats struct {
	Name     string `json:"name"`
	Kind     string `json:"kind"`
	Articles int64  `json:"articles"`
	Unique   int64  `json:"unique"`
	Quotes   int64  `json:"quotes"`
	Words    int64  `json:"words"`
	// LiveBlogs are those of the quotes that stand in live blogs.
	LiveBlogs int64 `json:"live_blog_quotes"`
	// PersonID and Findings are those of the row of people, where there is one.
	PersonID string   `json:"person_id,omitempty"`
	Findings []string `json:"findings,omitempty"`
}

// KindShare is the part of the quoted words that one kind of speaker says. A
// nil kind: nobody was found.
type KindShare struct {
	Kind   *string `json:"kind"`
	Quotes int64   `json:"quotes"`
	Words  int64   `json:"words"`
	Share  float64 `json:"share_of_words"` // 4 decimals
	// LiveBlogs are those of the quotes that stand in live blogs.
	LiveBlogs int64 `json:"live_blog_quotes"`
}

// PerNumber describes how often something is there in articles that are no live blogs.
type PerNumber struct {
	Mean      float64    `json:"mean"`
	Min       int64      `json:"min"`
	Max       int64      `json:"max"`
	Quantiles []Quantile `json:"quantiles"`
}

const (
	quotingNote = "rows of quotes: what was said; the same name in two articles is taken for the same speaker" + sharesNote
	personsNote = "rows of quotes: what was said; a speaker is a row of people, which puts names together by stated rules, " +
		"which marks who may be several people (homonym?)" + sharesNote
	sharesNote = "; shares are of the words of all quotes, duplicates of articles included"
)

// quoting counts who is quoted. A nil one counts nothing.
type quoting struct {
	speakers *groups               // by id, and by kind where that is a name
	persons  map[string]*personRow // those of the speakers, by id
	kinds    *groups               // by kind
	counts   *distribution
	stats    QuoteStats
}

func newQuoting() *quoting {
	return &quoting{
		speakers: newGroups(bySpeaker, "speaker_kind"), persons: map[string]*personRow{}, kinds: newGroups("speaker_kind"),
		counts: newDistribution(false, maxNumbers),
	}
}

// article counts an article with so many quotes.
func (q *quoting) article(quotes int64, live bool) error {
	if q == nil {
		return nil
	}
	q.stats.Articles++
	q.stats.Quoted += boolCount(quotes > 0)
	q.stats.LiveBlogs += boolCount(live)
	q.stats.LiveBlogsQuoted += boolCount(live && quotes > 0)
	return q.counts.add(quotes, live)
}

func (q *quoting) addKind(kind *string, said tally, live bool) {
	if q != nil {
		q.kinds.add([]*string{kind}, said, live)
	}
}

func (q *quoting) addSpeaker(id string, s *spoken, t tally, live bool) {
	if q == nil {
		return
	}
	q.speakers.add([]*string{&id, s.kind}, t, live)
	if s.person != nil {
		q.persons[id] = s.person
	}
}

// report returns what was counted.
func (q *quoting) report() *QuoteStats {
	s := q.stats
	s.Note, s.Speakers, s.Kinds = quotingNote, []SpeakerStats{}, []KindShare{}
	quotes, words := Quotes.index(), Words.index()
	if len(q.persons) > 0 {
		s.Note = personsNote
	}
	for _, r := range q.speakers.rows {
		kind := ""
		if r.keys[1] != nil {
			kind = *r.keys[1]
		}
		if kind != string(schema.SpeakerUnnamed) {
			t := r.all
			one := SpeakerStats{
				Name: *r.keys[0], Kind: kind, Articles: t[Articles.index()], Unique: t[Unique.index()], Quotes: t[quotes],
				Words: t[words], LiveBlogs: r.live[quotes],
			}
			if p := q.persons[*r.keys[0]]; p != nil {
				one.Name, one.PersonID, one.Findings = p.name, p.id, p.findings
			}
			s.Speakers = append(s.Speakers, one)
		}
	}
	slices.SortFunc(s.Speakers, func(a, b SpeakerStats) int {
		return cmp.Or(cmp.Compare(b.Quotes, a.Quotes), cmp.Compare(b.Words, a.Words), strings.Compare(a.Name, b.Name),
			strings.Compare(a.Kind, b.Kind), strings.Compare(a.PersonID, b.PersonID))
	})
	all := int64(0)
	for _, r := range q.kinds.rows {
		all += r.all[words]
	}
	for _, r := range q.kinds.rows {
		s.Kinds = append(s.Kinds, KindShare{
			r.keys[0], r.all[quotes], r.all[words], schema.Round4(float64(r.all[words]) / float64(max(all, 1))),
			r.live[quotes],
		})
	}
	slices.SortFunc(s.Kinds, func(a, b KindShare) int {
		return cmp.Or(cmp.Compare(b.Words, a.Words), compareKeys(a.Kind, b.Kind))
	})
	if mean, ok := q.counts.mean(); ok {
		d := q.counts
		s.PerArticle = &PerNumber{Mean: mean, Min: d.min, Max: d.max}
		s.PerArticle.Quantiles = quantilesOf(d, func(v float64) any { return v })
	}
	return &s
}
