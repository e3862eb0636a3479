package stats

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// longestGap is how many months or years in a row without articles get a row or
// column each; of more, their number is told. So a date of 1450 among those of our
// time makes no thousands of empty rows.
const longestGap = 24

func isCalendar(key string) bool { return key == byMonth || key == byYear }

// ordinal numbers months or years one after the other.
func ordinal(key string) (n int, ok bool) {
	year, month, found := strings.Cut(key, "-")
	y, err := strconv.Atoi(year)
	if err != nil {
		return 0, false
	}
	if !found {
		return y, true
	}
	m, err := strconv.Atoi(month)
	return 12*y + m - 1, err == nil
}

// calendarKey is the inverse of ordinal.
func calendarKey(n int, months bool) string {
	if months {
		return fmt.Sprintf("%04d-%02d", n/12, n%12+1)
	}
	return fmt.Sprintf("%04d", n)
}

// between yields what lies between two months or years, or the gap that they make.
func emptyBetween(a, b string) (keys []string, gap *Gap) {
	from, ok := ordinal(a)
	to, okay := ordinal(b)
	if !ok || !okay || to-from < 2 {
		return nil, nil
	}
	if empty := to - from - 1; empty > longestGap {
		return nil, &Gap{After: a, Before: b, Empty: empty}
	}
	for n := from + 1; n < to; n++ {
		keys = append(keys, calendarKey(n, strings.Contains(a, "-")))
	}
	return keys, nil
}

// fillColumns adds what lies between sorted months or years.
func fillColumns(keys []string) (all []string, gaps []Gap) {
	for i, k := range keys {
		if i > 0 {
			empty, gap := emptyBetween(keys[i-1], k)
			all = append(all, empty...)
			if gap != nil {
				gaps = append(gaps, *gap)
			}
		}
		all = append(all, k)
	}
	return all, gaps
}

// fillCalendar adds the months or years without articles to sorted groups.
func fillCalendar(rows []*groupRow) (all []*groupRow, gaps []Gap) {
	var keys []string
	at := map[string]*groupRow{}
	for _, r := range rows {
		if k := r.keys[0]; k != nil {
			keys = append(keys, *k)
			at[*k] = r
		}
	}
	keys, gaps = fillColumns(keys)
	for _, k := range keys {
		r := at[k]
		if r == nil {
			r = &groupRow{keys: []*string{&k}}
		}
		all = append(all, r)
	}
	if len(rows) > 0 && rows[len(rows)-1].keys[0] == nil {
		all = append(all, rows[len(rows)-1]) // NULL is the last
	}
	return all, gaps
}

// matrix turns groups by a key and a time into a matrix.
func (g *groups) matrix(unit Unit) Matrix {
	m := Matrix{By: g.by, Unit: unit, Columns: []string{}, Lines: []MatrixLine{}, All: newLine(nil), LiveBlogs: newLine(nil)}
	lines, columns, i := map[string]*MatrixLine{}, map[string]bool{}, unit.index()
	for _, r := range g.rows {
		id := identity(r.keys[:1])
		if lines[id] == nil {
			line := newLine(r.keys[0])
			lines[id] = &line
		}
		lines[id].add(r.keys[1], r.all[i])
		m.All.add(r.keys[1], r.all[i])
		m.LiveBlogs.add(r.keys[1], r.live[i])
		if r.keys[1] != nil {
			columns[*r.keys[1]] = true
		}
	}
	for _, line := range lines {
		m.Lines = append(m.Lines, *line)
	}
	slices.SortFunc(m.Lines, func(a, b MatrixLine) int {
		return cmp.Or(cmp.Compare(b.Total, a.Total), compareKeys(a.Key, b.Key))
	})
	for k := range columns {
		m.Columns = append(m.Columns, k)
	}
	slices.Sort(m.Columns)
	m.Columns, m.Gaps = fillColumns(m.Columns)
	return m
}

func newLine(key *string) MatrixLine { return MatrixLine{Key: key, Counts: map[string]int64{}} }

func (l *MatrixLine) add(column *string, n int64) {
	l.Total += n
	if column == nil {
		l.Undated += n
	} else if n > 0 {
		l.Counts[*column] += n
	}
}

// byYear sums a matrix by month up to one by year.
func (m *Matrix) byYear() Matrix {
	y := Matrix{By: []string{m.By[0], byYear}, Unit: m.Unit, All: m.All.byYear(), LiveBlogs: m.LiveBlogs.byYear()}
	for _, c := range m.Columns {
		if year := yearOf(c); len(y.Columns) == 0 || y.Columns[len(y.Columns)-1] != year {
			y.Columns = append(y.Columns, year)
		}
	}
	y.Columns, y.Gaps = fillColumns(y.Columns)
	for i := range m.Lines {
		y.Lines = append(y.Lines, m.Lines[i].byYear())
	}
	return y
}

func yearOf(month string) string {
	year, _, _ := strings.Cut(month, "-")
	return year
}

func (l *MatrixLine) byYear() MatrixLine {
	y := MatrixLine{Key: l.Key, Counts: map[string]int64{}, Undated: l.Undated, Total: l.Total}
	for month, n := range l.Counts {
		y.Counts[yearOf(month)] += n
	}
	return y
}
