package report

import (
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/schema"
)

// step is a row of the chart of what came in and where it went: a bar from From on.
type step struct {
	Name, Doc   string
	N           int64
	Class       string // all, lost or kept
	From, Width string // percent of the chart
	Lost        bool   // is taken away from the step before
}

const mostReasons = 8

// Flow is what became of the pages; nil where nothing is known of them.
func (v *view) Flow() []step {
	f := v.Figures
	if f == nil {
		return nil
	}
	all, ok := v.pages()
	if !ok {
		all = v.Articles()
	}
	var steps []step
	left := all
	add := func(name, doc, class string, n int64, lost bool) {
		s := step{Name: name, Doc: doc, N: n, Class: class, Lost: lost}
		if lost {
			left -= n
		}
		s.From, s.Width = share(left, all), share(n, all)
		if !lost {
			s.From = "0"
		}
		steps = append(steps, s)
	}
	if ok {
		add("Pages read", "", "all", all, false)
		rejected := all - v.Articles()
		for i, r := range f.Rejects {
			if i == mostReasons {
				break
			}
			add(r.Name, meaning("reject_reason", r.Name), "lost", r.Count, true)
			rejected -= r.Count
		}
		if rejected > 0 {
			add("other reasons", "", "lost", rejected, true)
		}
	}
	left = v.Articles()
	add("Articles", "", "kept", left, false)
	for _, s := range f.Statuses {
		if s.Name != string(schema.TextFull) {
			add(s.Name, meaning("text_status", s.Name), "part", s.Count, true)
		}
	}
	if f.WholeCopies > 0 {
		add("copies", "whole texts that came before (duplicate_of)", "part", f.WholeCopies, true)
	}
	steps = append(steps, step{Name: "Whole articles of their own", N: left, Class: "kept", From: "0", Width: share(left, all)})
	if n, ok := v.Stats.Totals.Of(stats.Stories); ok {
		steps = append(steps, step{
			Name: "Stories", Doc: "articles, whole or not, that none before them tells in the same words (table duplicates)",
			N: n, Class: "kept", From: "0", Width: share(n, all),
		})
	}
	return steps
}

// share writes a part of all as a percentage for a drawing.
func share(n, all int64) string {
	const fine = 1e4
	return trim(float64(n*fine/max(all, 1)) / fine * 100)
}

// FlowTable has the numbers of Flow.
func (v *view) FlowTable() *grid {
	g := &grid{Name: "flow", Caption: "What became of the pages", Head: []string{"step", "what it means", "pages"}, Text: 2}
	for _, s := range v.Flow() {
		g.Rows = append(g.Rows, []string{cell(s.Name), s.Doc, number(s.N)})
	}
	return g
}
