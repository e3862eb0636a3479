package stats

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// grouping is one set of groups and where its keys come from.
type grouping struct {
	*Groups
	columns []int // by key: position among the columns read; -1 topic or speaker
	speaker bool
}

// groupBy adds groups by the keys together.
func (c *collector) groupBy(by []string) error {
	g := &grouping{Groups: NewGroups(by...)}
	for i, key := range by {
		at, err := c.keyColumn(key)
		if err != nil {
			return err
		}
		if slices.Contains(by[:i], key) {
			return fmt.Errorf("key %s stands twice", key)
		}
		g.columns = append(g.columns, at)
		g.speaker = g.speaker || key == bySpeaker
	}
	c.groups = append(c.groups, g)
	return nil
}

// keyColumn returns which column of articles the key comes from, -1 for
// another table.
func (c *collector) keyColumn(key string) (int, error) {
	articles := c.table("articles")
	switch key {
	case byMonth, byYear:
		_, at := articles.Column("published_date")
		return at, nil
	case byTopic, bySpeaker:
		table := map[string]string{byTopic: "topics", bySpeaker: "quotes"}[key]
		if c.table(table) == nil {
			return 0, fmt.Errorf("group by %s: the dataset was built without %s", key, table)
		}
		return -1, nil
	}
	of, at := articles.Column(key)
	if of == nil || of.Type == schema.Utf8List || of.Long {
		return 0, fmt.Errorf("cannot group by %q: give month, year, topic, speaker or a single-valued column of articles", key)
	}
	return at, nil
}

// keysOf returns the keys of an article: several lists where it has topics of
// several codebooks.
func (c *collector) keysOf(g *grouping, row []schema.Value, articles *schema.Table) [][]*string {
	keys := make([]*string, len(g.by))
	topicAt := -1
	for i, key := range g.by {
		switch key {
		case byTopic:
			topicAt = i
		case bySpeaker:
		case byMonth:
			keys[i] = calendar(row[g.columns[i]], row[5].Str, "2006-01")
		case byYear:
			keys[i] = calendar(row[g.columns[i]], row[5].Str, "2006")
		default:
			of, _ := articles.Column(key)
			keys[i] = keyText(of.Type, row[g.columns[i]])
		}
	}
	topics := c.topics[row[0].Str]
	if topicAt < 0 || len(topics) == 0 {
		return [][]*string{keys}
	}
	all := make([][]*string, len(topics))
	for i := range topics {
		all[i] = slices.Clone(keys)
		all[i][topicAt] = &topics[i]
	}
	return all
}

// calendar cuts a date to month or year; a month that is not known is NULL.
func calendar(v schema.Value, precision, layout string) *string {
	if !v.Valid || precision == "year" && layout != "2006" {
		return nil
	}
	s := timeOf(v.Int).Format(layout)
	return &s
}

// keyText prints a cell as a key.
func keyText(t schema.Type, v schema.Value) *string {
	if !v.Valid {
		return nil
	}
	s := v.Str
	switch t {
	case schema.Utf8:
	case schema.Float64:
		s = strconv.FormatFloat(v.Float, 'g', -1, 64)
	default:
		s = fmt.Sprint(show(t, float64(v.Int)))
	}
	return &s
}

func isTime(key string) bool {
	return key == byMonth || key == byYear || strings.HasSuffix(key, "_date") || strings.HasSuffix(key, "_at")
}
