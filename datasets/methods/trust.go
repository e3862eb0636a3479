package methods

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/quality"
	"github.com/dsbuild/dsbuild/datasets/report/figures"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/internal/say"
	"github.com/dsbuild/dsbuild/schema"
)

// quality says what share is right: as people marked it in this dataset, then as it was
// measured on other pages.
func (m *Methods) quality() section {
	s := section{heading: "Quality"}
	if a := m.Stats.Audit; a != nil {
		s.paragraphs = append(s.paragraphs, fmt.Sprintf("People read %s of this dataset again and marked what is right (95 %% intervals by "+
			"Wilson; they hold for the whole where pages were drawn and not chosen).", say.CountOf(a.Articles, "article or reject", "articles and rejects")))
		for _, f := range a.Fields {
			s.items = append(s.items, fmt.Sprintf("this dataset, %s: %s of %s right, %s (%s to %s)", name(f.Field), say.Number(f.Right),
				say.Number(f.Marked), quality.Decimal(f.Share), quality.Decimal(f.Low), quality.Decimal(f.High)))
		}
	} else {
		s.paragraphs = append(s.paragraphs, "Nobody has marked pages of this dataset yet (dsbuild inspect and --audit do it). The figures "+
			"below are of other pages; where an interval was computed it is that of 95 %.")
	}
	if m.annotator("quotes") != nil && m.Manifest.Options["quote_model"] != "" {
		s.paragraphs = append(s.paragraphs, "The figures of quotes were measured with the weights that ship, not with those of this dataset.")
	}
	s.items = append(s.items, m.measured()...)
	return s
}

// measured lists the figures of other pages, those of the same pages in one item.
func (m *Methods) measured() []string {
	var items []string
	on := ""
	for i := range quality.Figures {
		f := &quality.Figures[i]
		if !m.has(f.Layer) {
			continue
		}
		value := f.What + " " + quality.Decimal(f.Value)
		if f.Interval() {
			value += " (" + f.Range() + ")"
		}
		if f.On == on {
			items[len(items)-1] += "; " + value
			continue
		}
		on = f.On
		items = append(items, "on "+on+": "+value)
	}
	return items
}

// has reports whether a dataset has what a figure is about.
func (m *Methods) has(l quality.Layer) bool {
	switch l {
	case quality.Quotes:
		return m.annotator(string(l)) != nil
	case quality.Topics: // its figures are of the keywords of one codebook
		return slices.ContainsFunc(m.Manifest.Annotators, func(a schema.Annotator) bool {
			return a.Name == string(l) && a.Scheme == measuredCodebook && !learned(&a)
		})
	default:
		return true
	}
}

// limitations are what a reader of results must know. Each has its number, and is left
// out where that is 0.
func (m *Methods) limitations() section {
	s := section{heading: "Limitations"}
	l := &limits{all: m.articles()}
	l.items = append(l.items, m.Manifest.Notes()...)
	c := m.Manifest.Counts
	l.add(c.Rejects, "Not among the articles: %s of %s; what is known of their titles and dates stands in the table rejects.",
		say.Number(c.Rejects), say.Count(c.Pages, "page"))
	if m.Figures != nil {
		l.addTexts(m.Figures)
	}
	for _, fill := range m.Stats.Fill {
		if n := fill.Of - fill.Filled; slices.Contains([]string{"published_date", "authors", "publisher", "language"}, fill.Field) {
			l.add(n, "No %s: %s.", fill.Field, l.of(n))
		}
	}
	if q := m.Stats.Quoting; q != nil {
		l.addQuotes(q)
		others := m.otherLanguages()
		l.add(others, "Not known to be English: %s; statements without quote marks are judged by learned weights in English only, and "+
			"rules find fewer of them.", l.of(others))
	}
	l.add(c.Panics, "Met a fault of dsbuild, and rejected: %s.", say.Count(c.Panics, "page"))
	if s.items = l.items; len(s.items) == 0 {
		s.paragraphs = append(s.paragraphs, "Nothing in the dataset points to a limitation beyond the measured quality above.")
	}
	return s
}

// limits are limitations with their numbers.
type limits struct {
	all   int64 // articles
	items []string
}

func (l *limits) add(n int64, format string, args ...any) {
	if n > 0 {
		l.items = append(l.items, fmt.Sprintf(format, args...))
	}
}

// of is a part of the articles.
func (l *limits) of(n int64) string { return say.Number(n) + " of " + say.Count(l.all, "article") }

// addTexts adds what texts, dates and topics lack.
func (l *limits) addTexts(f *figures.Figures) {
	for _, status := range f.Statuses {
		if slices.Contains([]schema.TextStatus{schema.TextStub, schema.TextHeadlineOnly, schema.TextTruncated}, schema.TextStatus(status.Name)) {
			l.add(status.Count, "Only a part of the text (%s): %s; counts of words, quotes and topics are too low there.", status.Name,
				l.of(status.Count))
		}
	}
	l.add(f.Doubtful.Count, "A body_confidence below %g, or text that may be missing: %s.", figures.LowConfidence, l.of(f.Doubtful.Count))
	l.add(f.Duplicates, "The text of an earlier article: %s; counts of articles include them unless they say unique.", l.of(f.Duplicates))
	for _, finding := range f.Findings {
		if slices.Contains([]schema.FindingCode{schema.FindingDateAmbiguous, schema.FindingDateConflict}, schema.FindingCode(finding.Name)) {
			l.add(finding.Count, "Finding %s (%s): %s.", finding.Name, meaning("finding", finding.Name), l.of(finding.Count))
		}
	}
	if f.Topics == nil {
		return
	}
	for _, t := range f.Topics.Apart {
		if _, outcome, _ := strings.Cut(t.Name, ":"); outcome == string(schema.OutcomeAbstained) ||
			outcome == string(schema.OutcomeUnsupportedLanguage) {
			l.add(t.Total, "No topic, because the coder gave %s: %s; they do not lack it at random.", outcome, l.of(t.Total))
		}
	}
}

// addQuotes adds what is not known of speakers.
func (l *limits) addQuotes(q *stats.QuoteStats) {
	nobody, homonyms := int64(0), int64(0)
	for _, k := range q.Kinds {
		if k.Kind == nil || *k.Kind == "" {
			nobody += k.Quotes
		}
	}
	for _, p := range q.Speakers {
		if slices.Contains(p.Findings, string(schema.PossibleHomonym)) {
			homonyms++
		}
	}
	l.add(nobody, "No speaker found: %s.", say.Count(nobody, "quote"))
	l.add(homonyms, "Several people of one name, perhaps: %s of people.", say.Count(homonyms, "row"))
}

// otherLanguages is how many articles are not known to be English.
func (m *Methods) otherLanguages() int64 {
	english := int64(0)
	for _, row := range m.Stats.GroupRows("language") {
		if k := row.Keys[0]; k != nil && *k == "en" {
			english = *row.Counts.Articles
		}
	}
	return m.articles() - english
}
