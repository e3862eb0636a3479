package stats

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"
)

//go:embed report.html
var layout string

// style is the one sheet of the page; its digest stands in the page's policy.
const style = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2 { line-height: 1.2; }
h2 { margin-top: 2.2rem; font-size: 1.15rem; }
.note { color: light-dark(#5a5f66, #a0a6ad); max-width: 50rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: start; padding: .15rem 1.2rem .15rem 0; border-bottom: 1px solid light-dark(#e4e4df, #30353b); vertical-align: top; unicode-bidi: isolate; }
meter { width: 10rem; }
summary { cursor: pointer; margin-top: .8rem; }`

var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("statistics").Funcs(template.FuncMap{
		"join": func(s []string) string { return strings.Join(s, ", ") }, "percent": percent,
		"totals": (*Report).totalRows, "articles": (*QuoteStats).articleRows, "speakers": (*QuoteStats).speakerRows,
		"group": (*Group).tableRows, "columns": (*TableStats).tableRows,
		"plain": func(rows [][]string) cells { return cells{nil, rows} },
		"named": func(rows [][]string) cells { return cells{rows[0], rows[1:]} },
	}).Parse(layout))
})

// cells are rows below a line of names, if they have one.
type cells struct {
	Head []string
	Rows [][]string
}

// HTML writes the report as one page that loads nothing.
func (r *Report) HTML(w io.Writer) error {
	sum := sha256.Sum256([]byte(style))
	err := page().Execute(w, struct {
		*Report
		Policy string
		Style  template.CSS
	}{r, "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'", style})
	if err != nil {
		return fmt.Errorf("write statistics: %w", err)
	}
	return nil
}
