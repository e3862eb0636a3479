package marksheet

import (
	_ "embed"
	"encoding/hex"
	"fmt"
	"hash"
	"html/template"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/dsbuild/dsbuild/internal/onepage"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

var (
	//go:embed marksheet.css
	frameStyle string
	// It defines marksheet, which runs the rows.
	//
	//go:embed marksheet.js
	frameScript string
	//go:embed marksheet.html
	frameLayout string
)

// Words are what a page says of itself, its rows and their marks.
type Words struct {
	Format    string // in its meta element generator
	Heading   string
	Row, Rows string // such as "row" and "Rows"
	Mark      string
	Marked    string
}

// Page draws the sheets of one kind.
type Page struct {
	words         Words
	style, script string
	template      func() *template.Template
}

// NewPage makes a page: its layout is a template that draws its Frame by the templates top, keys and end; style and
// script stand behind those that all sheets share.
func NewPage(words Words, layout, style, script string) *Page {
	return &Page{
		words: words, style: onepage.Style + frameStyle + style, script: frameScript + script,
		template: sync.OnceValue(func() *template.Template {
			return template.Must(template.Must(template.New("frame").Parse(frameLayout)).New("sheet").Parse(layout))
		}),
	}
}

// Frame is what all sheets draw.
type Frame struct {
	Words
	Tool, Of string
	ID       string // of the rows: marks are kept under it
	Policy   string
	Style    template.CSS
	Script   template.JS
}

// Frame returns that of a sheet which tool made, of what of says, with the digest of its rows.
func (p *Page) Frame(tool, of string, rows hash.Hash) Frame {
	const enough = 8
	return Frame{
		Words: p.words, Tool: tool, Of: of, ID: hex.EncodeToString(rows.Sum(nil)[:enough]),
		Policy: onepage.Policy(p.style, p.script), Style: template.CSS(p.style), Script: template.JS(p.script),
	}
}

// Write draws a document, as the layout wants it.
func (p *Page) Write(w io.Writer, document any) error {
	var b strings.Builder
	if err := p.template().Execute(&b, document); err != nil {
		return fmt.Errorf("draw sheet: %w", err)
	}
	_, err := io.WriteString(w, text.Visible(b.String()))
	return err
}

// Date writes a cell that counts days since 1970; "" where it is empty.
func Date(v schema.Value) string {
	if !v.Valid {
		return ""
	}
	const secondsPerDay = 24 * 60 * 60
	return time.Unix(v.Int*secondsPerDay, 0).UTC().Format(time.DateOnly)
}
