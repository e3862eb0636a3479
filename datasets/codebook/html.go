package codebook

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"sync"

	"github.com/dsbuild/dsbuild/datasets/cite"
	"github.com/dsbuild/dsbuild/internal/onepage"
	"github.com/dsbuild/dsbuild/internal/text"
)

//go:embed codebook.html
var layout string

//go:embed codebook.css
var style string

var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New(HTMLName).Funcs(template.FuncMap{"safe": text.Terminal}).Parse(layout))
})

// view is a codebook as its template reads it.
type view struct {
	Policy, Title string
	Style         template.CSS
	Intro         []string
	Parts         []Part
}

// HTML returns codebook.html.
func (b *Book) HTML() ([]byte, error) {
	sheet := onepage.Sheet + style
	v := view{
		Policy: onepage.Policy(sheet, ""), Style: template.CSS(sheet),
		Title: cite.Title(b.Manifest), Intro: b.intro(), Parts: b.Parts(),
	}
	var out bytes.Buffer
	if err := page().Execute(&out, v); err != nil {
		return nil, fmt.Errorf("write codebook: %w", err)
	}
	return out.Bytes(), nil
}
