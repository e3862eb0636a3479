// Package outcometest makes outcomes for tests of whatever stores or reads them.
//
// In: a seed. Out: outcomes with every column in use, NULLs and empty lists
// among them, in several scripts. Laws: they keep every law of a dataset; the
// same seed gives the same outcomes.
package outcometest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/dsbuild/dsbuild/schema"
)

// UserColumns are the columns that the outcomes' users bring along, one of each type.
func UserColumns() []schema.UserColumn {
	return []schema.UserColumn{
		{Name: "x_wave", Type: schema.Utf8, Doc: "wave of the survey"},
		{Name: "x_tags", Type: schema.Utf8List},
		{Name: "x_rank", Type: schema.Int32},
		{Name: "x_weight", Type: schema.Float64},
		{Name: "x_coded", Type: schema.Bool},
		{Name: "x_day", Type: schema.Date32},
		{Name: "x_at", Type: schema.Timestamp},
	}
}

// Source makes outcomes.
type Source struct {
	rng   *rand.Rand
	n     int
	texts map[[32]byte]string // digest of a text -> first doc_id
	long  *schema.Article     // a long one that came before
}

// New returns a source of outcomes.
func New(seed uint64) *Source {
	return &Source{rng: rand.New(rand.NewPCG(seed, 1)), texts: map[[32]byte]string{}}
}

// Outcomes returns n outcomes and the summary of a run that yields them.
func Outcomes(seed uint64, n int) ([]schema.Outcome, *schema.Summary) {
	s := New(seed)
	all := make([]schema.Outcome, n)
	for i := range all {
		all[i] = s.Next()
	}
	return all, Summary(n)
}

// builder is a datasets.Builder, whose Finish returns an M.
type builder[M any] interface {
	Add(o schema.Outcome) error
	Finish(s *schema.Summary) (M, error)
}

// Store gives the outcomes of a run to the builder of a dataset, and finishes it.
func Store[M any](b builder[M], outcomes []schema.Outcome, s *schema.Summary) (made M, err error) {
	for _, o := range outcomes {
		if err := b.Add(o); err != nil {
			return made, err
		}
	}
	return b.Finish(s)
}

// Summary returns the summary of a run over n pages.
func Summary(n int) *schema.Summary {
	read := schema.ReadSummary{
		Pages:   int64(n),
		Inputs:  []schema.Input{{Root: "pages", Files: int64(n), Bytes: 1 << 20, SHA256: digest("pages")}},
		Skipped: []schema.Count{{Name: "asset", Count: 3}},
	}
	return schema.NewSummary(read, schema.ConvertSummary{
		Annotators: []schema.Annotator{{
			Name: "topics", Version: "1", Hash: digest("cap"), Scheme: "cap",
			Codes: []schema.CodebookCode{{Code: "1", Label: "Macroeconomics"}, {Code: "3", Label: "Health"}},
		}},
		Outlets: []schema.Outlet{
			{Site: "example.com", Name: "The Example", Country: "Łódź", Kind: "daily"},
			{Site: "example.org", Name: "example.org"},
		},
	})
}

var vocabulary = strings.Fields(`the policy Senate rate carbon water council naïve Łódź café straße 政策 議會 выборы указ
	اقتصاد 😀 𝒳 budget tax school border vote mayor treaty energy housing trade`)

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func (s *Source) maybe(v string) string {
	if s.rng.IntN(3) == 0 {
		return ""
	}
	return v
}

func (s *Source) words(least, most int) string {
	n := least + s.rng.IntN(most-least+1)
	words := make([]string, n)
	for i := range words {
		words[i] = vocabulary[s.rng.IntN(len(vocabulary))]
	}
	return strings.Join(words, " ")
}

// list returns nil, an empty list, or a few words.
func (s *Source) list() []string {
	n := s.rng.IntN(4) - 1
	if n < 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = s.words(1, 3)
	}
	return list
}

func (s *Source) share() schema.Opt[float64] {
	if s.rng.IntN(4) == 0 {
		return schema.Opt[float64]{}
	}
	return schema.Some(s.rng.Float64())
}

func (s *Source) instant() time.Time {
	if s.rng.IntN(3) == 0 {
		return time.Time{}
	}
	const from, to = -2e15, 1.5e15 // 1906 to 2017
	return time.UnixMicro(s.rng.Int64N(to-from) + from).UTC()
}

func pick[T any](s *Source, of ...T) T { return of[s.rng.IntN(len(of))] }

// Next returns the next outcome: one in eight is a reject.
func (s *Source) Next() schema.Outcome {
	s.n++
	id := schema.DocID("", fmt.Appendf(nil, "page %d", s.n))
	src := schema.Source{
		URI: fmt.Sprintf("pages/%d.html", s.n), Record: s.maybe("17"), Format: schema.FormatHTML,
		SHA256: digest(id), Size: int64(s.rng.IntN(1 << 20)),
	}
	var o schema.Outcome
	if s.rng.IntN(8) == 0 {
		o.Reject = &schema.Reject{
			Source: src, ID: id, URL: s.maybe("https://example.org/a"), Title: s.maybe(s.words(2, 6)), Publisher: s.maybe("Gazette"),
			PublishedDate: schema.Date{Year: 1659, Month: 3, Day: 5}, PageType: schema.PageListing,
			Stage: schema.StageClassify, Reason: schema.RejectNotAnArticle, Message: "it lists other pages",
		}
	} else {
		o.Article = s.article(id, src)
	}
	for i := range s.rng.IntN(3) {
		o.Blocks = append(o.Blocks, schema.Block{
			Index: i, Text: s.words(1, 9), Kind: schema.KindNavigation, Reason: schema.ReasonLinks,
			Score: 0.01, Path: "html/body",
		})
	}
	return o
}

func (s *Source) article(id string, src schema.Source) *schema.Article {
	a := &schema.Article{
		ID: id, Source: src,
		Metadata: schema.Metadata{
			Title: s.maybe(s.words(3, 8)), Subtitle: s.maybe(s.words(3, 8)),
			Publisher: s.maybe(pick(s, "Gazette", "Tribune", "Le Courrier")), Site: s.maybe("example.org"), Section: s.maybe("Politics"),
			Keywords: s.list(), Language: s.maybe(pick(s, "en", "fr", "de")), LanguageScore: s.share(),
			URL: s.maybe("https://example.org/" + id), CanonicalURL: s.maybe("https://example.org/c/" + id), Modified: s.instant(),
		},
		Charset: "utf-8", PageType: schema.PageArticle, PageTypeConfidence: s.share(),
		TextStatus: schema.TextFull, BodyConfidence: s.share(),
		Findings: []schema.Finding{{Code: schema.FindingNoTitle}, {Code: schema.FindingDateConflict}}[:s.rng.IntN(3)],
		User: []schema.Value{
			{Valid: true, Str: "w1"},
			{Valid: true, List: s.list()},
			{Valid: true, Int: 7},
			{Valid: true, Float: 0.25},
			{Valid: true, Int: 1},
			{Valid: true, Int: -100_000},
			{},
		},
	}
	if s.rng.IntN(4) > 0 {
		a.Published = schema.Published{
			Date:      schema.Date{Year: int16(1600 + s.rng.IntN(420)), Month: uint8(1 + s.rng.IntN(12)), Day: uint8(1 + s.rng.IntN(28))},
			Precision: schema.PrecisionDay, Zone: s.maybe("+02:00"), Raw: "5 March", Evidence: schema.EvidenceMeta,
		}
	}
	s.clock(a)
	if s.rng.IntN(3) > 0 {
		a.IsFree = schema.Some(s.rng.IntN(2) == 0)
	}
	s.people(a)
	s.body(a)
	s.quotes(a)
	s.topics(a)
	return a
}

// clock puts what happened to an article into its order: published on its day,
// changed, fetched.
func (s *Source) clock(a *schema.Article) {
	later := func(t time.Time) time.Time { return t.Add(time.Duration(s.rng.Int64N(int64(30 * 24 * time.Hour)))) }
	last := a.Modified
	if !a.Published.Date.IsZero() {
		at := a.Published.Date.Time().Add(time.Duration(s.rng.Int64N(int64(24 * time.Hour)))).Truncate(time.Microsecond)
		last = at
		if s.rng.IntN(2) == 0 {
			a.Published.At = at
		}
		if !a.Modified.IsZero() {
			a.Modified = later(at).Truncate(time.Microsecond)
			last = a.Modified
		}
	}
	if s.rng.IntN(3) > 0 && !last.IsZero() {
		a.Retrieved = later(last).Truncate(time.Microsecond)
	}
}

func (s *Source) people(a *schema.Article) {
	n := s.rng.IntN(4) - 1
	if n < 0 {
		return
	}
	a.Authors = []schema.Author{}
	for range n {
		name := s.words(2, 2)
		a.Authors = append(a.Authors, schema.Author{Name: name, Raw: "By " + name, Kind: schema.AuthorPerson, Evidence: schema.EvidenceByline})
		a.Candidates = append(a.Candidates, schema.Candidate{
			Field: "authors", Value: name, Evidence: schema.EvidenceByline, Score: 2.5,
			Chosen: true,
		})
	}
}

// body gives the article paragraphs; one in ten has none.
func (s *Source) body(a *schema.Article) {
	var b strings.Builder
	if s.rng.IntN(10) > 0 {
		heading := ""
		for i := range 1 + s.rng.IntN(8) {
			if i > 0 {
				b.WriteString("\n\n")
			}
			p := schema.Paragraph{Span: schema.Span{Start: b.Len()}, Kind: schema.ParagraphKind("paragraph"), SectionHeading: heading}
			words := s.words(1, 60)
			if s.rng.IntN(5) == 0 {
				p.Kind, p.HeadingLevel, words = "heading", 2, s.words(1, 4)
				heading = words
			}
			b.WriteString(words)
			p.End, p.WordCount = b.Len(), len(strings.Fields(words))
			a.Paragraphs = append(a.Paragraphs, p)
		}
	}
	a.Text = b.String()
	s.shorten(a)
	if a.Text == "" {
		a.TextStatus = schema.TextHeadlineOnly
	}
	for i, p := range a.Paragraphs {
		if s.rng.IntN(3) == 0 {
			a.Links = append(a.Links, schema.Link{Span: s.part(a, p.Span), Paragraph: i, URL: "https://example.org/l", SameSite: schema.Some(true)})
		}
	}
	if n := len(a.Paragraphs); n > 2 {
		a.Entries = []schema.Entry{{Heading: "The quay", Author: "Ann Lee", Last: n, Published: schema.Published{Raw: "10:45"}}}
	}
	sum := sha256.Sum256([]byte(a.Text))
	if first, ok := s.texts[sum]; ok && a.Text != "" {
		a.DuplicateOf = first
	} else {
		s.texts[sum] = a.ID
	}
}

// shorten gives one article of ten the text of one before it without the last paragraph.
func (s *Source) shorten(a *schema.Article) {
	const every, paragraphs = 10, 5
	if s.n%every == 0 && s.long != nil {
		kept := s.long.Paragraphs[:len(s.long.Paragraphs)-1]
		a.Paragraphs = slices.Clone(kept)
		a.Text = s.long.Text[:kept[len(kept)-1].End]
	} else if len(a.Paragraphs) >= paragraphs {
		s.long = a
	}
}

// part returns some whole words of a span.
func (s *Source) part(a *schema.Article, of schema.Span) schema.Span {
	words := strings.Split(a.Text[of.Start:of.End], " ")
	from := s.rng.IntN(len(words))
	to := from + 1 + s.rng.IntN(len(words)-from)
	start := of.Start + len(strings.Join(words[:from], " "))
	if from > 0 {
		start++
	}
	return schema.Span{Start: start, End: start + len(strings.Join(words[from:to], " "))}
}

// clerks are who speaks, with their keys.
var clerks = [...]struct{ name, key string }{
	{"A. Clerk", "a clerk"}, {"Anna Clerk", "anna clerk"}, {"Clerk", "clerk"}, {"ANNA CLERK", "anna clerk"}, {"Bo Łęcki", "bo lecki"},
}

func (s *Source) quotes(a *schema.Article) {
	a.Quotes, a.Speakers = []schema.Quote{}, []schema.Speaker{}
	statement := 0
	for i, p := range a.Paragraphs {
		if s.rng.IntN(2) == 0 {
			continue
		}
		q := schema.Quote{
			Span: s.part(a, p.Span), Kind: schema.QuoteNotSpeech, Statement: -1, Paragraph: i, Rule: schema.RuleTerm, SpeechConfidence: 0.3,
			SpeakerResolution: schema.ResolvedNone,
		}
		if s.rng.IntN(4) == 0 {
			q.Kind, q.Statement, q.Rule, q.Speaker, q.Cue = schema.QuoteIndirect, statement, schema.RuleCueAfter, s.part(a, p.Span),
				s.part(a, p.Span)
			q.SpeakerName, q.SpeakerID, q.SpeakerKey = "B. Clerk", "s2", "b clerk"
			statement++
		} else if s.rng.IntN(3) > 0 {
			q.SpeechConfidence = 0.9
			q.Kind, q.Statement, q.Rule, q.Speaker, q.Cue = schema.QuoteDirect, statement, schema.RuleCueAfter, s.part(a, p.Span), s.part(a, p.Span)
			clerk := clerks[s.n%len(clerks)]
			q.SpeakerName, q.SpeakerID, q.SpeakerKind, q.SpeakerConfidence = clerk.name, "s1", schema.SpeakerPerson, schema.Some(0.8)
			q.SpeakerKey = clerk.key
			q.SpeakerResolution = schema.ResolvedExplicit
			statement++
			if len(a.Speakers) == 0 {
				a.Speakers = append(a.Speakers, schema.Speaker{
					ID: "s1", Name: clerk.name, Key: clerk.key, Kind: schema.SpeakerPerson,
					Role: s.maybe("clerk"),
				})
			}
			a.Speakers[0].QuoteCount++
			a.Speakers[0].QuotedWords += len(strings.Fields(a.Text[q.Start:q.End]))
			a.Quotes = append(a.Quotes, q)
			continue
		}
		a.QuoteCandidates = append(a.QuoteCandidates, q)
	}
}

func (s *Source) topics(a *schema.Article) {
	a.Topics = []schema.Topic{{Scheme: "cap", Rank: 1, Method: schema.MethodKeywords, Outcome: schema.OutcomeAbstained, Evidence: []string{}}}
	if s.rng.IntN(2) == 0 {
		a.Topics[0].Code, a.Topics[0].Label, a.Topics[0].Score = "1", "Macroeconomics", s.share()
		a.Topics[0].Outcome, a.Topics[0].Evidence = schema.OutcomeCoded, []string{"tax", "budget"}
		for i := range a.Paragraphs {
			a.ParagraphTopics = append(a.ParagraphTopics, schema.ParagraphTopic{Paragraph: i, Topic: a.Topics[0]})
		}
	}
}
