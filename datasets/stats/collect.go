// Package stats counts what a dataset holds: every column of every table, and
// articles, unique articles, paragraphs, quotes and words by publisher, month,
// language, page type, text status, topic, speaker or any column.
//
// In: rows of tables as schema.Value. Out: a Report, as text or JSON. Laws:
// every count names its unit; Merge of profiles and groups is associative and
// commutative, and merged parts come to exactly what the whole comes to, also
// where numbers are estimates; memory is bounded but for the groups asked for;
// equal rows give equal bytes.
package stats

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Dataset is what stats needs of a dataset: *datasets.Dataset is one.
type Dataset interface {
	// Tables returns the tables that are written.
	Tables() []*schema.Table
	// Rows yields the rows of a table with the columns in the order given (none:
	// all). The slice may be reused, its strings may not.
	Rows(table string, columns ...string) iter.Seq2[[]schema.Value, error]
}

// Options say what to count. The zero value counts everything.
type Options struct {
	// By groups by several keys together: month, year, topic, speaker, or
	// columns of articles. Nil: a profile of every table, and groups by each of
	// DefaultKeys alone.
	By    []string
	Units []Unit // nil: all that the dataset has
	Top   int    // top values a column; 0: 10
	// Rows is how many groups are listed; 0: all where By is given, else 50.
	Rows int
}

const (
	byMonth   = "month"
	byYear    = "year"
	byTopic   = "topic"
	bySpeaker = "speaker"

	defaultTop  = 10
	defaultRows = 50
)

// DefaultKeys are the keys that a report without Options.By groups by.
var DefaultKeys = []string{"publisher", byMonth, "language", "page_type", "text_status", byTopic, bySpeaker}

// Collect reads the dataset and counts. Unknown keys and units are errors
// before anything is read; an error of the dataset ends it.
func Collect(ds Dataset, o Options) (*Report, error) {
	c, err := newCollector(ds, o)
	if err != nil {
		return nil, fmt.Errorf("statistics: %w", err)
	}
	for _, read := range []func() error{c.readTopics, c.readArticles, c.readQuotes, c.readProfiles} {
		if err := read(); err != nil {
			return nil, fmt.Errorf("statistics: %w", err)
		}
	}
	return c.report(), nil
}

// collector is one reading of a dataset.
type collector struct {
	ds       Dataset
	o        Options
	units    []Unit
	groups   []*grouping
	total    Tally
	profiles []*Profile
	quoting  *quoting            // nil where nobody asked, or there are no quotes
	topics   map[string][]string // by doc_id: the best topic of each codebook
	// docs keeps, for groups by speaker, what is known of each article.
	docs map[string]*docInfo
}

type docInfo struct {
	unique bool
	keys   [][][]*string // by grouping: its keys, with a gap where the speaker goes
}

func newCollector(ds Dataset, o Options) (*collector, error) {
	c := &collector{ds: ds, o: o, topics: map[string][]string{}, docs: map[string]*docInfo{}}
	if c.table("articles") == nil {
		return nil, fmt.Errorf("the dataset has no table articles")
	}
	if err := c.chooseUnits(); err != nil {
		return nil, err
	}
	if o.By != nil {
		return c, c.groupBy(o.By)
	}
	if c.table("quotes") != nil {
		c.quoting = newQuoting()
	}
	for _, key := range DefaultKeys {
		if key == byTopic && c.table("topics") == nil || key == bySpeaker && c.table("quotes") == nil {
			continue
		}
		if err := c.groupBy([]string{key}); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *collector) table(name string) *schema.Table {
	for _, t := range c.ds.Tables() {
		if t.Name == name {
			return t
		}
	}
	return nil
}

func (c *collector) chooseUnits() error {
	hasQuotes := c.table("quotes") != nil
	if c.o.Units == nil {
		c.units = slices.DeleteFunc(slices.Clone(Units), func(u Unit) bool { return u == Quotes && !hasQuotes })
		return nil
	}
	for _, u := range c.o.Units {
		switch {
		case u.index() < 0:
			return fmt.Errorf("unknown unit %q; there are %v", u, Units)
		case u == Quotes && !hasQuotes:
			return fmt.Errorf("the dataset was built without quotes")
		}
	}
	c.units = c.o.Units
	return nil
}

// uses reports whether any groups are by the key.
func (c *collector) uses(key string) bool {
	return slices.ContainsFunc(c.groups, func(g *grouping) bool { return slices.Contains(g.by, key) })
}

func (c *collector) readTopics() error {
	if !c.uses(byTopic) {
		return nil
	}
	for row, err := range c.ds.Rows("topics", "doc_id", "scheme", "code", "label", "rank", "outcome") {
		if err != nil {
			return err
		}
		if id, rank := row[0].Str, row[4].Int; rank == 1 {
			c.topics[id] = append(c.topics[id], topicKey(row[1].Str, row[2], row[3], row[5].Str))
		}
	}
	return nil
}

// topicKey names a topic: "cap:5 Labor", or "cap:no_policy" where there is no code.
func topicKey(scheme string, code, label schema.Value, outcome string) string {
	if !code.Valid {
		return scheme + ":" + outcome
	}
	return strings.TrimSpace(scheme + ":" + code.Str + " " + label.Str)
}

// articleColumns are read of every article, before the columns of keys.
var articleColumns = []string{"doc_id", "duplicate_of", "paragraph_count", "quote_count", "word_count", "published_precision"}

func (c *collector) readArticles() error {
	articles := c.table("articles")
	columns := slices.Clone(articleColumns)
	at := map[int]int{-1: -1} // position in the table -> among the columns read
	for _, g := range c.groups {
		for i, column := range g.columns {
			if _, ok := at[column]; !ok {
				at[column] = len(columns)
				columns = append(columns, articles.Columns[column].Name)
			}
			g.columns[i] = at[column]
		}
	}
	bySpeakers := c.uses(bySpeaker)
	for row, err := range c.ds.Rows("articles", columns...) {
		if err != nil {
			return err
		}
		t := Tally{1, boolCount(!row[1].Valid), row[2].Int, row[3].Int, row[4].Int}
		c.total.add(t)
		if c.quoting != nil && row[3].Valid {
			if err := c.quoting.article(row[3].Int); err != nil {
				return err
			}
		}
		if err := c.addArticle(row, t, articles, bySpeakers); err != nil {
			return err
		}
	}
	return nil
}

// addArticle adds an article to its groups, or notes its keys for those by speaker.
func (c *collector) addArticle(row []schema.Value, t Tally, articles *schema.Table, bySpeakers bool) error {
	var doc *docInfo
	if bySpeakers {
		doc = &docInfo{unique: !row[1].Valid, keys: make([][][]*string, len(c.groups))}
		c.docs[row[0].Str] = doc
	}
	for i, g := range c.groups {
		for _, keys := range c.keysOf(g, row, articles) {
			if g.speaker {
				doc.keys[i] = append(doc.keys[i], keys)
			} else if err := g.Add(keys, t); err != nil {
				return err
			}
		}
	}
	return nil
}

func boolCount(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// spoken is what one article quotes of one speaker.
type spoken struct {
	kind       *string
	tally      Tally
	paragraphs map[int64]bool
}

// leastSpeech is the speech_confidence from which on a row counts as speech of somebody:
// what is thought, wanted or decided has less (docs/definitions.md).
const leastSpeech = 0.5

// readQuotes counts by speaker. The quotes of one article are neighbours.
func (c *collector) readQuotes() error {
	if !c.uses(bySpeaker) {
		return nil
	}
	doc, speakers := "", map[string]*spoken{}
	for row, err := range c.ds.Rows("quotes", "doc_id", "kind", "speaker_name", "paragraph_index", "text", "speaker_kind", "speech_confidence") {
		if err != nil {
			return err
		}
		if id := row[0].Str; id != doc {
			if err := c.addSpeakers(doc, speakers); err != nil {
				return err
			}
			doc = id
			clear(speakers)
		}
		if row[1].Str == string(schema.QuoteNotSpeech) || row[6].Float < leastSpeech {
			continue
		}
		var said Tally
		said[Quotes.index()], said[Words.index()] = 1, int64(text.Words(row[4].Str))
		kind := keyText(schema.Utf8, row[5])
		if c.quoting != nil {
			if err := c.quoting.kinds.Add([]*string{kind}, said); err != nil {
				return err
			}
		}
		if !row[2].Valid {
			continue
		}
		s := speakers[row[2].Str]
		if s == nil {
			s = &spoken{paragraphs: map[int64]bool{}, kind: kind}
			speakers[row[2].Str] = s
		}
		s.paragraphs[row[3].Int] = true
		s.tally.add(said)
	}
	return c.addSpeakers(doc, speakers)
}

// addSpeakers counts what one article quotes.
func (c *collector) addSpeakers(id string, speakers map[string]*spoken) error {
	doc := c.docs[id]
	if doc == nil {
		return nil // no quotes yet, or of an article that is not there: validate says so
	}
	for name, s := range speakers {
		t := s.tally
		t[Articles.index()], t[Unique.index()] = 1, boolCount(doc.unique)
		t[Paragraphs.index()] = int64(len(s.paragraphs))
		if c.quoting != nil {
			if err := c.quoting.speakers.Add([]*string{&name, s.kind}, t); err != nil {
				return err
			}
		}
		for i, g := range c.groups {
			at := slices.Index(g.by, bySpeaker)
			for _, keys := range doc.keys[i] {
				keys := slices.Clone(keys)
				keys[at] = &name
				if err := g.Add(keys, t); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (c *collector) readProfiles() error {
	if c.o.By != nil {
		return nil
	}
	for _, t := range c.ds.Tables() {
		p := NewProfile(t)
		for row, err := range c.ds.Rows(t.Name) {
			if err != nil {
				return err
			}
			if err := p.Add(row); err != nil {
				return err
			}
		}
		c.profiles = append(c.profiles, p)
	}
	return nil
}

func (c *collector) report() *Report {
	r := &Report{Format: Format, Totals: c.total.counts(c.units), Groups: []Group{}}
	for _, u := range c.units {
		r.Units = append(r.Units, UnitDoc{u, u.Doc()})
	}
	rows := c.o.Rows
	if rows == 0 && c.o.By == nil {
		rows = defaultRows
	}
	for _, g := range c.groups {
		r.Groups = append(r.Groups, g.Group(c.units, rows))
	}
	top := c.o.Top
	if top == 0 {
		top = defaultTop
	}
	if c.quoting != nil {
		r.Quoting = c.quoting.stats(top)
	}
	for _, p := range c.profiles {
		r.Tables = append(r.Tables, p.Stats(top))
	}
	return r
}
