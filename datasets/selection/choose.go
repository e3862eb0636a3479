package selection

import (
	"errors"
	"fmt"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/dsbuild/dsbuild/schema"
)

// chooser is one reading of the articles.
type chooser struct {
	ds      Dataset
	s       *Selection
	view    *View
	columns []string
	place   map[string]int // of the columns that are read
	outlets map[string]string
	topics  map[xxh3.Uint128]bool   // articles with a wanted topic
	stories map[xxh3.Uint128]string // the cluster of an article that is a copy, or has some
	told    map[string]bool         // clusters with a chosen article
	wanted  map[string]map[string]bool
	ids     map[string]bool
	days    [2]int64
	reading func() // may be nil
	rows    int64
}

// tell says now and then that rows are being read.
func (c *chooser) tell() {
	const often = 1 << 12
	if c.rows++; c.reading != nil && c.rows%often == 0 {
		c.reading()
	}
}

// prepare finds the columns, and reads the tables beside the articles.
func (c *chooser) prepare() error {
	c.place, c.wanted = map[string]int{}, map[string]map[string]bool{}
	if err := c.need("articles", docID); err != nil {
		return err
	}
	c.column(docID)
	for name, values := range map[string][]string{"outlet": c.s.Outlets, "language": c.s.Languages, "topic": c.s.Topics} {
		if len(values) > 0 {
			c.wanted[name] = map[string]bool{}
			for _, v := range values {
				c.wanted[name][fold(v)] = false
			}
		}
	}
	for _, step := range []func() error{c.prepareColumns, c.readOutlets, c.readTopics, c.readStories} {
		if err := step(); err != nil {
			return err
		}
	}
	if c.s.IDs != nil {
		c.ids = map[string]bool{}
		for _, id := range c.s.IDs.ids {
			c.ids[id] = false
		}
	}
	return nil
}

func (c *chooser) prepareColumns() error {
	c.days = [2]int64{-1 << 62, 1 << 62}
	if !c.s.From.IsZero() {
		c.days[0] = int64(c.s.From.Days())
	}
	if !c.s.To.IsZero() {
		c.days[1] = int64(c.s.To.Days())
	}
	if c.dated() {
		t := schema.Find(c.ds.Tables(), "articles")
		if of, _ := t.Column("published_date"); of == nil || of.Type != schema.Date32 {
			return errors.New("--from and --to need a column published_date of days")
		}
		c.column("published_date")
	}
	if len(c.s.Languages) > 0 {
		if err := c.need("articles", "language"); err != nil {
			return err
		}
		c.column("language")
	}
	if c.s.Match != nil {
		if err := c.need("articles", "text"); err != nil {
			return err
		}
		c.column("title")
		c.column("text")
	}
	return nil
}

func (c *chooser) dated() bool { return !c.s.From.IsZero() || !c.s.To.IsZero() }

// need makes sure that a table has columns of text.
func (c *chooser) need(table string, columns ...string) error {
	t := schema.Find(c.ds.Tables(), table)
	if t == nil {
		return fmt.Errorf("there is no table %s", table)
	}
	for _, name := range columns {
		if of, _ := t.Column(name); of == nil || of.Type != schema.Utf8 {
			return fmt.Errorf("the table %s has no column %s of text", table, name)
		}
	}
	return nil
}

// column has a column of articles read, where there is one.
func (c *chooser) column(name string) {
	if of, _ := schema.Find(c.ds.Tables(), "articles").Column(name); of == nil {
		return
	}
	if _, ok := c.place[name]; !ok {
		c.place[name] = len(c.columns)
		c.columns = append(c.columns, name)
	}
}

// readOutlets reads the names of outlets, which are those that stats counts by.
func (c *chooser) readOutlets() error {
	if len(c.s.Outlets) == 0 {
		return nil
	}
	c.column("publisher")
	c.column("site")
	c.outlets = map[string]string{}
	if c.need("outlets", "site", "outlet") != nil {
		return nil // an older dataset, or one that others wrote
	}
	for row, err := range c.ds.Rows("outlets", "site", "outlet") {
		if err != nil {
			return err
		}
		c.outlets[row[0].Str] = row[1].Str
	}
	return nil
}

// readTopics finds the articles whose best code of a codebook is wanted.
func (c *chooser) readTopics() error {
	if len(c.s.Topics) == 0 {
		return nil
	}
	if err := c.need("topics", docID, "scheme", "code", "label"); err != nil {
		return fmt.Errorf("--topic: %w", err)
	}
	c.topics = map[xxh3.Uint128]bool{}
	if of, _ := schema.Find(c.ds.Tables(), "topics").Column("rank"); of == nil {
		return errors.New("--topic: the table topics has no column rank")
	}
	for row, err := range c.ds.Rows("topics", docID, "scheme", "code", "label", "rank") {
		if err != nil {
			return err
		}
		c.tell()
		code := row[2].Str
		if !row[2].Valid || row[4].Int != 1 {
			continue
		}
		if c.hit("topic", code, row[1].Str+":"+code, row[3].Str) {
			c.topics[xxh3.HashString128(row[0].Str)] = true
		}
	}
	return nil
}

// hit reports whether one of the values is wanted, and notes that it is there.
func (c *chooser) hit(name string, values ...string) bool {
	found := false
	for _, v := range values {
		key := fold(v)
		if _, ok := c.wanted[name][key]; ok && v != "" {
			c.wanted[name][key], found = true, true
		}
	}
	return found
}

func (c *chooser) readStories() error {
	if !c.s.Stories {
		return nil
	}
	if err := c.need("duplicates", docID, "cluster_id", "relation"); err != nil {
		return fmt.Errorf("--stories: %w; which articles tell one story is not known", err)
	}
	c.stories, c.told = map[xxh3.Uint128]string{}, map[string]bool{}
	for row, err := range c.ds.Rows("duplicates", docID, "cluster_id", "relation") {
		if err != nil {
			return err
		}
		c.tell()
		if schema.Relation(row[2].Str).OneStory() {
			first := strings.Clone(row[1].Str)
			c.stories[xxh3.HashString128(row[0].Str)] = first
			c.stories[xxh3.HashString128(first)] = first
		}
	}
	return nil
}

// read chooses among the articles.
func (c *chooser) read() error {
	r := &c.view.record
	for row, err := range c.ds.Rows("articles", c.columns...) {
		if err != nil {
			return err
		}
		c.tell()
		id := row[c.place[docID]].Str
		key := xxh3.HashString128(id)
		if !c.wants(row, id, key) {
			r.LeftOut++
			continue
		}
		r.Articles++
		c.view.chosen[key] = struct{}{}
	}
	if err := c.seen(); err != nil {
		return err
	}
	if r.Articles == 0 {
		return fmt.Errorf("none of the %d articles is left: %s", r.LeftOut, r)
	}
	return nil
}

// seen counts ids that are of no article, and makes sure that every other value is one.
func (c *chooser) seen() error {
	for _, seen := range c.ids {
		if !seen {
			c.view.record.Unknown++
		}
	}
	for _, of := range []struct {
		name   string
		values []string
	}{{"outlet", c.s.Outlets}, {"language", c.s.Languages}, {"topic", c.s.Topics}} {
		for _, v := range of.values {
			if !c.wanted[of.name][fold(v)] {
				return fmt.Errorf("no article of the dataset has the %s %q; 'dsbuild stats --by %s' lists those that are there", of.name, v, of.name)
			}
		}
	}
	return nil
}

// wants reports whether every condition holds. Those that note what is there come
// first, whatever the others say.
func (c *chooser) wants(row []schema.Value, id string, key xxh3.Uint128) bool {
	ok := true
	if c.ids != nil {
		if _, ok = c.ids[id]; ok {
			c.ids[id] = true
		}
	}
	if len(c.s.Outlets) > 0 {
		ok = c.hit("outlet", c.outletNames(row)...) && ok
	}
	if len(c.s.Languages) > 0 {
		ok = c.hit("language", c.cell(row, "language").Str) && ok
	}
	if c.topics != nil {
		ok = ok && c.topics[key]
	}
	if ok && c.dated() {
		day := c.cell(row, "published_date")
		if !day.Valid {
			c.view.record.Undated++
		}
		ok = day.Valid && day.Int >= c.days[0] && day.Int <= c.days[1]
	}
	if ok && c.s.Match != nil {
		ok = c.s.Match.Matches(c.cell(row, "title").Str, c.cell(row, "text").Str)
	}
	return ok && c.first(key)
}

// first reports whether no other article of the story was chosen before.
func (c *chooser) first(key xxh3.Uint128) bool {
	story := c.stories[key]
	if story == "" {
		return true
	}
	before := c.told[story]
	c.told[story] = true
	return !before
}

func (c *chooser) cell(row []schema.Value, name string) schema.Value {
	if at, ok := c.place[name]; ok {
		return row[at]
	}
	return schema.Value{}
}

// outletNames are what an article's outlet may be called.
func (c *chooser) outletNames(row []schema.Value) []string {
	publisher, site := c.cell(row, "publisher").Str, c.cell(row, "site").Str
	if name := c.outlets[site]; name != "" && site != "" {
		return []string{name, site}
	}
	if publisher != "" {
		return []string{publisher, site}
	}
	return []string{site}
}
