package figures

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/schema"
)

// Coverage says when outlets have articles, and where their pages failed.
type Coverage struct {
	*Calendar
	Lines []Line // the outlets with the most pages first; the last may be all others
	All   Line
	Left  int // outlets that are summed up as "others"
	Jumps []Jump
	// JumpsLeft is how many more jumps there are.
	JumpsLeft int
}

// Line is the pages of an outlet.
type Line struct {
	Outlet  string // "" not known
	Others  bool
	Cells   []Cell // a column of the calendar each
	Undated Cell
	Total   Cell
	// First and Last are the columns of its first and last dated pages; -1 without any.
	First, Last int
}

// Cell counts pages: articles and rejects, but those that say nothing of the site.
type Cell struct {
	Articles int64
	Rejects  int64
	Stubs    int64 // articles whose text is not full
	Low      int64 // articles of a low body_confidence
	Findings int64 // articles with a finding about the page
	// Troubled are rejects, and articles of which at least one of the above is true.
	Troubled int64
	Jump     bool // a jump begins here
}

// Pages are articles and rejects.
func (c *Cell) Pages() int64 { return c.Articles + c.Rejects }

// Share is the part of the pages that are troubled, 0 to 1.
func (c *Cell) Share() float64 { return float64(c.Troubled) / float64(max(c.Pages(), 1)) }

func (c *Cell) add(o Cell) {
	c.Articles += o.Articles
	c.Rejects += o.Rejects
	c.Stubs += o.Stubs
	c.Low += o.Low
	c.Findings += o.Findings
	c.Troubled += o.Troubled
}

// remarks are findings that say nothing of how the page is made, or that most pages
// of some inputs have.
var remarks = map[schema.FindingCode]bool{
	schema.FindingSiteTemplate: true, schema.FindingRecapture: true, schema.FindingNoIndexRow: true, schema.FindingIndexConflict: true,
	schema.FindingIndexDuplicateRow: true, schema.FindingMarksOnly: true, schema.FindingOddMarks: true,
}

// coverage counts pages by outlet and month; "" is not known.
type coverage struct {
	outlets map[string]map[string]*Cell
}

func newCoverage() *coverage { return &coverage{map[string]map[string]*Cell{}} }

func (c *coverage) add(outlet, month string, of Cell) {
	months := c.outlets[outlet]
	if months == nil {
		months = map[string]*Cell{}
		c.outlets[outlet] = months
	}
	if months[month] == nil {
		months[month] = &Cell{}
	}
	months[month].add(of)
}

func (c *coverage) article(s *stats.Seen, status string, findings []string, confidence schema.Opt[float64]) {
	one := func(b bool) int64 {
		if b {
			return 1
		}
		return 0
	}
	cell := Cell{
		Articles: 1,
		Stubs:    one(status != "" && status != string(schema.TextFull)),
		Low:      one(confidence.OK && confidence.V < LowConfidence),
		Findings: one(slices.ContainsFunc(findings, func(f string) bool { return !remarks[schema.FindingCode(f)] })),
	}
	cell.Troubled = one(cell.Stubs+cell.Low+cell.Findings > 0)
	c.add(known(s.Outlet), known(s.Month), cell)
}

func (c *coverage) reject(outlet string, day schema.Value) {
	month := ""
	if day.Valid {
		const secondsPerDay = 24 * 60 * 60
		month = time.Unix(day.Int*secondsPerDay, 0).UTC().Format("2006-01")
	}
	c.add(outlet, month, Cell{Rejects: 1, Troubled: 1})
}

func (c *coverage) report() *Coverage {
	if len(c.outlets) == 0 {
		return nil
	}
	all := map[string]bool{}
	for _, months := range c.outlets {
		for m := range months {
			all[m] = true
		}
	}
	out := &Coverage{Calendar: newCalendar(slices.Collect(maps.Keys(all)))}
	out.All = out.line("", nil)
	for name, months := range c.outlets {
		line := out.line(name, months)
		out.Jumps = append(out.Jumps, out.mark(&line, months)...)
		out.All.join(&line)
		out.Lines = append(out.Lines, line)
	}
	slices.SortFunc(out.Lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(b.Total.Pages(), a.Total.Pages()), strings.Compare(a.Outlet, b.Outlet))
	})
	if left := len(out.Lines) - mostLines; left > 0 {
		others := out.line("", nil)
		others.Others = true
		for i := range out.Lines[mostLines:] {
			others.join(&out.Lines[mostLines+i])
		}
		out.Lines, out.Left = append(out.Lines[:mostLines:mostLines], others), left
	}
	out.rankJumps()
	return out
}

// line lays the months of an outlet into the columns.
func (c *Coverage) line(outlet string, months map[string]*Cell) Line {
	l := Line{Outlet: outlet, Cells: make([]Cell, len(c.Columns)), First: -1, Last: -1}
	for m, cell := range months {
		l.Total.add(*cell)
		at, ok := c.Column(m)
		if !ok {
			l.Undated.add(*cell)
			continue
		}
		l.Cells[at].add(*cell)
		l.reach(at, at)
	}
	return l
}

func (l *Line) reach(first, last int) {
	if l.First < 0 || first < l.First {
		l.First = first
	}
	l.Last = max(l.Last, last)
}

func (l *Line) join(o *Line) {
	l.Total.add(o.Total)
	l.Undated.add(o.Undated)
	for i := range o.Cells {
		l.Cells[i].add(o.Cells[i])
		l.Cells[i].Jump = l.Cells[i].Jump || o.Cells[i].Jump
	}
	if o.First >= 0 {
		l.reach(o.First, o.Last)
	}
}

// Gap reports whether a column lies between pages of the outlet and has none.
func (l *Line) Gap(at int) bool {
	return l.Cells[at].Pages() == 0 && l.First < at && at < l.Last
}
