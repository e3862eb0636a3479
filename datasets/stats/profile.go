package stats

import (
	"fmt"
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// maxValue is how many bytes a value may have to be counted as itself; of
	// longer ones the digest is counted, and they are not among the top values.
	maxValue = 256
	// maxTexts is how many distinct texts a column keeps with exact counts.
	maxTexts = 1 << 15
	// numberBytes and textBytes are what a map takes of memory for an entry, the
	// bytes of a text apart.
	numberBytes, textBytes = 40, 64
)

// profile describes the rows of one table, column by column. Where its columns
// together would take more memory than its budget, the one that takes most is put
// off to another reading of the table: that changes no figure.
type profile struct {
	table   *schema.Table
	budget  int64
	limit   int // of distinct numbers
	rows    int64
	apart   int64 // rows that are kept apart
	columns []*column
	reading []int // positions of the columns of this reading
	put     []int // positions of those put off
}

func newProfile(t *schema.Table, budget int64, limit int) *profile {
	p := &profile{table: t, budget: budget, limit: limit}
	for i := range t.Columns {
		p.columns = append(p.columns, newColumn(&t.Columns[i], limit))
		p.reading = append(p.reading, i)
	}
	return p
}

// add counts a row: a cell for every column of this reading, in order.
func (p *profile) add(row []schema.Value, apart bool) error {
	for i, at := range p.reading {
		if at < 0 {
			continue
		}
		if err := p.columns[at].add(&row[i], apart); err != nil {
			return fmt.Errorf("profile %s.%s: %w", p.table.Name, p.table.Columns[at].Name, err)
		}
	}
	return nil
}

// fit puts columns off until the others fit into the budget. One column always stays.
func (p *profile) fit() {
	for {
		held, most, left := int64(0), -1, 0
		for i, at := range p.reading {
			if at < 0 {
				continue
			}
			left++
			held += p.columns[at].held
			if most < 0 || p.columns[at].held > p.columns[p.reading[most]].held {
				most = i
			}
		}
		if held <= p.budget || left < 2 {
			return
		}
		at := p.reading[most]
		p.put = append(p.put, at)
		p.columns[at] = newColumn(&p.table.Columns[at], p.limit)
		p.reading[most] = -1
	}
}

// again starts the next reading, of the columns put off; false where there are none.
func (p *profile) again() bool {
	p.reading, p.put = p.put, nil
	return len(p.reading) > 0
}

// stats returns what was counted, with up to top values a column.
func (p *profile) stats(top int) TableStats {
	s := TableStats{Table: p.table.Name, Unit: p.table.Unit, Rows: p.rows, LiveBlogs: p.apart, Columns: []ColumnStats{}}
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
	empty   int64            // lists without items, and texts without characters
	items   int64            // of lists
	texts   *counter[string] // Utf8, items of Utf8List
	low     string           // Utf8
	high    string
	numbers *distribution // all other types
	lengths *distribution // code points of Utf8, items of Utf8List
	held    int64         // bytes of memory, about
	blogs   int64         // cells kept apart that are neither NULL nor empty
}

func newColumn(of *schema.Column, limit int) *column {
	c := &column{of: of}
	switch of.Type {
	case schema.Utf8, schema.Utf8List:
		c.texts = newCounter(hashText, min(limit, maxTexts))
		c.lengths = newDistribution(false, limit)
	case table.Opaque:
	default:
		c.numbers = newDistribution(of.Type == schema.Float64, limit)
		if of.Type == schema.Date32 {
			c.numbers.unit = microsADay // between two days lie hours
		}
	}
	return c
}

func (c *column) add(v *schema.Value, apart bool) error {
	if !v.Valid {
		c.nulls++
		return nil
	}
	c.values++
	if apart && (v.Str != "" || c.of.Type != schema.Utf8) && (len(v.List) > 0 || c.of.Type != schema.Utf8List) {
		c.blogs++
	}
	switch c.of.Type {
	case schema.Utf8:
		c.addText(v.Str)
		c.addBounds(v.Str)
		if v.Str == "" {
			c.empty++
		}
		return c.count(c.lengths, int64(utf8.RuneCountInString(v.Str)), apart)
	case schema.Utf8List:
		if len(v.List) == 0 {
			c.empty++
		}
		c.items += int64(len(v.List))
		for _, s := range v.List {
			c.addText(s)
		}
		return c.count(c.lengths, int64(len(v.List)), apart)
	case schema.Float64:
		before := len(c.numbers.values.counts)
		err := c.numbers.addFloat(v.Float, apart)
		c.held += int64(len(c.numbers.values.counts)-before) * numberBytes
		return err
	case table.Opaque:
		return nil
	default:
		return c.count(c.numbers, whole(*v), apart)
	}
}

// count adds a number and keeps account of the memory.
func (c *column) count(d *distribution, n int64, apart bool) error {
	before := len(d.values.counts)
	err := d.add(n, apart)
	c.held += int64(len(d.values.counts)-before) * numberBytes
	return err
}

// whole returns the integer of a cell; of a cell that holds none the one below.
func whole(v schema.Value) int64 {
	if v.Float != 0 {
		return int64(math.Floor(v.Float))
	}
	return v.Int
}

func (c *column) addText(s string) {
	if c.of.Long || len(s) > maxValue {
		s = digest(s)
	}
	before := len(c.texts.counts)
	c.texts.add(s)
	switch after := len(c.texts.counts); {
	case after > before:
		c.held += textBytes + int64(len(s))
	case after < before:
		c.held = 0 // an estimate takes next to nothing
	}
}

// digest stands for a long text among distinct values.
func digest(s string) string {
	return "\x00" + strconv.FormatUint(hashText(s), 36) + " " + strconv.Itoa(len(s))
}

func (c *column) addBounds(s string) {
	if c.of.Long {
		return
	}
	if c.values == 1 || s < c.low {
		c.low = s
	}
	if c.values == 1 || s > c.high {
		c.high = s
	}
}

func (c *column) stats(top int) ColumnStats {
	s := ColumnStats{Name: c.of.Name, Unit: c.of.Unit, Values: c.values, Nulls: c.nulls, blogs: c.blogs}
	if c.of.Type == table.Opaque {
		s.Type, s.Note = "", "values of this type are not described"
		return s
	}
	s.Type = c.of.Type.String()
	if c.values == 0 {
		s.Distinct = Distinct{Exact: true}
		return s
	}
	if c.numbers != nil {
		c.numberStats(&s, top)
		return s
	}
	s.Distinct = c.texts.distinct()
	s.Lengths = lengthStats(c.lengths)
	s.Lengths.Unit = "code point"
	s.Empty = &c.empty
	if c.of.Type == schema.Utf8List {
		s.Lengths.Unit = "item"
		s.Items = &c.items
	} else if !c.of.Long && len(c.low) <= maxValue && len(c.high) <= maxValue {
		s.Min, s.Max = c.low, c.high
	}
	for _, p := range c.texts.top(top) {
		if p.value == "" || p.value[0] != 0 {
			s.Top = append(s.Top, TopValue{p.value, p.count})
		}
	}
	return s
}

func (c *column) numberStats(s *ColumnStats, top int) {
	d := c.numbers
	s.Distinct = d.values.distinct()
	s.NotFinite = d.strange
	if !d.any {
		return
	}
	s.Min, s.Max = c.show(d.min), c.show(d.max)
	if c.of.Type == schema.Int32 || c.of.Type == schema.Float64 {
		if mean, ok := d.mean(); ok {
			s.Mean = &mean
		}
	}
	// One percent of the days since 1970 is two hundred of them: instants have
	// quantiles only where those are exact.
	instant := c.of.Type == schema.Timestamp || c.of.Type == schema.Date32
	if c.of.Type != schema.Bool && (d.sketch == nil || !instant) {
		s.Quantiles = quantilesOf(d, func(v float64) any { return quantile(c.of.Type, v) })
	}
	if c.of.Type == schema.Float64 || c.of.Type == schema.Timestamp {
		return
	}
	for _, p := range d.values.top(top) {
		s.Top = append(s.Top, TopValue{c.show(p.value), p.count})
	}
}

func quantilesOf(d *distribution, show func(float64) any) []Quantile {
	var all []Quantile
	for i, v := range d.quantiles() {
		q := Quantile{Percent: percents[i], Value: show(v), Exact: d.sketch == nil}
		if !q.Exact {
			q.Error = quantileError
		}
		all = append(all, q)
	}
	return all
}

func (c *column) show(key int64) any {
	if c.of.Type == schema.Float64 {
		return c.numbers.number(key)
	}
	return show(c.of.Type, key)
}

// show turns an integer back into a value of the type.
func show(t schema.Type, v int64) any {
	switch t {
	case schema.Bool:
		return v != 0
	case schema.Date32:
		return timeOf(v).Format(time.DateOnly)
	case schema.Timestamp:
		return time.UnixMicro(v).UTC().Format("2006-01-02T15:04:05.999999Z")
	default:
		return v
	}
}

const microsADay = 24 * 60 * 60 * 1e6

// quantile turns a quantile of numbers into one of the type.
func quantile(t schema.Type, v float64) any {
	if t == schema.Timestamp {
		return show(t, int64(v))
	}
	if t != schema.Date32 {
		return v
	}
	at := time.UnixMicro(int64(v)).UTC()
	if at.Equal(at.Truncate(24 * time.Hour)) {
		return at.Format(time.DateOnly)
	}
	return at.Format("2006-01-02T15:04:05.999999")
}

// timeOf returns midnight UTC of a day since 1970.
func timeOf(days int64) time.Time {
	const secondsPerDay = 24 * 60 * 60
	return time.Unix(days*secondsPerDay, 0).UTC()
}

func lengthStats(d *distribution) *Lengths {
	l := &Lengths{Min: d.min, Max: d.max}
	if mean, ok := d.mean(); ok {
		l.Mean = &mean
	}
	l.Quantiles = quantilesOf(d, func(v float64) any { return v })
	return l
}
