// Package report draws a dataset as one HTML page that a person reads before its
// tables: what came in and where it went, when outlets were covered, how far to
// trust the values, how texts read, who speaks, on what.
//
// In: statistics, figures and, where there is one, the manifest. Out: one file that
// loads nothing and has no script. Laws: text of pages is shown as text, never as
// markup; every chart has its numbers as a table; lists are bounded and say what they
// leave out; what is not known is said; equal input gives equal bytes.
package report

import (
	"context"
	"embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/report/figures"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/internal/onepage"
	"github.com/dsbuild/dsbuild/internal/text"
)

// Name is what the page is called beside the tables of a dataset.
const Name = "report.html"

// Format is what a page says of itself.
const Format = "dsbuild.report/1"

// Page is what a report shows. Members but Stats may be nil: the page says what is missing.
type Page struct {
	Stats    *stats.Report
	Figures  *figures.Figures
	Manifest *datasets.Manifest
	Rows     int // rows of a table of groups or speakers; 0 is all
}

//go:embed page/*.html
var layouts embed.FS

//go:embed page/style.css
var style string

var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("report.html").Funcs(template.FuncMap{
		"safe": text.Terminal, "number": number, "percent": percent, "signed": signedCount,
	}).ParseFS(layouts, "page/*.html"))
})

// Of counts a dataset and returns its page.
func Of(ctx context.Context, ds stats.Dataset, m *datasets.Manifest, o stats.Options) (*Page, error) {
	r, f, err := figures.Collect(ctx, ds, o)
	if err != nil {
		return nil, err
	}
	return &Page{Stats: r, Figures: f, Manifest: m}, nil
}

// Write writes the page.
func (p *Page) Write(w io.Writer) error {
	sheet := onepage.Sheet + strings.TrimSpace(style)
	v := &view{Page: p, Policy: onepage.Policy(sheet, ""), Style: template.CSS(sheet)}
	if err := page().Execute(w, v); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}
