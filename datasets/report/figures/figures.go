// Package figures counts what the report of a dataset shows beside its statistics.
//
// In: the articles as package stats shows them while it counts (a stats.Watch), and
// the tables rejects, metadata and quotes. Out: Figures: when outlets were covered
// and where pages failed, where values come from, how sure they are, how texts begin
// and end, who speaks on what. Laws: equal rows give equal figures; lists are bounded
// and say what they leave out; what a dataset does not have is nil, never 0; memory
// grows with outlets and months, not with articles.
package figures

import (
	"context"
	"fmt"
	"slices"

	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/internal/say"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// mostLines is how many outlets, topics or speakers a list has; the others are
	// summed up or counted.
	mostLines = 40
	// mostColumns is how many months, quarters or years stand side by side.
	mostColumns = 48
	// mostArticles is how many articles are named, drawn or in doubt.
	mostArticles = 20
)

// Figures are what the report shows beside the statistics. Members are nil where
// the dataset has nothing of the kind.
type Figures struct {
	Coverage *Coverage
	// First and Last are the months of the first and the last dated article, "" without any.
	First, Last string
	Outlets     int            // with articles
	Statuses    []schema.Count // articles by text_status
	Duplicates  int64          // articles whose text came before
	WholeCopies int64          // those of them whose text is full
	Captures    int64          // articles with the finding recapture
	Rejects     []schema.Count // by reason, the most frequent first
	Findings    []schema.Count // articles by finding, the most frequent first
	Evidence    []Evidence     // by field, in the order of the columns of articles
	Confidences []Histogram
	Words       *Histogram // articles by word_count, live blogs left out
	Edges       []Edge     // how texts of an outlet begin and end
	EdgesExact  bool       // false: counts of Edges are at least what they say
	Voices      *Voices
	Topics      *Topics
	Doubtful    Doubtful
	Sample      []Article
}

// Published says from when to when articles are published, in words; "" where of none the
// month is known.
func (f *Figures) Published() string {
	switch {
	case f.First == "":
		return ""
	case f.First == f.Last:
		return "published in " + say.Month(f.First)
	}
	return "published from " + say.Month(f.First) + " to " + say.Month(f.Last)
}

// Article is one that the report names.
type Article struct {
	ID, Title, Outlet, Month, Type, Status, Begins string
	Words                                          int64
	Confidence                                     schema.Opt[float64]
	Findings                                       []string
}

// LowConfidence is the body_confidence below which the text of an article is to be looked
// at before it is counted: few pages of news have less.
const LowConfidence = 0.8

// IsDoubtful reports whether an article has the finding text_may_be_missing, or a low
// body_confidence.
func IsDoubtful(findings []string, confidence schema.Opt[float64]) bool {
	return slices.Contains(findings, string(schema.FindingTextMayBeMissing)) || confidence.OK && confidence.V < LowConfidence
}

// Collect counts the dataset with package stats, and what the report needs beside.
func Collect(ctx context.Context, ds stats.Dataset, o stats.Options) (*stats.Report, *Figures, error) {
	c := &collector{ds: ds}
	o.Watch = &stats.Watch{Columns: columns, Article: c.article, Restart: c.restart}
	r, err := stats.Collect(ctx, ds, o)
	if err != nil {
		return nil, nil, err
	}
	if !c.begun { // no articles with a doc_id: there is nothing to add
		return r, nil, nil
	}
	for _, read := range []func() error{c.readRejects, c.readEvidence, c.readQuotes} {
		if err := read(); err != nil {
			return nil, nil, fmt.Errorf("figures: %w", err)
		}
	}
	return r, c.figures(), nil
}

// has reports whether the dataset has a table with the columns.
func has(ds stats.Dataset, table string, columns ...string) bool {
	for _, t := range ds.Tables() {
		if t.Name != table {
			continue
		}
		for _, name := range columns {
			if c, _ := t.Column(name); c == nil {
				return false
			}
		}
		return true
	}
	return false
}
