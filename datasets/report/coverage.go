package report

import (
	"cmp"
	"fmt"
	"math/bits"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/report/figures"
)

// coverageView is the grid of outlets and months.
type coverageView struct {
	*figures.Coverage
	Labels []label
	Rows   []coverageRow
}

type coverageRow struct {
	Name, About string
	Cells       []column
	Pages       int64
	All         bool
}

// Covered is the grid; nil where there are no articles.
func (v *view) Covered() *coverageView {
	if v.Figures == nil || v.Figures.Coverage == nil {
		return nil
	}
	c := &coverageView{Coverage: v.Figures.Coverage}
	c.Labels = labels(c.Calendar)
	most := int64(1)
	for i := range c.Lines {
		if c.Lines[i].Others {
			continue
		}
		for _, cell := range c.Lines[i].Cells {
			most = max(most, cell.Articles)
		}
	}
	all := int64(1)
	for _, cell := range c.All.Cells {
		all = max(all, cell.Articles)
	}
	c.Rows = append(c.Rows, c.row(&c.All, "all outlets", all))
	c.Rows[0].All = true
	for i := range c.Lines {
		l := &c.Lines[i]
		name, scale := outletName(l.Outlet), most
		if l.Others {
			name, scale = count(int64(c.Left), "other outlet"), all
		}
		c.Rows = append(c.Rows, c.row(l, name, scale))
	}
	return c
}

// labels name the years of a calendar, as many as fit.
func labels(c *figures.Calendar) []label {
	const apart = 8 // percent of the width that a year takes
	var list []label
	last := float64(-apart)
	for i, p := range c.Columns {
		at := float64(i) / float64(len(c.Columns)) * 100
		if (p.Begun || i == 0) && p.Empty == 0 && at-last >= apart && at < 100-apart/2 {
			list = append(list, label{X: trim(at), Text: fmt.Sprint(p.Year), Minor: len(list)%3 > 0})
			last = at
		}
	}
	return list
}

func (c *coverageView) row(l *figures.Line, name string, most int64) coverageRow {
	r := coverageRow{Name: name, Pages: l.Total.Pages(), About: about(&l.Total)}
	for i, cell := range l.Cells {
		d := column{Title: c.Columns[i].Name + ": " + about(&cell), Mark: cell.Jump}
		d.X, d.Width = place(i, len(l.Cells))
		switch {
		case c.Columns[i].Empty > 0:
			d.Class, d.Title = "skip", c.Columns[i].Name+" without pages"
		case cell.Pages() > 0:
			d.Class = "q" + fmt.Sprint(shade(cell.Articles, most))
			if cell.Troubled > 0 {
				// Above the orange of a cell that is all in doubt stands how many articles it has.
				const least, most = 10, 65
				height := max(least, cell.Share()*most)
				d.Rise, d.RiseY = trim(height), trim(100-height)
			}
		case l.Gap(i):
			d.Class, d.Title = "gap", c.Columns[i].Name+": nothing"
		default:
			continue
		}
		r.Cells = append(r.Cells, d)
	}
	return r
}

// shade is 0 to 5 by the order of magnitude.
func shade(n, most int64) int {
	if n == 0 {
		return 0
	}
	const shades = 5
	return 1 + (shades-1)*bits.Len64(uint64(n))/bits.Len64(uint64(max(n, most)))
}

// about says what pages are.
func about(c *figures.Cell) string {
	parts := []string{count(c.Articles, "article")}
	for _, p := range []struct {
		n    int64
		what string
	}{{c.Rejects, "reject"}, {c.Stubs, "part of the text"}, {c.Low, "low confidence"}, {c.Findings, "with a finding"}} {
		switch {
		case p.n == 0:
		case p.what == "reject":
			parts = append(parts, count(p.n, p.what))
		default:
			parts = append(parts, number(p.n)+" "+p.what)
		}
	}
	return strings.Join(parts, ", ")
}

// JumpTexts say where a site may have changed.
func (c *coverageView) JumpTexts() []string {
	var list []string
	for _, j := range c.Jumps {
		list = append(list,
			fmt.Sprintf(
				"%s, %s: %s of %s rejected, incomplete or in doubt; %s of %s before. The site may have changed its template: look at pages of both sides.",
				outletName(j.Outlet), monthName(j.Month), percent(j.Now.Share()), count(j.Now.Pages(), "page"), percent(j.Before.Share()),
				number(j.Before.Pages())))
	}
	if c.JumpsLeft > 0 {
		list = append(list, fmt.Sprintf("and %s more, with fewer pages", count(int64(c.JumpsLeft), "jump")))
	}
	return list
}

// Totals are the pages of each outlet by what is wrong with them.
func (c *coverageView) Totals() *grid {
	g := &grid{
		Name: "coverage", Caption: "Pages by outlet", Text: 1,
		Head: []string{
			"outlet", "pages", "articles", "rejects", "part of the text", "low confidence", "with a finding", "any of these",
			"without a month",
		},
	}
	add := func(name string, l *figures.Line) {
		t := &l.Total
		g.Rows = append(g.Rows, []string{
			name, number(t.Pages()), number(t.Articles), number(t.Rejects), number(t.Stubs), number(t.Low), number(t.Findings), number(t.Troubled),
			number(l.Undated.Pages()),
		})
	}
	for i := range c.Lines {
		add(c.lineName(&c.Lines[i]), &c.Lines[i])
	}
	add("all outlets", &c.All)
	return g
}

func (c *coverageView) lineName(l *figures.Line) string {
	if l.Others {
		return count(int64(c.Left), "other outlet")
	}
	return outletName(l.Outlet)
}

// Counts are articles by outlet and month.
func (c *coverageView) Counts() *grid {
	return c.matrix("coverage-articles", "Articles by outlet and "+c.Unit, func(cell *figures.Cell) int64 { return cell.Articles })
}

// Troubles are pages that are rejected, incomplete or in doubt.
func (c *coverageView) Troubles() *grid {
	return c.matrix("coverage-troubled", "Pages rejected, incomplete or in doubt by outlet and "+c.Unit,
		func(cell *figures.Cell) int64 { return cell.Troubled })
}

func (c *coverageView) matrix(name, caption string, of func(*figures.Cell) int64) *grid {
	g := &grid{Name: name, Caption: caption, Text: 1, Head: []string{"outlet"}}
	for _, p := range c.Columns {
		g.Head = append(g.Head, cmp.Or(p.Name, "?"))
	}
	g.Head = append(g.Head, "no "+c.Unit, "total")
	add := func(name string, l *figures.Line) {
		row := []string{name}
		for i := range l.Cells {
			row = append(row, number(of(&l.Cells[i])))
		}
		g.Rows = append(g.Rows, append(row, number(of(&l.Undated)), number(of(&l.Total))))
	}
	for i := range c.Lines {
		add(c.lineName(&c.Lines[i]), &c.Lines[i])
	}
	add("all outlets", &c.All)
	return g
}
