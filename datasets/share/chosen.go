package share

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/selection"
	"github.com/dsbuild/dsbuild/schema"
)

// chosen are the tables with the rows of a choice of articles, such that what refers to
// articles that were not chosen does so no more: it is a dataset of its own.
type chosen struct {
	ds       *datasets.Dataset
	view     *selection.View
	stories  map[string]*story // by cluster_id
	people   map[string]*heard // by key
	findings map[string]int64
}

// story is what was chosen of one.
type story struct {
	first    string // doc_id
	articles int
}

// heard is what the chosen articles say of a person: of all keys in one row of people.
type heard struct {
	keys                    []string
	articles, quotes, words int64
	days                    [2]int64
	dated                   bool
	last                    string // doc_id
}

func choose(ds *datasets.Dataset, view *selection.View, tell func()) (*chosen, error) {
	c := &chosen{
		ds: ds, view: view, stories: map[string]*story{}, people: map[string]*heard{},
		findings: map[string]int64{},
	}
	days := map[string]int64{}
	for row, err := range view.Rows("articles", "doc_id", "published_date", "findings") {
		if err != nil {
			return nil, err
		}
		tell()
		if row[1].Valid {
			days[strings.Clone(row[0].Str)] = row[1].Int
		}
		for _, code := range row[2].List {
			c.findings[code]++
		}
	}
	if ds.Table("duplicates") != nil {
		for row, err := range view.Rows("duplicates", "doc_id", "cluster_id", "relation") {
			if err != nil {
				return nil, err
			}
			tell()
			c.tell(row[0].Str, row[1].Str, schema.Relation(row[2].Str))
		}
	}
	if ds.Table("people") == nil || ds.Table("speakers") == nil {
		return c, nil
	}
	return c, c.hear(days, tell)
}

// tell adds an article that tells a story, and before the others the first that does,
// where it was chosen.
func (c *chosen) tell(id, cluster string, relation schema.Relation) {
	s := c.stories[cluster]
	if s == nil {
		s = &story{}
		if cluster = strings.Clone(cluster); c.view.Has(cluster) {
			s.first, s.articles = cluster, 1
		}
		c.stories[cluster] = s
	}
	if !relation.OneStory() {
		return
	}
	if s.articles++; s.articles == 1 {
		s.first = strings.Clone(id)
	}
}

// hear counts for the people what the articles quote of them.
func (c *chosen) hear(days map[string]int64, tell func()) error {
	for row, err := range c.ds.Rows("people", "keys") {
		if err != nil {
			return err
		}
		tell()
		h := &heard{}
		for _, key := range row[0].List {
			c.people[strings.Clone(key)] = h
		}
	}
	for row, err := range c.view.Rows("speakers", "doc_id", "speaker_key", "quote_count", "quoted_words") {
		if err != nil {
			return err
		}
		tell()
		h := c.people[row[1].Str]
		if h == nil || !row[1].Valid {
			continue
		}
		if key := row[1].Str; !slices.Contains(h.keys, key) {
			h.keys = append(h.keys, strings.Clone(key))
		}
		h.quotes, h.words = h.quotes+row[2].Int, h.words+row[3].Int
		if id := row[0].Str; h.last != id {
			h.last = strings.Clone(id)
			h.articles++
			if day, ok := days[id]; ok {
				h.date(day)
			}
		}
	}
	return nil
}

func (h *heard) date(day int64) {
	if !h.dated {
		h.days, h.dated = [2]int64{day, day}, true
	}
	h.days = [2]int64{min(h.days[0], day), max(h.days[1], day)}
}

// counts are the articles with each finding.
func (c *chosen) counts() []schema.Count { return schema.Counts(c.findings) }

// rows yields the rows of a table.
func (c *chosen) rows(t *schema.Table) iter.Seq2[[]schema.Value, error] {
	if t.Name == "rejects" { // they are no articles
		return func(func([]schema.Value, error) bool) {}
	}
	adapt := c.adapter(t)
	return func(yield func([]schema.Value, error) bool) {
		for row, err := range c.view.Rows(t.Name) {
			if err != nil {
				yield(nil, fmt.Errorf("table %s: %w", t.Name, err))
				return
			}
			if adapt(row) && !yield(row, nil) {
				return
			}
		}
	}
}

// adapter returns what makes a row of the table one of the choice; it reports false of
// a row that is none.
func (c *chosen) adapter(t *schema.Table) func([]schema.Value) bool {
	at := func(name string) int {
		_, i := t.Column(name)
		return i
	}
	first := map[string]string{} // of an article that is not there, the first that is like it
	switch t.Name {
	case "articles":
		id, of := at("doc_id"), at("duplicate_of")
		return func(row []schema.Value) bool {
			if row[of].Valid {
				row[of] = c.head(first, row[of], row[id].Str)
			}
			return true
		}
	case "duplicates":
		id, cluster, other, relation := at("doc_id"), at("cluster_id"), at("other_doc_id"), at("relation")
		return func(row []schema.Value) bool {
			s, is := c.stories[row[cluster].Str], schema.Relation(row[relation].Str)
			if s.articles == 0 || is.OneStory() && s.articles == 1 {
				return false // no other article of the story was chosen
			}
			row[cluster].Str = s.first
			if is == schema.RelationIdentical {
				row[other] = c.head(first, row[other], row[id].Str)
			} else if !c.view.Has(row[other].Str) {
				row[other] = schema.Value{}
			}
			return true
		}
	case "people":
		return c.person(t)
	}
	return func([]schema.Value) bool { return true }
}

// head is the first article of those that repeat one: that itself, where it was chosen;
// NULL for the first one.
func (c *chosen) head(heads map[string]string, of schema.Value, id string) schema.Value {
	if c.view.Has(of.Str) {
		return of
	}
	first, ok := heads[of.Str]
	if !ok {
		heads[strings.Clone(of.Str)] = strings.Clone(id)
		return schema.Value{}
	}
	if first == id {
		return schema.Value{}
	}
	return schema.Value{Valid: true, Str: first}
}

// person counts the articles that were chosen; who is quoted in none of them is left out.
func (c *chosen) person(t *schema.Table) func([]schema.Value) bool {
	at := map[string]int{}
	for i := range t.Columns {
		at[t.Columns[i].Name] = i
	}
	return func(row []schema.Value) bool {
		keys := row[at["keys"]].List
		if len(keys) == 0 {
			return false
		}
		h := c.people[keys[0]]
		if h == nil || len(h.keys) == 0 {
			return false
		}
		slices.Sort(h.keys)
		row[at["keys"]].List = h.keys
		if id := &row[at["person_id"]]; !slices.Contains(h.keys, id.Str) {
			id.Str = slices.MaxFunc(h.keys, func(a, b string) int { return len(a) - len(b) })
		}
		for name, n := range map[string]int64{"article_count": h.articles, "quote_count": h.quotes, "quoted_words": h.words} {
			row[at[name]] = schema.Value{Valid: true, Int: n}
		}
		for i, name := range []string{"first_date", "last_date"} {
			row[at[name]] = schema.Value{Valid: h.dated, Int: h.days[i]}
		}
		return true
	}
}
