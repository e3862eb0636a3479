package stats

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/internal/say"
	"github.com/dsbuild/dsbuild/internal/text"
)

// Plain writes a value of a column for people: on one line, and the beginning of a long one.
func Plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case int64:
		return say.Number(v)
	case float64:
		if v == float64(int64(v)) && v < 1e15 && v > -1e15 {
			return say.Number(int64(v))
		}
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	const width = 60 // code points
	return text.Head(text.Terminal(fmt.Sprint(v)), width)
}

// Summary says in one line what stands in a column: the smallest and the largest value,
// the median, lengths, and the most frequent values.
func (c *ColumnStats) Summary() string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(c.Note)
	if c.Min != nil {
		add(Plain(c.Min) + " … " + Plain(c.Max))
		for _, q := range c.Quantiles {
			if q.Percent == 50 {
				add("median " + Plain(q.Value))
			}
		}
	}
	if l := c.Lengths; l != nil {
		add(fmt.Sprintf("%s to %s %ss", say.Number(l.Min), say.Number(l.Max), l.Unit))
	}
	const shown = 3
	var top []string
	for _, v := range c.Top[:min(shown, len(c.Top))] {
		top = append(top, Plain(v.Value)+" ("+say.Number(v.Count)+")")
	}
	add(strings.Join(top, ", "))
	return strings.Join(parts, "; ")
}
