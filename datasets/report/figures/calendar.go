package figures

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Calendar is the columns of a chart over time.
type Calendar struct {
	Unit    string // month, quarter, year, decade, century or millennium
	Columns []Period
	size    int // months a column has
	at      map[int]int
}

// Period is one column: a span of time, or a gap that stands for several.
type Period struct {
	Name  string
	Year  int  // that it begins in
	Begun bool // it is the first of its year, or of a longer span
	Empty int  // of a gap: how many periods without articles it stands for
}

// longestGap is how many periods in a row without articles get a column each.
const longestGap = 24

var spans = []struct {
	unit string
	size int
}{{"month", 1}, {"quarter", 3}, {"year", 12}, {"decade", 120}, {"century", 1200}, {"millennium", 12000}}

// newCalendar lays out months as at most mostColumns columns.
func newCalendar(months []string) *Calendar {
	var c *Calendar
	for _, span := range spans {
		c = &Calendar{Unit: span.unit, size: span.size, at: map[int]int{}}
		c.lay(months)
		if len(c.Columns) <= mostColumns {
			break
		}
	}
	return c
}

func (c *Calendar) lay(months []string) {
	var all []int
	for _, m := range months {
		if n, ok := ordinal(m); ok {
			all = append(all, n/c.size)
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	for i, n := range all {
		if i > 0 {
			if empty := n - all[i-1] - 1; empty > longestGap {
				c.Columns = append(c.Columns, Period{Name: fmt.Sprintf("%d %s", empty, plural(c.Unit)), Empty: empty})
			} else {
				for m := all[i-1] + 1; m < n; m++ {
					c.add(m)
				}
			}
		}
		c.add(n)
	}
}

func plural(unit string) string {
	switch unit {
	case "century":
		return "centuries"
	case "millennium":
		return "millennia"
	}
	return unit + "s"
}

func (c *Calendar) add(n int) {
	const year = 12
	from := n * c.size
	p := Period{Year: from / year, Begun: from%year == 0}
	switch c.size {
	case 1:
		p.Name = fmt.Sprintf("%04d-%02d", from/year, from%year+1)
	case 3:
		p.Name = fmt.Sprintf("%04d Q%d", from/year, from%year/3+1)
	case year:
		p.Name = fmt.Sprintf("%04d", from/year)
	default:
		p.Name = fmt.Sprintf("%04d–%04d", from/year, (from+c.size)/year-1)
	}
	c.at[n] = len(c.Columns)
	c.Columns = append(c.Columns, p)
}

// Column returns where a month stands; ok is false where it is not known.
func (c *Calendar) Column(month string) (at int, ok bool) {
	n, ok := ordinal(month)
	if !ok {
		return 0, false
	}
	at, ok = c.at[n/c.size]
	return at, ok
}

// ordinal numbers months one after the other.
func ordinal(month string) (n int, ok bool) {
	y, m, found := strings.Cut(month, "-")
	year, err := strconv.Atoi(y)
	if err != nil || !found || year < 0 {
		return 0, false
	}
	of, err := strconv.Atoi(m)
	return 12*year + of - 1, err == nil && of >= 1 && of <= 12
}
