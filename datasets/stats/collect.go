// Package stats counts what a dataset holds: every column of every table, and
// articles, unique articles, paragraphs, quotes and words by outlet, month,
// language, page type, text status, topic, speaker, person or any column.
//
// In: rows of tables as schema.Value. Out: a Report, as text or JSON. Laws:
// every count names its unit; an estimate is marked with its error, every other
// figure is exact; live blogs are counted apart, and are in no mean or quantile;
// nothing is left out of JSON but rows of agendas, which say how many; memory is bounded but for the groups asked for;
// equal rows give equal bytes, however many tables are read side by side.
package stats

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/audit"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Dataset is what stats needs of a dataset: *datasets.Dataset and *datasets.Loose are.
type Dataset interface {
	// Tables returns the tables that are written.
	Tables() []*schema.Table
	// Rows yields the rows of a table with the columns in the order given (none:
	// all). The slice may be reused, its strings may not. Several tables may be
	// read at the same time.
	Rows(table string, columns ...string) iter.Seq2[[]schema.Value, error]
	// StoredType returns how files that dsbuild did not write store a column, or "".
	StoredType(table, column string) string
}

// Options say what to count. The zero value counts everything.
type Options struct {
	// By groups by several keys together: outlet, month, year, topic, speaker, person, or
	// columns of articles. Nil: a profile of every table, and groups by each of
	// DefaultKeys alone.
	By      []string
	Units   []Unit // nil: all that the dataset has
	Top     int    // top values a column; 0: 10
	Workers int    // tables read side by side; 0: 1
	Partial bool   // a table that is not there may be elsewhere
	// Notes and Warnings are put into the report.
	Notes, Warnings []string
	Audit           *audit.Result // is put there too; nil where nobody read pages again
	// Watch, where it is not nil, sees every article that is counted.
	Watch *Watch
	// Reading, where it is not nil, is called from time to time while rows are
	// read, by several goroutines.
	Reading func()
}

const (
	byMonth   = "month"
	byYear    = "year"
	byTopic   = "topic"
	bySpeaker = "speaker" // a name as an article has it
	byPerson  = "person"  // a row of people
	byOutlet  = "outlet"

	defaultTop = 10
)

// DefaultKeys are the keys that a report without Options.By groups by; by speaker only
// where there are no people.
var DefaultKeys = []string{byOutlet, byMonth, "language", "page_type", "text_status", byTopic, byPerson, bySpeaker}

// Collect reads the dataset and counts. Unknown keys and units are errors
// before anything is read; an error of the dataset ends it.
func Collect(ctx context.Context, ds Dataset, o Options) (*Report, error) {
	r, err := collect(ctx, ds, o, false)
	if errors.Is(err, errOrder) {
		r, err = collect(ctx, ds, o, true)
	}
	if err != nil {
		return nil, fmt.Errorf("statistics: %w", err)
	}
	return r, nil
}

// errOrder says that a table does not follow the order of the articles.
var errOrder = errors.New("the rows stand in another order than the articles")

func collect(ctx context.Context, ds Dataset, o Options, keep bool) (*Report, error) {
	c, err := newCollector(ds, o)
	if err != nil {
		return nil, err
	}
	if c.articles != nil {
		if err := errors.Join(c.readPeople(), c.readStories(), c.readArticles(keep)); err != nil {
			return nil, err
		}
	}
	var tables []TableStats
	if o.By == nil {
		if tables, err = c.readProfiles(ctx); err != nil {
			return nil, err
		}
	}
	return c.report(tables), nil
}

// collector is one reading of a dataset.
type collector struct {
	ds       Dataset
	o        Options
	units    []Unit
	articles *schema.Table // nil where there are none that are counted
	columns  []string      // of articles that are read
	at       struct{ id, duplicate, paragraphs, quotes, words, kind int }
	groups   []*grouping
	all      tally
	unique   tally
	live     tally
	agendas  *agendas // nil where nobody asked, or there are no topics
	quoting  *quoting // nil where nobody asked, or there are no quotes
	persons  persons  // nil where nobody asked
	stories  *stories // nil where nobody asked
	// Rows of quotes that count for no speaker, in datasets where such are there.
	notSpeech int64
	quoted    bool            // some article has a quote_count
	watched   *watched        // nil where nobody watches
	blogs     map[string]bool // doc_id of live blogs
}

func newCollector(ds Dataset, o Options) (*collector, error) {
	c := &collector{ds: ds, o: o, blogs: map[string]bool{}}
	c.articles = c.table("articles")
	if c.articles != nil {
		if id, _ := c.articles.Column("doc_id"); id == nil || id.Type != schema.Utf8 {
			c.articles = nil
		}
	}
	if c.articles == nil {
		if o.By != nil || o.Units != nil {
			return nil, errors.New("only articles are counted by keys and units, and there is no table articles with a doc_id")
		}
		return c, nil
	}
	c.at.id, c.at.duplicate, c.at.paragraphs = c.column("doc_id"), c.column("duplicate_of"), c.column("paragraph_count")
	c.at.quotes, c.at.words, c.at.kind = c.column("quote_count"), c.column("word_count"), c.column("page_type")
	if err := c.chooseUnits(); err != nil {
		return nil, err
	}
	if err := c.chooseGroups(); err != nil {
		return nil, err
	}
	return c, c.watch()
}

func (c *collector) chooseGroups() error {
	if c.o.By != nil {
		if err := c.groupBy(c.o.By); err != nil {
			return err
		}
		c.groups[0].matrix = len(c.o.By) == 2 && isCalendar(c.o.By[1])
		return nil
	}
	if _, err := c.reader(bySpeaker); err == nil {
		c.quoting = newQuoting()
	}
	if _, err := c.reader(byTopic); err == nil {
		c.newAgendas()
	}
	for _, key := range DefaultKeys {
		if _, err := c.reader(key); err != nil || key == bySpeaker && c.hasPeople() == nil {
			continue // a table or column that is not there
		}
		if err := c.groupBy([]string{key}); err != nil {
			return err
		}
	}
	if _, err := c.reader(byMonth); err == nil {
		if _, err := c.reader(byOutlet); err == nil {
			if err := c.groupBy([]string{byOutlet, byMonth}); err != nil {
				return err
			}
			c.groups[len(c.groups)-1].matrix = true
		}
	}
	return nil
}

func (c *collector) table(name string) *schema.Table { return schema.Find(c.ds.Tables(), name) }

// chooseUnits leaves out what there are no columns for.
func (c *collector) chooseUnits() error {
	place := map[Unit]int{
		Articles: 0, Unique: c.at.duplicate, Stories: c.hasStories(), Paragraphs: c.at.paragraphs, Quotes: c.at.quotes, Words: c.at.words,
	}
	if c.table("quotes") == nil && !c.o.Partial {
		place[Quotes] = -1
	}
	if c.o.Units == nil {
		c.units = slices.DeleteFunc(slices.Clone(Units), func(u Unit) bool { return place[u] < 0 })
		return nil
	}
	for _, u := range c.o.Units {
		switch {
		case u.index() < 0:
			return fmt.Errorf("unknown unit %q; there are %v", u, Units)
		case u == Quotes && place[u] < 0:
			return fmt.Errorf("the dataset was built without quotes")
		case u == Stories && place[u] < 0:
			return fmt.Errorf("the dataset has no table duplicates, by which stories are counted")
		case place[u] < 0:
			return fmt.Errorf("the articles have no column that %s are counted by", u)
		}
	}
	c.units = c.o.Units
	return nil
}

// beside are the columns read of topics and quotes.
var beside = map[string][]string{
	byTopic:   {"doc_id", "scheme", "code", "label", "rank", "outcome"},
	bySpeaker: {"doc_id", "kind", "speaker_name", "paragraph_index", "text", "speaker_kind"},
	byPerson:  {"doc_id", "kind", "speaker_name", "paragraph_index", "text", "speaker_kind", "speaker_key"},
}

// often is after how many rows it is told that they are read.
const often = 1 << 14

func (c *collector) tell(rows int64) {
	if c.o.Reading != nil && rows%often == 0 {
		c.o.Reading()
	}
}

// readArticles counts articles with their topics and quotes.
func (c *collector) readArticles(keep bool) error {
	topics, err := c.layer("topics", keep, byTopic)
	if err != nil {
		return err
	}
	defer topics.stop()
	who := bySpeaker
	if c.persons != nil {
		who = byPerson
	}
	quotes, err := c.layer("quotes", keep, who)
	if err != nil {
		return err
	}
	defer quotes.stop()
	n := int64(0)
	for row, err := range c.ds.Rows("articles", c.columns...) {
		if err != nil {
			return err
		}
		if err := c.readArticle(row, topics, quotes); err != nil {
			return err
		}
		n++
		c.tell(n)
	}
	if topics.rest() || quotes.rest() {
		return errOrder
	}
	return nil
}

// layer opens a table beside the articles where some group needs it, or a Watch sees it.
func (c *collector) layer(name string, keep bool, key string) (*layer, error) {
	wanted := slices.ContainsFunc(c.groups, func(g *grouping) bool { return slices.Contains(g.by, key) })
	if !wanted && c.watched != nil {
		_, err := c.reader(key)
		wanted = err == nil
	}
	if !wanted {
		return &layer{stop: func() {}}, nil
	}
	return openLayer(c.ds.Rows(name, beside[key]...), keep)
}

func (c *collector) cell(row []schema.Value, at int) schema.Value {
	if at < 0 {
		return schema.Value{}
	}
	return row[at]
}

func (c *collector) readArticle(row []schema.Value, topics, quotes *layer) error {
	a := &articleRow{cells: row, live: c.cell(row, c.at.kind).Str == string(schema.PageLiveBlog)}
	a.tally = tally{
		1, boolCount(!c.cell(row, c.at.duplicate).Valid), c.stories.tell(row[c.at.id].Str), whole(c.cell(row, c.at.paragraphs)),
		whole(c.cell(row, c.at.quotes)), whole(c.cell(row, c.at.words)),
	}
	c.all.add(a.tally)
	if a.tally[Unique.index()] > 0 {
		c.unique.add(a.tally)
	}
	id := row[c.at.id].Str
	if a.live {
		c.live.add(a.tally)
		c.blogs[id] = true
	}
	if n := c.cell(row, c.at.quotes); n.Valid {
		c.quoted = true
		if err := c.quoting.article(whole(n), a.live); err != nil {
			return err
		}
	}
	if err := topics.of(id, a.addTopic); err != nil {
		return err
	}
	c.agendas.add(a)
	speakers := map[string]*spoken{}
	if err := quotes.of(id, func(q []schema.Value) { c.readQuote(q, speakers, a.live) }); err != nil {
		return err
	}
	c.watched.see(a, id, speakers)
	for _, g := range c.groups {
		g.addArticle(a, speakers)
	}
	for id, s := range speakers {
		c.quoting.addSpeaker(id, s, s.tallyIn(a), a.live)
	}
	return nil
}

// addTopic takes the best topic of each codebook.
func (a *articleRow) addTopic(row []schema.Value) {
	if whole(row[4]) == 1 {
		a.topics = append(a.topics, topicKey(row[1].Str, row[2], row[3], row[5].Str))
		a.best = append(a.best, bestTopic{row[1].Str, row[2].Str, row[3].Str, row[5].Str})
	}
}

// addArticle adds an article, or what its speakers say.
func (g *grouping) addArticle(a *articleRow, speakers map[string]*spoken) {
	for _, keys := range g.keysOf(a) {
		if g.speaker < 0 {
			g.add(keys, a.tally, a.live)
			continue
		}
		for _, s := range speakers {
			keys[g.speaker] = &s.name
			g.add(keys, s.tallyIn(a), a.live)
		}
	}
}

// topicKey names a topic: "cap:5 Labor", or "cap:no_policy" where there is no code.
func topicKey(scheme string, code, label schema.Value, outcome string) string {
	if !code.Valid {
		return scheme + ":" + outcome
	}
	return TopicName(scheme, code.Str, label.Str)
}

// TopicName is what groups by topic call a code.
func TopicName(scheme, code, label string) string {
	return strings.TrimSpace(scheme + ":" + code + " " + label)
}

func boolCount(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// spoken is what one article quotes of one speaker.
type spoken struct {
	name       string
	kind       *string
	person     *personRow // nil for a name as the article has it
	tally      tally
	paragraphs map[int64]bool
}

// tallyIn returns what the speaker says, with the article itself.
func (s *spoken) tallyIn(a *articleRow) tally {
	t := s.tally
	t[Articles.index()], t[Unique.index()], t[Stories.index()] = 1, a.tally[Unique.index()], a.tally[Stories.index()]
	t[Paragraphs.index()] = int64(len(s.paragraphs))
	return t
}

func (c *collector) readQuote(row []schema.Value, speakers map[string]*spoken, live bool) {
	if row[1].Str == string(schema.QuoteNotSpeech) { // of a dataset older than quote_candidates
		c.notSpeech++
		return
	}
	var said tally
	said[Quotes.index()], said[Words.index()] = 1, int64(text.Words(row[4].Str))
	kind := keyText(schema.Utf8, row[5])
	c.quoting.addKind(kind, said, live)
	c.watched.said(kind, said)
	id, first := c.speaker(row)
	if id == "" {
		return
	}
	s := speakers[id]
	if s == nil {
		s = first
		s.paragraphs = map[int64]bool{}
		speakers[id] = s
	}
	s.paragraphs[whole(row[3])] = true
	s.tally.add(said)
}
