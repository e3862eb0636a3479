package stats

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"github.com/dsbuild/dsbuild/internal/text"
)

const (
	cellWidth = 32 // code points of a value in a line of text
	textTop   = 3  // top values of a column in a line of text
)

// Text writes the report as tables for a terminal. Values are stripped of what
// could steer one.
func (r *Report) Text(w io.Writer) error {
	var b strings.Builder
	r.totals(&b)
	for i := range r.Groups {
		r.Groups[i].text(&b)
	}
	if r.Quoting != nil {
		r.Quoting.text(&b)
	}
	for i := range r.Tables {
		r.Tables[i].text(&b)
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write statistics: %w", err)
	}
	return nil
}

func (r *Report) totals(b *strings.Builder) {
	b.WriteString("Totals\n")
	align(b, r.totalRows())
}

func (r *Report) totalRows() [][]string {
	rows := make([][]string, 0, len(r.Units))
	for _, u := range r.Units {
		n, _ := r.Totals.Of(u.Unit)
		rows = append(rows, []string{string(u.Unit), strconv.FormatInt(n, 10), u.Counts})
	}
	return rows
}

func (g *Group) text(b *strings.Builder) {
	fmt.Fprintf(b, "\nBy %s\n", strings.Join(g.By, ", "))
	if g.Note != "" {
		fmt.Fprintf(b, "(%s)\n", g.Note)
	}
	align(b, g.tableRows())
	if g.LeftOut > 0 {
		fmt.Fprintf(b, "  and %d more of %d\n", g.LeftOut, g.Groups)
	}
}

// tableRows are the groups as cells, below a line of names.
func (g *Group) tableRows() [][]string {
	head := append([]string(nil), g.By...)
	for _, u := range g.Units {
		head = append(head, string(u))
	}
	rows := [][]string{head}
	for i := range g.Rows {
		var cells []string
		for _, k := range g.Rows[i].Keys {
			cells = append(cells, keyCell(k))
		}
		for _, u := range g.Units {
			n, _ := g.Rows[i].Counts.Of(u)
			cells = append(cells, strconv.FormatInt(n, 10))
		}
		rows = append(rows, cells)
	}
	return rows
}

func keyCell(k *string) string {
	if k == nil {
		return "NULL"
	}
	return cell(*k)
}

func (t *TableStats) text(b *strings.Builder) {
	fmt.Fprintf(b, "\nTable %s: %d rows (one row: %s)\n", t.Table, t.Rows, t.Unit)
	align(b, t.tableRows())
}

// tableRows are the columns as cells, below a line of names.
func (t *TableStats) tableRows() [][]string {
	rows := [][]string{{"column", "values", "nulls", "distinct", "min", "median", "max", "mean", "lengths", "top values"}}
	for i := range t.Columns {
		rows = append(rows, t.Columns[i].cells())
	}
	return rows
}

func (c *ColumnStats) cells() []string {
	distinct := strconv.FormatInt(c.Distinct.Count, 10)
	if !c.Distinct.Exact && c.Distinct.Count > 0 {
		distinct = "~" + distinct
	}
	mean, lengths := "", ""
	if c.Mean != nil {
		mean = strconv.FormatFloat(*c.Mean, 'f', -1, 64)
	}
	if l := c.Lengths; l != nil {
		lengths = fmt.Sprintf("%d to %d %ss", l.Min, l.Max, l.Unit)
	}
	var top []string
	for _, v := range c.Top[:min(textTop, len(c.Top))] {
		top = append(top, fmt.Sprintf("%s (%d)", value(v.Value), v.Count))
	}
	return []string{
		c.Name, strconv.FormatInt(c.Values, 10), strconv.FormatInt(c.Nulls, 10), distinct,
		value(c.Min), value(median(c.Quantiles)), value(c.Max), mean, lengths, strings.Join(top, ", "),
	}
}

func median(q []Quantile) any {
	for _, v := range q {
		if v.Percent == 50 {
			return v.Value
		}
	}
	return nil
}

func value(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return cell(fmt.Sprint(v))
}

func cell(s string) string { return text.Head(text.Terminal(s), cellWidth) }

// align writes rows in columns, two spaces apart.
func align(b *strings.Builder, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columnsOf(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString("  " + cell + strings.Repeat(" ", widths[i]-columnsOf(cell)))
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

// columnsOf returns how many columns of a terminal s takes.
func columnsOf(s string) int {
	n := 0
	for _, r := range s {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}
