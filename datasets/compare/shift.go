package compare

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/dsbuild/dsbuild/schema"
)

// mostValues is how many values of a column are counted apart; those that come later are "(others)".
const mostValues = 10_000

// Shift is a column whose rows are distributed otherwise: of words and months the counts of
// those that differ, of numbers the mean.
type Shift struct {
	Column string       `json:"column"`
	Values []ValueCount `json:"values,omitempty"`
	Means  *[2]float64  `json:"means,omitempty"`
}

// ValueCount is how many rows have a value, before and now.
type ValueCount struct {
	Value string   `json:"value"`
	Rows  [2]int64 `json:"rows"`
}

// counter counts the values of columns that have few, the months of days, and the sums of numbers.
type counter struct {
	columns []schema.Column
	values  []map[string]*[2]int64
	sums    [][2]float64
	numbers [][2]int64
}

func newCounter(columns []schema.Column) *counter {
	n := len(columns)
	c := &counter{columns, make([]map[string]*[2]int64, n), make([][2]float64, n), make([][2]int64, n)}
	for i := range columns {
		few := columns[i].Type == schema.Utf8 && (columns[i].Dictionary || columns[i].Vocabulary != nil)
		if few || columns[i].Type == schema.Date32 || columns[i].Type == schema.Bool {
			c.values[i] = map[string]*[2]int64{}
		}
	}
	return c
}

func (c *counter) add(side int, row []schema.Value) {
	for i, v := range row {
		kind := c.columns[i].Type
		if c.values[i] != nil {
			c.count(side, i, v)
		} else if v.Valid && (kind == schema.Int32 || kind == schema.Float64) && finite(v.Float) {
			c.numbers[i][side]++
			c.sums[i][side] += v.Float + float64(v.Int) // one of them is 0
		}
	}
}

func (c *counter) count(side, i int, v schema.Value) {
	value := shown(&c.columns[i], v)
	if c.columns[i].Type == schema.Date32 && v.Valid && len(value) > len("-01") {
		value = value[:len(value)-len("-01")] // the month
	}
	n := c.values[i][value]
	if n == nil && len(c.values[i]) >= mostValues {
		value = "(others)"
		n = c.values[i][value]
	}
	if n == nil {
		n = &[2]int64{}
		c.values[i][value] = n
	}
	n[side]++
}

// shifts are the columns that differ; of values those that moved most come first.
func (c *counter) shifts() []Shift {
	var all []Shift
	for i := range c.columns {
		s := Shift{Column: c.columns[i].Name}
		for _, value := range slices.Sorted(maps.Keys(c.values[i])) {
			if n := c.values[i][value]; n[0] != n[1] {
				s.Values = append(s.Values, ValueCount{value, *n})
			}
		}
		slices.SortStableFunc(s.Values, func(a, b ValueCount) int { return cmp.Compare(b.moved(), a.moved()) })
		if n := c.numbers[i]; n[0] > 0 && n[1] > 0 && !place(c.columns[i].Unit) {
			means := [2]float64{schema.Round4(c.sums[i][0] / float64(n[0])), schema.Round4(c.sums[i][1] / float64(n[1]))}
			if means[0] != means[1] && finite(means[0]) && finite(means[1]) {
				s.Means = &means
			}
		}
		if s.Values != nil || s.Means != nil {
			all = append(all, s)
		}
	}
	return all
}

// finite reports whether JSON can say f.
func finite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }

func (v *ValueCount) moved() int64 { return max(v.Rows[0]-v.Rows[1], v.Rows[1]-v.Rows[0]) }
