package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/report/figures"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/internal/interval"
)

// agendaView is the agenda of a codebook: what share of the articles with a code each code has.
type agendaView struct {
	*stats.Agenda
	Labels []label
	Rows   []agendaRow
	Wide   int // columns of the drawings over time
	times  *figures.Topics
	coded  []int64 // articles with a code, by column of times
}

// agendaRow is a code: bands are intervals, and marks shares, as paths.
type agendaRow struct {
	Name        string
	Bands, Mark string // over time
	Low, Width  string // of the interval of all articles, in percent of the drawing
	At, Share   string
	line        *figures.TopicLine
}

// Agendas are those of each codebook.
func (v *view) Agendas() []agendaView {
	var list []agendaView
	for i := range v.Stats.Agendas {
		a := agendaView{Agenda: &v.Stats.Agendas[i], times: v.topics()}
		if a.times != nil {
			a.Labels, a.Wide, a.coded = labels(a.times.Calendar), len(a.times.Columns), a.times.Coded[a.Codebook]
		}
		scale := a.scale()
		for j := range a.Codes {
			c := &a.Codes[j]
			r := agendaRow{
				Name: a.Label(c.Code), Share: percent(c.Share), Low: trim(c.Low / scale * 100), Width: trim((c.High - c.Low) / scale * 100),
				At: trim(c.Share / scale * 100), line: a.lineOf(c),
			}
			if r.line != nil {
				r.Bands, r.Mark = a.draw(r.line)
			}
			a.Rows = append(a.Rows, r)
		}
		list = append(list, a)
	}
	return list
}

// scale is the share that the bars of all articles end at: the highest bound.
func (a *agendaView) scale() float64 {
	most := 0.01
	for i := range a.Codes {
		most = max(most, a.Codes[i].High)
	}
	return most
}

// lineOf finds the counts of a code over time; nil where it is not among those listed.
func (a *agendaView) lineOf(c *stats.CodeShare) *figures.TopicLine {
	if a.times == nil {
		return nil
	}
	name := stats.TopicName(a.Codebook, c.Code, c.Label)
	if i := slices.IndexFunc(a.times.Lines, func(l figures.TopicLine) bool { return l.Name == name }); i >= 0 {
		return &a.times.Lines[i]
	}
	return nil
}

// draw draws the share of a code in each column that has coded articles, and its interval: 1 wide, 100 high.
func (a *agendaView) draw(l *figures.TopicLine) (bands, marks string) {
	var b, m strings.Builder
	for i, n := range l.Counts {
		if a.coded[i] == 0 {
			continue
		}
		low, high := interval.Exact(n, a.coded[i])
		fmt.Fprintf(&b, "M%d %.0fh.9V%.0fh-.9z", i, 100-100*low, 100-100*high)
		fmt.Fprintf(&m, "M%d %.0fh.9", i, 100-100*float64(n)/float64(a.coded[i]))
	}
	return b.String(), m.String()
}

// What says what shares are of, and what they leave out.
func (a *agendaView) What() string {
	return fmt.Sprintf("%s of %s articles have a code%s.", number(a.Coded), number(a.Articles), a.Uncoded())
}

// Table has the shares of all articles.
func (a *agendaView) Table() *grid {
	g := &grid{
		Name: "agenda-" + cell(a.Codebook), Caption: "Agenda by " + cell(a.Codebook),
		Head: []string{"code", "articles", "share", "95 % interval"}, Text: 1,
	}
	for i := range a.Codes {
		c := &a.Codes[i]
		g.Rows = append(g.Rows, []string{a.Label(c.Code), number(c.Articles), percent(c.Share), percent(c.Low) + " to " + percent(c.High)})
	}
	if a.CodesLeft > 0 {
		g.More = "and " + count(int64(a.CodesLeft), "code") + " that fewer articles have"
	}
	return g
}

// Times has the shares over time with their bounds, in whole percent.
func (a *agendaView) Times() *grid {
	if a.times == nil {
		return nil
	}
	g := &grid{
		Name: "agenda-time-" + cell(a.Codebook), Caption: "Percent of coded articles, with the 95 % interval, by " + a.times.Unit,
		Head: []string{"code"}, Text: 1,
	}
	all := []string{"articles with a code"}
	for i, p := range a.times.Columns {
		g.Head = append(g.Head, p.Name)
		n := int64(0)
		if a.coded != nil {
			n = a.coded[i]
		}
		all = append(all, number(n))
	}
	g.Rows = append(g.Rows, all)
	left := int64(0)
	for i := range a.Rows {
		l := a.Rows[i].line
		if l == nil {
			left++
			continue
		}
		row := []string{a.Rows[i].Name}
		for j, n := range l.Counts {
			row = append(row, shareCell(n, a.coded[j]))
		}
		g.Rows = append(g.Rows, row)
	}
	if left > 0 {
		g.More = "and " + count(left, "code") + " that fewer articles have: dsbuild stats --format json has them"
	}
	return g
}

func shareCell(n, of int64) string {
	if of == 0 {
		return ""
	}
	low, high := interval.Exact(n, of)
	return fmt.Sprintf("%.0f (%.0f–%.0f)", 100*float64(n)/float64(of), 100*low, 100*high)
}

// Outlets has the shares by outlet with their bounds, in whole percent.
func (a *agendaView) Outlets() *grid {
	const drawn = 12
	g := &grid{
		Name: "agenda-outlets-" + cell(a.Codebook), Caption: "Percent of coded articles, with the 95 % interval, by outlet",
		Head: []string{"code"}, Text: 1,
	}
	shown := a.ByOutlet[:min(len(a.ByOutlet), drawn)]
	all, abstained := []string{"articles with a code"}, []string{"articles without"}
	for i := range shown {
		o := &shown[i]
		name := ""
		if o.Key != nil {
			name = *o.Key
		}
		g.Head = append(g.Head, outletName(name))
		all, abstained = append(all, number(o.Coded)), append(abstained, number(o.Articles-o.Coded))
	}
	g.Rows = append(g.Rows, all, abstained)
	for i := range a.Codes {
		row := []string{a.Label(a.Codes[i].Code)}
		for j := range shown {
			row = append(row, shareCell(shown[j].Of(a.Codes[i].Code), shown[j].Coded))
		}
		g.Rows = append(g.Rows, row)
	}
	g.More = more(len(a.ByOutlet)+a.OutletsLeft-len(shown), len(a.ByOutlet)+a.OutletsLeft, "outlets")
	return g
}
