package stats

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

// grouping is one set of groups and where its keys come from.
type grouping struct {
	*groups
	read    []func(*articleRow) *string // by key; nil topic or speaker
	topic   int                         // position of the topic among the keys, -1
	speaker int                         // position of the speaker among the keys, -1
	matrix  bool                        // is shown as a matrix, and not as groups
}

// articleRow is what is read of one article.
type articleRow struct {
	cells  []schema.Value
	tally  tally
	live   bool
	topics []string
	best   []bestTopic // of the same topics
}

// groupBy adds groups by the keys together.
func (c *collector) groupBy(by []string) error {
	g := &grouping{groups: newGroups(by...), topic: slices.Index(by, byTopic), speaker: slices.IndexFunc(by, isSpeaker)}
	for i, key := range by {
		if isSpeaker(key) && i > g.speaker {
			return errors.New("count by speaker or by person, not by both")
		}
		if slices.Contains(by[:i], key) {
			return fmt.Errorf("key %s stands twice", key)
		}
		read, err := c.reader(key)
		if err != nil {
			return err
		}
		g.read = append(g.read, read)
	}
	c.groups = append(c.groups, g)
	return nil
}

// reader returns how the key of an article is read; nil for keys of other tables.
func (c *collector) reader(key string) (func(*articleRow) *string, error) {
	switch key {
	case byMonth, byYear:
		return c.calendarReader(key)
	case byTopic, bySpeaker:
		name := map[string]string{byTopic: "topics", bySpeaker: "quotes"}[key]
		t := c.table(name)
		if t == nil {
			return nil, fmt.Errorf("group by %s: the dataset was built without %s", key, name)
		}
		for _, column := range beside[key] {
			if of, _ := t.Column(column); of == nil {
				return nil, fmt.Errorf("group by %s: the table %s has no column %s", key, name, column)
			}
		}
		return nil, nil
	case byPerson:
		return nil, c.hasPeople()
	case byOutlet:
		return c.outletReader()
	}
	of, _ := c.articles.Column(key)
	if of == nil || of.Type == schema.Utf8List || of.Type == table.Opaque || of.Long {
		return nil, fmt.Errorf("cannot group by %q: give outlet, month, year, topic, speaker, person or a single-valued column of articles", key)
	}
	at := c.column(key)
	return func(a *articleRow) *string { return keyText(of.Type, a.cells[at]) }, nil
}

func (c *collector) calendarReader(key string) (func(*articleRow) *string, error) {
	of, _ := c.articles.Column("published_date")
	if of == nil {
		return nil, fmt.Errorf("group by %s: the articles have no published_date", key)
	}
	layout := "2006"
	if key == byMonth {
		layout = "2006-01"
	}
	at, precision := c.column("published_date"), c.column("published_precision")
	return func(a *articleRow) *string {
		if key == byMonth && precision >= 0 && a.cells[precision].Str == "year" {
			return nil // a month that is not known is NULL
		}
		return calendar(of.Type, a.cells[at], layout)
	}, nil
}

// outletReader reads the outlet of the article's site, as the table outlets names it;
// of an article without a site, or where there is no such table, the publisher, or
// else the site.
func (c *collector) outletReader() (func(*articleRow) *string, error) {
	publisher, site := c.column("publisher"), c.column("site")
	if publisher < 0 && site < 0 {
		return nil, fmt.Errorf("group by %s: the articles have neither publisher nor site", byOutlet)
	}
	named := map[string]string{}
	if c.table("outlets") != nil && site >= 0 {
		for row, err := range c.ds.Rows("outlets", "site", "outlet") {
			if err != nil {
				return nil, err
			}
			named[row[0].Str] = row[1].Str
		}
	}
	return func(a *articleRow) *string {
		if site >= 0 && a.cells[site].Valid {
			if name := named[a.cells[site].Str]; name != "" {
				return &name
			}
		}
		for _, at := range []int{publisher, site} {
			if at >= 0 && a.cells[at].Valid {
				return keyText(schema.Utf8, a.cells[at])
			}
		}
		return nil
	}, nil
}

// column has a column of articles read and returns where; -1 where there is none.
func (c *collector) column(name string) int {
	if of, _ := c.articles.Column(name); of == nil || of.Type == table.Opaque {
		return -1
	}
	if at := slices.Index(c.columns, name); at >= 0 {
		return at
	}
	c.columns = append(c.columns, name)
	return len(c.columns) - 1
}

// keysOf returns the keys of an article, with a gap where the speaker goes: several
// lists where it has topics of several codebooks.
func (g *grouping) keysOf(a *articleRow) [][]*string {
	keys := make([]*string, len(g.by))
	for i, read := range g.read {
		if read != nil {
			keys[i] = read(a)
		}
	}
	if g.topic < 0 || len(a.topics) == 0 {
		return [][]*string{keys}
	}
	all := make([][]*string, len(a.topics))
	for i := range a.topics {
		all[i] = slices.Clone(keys)
		all[i][g.topic] = &a.topics[i]
	}
	return all
}

// calendar cuts a date, whatever it is stored as, to month or year.
func calendar(t schema.Type, v schema.Value, layout string) *string {
	if !v.Valid {
		return nil
	}
	var at time.Time
	switch t {
	case schema.Date32:
		at = timeOf(whole(v))
	case schema.Timestamp:
		at = time.UnixMicro(v.Int).UTC()
	case schema.Utf8:
		var err error
		if at, err = time.Parse(time.DateOnly, v.Str[:min(len(v.Str), len(time.DateOnly))]); err != nil {
			return nil
		}
	default:
		return nil
	}
	s := at.Format(layout)
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
		s = fmt.Sprint(show(t, whole(v)))
	}
	return &s
}

func isTime(key string) bool {
	return isCalendar(key) || strings.HasSuffix(key, "_date") || strings.HasSuffix(key, "_at")
}
