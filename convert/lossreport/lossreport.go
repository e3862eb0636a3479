// Package lossreport draws pages beside what was kept of them.
//
// In: traces of pages, and where they belong to a dataset what it holds of
// them. Out: one HTML file for a person who reads a few pages before trusting
// the rest. Laws: every block of a page is a row, in order, or is counted in a
// line that says how many are not shown; what a page says is shown as text and
// never as markup; the file loads nothing, and its policy forbids it; the same
// traces give the same bytes.
package lossreport

import (
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/internal/onepage"
	"github.com/dsbuild/dsbuild/internal/say"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Format is what a report says of itself in its meta element generator.
const Format = "dsbuild.lossreport/1"

// Report is what is to be drawn.
type Report struct {
	Tool string // version of dsbuild
	Of   string // what the pages are, in words
	// Dataset is a digest of the dataset that the pages belong to, "" where there is none:
	// marks are kept under it.
	Dataset string
	Pages   []Page // in the order of the sample
}

// Page is one page of a report.
type Page struct {
	Trace   *convert.Trace // nil where the page could not be read
	Problem string         // why there is no trace, and what to do
	Source  schema.Source  // where a page without a trace should be
	ID      string         // doc_id of a page without a trace
	Stored  *Stored        // what the dataset holds of it; nil where there is no dataset
}

// Stored is what a dataset holds of a page.
type Stored struct {
	Values     map[string]string  // columns of articles or rejects as JSON, those that are not NULL
	Text       string             // articles.text
	Candidates []schema.Candidate // rows of metadata
	Topics     []schema.Topic     // rows of topics
	Rejected   bool               // its row is one of rejects
}

var (
	//go:embed report.html
	layout string
	//go:embed report.css
	style string
	//go:embed report.js
	script string
)

// reportTemplate is parsed when a report is drawn: most runs draw none.
var reportTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("report").Funcs(template.FuncMap{
		"row":   func(p *pageView, r *rowView) rowOf { return rowOf{p.Prefix, r} },
		"value": func(p *pageView, v valueView) valueOf { return valueOf{p.Prefix, v} },
	}).Parse(layout))
})

// rowOf is a row with the prefix of its page's ids.
type rowOf struct {
	Prefix string
	Row    *rowView
}

// valueOf is a value with the prefix of its page's ids.
type valueOf struct {
	Prefix string
	Value  valueView
}

// document is what the template draws.
type document struct {
	Format, Tool, Of string
	Dataset          string
	Policy           string
	Style            template.CSS
	Script           template.JS
	Pages            []*pageView
	Index            bool // there is an index of the pages
	Shown, Missing   int
	Reasons, Kinds   []word
}

// word is a word of a vocabulary with its meaning.
type word struct {
	Code, Meaning string
	Blocks        int
}

// Write draws the report. Pages that could not be read come first, then those
// with the lowest confidence.
func Write(w io.Writer, r *Report) error {
	d := document{
		Format: Format, Tool: r.Tool, Of: r.Of, Dataset: r.Dataset, Policy: onepage.Policy(onepage.Style+style, script),
		Style: template.CSS(onepage.Style + style), Script: template.JS(script), Index: len(r.Pages) > 1,
	}
	for i := range r.Pages {
		d.Pages = append(d.Pages, newPageView(&r.Pages[i], i+1))
	}
	slices.SortStableFunc(d.Pages, func(a, b *pageView) int { return cmp.Compare(a.order, b.order) })
	reasons, kinds := map[string]int{}, map[string]int{}
	for i, p := range d.Pages {
		p.number(i + 1)
		if p.Problem != "" {
			d.Missing++
			continue
		}
		d.Shown++
		for code, n := range p.reasons {
			reasons[code] += n
		}
		for code, n := range p.kinds {
			kinds[code] += n
		}
	}
	d.Reasons, d.Kinds = words("block_reason", reasons), words("block_kind", kinds)
	var b strings.Builder
	if err := reportTemplate().Execute(&b, &d); err != nil {
		return fmt.Errorf("draw report: %w", err)
	}
	_, err := io.WriteString(w, text.Visible(b.String()))
	return err
}

// words lists the words of a vocabulary that occur, in its order.
func words(vocabulary string, counts map[string]int) []word {
	var list []word
	for _, term := range schema.VocabularyByName(vocabulary).Terms {
		if n := counts[term.Code]; n > 0 {
			list = append(list, word{term.Code, term.Doc, n})
		}
	}
	return list
}

// meaning says what a word of a vocabulary means.
func meaning(vocabulary, code string) string {
	if doc, ok := say.Meaning(vocabulary, code); ok {
		return doc
	}
	return code
}
