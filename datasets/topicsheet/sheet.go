package topicsheet

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
const Format = "dsbuild.topicsheet/1"

// Sheet is texts to be coded, and what they are of.
type Sheet struct {
	Tool     string // version of dsbuild
	Of       string // what the rows are of, in words
	Codebook Codebook
	Rows     []Row
}

// header names the columns of a sheet as CSV; the page saves the first five.
var header = []string{"code", "label", "doc_id", "scheme", "probability", "title", "published_date", "text", "url"}

// facts are the cells of a row that are read again, without code and label.
func (s *Sheet) facts(r *Row) []string {
	return []string{r.DocID, s.Codebook.Scheme, strconv.FormatFloat(r.Probability, 'g', -1, 64)}
}

// WriteCSV writes a sheet with an empty column code.
func (s *Sheet) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	_ = out.Write(header) // Flush keeps the error
	for i := range s.Rows {
		r := &s.Rows[i]
		_ = out.Write(append(append([]string{"", ""}, s.facts(r)...),
			text.Cell(r.Title), r.Date, text.Cell(r.Text), text.Cell(r.URL)))
	}
	out.Flush()
	return out.Error()
}

var (
	//go:embed sheet.html
	layout string
	//go:embed sheet.css
	style string
	//go:embed sheet.js
	script string

	page = marksheet.NewPage(marksheet.Words{
		Format: Format, Heading: "Texts to code", Row: "text", Rows: "Texts", Mark: "code", Marked: "coded",
	}, layout, style, script)
)

// document is what the template draws.
type document struct {
	Frame        marksheet.Frame
	Scheme, None string
	Codes        []Code
	Rows         []rowView
}

type rowView struct {
	Row
	N           int
	Facts, Link string
}

// WriteHTML writes a sheet as one file to be coded in a browser.
func (s *Sheet) WriteHTML(w io.Writer) error {
	d := document{Scheme: s.Codebook.Scheme, None: None, Codes: s.Codebook.Codes}
	digest := sha256.New()
	for _, c := range s.Codebook.Codes {
		fmt.Fprintf(digest, "%q\n", c.Code)
	}
	for i := range s.Rows {
		v := rowView{Row: s.Rows[i], N: i + 1}
		facts, err := json.Marshal(s.facts(&v.Row))
		if err != nil {
			return err
		}
		v.Facts = string(facts)
		v.Link = onepage.Link(v.URL)
		d.Rows = append(d.Rows, v)
		fmt.Fprintf(digest, "%s\n%s\n", v.Facts, v.Text)
	}
	d.Frame = page.Frame(s.Tool, s.Of, digest)
	return page.Write(w, &d)
}
