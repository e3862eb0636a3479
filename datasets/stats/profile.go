package stats

import (
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/schema"
)

// maxValue is how many bytes a value may have to be counted as itself; of
// longer ones the digest is counted, and they are not among the top values.
const maxValue = 256

// Profile describes the rows of one table, column by column.
type Profile struct {
	table   *schema.Table
	rows    int64
	columns []*column
}

// NewProfile returns an empty profile of the table.
func NewProfile(t *schema.Table) *Profile { return newProfile(t, maxExact) }

func newProfile(t *schema.Table, limit int) *Profile {
	p := &Profile{table: t}
	for i := range t.Columns {
		p.columns = append(p.columns, newColumn(&t.Columns[i], limit))
	}
	return p
}

// Add counts a row: one value for every column of the table, in order. The
// row may be reused afterwards.
func (p *Profile) Add(row []schema.Value) error {
	if len(row) != len(p.columns) {
		return fmt.Errorf("profile %s: a row has %d cells, not %d", p.table.Name, len(row), len(p.columns))
	}
	p.rows++
	for i, c := range p.columns {
		if err := c.add(&row[i]); err != nil {
			return fmt.Errorf("profile %s.%s: %w", p.table.Name, c.of.Name, err)
		}
	}
	return nil
}

// Merge adds the rows that q has seen, as if p had seen them too. It is
// associative and commutative, and leaves q as it is. Profiles of different
// tables cannot be merged.
func (p *Profile) Merge(q *Profile) error {
	if p.table.Name != q.table.Name || len(p.columns) != len(q.columns) {
		return fmt.Errorf("merge profiles: one is of %s, the other of %s", p.table.Name, q.table.Name)
	}
	p.rows += q.rows
	for i, c := range p.columns {
		if err := c.merge(q.columns[i]); err != nil {
			return fmt.Errorf("merge profiles of %s.%s: %w", p.table.Name, c.of.Name, err)
		}
	}
	return nil
}

// Stats returns what was counted, with up to top values a column.
func (p *Profile) Stats(top int) TableStats {
	s := TableStats{Table: p.table.Name, Unit: p.table.Unit, Rows: p.rows, Columns: []ColumnStats{}}
	for _, c := range p.columns {
		s.Columns = append(s.Columns, c.stats(top))
	}
	return s
}

// column is the profile of one column. Which of its parts are there depends
// on the type.
type column struct {
	of      *schema.Column
	nulls   int64
	values  int64
	empty   int64            // lists without items
	items   int64            // of lists
	texts   *counter[string] // Utf8, items of Utf8List
	low     string           // Utf8
	high    string
	numbers *distribution // all other types
	lengths *distribution // code points of Utf8, items of Utf8List
}

func newColumn(of *schema.Column, limit int) *column {
	c := &column{of: of}
	switch of.Type {
	case schema.Utf8, schema.Utf8List:
		c.texts = newCounter(hashText, limit)
		c.lengths = newDistribution(limit)
	default:
		c.numbers = newDistribution(limit)
	}
	return c
}

func (c *column) add(v *schema.Value) error {
	if !v.Valid {
		c.nulls++
		return nil
	}
	c.values++
	switch c.of.Type {
	case schema.Utf8:
		c.addText(v.Str)
		c.addBounds(v.Str, v.Str, c.values == 1)
		return c.lengths.add(float64(utf8.RuneCountInString(v.Str)))
	case schema.Utf8List:
		if len(v.List) == 0 {
			c.empty++
		}
		c.items += int64(len(v.List))
		for _, s := range v.List {
			c.addText(s)
		}
		return c.lengths.add(float64(len(v.List)))
	case schema.Float64:
		return c.numbers.add(v.Float)
	default:
		return c.numbers.add(float64(v.Int))
	}
}

func (c *column) addText(s string) {
	if c.of.Long || len(s) > maxValue {
		s = digest(s)
	}
	c.texts.add(s, 1)
}

// digest stands for a long text among distinct values.
func digest(s string) string {
	return "\x00" + strconv.FormatUint(hashText(s), 36) + " " + strconv.Itoa(len(s))
}

func (c *column) addBounds(low, high string, first bool) {
	if c.of.Long {
		return
	}
	if first || low < c.low {
		c.low = low
	}
	if first || high > c.high {
		c.high = high
	}
}

func (c *column) merge(o *column) error {
	if c.of.Name != o.of.Name || c.of.Type != o.of.Type {
		return fmt.Errorf("the other column is %s (%s)", o.of.Name, o.of.Type)
	}
	if o.values > 0 {
		c.addBounds(o.low, o.high, c.values == 0)
	}
	c.nulls += o.nulls
	c.values += o.values
	c.empty += o.empty
	c.items += o.items
	if c.numbers != nil {
		return c.numbers.merge(o.numbers)
	}
	if _, err := c.texts.merge(o.texts); err != nil {
		return err
	}
	return c.lengths.merge(o.lengths)
}

func (c *column) stats(top int) ColumnStats {
	s := ColumnStats{Name: c.of.Name, Type: c.of.Type.String(), Unit: c.of.Unit, Values: c.values, Nulls: c.nulls}
	if c.values == 0 {
		return s
	}
	if c.numbers != nil {
		c.numberStats(&s, top)
		return s
	}
	s.Distinct = c.texts.distinct()
	s.Lengths = lengthStats(c.lengths)
	s.Lengths.Unit = "code point"
	if c.of.Type == schema.Utf8List {
		s.Lengths.Unit = "item"
		s.Items, s.EmptyLists = &c.items, &c.empty
	} else if !c.of.Long {
		s.Min, s.Max = shorten(c.low), shorten(c.high)
	}
	for _, p := range c.texts.top(top) {
		if p.value == "" || p.value[0] != 0 {
			s.Top = append(s.Top, TopValue{p.value, p.count})
		}
	}
	return s
}

// shorten cuts a bound to what is worth printing.
func shorten(s string) string {
	const most = 80
	n := 0
	for i := range s {
		if n == most {
			return s[:i]
		}
		n++
	}
	return s
}

func (c *column) numberStats(s *ColumnStats, top int) {
	d := c.numbers
	s.Distinct = d.values.distinct()
	if d.n == 0 {
		return
	}
	s.Min, s.Max = show(c.of.Type, d.min), show(c.of.Type, d.max)
	if c.of.Type == schema.Int32 || c.of.Type == schema.Float64 {
		mean := d.mean()
		s.Mean = &mean
	}
	// Half a percent of the days since 1970 is a hundred of them: instants have
	// quantiles only where those are exact.
	instant := c.of.Type == schema.Timestamp || c.of.Type == schema.Date32
	if c.of.Type != schema.Bool && (d.sketch == nil || !instant) {
		for i, v := range d.quantiles() {
			s.Quantiles = append(s.Quantiles, Quantile{percents[i], show(c.of.Type, v)})
		}
	}
	if c.of.Type == schema.Float64 || c.of.Type == schema.Timestamp {
		return
	}
	for _, p := range d.values.top(top) {
		s.Top = append(s.Top, TopValue{show(c.of.Type, p.value), p.count})
	}
}

// show turns a number back into a value of the type.
func show(t schema.Type, v float64) any {
	switch t {
	case schema.Bool:
		return v != 0
	case schema.Date32:
		return timeOf(int64(v)).Format(time.DateOnly)
	case schema.Timestamp:
		return time.UnixMicro(int64(v)).UTC().Format("2006-01-02T15:04:05.999999Z")
	case schema.Float64:
		return v
	default:
		return int64(v)
	}
}

// timeOf returns midnight UTC of a day since 1970.
func timeOf(days int64) time.Time {
	const secondsPerDay = 24 * 60 * 60
	return time.Unix(days*secondsPerDay, 0).UTC()
}

func lengthStats(d *distribution) *Lengths {
	l := &Lengths{Min: int64(d.min), Max: int64(d.max), Mean: d.mean()}
	for i, v := range d.quantiles() {
		l.Quantiles = append(l.Quantiles, Quantile{percents[i], int64(v)})
	}
	return l
}
