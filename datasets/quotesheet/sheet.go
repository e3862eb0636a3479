package quotesheet

import (
	"crypto/sha256"
	_ "embed"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/dsbuild/dsbuild/internal/marksheet"
	"github.com/dsbuild/dsbuild/internal/onepage"
	"github.com/dsbuild/dsbuild/internal/text"
)

// Format is what a sheet says of itself in its meta element generator.
const Format = "dsbuild.quotesheet/1"

// Fault is a kind of fault that a row may have. A row may have several.
type Fault struct {
	Code, Key, Label, Meaning string
}

// Right is the mark of a row without fault.
const Right = "right"

// Faults are the kinds of faults, in the order of their keys.
var Faults = []Fault{
	{"extent", "1", "Extent", "the words begin or end in the wrong place, by more than two words"},
	{"speaker_wrong", "2", "Speaker wrong", "somebody else says it than the one who is named"},
	{"speaker_missing", "3", "Speaker missing", "nobody is named, but the text tells who says it"},
	{"not_said", "4", "Not said", "nobody says it: a title, a term, irony, a thought, or a claim that is denied"},
}

// Sheet is rows to be marked, and what they are of.
type Sheet struct {
	Tool string // version of dsbuild
	Of   string // what the rows are of, in words
	Rows []Row
}

// header names the columns of a sheet as CSV; what an evaluation reads comes first.
var header = []string{
	"mark", "doc_id", "quote_index", "kind", "probability", "speech_confidence", "speaker_confidence",
	"speaker_name", "speaker", "speaker_role", "text", "before", "after", "title", "publisher", "published_date", "url",
}

// WriteCSV writes a sheet with an empty column mark, to be filled with "right" or with codes of faults.
func (s *Sheet) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	_ = out.Write(header) // Flush keeps the error
	for i := range s.Rows {
		r := &s.Rows[i]
		_ = out.Write(append(r.facts(),
			text.Cell(r.Speaker.Name), text.Cell(r.Speaker.Mention), text.Cell(r.Speaker.Role),
			text.Cell(r.Context.Text), text.Cell(r.Context.Before), text.Cell(r.Context.After),
			text.Cell(r.Article.Title), text.Cell(r.Article.Publisher), r.Article.Date, text.Cell(r.Article.URL)))
	}
	out.Flush()
	return out.Error()
}

// facts are the cells of a row that an evaluation needs, the first of them for the mark.
func (r *Row) facts() []string {
	return []string{"", r.DocID, strconv.Itoa(int(r.Index)), r.Kind, share(r.Probability), share(r.Speech), r.sure()}
}

func (r *Row) sure() string {
	if !r.Speaker.Confidence.OK {
		return ""
	}
	return share(r.Speaker.Confidence.V)
}

func share(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

var (
	//go:embed sheet.html
	layout string
	//go:embed sheet.css
	style string
	//go:embed sheet.js
	script string

	page = marksheet.NewPage(marksheet.Words{
		Format: Format, Heading: "Quotes to judge", Row: "row", Rows: "Rows", Mark: "mark", Marked: "marked",
	}, layout, style, script)
)

// document is what the template draws.
type document struct {
	Frame  marksheet.Frame
	Faults []Fault
	Rows   []rowView
}

// rowView is a row as the template draws it.
type rowView struct {
	Row
	N                  int // from 1
	Facts              string
	Who, Link          string
	Speech, Sure, Odds string
}

// WriteHTML writes a sheet as one file to be marked in a browser.
func (s *Sheet) WriteHTML(w io.Writer) error {
	d := document{Faults: Faults}
	digest := sha256.New()
	for i := range s.Rows {
		v := rowView{Row: s.Rows[i], N: i + 1}
		facts, err := json.Marshal(v.facts()[1:])
		if err != nil {
			return err
		}
		v.Facts = string(facts)
		v.Speech, v.Sure, v.Odds = fmt.Sprintf("%.2f", v.Row.Speech), v.sure(), fmt.Sprintf("%.3g", v.Probability)
		if v.Who = v.Speaker.Name; v.Who == "" {
			v.Who = v.Speaker.Mention
		}
		v.Link = onepage.Link(v.Article.URL)
		d.Rows = append(d.Rows, v)
		fmt.Fprintf(digest, "%s\n%s\n", v.Facts, v.Context.Text)
	}
	d.Frame = page.Frame(s.Tool, s.Of, digest)
	return page.Write(w, &d)
}
