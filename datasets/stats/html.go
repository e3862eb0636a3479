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

	"github.com/dsbuild/dsbuild/internal/text"
)

//go:embed report.html
var layout string

// style is the one sheet of the page; its digest stands in the page's policy.
const style = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2 { line-height: 1.2; }
h2 { margin-top: 2.2rem; font-size: 1.15rem; }
.note { color: light-dark(#5a5f66, #a0a6ad); max-width: 50rem; }
.warning { border-inline-start: .3rem solid #c0392b; padding-inline-start: .7rem; max-width: 50rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { white-space: nowrap; }
th, td { text-align: start; padding: .15rem 1.2rem .15rem 0; border-bottom: 1px solid light-dark(#e4e4df, #30353b); vertical-align: top; unicode-bidi: isolate; }
td:first-child { white-space: pre; }
meter { width: 10rem; }
summary { cursor: pointer; margin-top: .8rem; }`

var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("statistics").Funcs(template.FuncMap{
		"join": func(s []string) string { return strings.Join(s, ", ") }, "safe": text.Terminal,
	}).Parse(layout))
})

// cells are rows below a line of names, if they have one. A row may have a bar.
type cells struct {
	Head []string
	Rows []barred
}

type barred struct {
	Cells []string
	Bar   float64 // 0 to 1
	Bars  bool    // rows of this table have bars
}

func named(rows [][]string) cells { return cells{rows[0], plain(rows[1:]).Rows} }

func plain(rows [][]string) cells {
	var c cells
	for _, r := range rows {
		c.Rows = append(c.Rows, barred{Cells: r})
	}
	return c
}

// view is a report as the page shows it: at most so many rows of a group.
type view struct {
	*Report
	Policy string
	Style  template.CSS
	most   int
}

// HTML writes the report as one page that loads nothing, with at most rows rows of
// a group (0: all); it says how many more there are.
func (r *Report) HTML(w io.Writer, rows int) error {
	sum := sha256.Sum256([]byte(style))
	policy := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	if err := page().Execute(w, &view{r, policy, style, rows}); err != nil {
		return fmt.Errorf("write statistics: %w", err)
	}
	return nil
}

func (v *view) shown(n int) int {
	if v.most > 0 {
		return min(n, v.most)
	}
	return n
}

// More says what of n rows is not shown, or nothing.
func (v *view) More(n int, of string) string {
	if left := n - v.shown(n); left > 0 {
		return more(left, n, of)
	}
	return ""
}

// Sums are the totals.
func (v *view) Sums() cells { return named(v.totalRows()) }

// Filled is the share of articles with each field.
func (v *view) Filled() cells {
	c := named(v.fillRows())
	for i := range c.Rows {
		c.Rows[i].Bar, c.Rows[i].Bars = v.Fill[i].Share, true
	}
	return c
}

// Grouped are groups by one key with a bar each, by several without.
func (v *view) Grouped(g Group) cells {
	rows := g.tableRows(v.shown(len(g.Rows)))
	c := named(rows)
	if len(g.By) > 1 || len(g.Units) == 0 {
		return c
	}
	most := int64(1)
	for i := range g.Rows {
		n, _ := g.Rows[i].Counts.Of(g.Units[0])
		most = max(most, n)
	}
	for i := range c.Rows {
		var n int64
		_, _ = fmt.Sscan(c.Rows[i].Cells[1], &n)
		c.Rows[i].Bar, c.Rows[i].Bars = float64(n)/float64(most), true
	}
	return c
}

// Crossed is a matrix with all its columns.
func (v *view) Crossed(m Matrix) cells {
	return named(m.tableRows(m.Columns, v.shown(len(m.Lines)), true))
}

// Quoted is how many articles have quotes.
func (v *view) Quoted() cells { return plain(v.Quoting.articleRows()) }

// Kinds are the shares of the kinds of speakers.
func (v *view) Kinds() cells {
	c := named(v.Quoting.kindRows())
	for i := range c.Rows {
		c.Rows[i].Bar, c.Rows[i].Bars = v.Quoting.Kinds[i].Share, true
	}
	return c
}

// Speakers are the most quoted.
func (v *view) Speakers() cells {
	return named(v.Quoting.speakerRows(v.shown(len(v.Quoting.Speakers))))
}

// Columns are the columns of a table with their details.
func (v *view) Columns(t TableStats) cells {
	rows := t.tableRows()
	rows[0] = append(rows[0], "details")
	for i := range t.Columns {
		rows[i+1] = append(rows[i+1], t.Columns[i].details())
	}
	return named(rows)
}

// LiveNote says what live blogs do to the figures of a table.
func (v *view) LiveNote(t TableStats) string {
	if t.LiveBlogs == 0 {
		return ""
	}
	return t.liveNote()
}

// GapText says which months have no row.
func (v *view) GapText(g Gap) string { return g.text() }
