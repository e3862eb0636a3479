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
	lineWidth = 80 // columns of a terminal that no line goes beyond
	cellWidth = 32 // code points of a value in a line of text
	leastCell = 8  // columns that a cell keeps where a line is too long
	textTop   = 3  // top values of a column in a line of text
)

// Text writes the report as tables for a terminal, with at most rows rows of a
// group (0: all); it says how many more there are. Values are stripped of what
// could steer a terminal.
func (r *Report) Text(w io.Writer, rows int) error {
	t := &writer{most: rows}
	for _, s := range r.Warnings {
		t.wrap("", "WARNING: "+s)
	}
	if r.Totals != nil {
		t.title("Totals")
		t.align(r.totalRows())
		for _, u := range r.Units {
			t.wrap("  ", string(u.Unit)+": "+u.Counts)
		}
	}
	for _, s := range r.Notes {
		t.wrap("", s)
	}
	if r.Audit != nil {
		t.title("What people found right")
		t.align(r.auditRows())
		t.wrap("  ", auditNote(r.Audit))
	}
	if len(r.Fill) > 0 {
		t.title("Articles that have a field")
		t.align(r.fillRows())
	}
	for i := range r.Matrices {
		t.matrix(&r.Matrices[i])
	}
	for i := range r.Groups {
		if len(r.Matrices) == 0 || len(r.Groups[i].By) == 1 {
			t.group(&r.Groups[i])
		}
	}
	for i := range r.Agendas {
		t.agenda(&r.Agendas[i])
	}
	if r.Quoting != nil {
		t.quoting(r.Quoting)
	}
	for i := range r.Tables {
		t.table(&r.Tables[i])
	}
	if _, err := io.WriteString(w, strings.TrimPrefix(t.String(), "\n")); err != nil {
		return fmt.Errorf("write statistics: %w", err)
	}
	return nil
}

// writer writes text of at most lineWidth columns.
type writer struct {
	strings.Builder
	most int // rows of a group; 0 all
}

func (w *writer) title(s string) { w.WriteString("\n" + cut(s, lineWidth) + "\n") }

// wrap writes words in lines.
func (w *writer) wrap(indent, s string) {
	line := indent
	for word := range strings.FieldsSeq(text.Terminal(s)) {
		word = cut(word, lineWidth-len(indent)-2)
		if line != indent && columnsOf(line)+1+columnsOf(word) > lineWidth {
			w.WriteString(line + "\n")
			line = indent + "  "
		} else if line != indent {
			line += " "
		}
		line += word
	}
	w.WriteString(line + "\n")
}

// shown returns how many of n rows are shown.
func (w *writer) shown(n int) int {
	if w.most > 0 {
		return min(n, w.most)
	}
	return n
}

// more says what is not shown.
func (w *writer) more(n int, of string) {
	if left := n - w.shown(n); left > 0 {
		w.wrap("  ", fmt.Sprintf("and %d more of %d %s: --all or --format json shows them", left, n, of))
	}
}

func (w *writer) group(g *Group) {
	w.title("By " + strings.Join(g.By, ", "))
	if g.Note != "" {
		w.wrap("", "("+g.Note+")")
	}
	w.align(g.tableRows(w.shown(len(g.Rows))))
	w.more(len(g.Rows), "groups")
	w.gaps(g.Gaps)
}

func (w *writer) gaps(gaps []Gap) {
	for _, g := range gaps {
		w.wrap("  ", g.Text())
	}
}

// Text says that the months or years of a gap have no row.
func (g Gap) Text() string {
	return fmt.Sprintf("no row for the %d without articles between %s and %s", g.Empty, g.After, g.Before)
}

// matrix writes as many columns beside each other as fit, panel by panel.
func (w *writer) matrix(m *Matrix) {
	of := *m
	if w.most > 0 && len(m.Columns) > longestGap && m.By[1] == byMonth {
		of = m.byYear()
	}
	w.title(fmt.Sprintf("%s by %s and %s", of.Unit, of.By[0], of.By[1]))
	if of.By[1] != m.By[1] {
		w.wrap("", fmt.Sprintf("(%d months: here by year; --all or --format json has the months)", len(m.Columns)))
	}
	const head, cellSpace = 24, 9
	beside := (lineWidth - head) / cellSpace
	for from := 0; from == 0 || from < len(of.Columns); from += beside {
		columns := of.Columns[from:min(from+beside, len(of.Columns))]
		w.align(of.tableRows(columns, w.shown(len(of.Lines)), from+beside >= len(of.Columns)))
	}
	w.more(len(of.Lines), of.By[0]+"s")
	w.gaps(of.Gaps)
}

func (w *writer) agenda(a *Agenda) {
	w.title("Agenda by " + cell(a.Codebook))
	w.wrap("", fmt.Sprintf("%s of %s articles have a code%s", number(a.Coded), number(a.Articles), a.Uncoded()))
	w.wrap("", "("+a.Note+")")
	w.align(a.codeRows(w.shown(len(a.Codes))))
	w.more(len(a.Codes), "codes")
	if a.CodesLeft > 0 {
		w.wrap("  ", fmt.Sprintf("and %d codes that fewer articles have", a.CodesLeft))
	}
	for _, by := range []struct {
		key    string
		groups []AgendaGroup
		left   int
		which  string // those that are left out
	}{
		{a.Period, a.ByPeriod, a.PeriodsLeft, "earlier " + a.Period + "s"},
		{byOutlet, a.ByOutlet, a.OutletsLeft, "outlets with fewer coded articles"},
	} {
		w.title("Agenda by " + cell(a.Codebook) + ", by " + by.key)
		w.align(a.groupRows(by.key, by.groups[:w.shown(len(by.groups))]))
		w.more(len(by.groups), by.key+"s")
		if by.left > 0 {
			w.wrap("  ", fmt.Sprintf("%d %s are left out", by.left, by.which))
		}
	}
}

func (w *writer) quoting(s *QuoteStats) {
	w.title("Quotes")
	w.wrap("", "("+s.Note+")")
	w.align(s.articleRows())
	w.title("Quoted words by kind of speaker")
	w.align(s.kindRows())
	w.title("Most quoted speakers with a name")
	w.align(s.speakerRows(w.shown(len(s.Speakers))))
	w.more(len(s.Speakers), "speakers")
}

func (w *writer) table(t *TableStats) {
	w.title(fmt.Sprintf("Table %s: %d rows (one row: %s)", text.Terminal(t.Table), t.Rows, t.Unit))
	if t.LiveBlogs > 0 {
		w.wrap("", t.liveNote())
	}
	rows := t.tableRows()
	widths := widthsOf(rows)
	for i, cells := range rows {
		w.line(cells, widths)
		if i > 0 {
			if details := t.Columns[i-1].details(); details != "" {
				w.wrap("      ", details)
			}
		}
	}
}

func (t *TableStats) liveNote() string {
	return fmt.Sprintf("(%d of them are of live blogs: means and quantiles leave them out)", t.LiveBlogs)
}

func keyCell(k *string) string {
	if k == nil {
		return "NULL"
	}
	return cell(*k)
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
func (w *writer) align(rows [][]string) {
	widths := widthsOf(rows)
	for _, row := range rows {
		w.line(row, widths)
	}
}

func (w *writer) line(row []string, widths []int) {
	var line strings.Builder
	for i, cell := range row {
		cell = cut(cell, widths[i])
		line.WriteString("  " + cell + strings.Repeat(" ", widths[i]-columnsOf(cell)))
	}
	w.WriteString(strings.TrimRight(line.String(), " ") + "\n")
}

// widthsOf returns how wide each column may be, so that a line fits: the widest
// give way first.
func widthsOf(rows [][]string) []int {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columnsOf(cell))
		}
	}
	for {
		sum, widest := 0, 0
		for i, n := range widths {
			sum += 2 + n
			if n > widths[widest] {
				widest = i
			}
		}
		if sum <= lineWidth || widths[widest] <= leastCell {
			return widths
		}
		widths[widest]--
	}
}

// cut shortens s to the columns of a terminal.
func cut(s string, columns int) string {
	if columnsOf(s) <= columns {
		return s
	}
	n := 0
	for i, r := range s {
		if n += columnsOf(string(r)); n >= columns {
			return s[:i] + "…"
		}
	}
	return s
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
