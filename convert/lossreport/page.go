package lossreport

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/internal/onepage"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// pageView is one page as the template draws it.
type pageView struct {
	head
	N          int    // place in the report, from 1
	Sample     int    // place in the sample, from 1
	Prefix     string // of the ids of its rows
	State      string // a digest of what is shown: marks are for this state of the page
	Problem    string
	Notes      []string // where the dataset and this dsbuild do not agree
	Fields     []fieldView
	Topics     []topicView
	Kept       int // words
	Words      int
	KeptBlocks int
	Blocks     int
	Share      string
	Doubts     int
	Items      []item
	Gone       []string // paragraphs of the dataset that this page does not give now
	Cut        string   // what is not shown
	Segments   []segment
	Reasons    []word
	Kinds      []word

	chars, keptChars int // bytes: words are no measure in scripts without spaces
	reasons, kinds   map[string]int
}

// head is what is known of a page as a whole.
type head struct {
	Title     string
	ID, Place string
	Read      string // how its bytes were read
	URL       string // a link for people, "" unless http or https
	Publisher string
	Date      string
	Language  string
	judged
	Reject   *rejectView
	Findings []findingView
	order    float64 // pages are shown by it, the least first
}

// judged is what dsbuild takes a page to be, and how sure it is.
type judged struct {
	Type       string
	TypeScore  string
	Status     string
	StatusText string
	Confidence string // of the body, "" unknown
}

type rejectView struct{ Stage, Reason, Meaning, Message string }

type findingView struct{ Code, Field, Meaning, Message string }

// unread sorts a page that could not be read before all others.
const unread = -2

func newPageView(p *Page, sample int) *pageView {
	v := &pageView{Sample: sample, reasons: map[string]int{}, kinds: map[string]int{}}
	if p.Trace == nil {
		v.order, v.Problem, v.ID, v.Title = unread, p.Problem, p.ID, place(p.Source)
		return v
	}
	v.read(p)
	v.adopt(p.Stored)
	rows := newRows(p, v)
	v.Fields, v.Topics = fields(p, rows), topics(p.Trace.Article)
	rows.run()
	v.compare(p)
	v.Reasons, v.Kinds = words("block_reason", v.reasons), words("block_kind", v.kinds)
	v.State = state(v, p.Trace)
	v.Share = percent(v.keptChars, v.chars)
	return v
}

// Judged is the field that a mark of the page as a whole is about: its text, or that it
// was rejected; "" where there is no page.
func (v *pageView) Judged() string {
	switch {
	case v.Problem != "":
		return ""
	case v.Reject != nil:
		return "reject"
	}
	return "text"
}

// state is a digest of what a reader judges: title and text, or the reason of a reject.
func state(v *pageView, t *convert.Trace) string {
	judged := v.Title + "\n"
	switch {
	case t.Article != nil:
		judged += t.Article.Text
	case t.Reject != nil:
		judged += string(t.Reject.Reason)
	}
	const enough = 8
	sum := sha256.Sum256([]byte(judged))
	return hex.EncodeToString(sum[:enough])
}

// number gives the page its place in the report.
func (v *pageView) number(n int) {
	v.N = n
	v.Prefix = fmt.Sprintf("p%d", n)
}

func place(s schema.Source) string {
	if s.Record != "" {
		return s.URI + ", record " + s.Record
	}
	return s.URI
}

// read fills in what is known of a page.
func (h *head) read(p *Page) {
	t := p.Trace
	h.order = -1
	if t.Page != nil {
		h.ID, h.Place = t.Page.ID, place(t.Page.Source)
		h.Read = fmt.Sprintf("%s, %s (%s)", t.Page.Source.Format, cmp.Or(t.Page.Charset, "charset unknown"),
			cmp.Or(t.Page.CharsetFrom, "not decoded"))
	}
	if a := t.Article; a != nil {
		h.Title, h.Publisher, h.Date, h.Language = a.Title, a.Publisher, a.Published.Date.String(), a.Language
		h.judged = judged{Type: string(a.PageType), Status: string(a.TextStatus), StatusText: meaning("text_status", string(a.TextStatus))}
		h.URL = onepage.Link(cmp.Or(a.URL, a.CanonicalURL))
		if c := a.PageTypeConfidence; c.OK {
			h.judged.TypeScore = share(c.V)
		}
		if c := a.BodyConfidence; c.OK {
			h.judged.Confidence, h.order = share(c.V), c.V
		}
		for _, f := range a.Findings {
			h.Findings = append(h.Findings, findingView{string(f.Code), f.Field, meaning("finding", string(f.Code)), f.Message})
		}
	}
	if r := t.Reject; r != nil {
		h.Title, h.Publisher, h.Date, h.judged.Type = r.Title, r.Publisher, r.PublishedDate.String(), string(r.PageType)
		h.Reject = &rejectView{string(r.Stage), string(r.Reason), meaning("reject_reason", string(r.Reason)), r.Message}
		h.URL = onepage.Link(r.URL)
		if t.Page == nil {
			h.ID, h.Place = r.ID, place(r.Source)
		}
	}
}

// adopt puts what stands in the dataset in the place of what was found now.
func (h *head) adopt(s *Stored) {
	switch {
	case s == nil:
		return
	case s.Rejected && h.Reject == nil:
		reason := s.ColumnText("reason")
		h.Reject = &rejectView{s.ColumnText("stage"), reason, meaning("reject_reason", reason), s.ColumnText("message")}
		return
	case s.Rejected:
		return
	}
	h.Title, h.Publisher = s.ColumnText("title"), s.ColumnText("publisher")
	h.Date, h.Language = s.ColumnText("published_date"), s.ColumnText("language")
	status := s.ColumnText("text_status")
	h.judged = judged{
		Type: s.ColumnText("page_type"), TypeScore: s.share("page_type_confidence"), Status: status, StatusText: meaning("text_status", status),
		Confidence: s.share("body_confidence"),
	}
	h.order = -1
	if f, err := strconv.ParseFloat(h.Confidence, 64); err == nil {
		h.order = f
	}
}

// compared are the columns of articles that a person would miss.
var compared = []string{
	"title", "subtitle", "authors", "publisher", "section", "language", "url", "canonical_url",
	"published_date", "published_at", "modified_at", "page_type", "text_status", "body_confidence",
}

// compare notes where the dataset holds something else than the page gives now.
func (v *pageView) compare(p *Page) {
	s, a := p.Stored, p.Trace.Article
	switch {
	case s == nil:
		return
	case s.Rejected && a != nil && s.ColumnText("stage") != string(schema.StageStore):
		v.note("Converted now the page is an article.")
		return
	case s.Rejected:
		return
	case a == nil:
		v.note("In the dataset the page is an article, with %s of text; converted now it is a reject.", count(text.Words(s.Text), "word"))
		return
	}
	table := schema.TableByName("articles")
	for row := range table.Rows(&schema.Outcome{Article: a}) {
		for _, name := range compared {
			if s.fromIndex(name) {
				continue
			}
			c, _ := table.Column(name)
			if now, then := Cell(c, c.Value(row)), s.Values[name]; now != then {
				v.note("%s is %s in the dataset, and %s when the page is converted now.", name, orNull(then), orNull(now))
			}
		}
	}
	if s.Text != a.Text {
		v.note("The text is not that of the dataset; paragraphs that differ are marked.")
		v.Gone = gone(s.Text, a)
	}
}

func (v *pageView) note(format string, args ...any) {
	const enough = 600
	s, _ := shorten(fmt.Sprintf(format, args...), enough)
	v.Notes = append(v.Notes, s)
}

// Cell writes a value as JSON, "" for NULL: Stored.Values are such.
func Cell(c *schema.Column, v schema.Value) string {
	if !v.Valid {
		return ""
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(c.Plain(v)); err != nil {
		return ""
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// ColumnText returns the value of a text column, "" where it is NULL.
func (s *Stored) ColumnText(column string) string {
	var v string
	if json.Unmarshal([]byte(s.Values[column]), &v) != nil {
		return ""
	}
	return v
}

// share returns a score with two decimals, "" where it is NULL.
func (s *Stored) share(column string) string {
	var f *float64
	if json.Unmarshal([]byte(s.Values[column]), &f) != nil || f == nil {
		return ""
	}
	return share(*f)
}

// fromIndex reports whether the index gave the value of a column: a page alone cannot have it.
func (s *Stored) fromIndex(column string) bool {
	if strings.HasPrefix(column, "published_") {
		column = "published_date"
	}
	for _, c := range s.Candidates {
		if c.Field == column && c.Chosen && c.Evidence == schema.EvidenceIndex {
			return true
		}
	}
	return false
}

func orNull(s string) string { return cmp.Or(s, "NULL") }

// gone lists the paragraphs of a stored text that the article does not have.
func gone(stored string, a *schema.Article) []string {
	have := map[string]bool{}
	for _, p := range a.Paragraphs {
		have[a.Text[p.Start:p.End]] = true
	}
	var list []string
	for paragraph := range strings.SplitSeq(stored, "\n\n") {
		if !have[paragraph] && paragraph != "" {
			list = append(list, paragraph)
		}
	}
	return list
}
