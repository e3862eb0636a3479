package stats

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/audit"
	"github.com/dsbuild/dsbuild/schema"
)

// The rows of each part of a report as cells for a terminal; package report draws them as HTML.

// liveName begins a line that counts live blogs apart.
const liveName = "  of which live blogs"

func (r *Report) totalRows() [][]string {
	head := []string{""}
	for _, u := range r.Units {
		head = append(head, string(u.Unit))
	}
	rows := [][]string{head, countCells([]string{"all articles"}, r.Totals, r.Units)}
	if r.LiveBlogs != nil {
		rows = append(rows, countCells([]string{liveName}, r.LiveBlogs, r.Units))
	}
	if r.Unique != nil {
		rows = append(rows, countCells([]string{"without duplicates"}, r.Unique, r.Units))
	}
	return rows
}

func (r *Report) auditRows() [][]string {
	rows := [][]string{{"field", "right", "of", "share", "95 % interval"}}
	for _, f := range r.Audit.Fields {
		rows = append(rows, []string{
			cell(f.Field), number(f.Right), number(f.Marked), percent(f.Share),
			percent(f.Low) + " to " + percent(f.High),
		})
	}
	return rows
}

// auditNote says what the marks are of.
func auditNote(a *audit.Result) string {
	s := fmt.Sprintf("Marks of %d articles and rejects; the interval is Wilson's, for pages that were drawn and not chosen.", a.Articles)
	if a.Elsewhere > 0 {
		s += fmt.Sprintf(" %d marks are of articles that the dataset does not have, and in no count.", a.Elsewhere)
	}
	return s
}

func countCells(cells []string, c *Counts, units []UnitDoc) []string {
	for _, u := range units {
		n, _ := c.Of(u.Unit)
		cells = append(cells, number(n))
	}
	return cells
}

func (r *Report) fillRows() [][]string {
	rows := [][]string{{"field", "articles", "of", "share", "live blogs among them"}}
	for _, f := range r.Fill {
		rows = append(rows, []string{cell(f.Field), number(f.Filled), number(f.Of), percent(f.Share), number(f.LiveBlogs)})
	}
	return rows
}

// tableRows are the first groups as cells, below a line of names.
func (g *Group) tableRows(most int) [][]string {
	units := make([]UnitDoc, 0, len(g.Units))
	head := append([]string(nil), g.By...)
	for _, u := range g.Units {
		head = append(head, string(u))
		units = append(units, UnitDoc{Unit: u})
	}
	rows := [][]string{head}
	for i := range g.Rows[:most] {
		row := &g.Rows[i]
		keys := make([]string, len(row.Keys))
		for j, k := range row.Keys {
			keys[j] = keyCell(k)
		}
		rows = append(rows, countCells(keys, &row.Counts, units))
		if row.LiveBlogs != nil {
			live := make([]string, len(row.Keys))
			live[0] = liveName
			rows = append(rows, countCells(live, row.LiveBlogs, units))
		}
	}
	return rows
}

// tableRows are the first lines of a matrix with some of its columns; the last of
// them are those without a date and the sum.
func (m *Matrix) tableRows(columns []string, most int, last bool) [][]string {
	head := append([]string{m.By[0]}, columns...)
	if last {
		head = append(head, "undated", "total")
	}
	rows := [][]string{head}
	add := func(name string, l *MatrixLine) {
		cells := []string{name}
		for _, c := range columns {
			cells = append(cells, number(l.Counts[c]))
		}
		if last {
			cells = append(cells, number(l.Undated), number(l.Total))
		}
		rows = append(rows, cells)
	}
	for i := range m.Lines[:most] {
		add(keyCell(m.Lines[i].Key), &m.Lines[i])
	}
	add("all", &m.All)
	if m.LiveBlogs.Total > 0 {
		add(liveName, &m.LiveBlogs)
	}
	return rows
}

// Uncoded says in words how many articles have no code, and why.
func (a *Agenda) Uncoded() string {
	var s strings.Builder
	for _, outcome := range slices.Sorted(maps.Keys(a.Outcomes)) {
		n := a.Outcomes[outcome]
		fmt.Fprintf(&s, "; %s: %s (%s)", cell(outcome), number(n), percent(schema.Round4(float64(n)/float64(a.Articles))))
	}
	return s.String()
}

// Label is what a code of the agenda is called.
func (a *Agenda) Label(code string) string {
	for i := range a.Codes {
		if c := &a.Codes[i]; c.Code == code {
			return cell(strings.TrimSpace(c.Code + " " + c.Label))
		}
	}
	return cell(code)
}

// whole are the bounds in whole percent: "12 to 39".
func (c *CodeShare) whole() string { return fmt.Sprintf("%.0f to %.0f", 100*c.Low, 100*c.High) }

func (a *Agenda) codeRows(most int) [][]string {
	rows := [][]string{{"code", "articles", "share", "95 % interval"}}
	for i := range a.Codes[:most] {
		c := &a.Codes[i]
		rows = append(rows, []string{a.Label(c.Code), number(c.Articles), percent(c.Share), percent(c.Low) + " to " + percent(c.High)})
	}
	return rows
}

// groupRows are groups with the code that most of their articles have.
func (a *Agenda) groupRows(key string, groups []AgendaGroup) [][]string {
	rows := [][]string{{key, "articles", "coded", "abstained", "most have", "share", "95 %"}}
	for i := range groups {
		g := &groups[i]
		row := []string{keyCell(g.Key), number(g.Articles), number(g.Coded), number(g.Outcomes[string(schema.OutcomeAbstained)])}
		if best := g.most(); best != nil {
			row = append(row, a.Label(best.Code), percent(best.Share), best.whole())
		}
		rows = append(rows, row)
	}
	return rows
}

// Of is how many articles of the group have a code of the agenda.
func (g *AgendaGroup) Of(code string) int64 {
	for i := range g.Codes {
		if c := &g.Codes[i]; c.Code == code {
			return c.Articles
		}
	}
	return 0
}

// most is the code that most articles of the group have, nil where none has one.
func (g *AgendaGroup) most() *CodeShare {
	var best *CodeShare
	for i := range g.Codes {
		if c := &g.Codes[i]; best == nil || c.Articles > best.Articles {
			best = c
		}
	}
	return best
}

func (s *QuoteStats) articleRows() [][]string {
	rows := [][]string{{"articles with quotes", number(s.Quoted) + " of " + number(s.Articles)}}
	if s.LiveBlogs > 0 {
		rows = append(rows, []string{liveName, number(s.LiveBlogsQuoted) + " of " + number(s.LiveBlogs)})
	}
	if p := s.PerArticle; p != nil {
		rows = append(rows,
			[]string{
				"quotes an article",
				"mean " + value(p.Mean) + ", median " + median(p.Quantiles) + ", " + number(p.Min) + " to " + number(p.Max),
			})
	}
	return rows
}

func (s *QuoteStats) kindRows() [][]string {
	rows := [][]string{{"kind", "quotes", "words", "share", "in live blogs"}}
	for _, k := range s.Kinds {
		rows = append(rows, []string{k.name(), number(k.Quotes), number(k.Words), percent(k.Share), number(k.LiveBlogs)})
	}
	return rows
}

func (k KindShare) name() string {
	if k.Kind == nil {
		return "no speaker found"
	}
	return cell(*k.Kind)
}

func (s *QuoteStats) speakerRows(most int) [][]string {
	rows := [][]string{{"speaker", "kind", "articles", "unique", "quotes", "words"}}
	remarks := slices.ContainsFunc(s.Speakers[:most], func(p SpeakerStats) bool { return len(p.Findings) > 0 })
	for i := range s.Speakers[:most] {
		p := &s.Speakers[i]
		row := []string{cell(p.Name), cell(p.Kind), number(p.Articles), number(p.Unique), number(p.Quotes), number(p.Words)}
		if remarks {
			row = append(row, remark(p.Findings))
		}
		rows = append(rows, row)
	}
	if remarks {
		rows[0] = append(rows[0], "remark")
	}
	return rows
}

// remark is findings in few letters, so that names have room.
func remark(findings []string) string {
	short := []string{}
	for _, f := range findings {
		if f == string(schema.PossibleHomonym) {
			f = "homonym?"
		}
		short = append(short, cell(f))
	}
	return strings.Join(short, ", ")
}

// tableRows are the columns as cells, below a line of names; the rest of a column
// is in its details.
func (t *TableStats) tableRows() [][]string {
	rows := [][]string{{"column", "type", "values", "NULL", "distinct"}}
	for i := range t.Columns {
		c := &t.Columns[i]
		distinct := number(c.Distinct.Count)
		switch {
		case c.Note != "":
			distinct = ""
		case !c.Distinct.Exact:
			distinct = "~" + distinct + " ±" + percent(c.Distinct.Error)
		}
		rows = append(rows, []string{cell(c.Name), cell(c.Type), number(c.Values), number(c.Nulls), distinct})
	}
	return rows
}

func (c *ColumnStats) details() string {
	var parts []string
	add := func(name, of string) {
		if of != "" {
			parts = append(parts, name+of)
		}
	}
	add("", c.Note)
	if c.Empty != nil && *c.Empty > 0 {
		add("empty ", number(*c.Empty))
	}
	if c.NotFinite > 0 {
		add("NaN or infinite ", number(c.NotFinite))
	}
	add("min ", value(c.Min))
	add("median ", median(c.Quantiles))
	add("max ", value(c.Max))
	if c.Mean != nil {
		add("mean ", value(*c.Mean))
	}
	if l := c.Lengths; l != nil {
		add("", fmt.Sprintf("%d to %d %ss", l.Min, l.Max, l.Unit))
		add("median ", median(l.Quantiles))
	}
	var top []string
	for _, v := range c.Top[:min(textTop, len(c.Top))] {
		top = append(top, fmt.Sprintf("%s (%d)", value(v.Value), v.Count))
	}
	add("top: ", strings.Join(top, ", "))
	return strings.Join(parts, "; ")
}

// median prints the median, with its error where it is an estimate.
func median(q []Quantile) string {
	for _, v := range q {
		switch {
		case v.Percent != 50:
		case v.Exact:
			return value(v.Value)
		default:
			return "~" + value(v.Value) + " ±" + percent(v.Error)
		}
	}
	return ""
}

func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 2, 64) + " %" }

func number(n int64) string { return strconv.FormatInt(n, 10) }
