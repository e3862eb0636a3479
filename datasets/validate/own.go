package validate

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/validate/rules"
	"github.com/dsbuild/dsbuild/schema"
)

// ownCheck is what the configuration wants of one column, and what was seen of it.
type ownCheck struct {
	want    rules.Column
	at      int // position of the column
	pattern *regexp.Regexp
	seen    *positions // values, where they must be unique
	nulls   int64
	rows    int64
}

// prepareOwn makes the checks that the configuration asks for, and reports what it
// asks of columns that are not there.
func (c *checker) prepareOwn() {
	if c.opt.Config == nil {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(c.opt.Config.Columns)) {
		t, columns := c.table(name), c.opt.Config.Columns[name]
		for _, column := range slices.Sorted(maps.Keys(columns)) {
			switch {
			case t != nil:
				c.prepareColumn(t, column, columns[column])
			case c.whole:
				c.ownFinding(name, column, columns[column].Severity, "own.column", "the dataset has no such table")
			}
		}
	}
}

func (c *checker) prepareColumn(t *tableState, name string, want rules.Column) {
	column, at := t.def.Column(name)
	message := ""
	bounds := want.Low.OK || want.High.OK
	switch {
	case column == nil:
		message = "the table has no such column"
	case bounds && want.Days != (column.Type == schema.Date32 || column.Type == schema.Timestamp),
		bounds && (column.Type == schema.Utf8 || column.Type == schema.Utf8List || column.Type == schema.Bool):
		message = fmt.Sprintf("min and max do not suit a column of type %s", column.Type)
	case (want.Pattern != "" || len(want.Values) > 0) && column.Type == schema.Float64:
		message = "pattern and values do not suit a column of type " + column.Type.String()
	}
	if message != "" {
		c.ownFinding(t.def.Name, name, want.Severity, "own.column", message)
		return
	}
	k := ownCheck{want: want, at: at}
	if want.Pattern != "" {
		k.pattern = regexp.MustCompile("^(?:" + want.Pattern + ")$") // it was compiled when it was read
	}
	if want.Unique {
		k.seen = &positions{}
	}
	t.own = append(t.own, k)
}

// ownFinding queues a finding about a column as a whole.
func (c *checker) ownFinding(table, column string, severity rules.Severity, rule, message string) {
	f := newFinding(rule, message)
	f.Table, f.Column = table, column
	c.out.findingOf(f, severity)
}

// checkOwn checks a row against the configuration.
func (c *checker) checkOwn(r row) {
	t := r.t
	for i := range t.own {
		k := &t.own[i]
		if r.absent[k.at] {
			continue
		}
		column, v := &t.def.Columns[k.at], r.Columns[k.at].Value(r.i)
		note := func(rule, value, message string) {
			c.out.findingOf(rowFinding(r.place(), rule, column.Name, value, message), k.want.Severity)
		}
		k.rows++
		if !v.Valid {
			k.nulls++
			if k.want.Required {
				note("own.required", "", "the value is NULL")
			}
			continue
		}
		value := plainString(column, &v)
		if k.seen != nil {
			if !k.seen.add(value, 0) {
				note("own.unique", value, "a row before it has the same value")
			}
		}
		k.checkBounds(column.Type, &v, func(message string) { note("own.range", value, message) })
		for _, s := range k.words(column.Type, &v, value) {
			if k.pattern != nil && !k.pattern.MatchString(s) {
				note("own.pattern", s, "it does not match "+k.want.Pattern)
			}
			if len(k.want.Values) > 0 && !slices.Contains(k.want.Values, s) {
				note("own.values", s, "it is none of "+strings.Join(k.want.Values, ", "))
			}
		}
	}
}

// words are the texts that patterns and lists of values speak of.
func (k *ownCheck) words(t schema.Type, v *schema.Value, value string) []string {
	switch {
	case k.pattern == nil && len(k.want.Values) == 0:
		return nil
	case t == schema.Utf8List:
		return v.List
	}
	return []string{value}
}

func (k *ownCheck) checkBounds(t schema.Type, v *schema.Value, note func(message string)) {
	if !k.want.Low.OK && !k.want.High.OK {
		return
	}
	f := float64(v.Int) + v.Float // a count of 299.5 is none, which was reported, but it has its place
	switch t {
	case schema.Timestamp:
		f /= float64(microsPerDay)
	default: // a whole number, or days
	}
	// Of a day all instants are in range.
	if k.want.Low.OK && f < k.want.Low.V {
		note(fmt.Sprintf("the least is %v", k.want.Min))
	}
	if high := k.want.High.V; k.want.High.OK && (f > high && t != schema.Timestamp || f >= high+1) {
		note(fmt.Sprintf("the most is %v", k.want.Max))
	}
}

// finishOwn checks what only the whole column shows.
func (c *checker) finishOwn() {
	for _, t := range c.tables {
		for i := range t.own {
			k := &t.own[i]
			if most := k.want.MaxNullShare; most != nil && k.rows > 0 && float64(k.nulls) > *most*float64(k.rows) {
				c.ownFinding(t.def.Name, t.def.Columns[k.at].Name, k.want.Severity, "own.null_share",
					fmt.Sprintf("%d of %d values are NULL, more than a share of %v", k.nulls, k.rows, *most))
			}
		}
	}
}
