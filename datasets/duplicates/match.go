package duplicates

import (
	"errors"
	"iter"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// nearLeast is the similarity from which on texts are one. Of 180 pairs between .4 and .9
	// 178 were one text, 168 of them one page as HTML and as page text; the other two were
	// cookie notices. It was lowered from .5 on these pairs.
	nearLeast = .4
	// excerptLeast is the share of a text that stands in the other where it is a part of it.
	excerptLeast = .75
	// fewestNear and fewestExcerpt are the sequences that the shorter text must have: two
	// notes of one sentence are alike by chance.
	fewestNear    = 16
	fewestExcerpt = 32
	// fewestCompared are those left of the shorter one where the longer one is thinned.
	fewestCompared = 8
)

// matcher finds the row of each article.
type matcher struct {
	*Collector
	names map[uint64]uint64 // of the outlets, by site
	row   schema.Duplicate
}

// match is an earlier article that one is like.
type match struct {
	article    uint32
	relation   schema.Relation
	similarity float64
	ownShare   float64
}

func (c *Collector) rows(outlets []schema.Outlet, yield func(*schema.Duplicate) bool) (err error) {
	if c.failed != nil {
		return c.failed
	}
	m := matcher{Collector: c, names: map[uint64]uint64{}}
	for i := range outlets {
		if key := text.Key(outlets[i].Name); key != "" {
			m.names[digestOf(outlets[i].Site)] = digestOf(key)
		}
	}
	pairs := sorter{on: c.store.on, dir: c.store.dir, name: pairsName, room: c.keys.room}
	defer func() { err = errors.Join(err, pairs.close()) }()
	if err := c.pair(&pairs); err != nil {
		return err
	}
	if err := c.keys.close(); err != nil {
		return err
	}
	next, stop := iter.Pull2(pairs.all())
	defer stop()
	pair, failed, more := next()
	for article := range uint32(c.root.Len()) {
		var best match
		for ; more && failed == nil && uint32(pair>>ordinalBits) == article; pair, failed, more = next() {
			if err := m.compare(article, uint32(pair&(mostArticles-1)), &best); err != nil {
				return err
			}
		}
		if failed != nil {
			return failed
		}
		if *c.copies.At(int(article)) {
			best = match{article: *c.root.At(int(article)), relation: schema.RelationIdentical, similarity: 1, ownShare: 1}
		}
		if best.relation == "" {
			continue
		}
		if ok, err := m.write(article, best, yield); !ok || err != nil {
			return err
		}
	}
	return nil
}

// pair finds which articles are compared: of those that share a key, each with the first
// and with the one before.
func (c *Collector) pair(pairs *sorter) error {
	key, first, before := ^uint64(0), uint64(0), uint64(0)
	for n, err := range c.keys.all() {
		if err != nil {
			return err
		}
		article := n & (mostArticles - 1)
		if n>>ordinalBits != key {
			key, first, before = n>>ordinalBits, article, article
			continue
		}
		if err := pairs.add(article<<ordinalBits | first); err != nil {
			return err
		}
		if before != first {
			if err := pairs.add(article<<ordinalBits | before); err != nil {
				return err
			}
		}
		before = article
	}
	return nil
}

// compare puts an earlier article in the place of the best one, where it is a better match.
func (m *matcher) compare(article, earlier uint32, best *match) error {
	a, err := m.store.at(article)
	if err != nil {
		return err
	}
	b, err := m.store.at(earlier)
	if err != nil {
		return err
	}
	found := match{article: earlier}
	found.similarity, found.ownShare, found.relation = m.relate(a, b)
	if found.relation != "" && found.better(best) {
		*best = found
	}
	return nil
}

// better prefers the greater similarity, then the greater part, then the earlier.
func (m *match) better(than *match) bool {
	if m.similarity != than.similarity {
		return m.similarity > than.similarity
	}
	if m.ownShare != than.ownShare {
		return m.ownShare > than.ownShare
	}
	return m.article < than.article
}

// relate compares two articles, the later one first. An empty relation means that they
// are not alike.
func (m *matcher) relate(a, b *sketch) (similarity, ownShare float64, relation schema.Relation) {
	level := max(a.level, b.level)
	own, other := a.sampled[:below(a.sampled, level)], b.sampled[:below(b.sampled, level)]
	shorter := min(len(own), len(other))
	if shorter < fewestCompared {
		return 0, 0, ""
	}
	both := common(own, other)
	similarity = float64(both) / float64(len(own)+len(other)-both)
	ownShare = float64(both) / float64(len(own))
	scaled := shorter << level
	switch {
	case similarity >= nearLeast && scaled >= fewestNear:
		return similarity, ownShare, m.version(a, b)
	case float64(both) >= excerptLeast*float64(shorter) && scaled >= fewestExcerpt:
		return similarity, ownShare, schema.RelationExcerpt
	}
	return similarity, ownShare, ""
}

// common returns how many numbers two sorted lists have in common.
func common(a, b []uint32) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			a, b = a[1:], b[1:]
			n++
		}
	}
	return n
}

// version says how two articles with almost the same text are alike.
func (m *matcher) version(a, b *sketch) schema.Relation {
	x, y := m.outlet(a), m.outlet(b)
	switch {
	case x != 0 && y != 0 && x != y && (a.site == 0 || a.site != b.site):
		return schema.RelationSyndicated
	case a.page != 0 && a.page == b.page && differ(a.retrieved, b.retrieved, 0),
		x != 0 && x == y && (differ(a.day, b.day, noDay) || differ(a.modified, b.modified, noDay)):
		return schema.RelationRevision
	}
	return schema.RelationNear
}

// differ reports whether two values are known and not the same.
func differ[T comparable](a, b, unknown T) bool { return a != unknown && b != unknown && a != b }

// outlet is the name that an article is counted under.
func (m *matcher) outlet(s *sketch) uint64 {
	if name := m.names[s.site]; s.site != 0 && name != 0 {
		return name
	}
	if s.publisher != 0 {
		return s.publisher
	}
	return s.site
}

// write writes the row of an article.
func (m *matcher) write(article uint32, found match, yield func(*schema.Duplicate) bool) (bool, error) {
	story := *m.root.At(int(found.article))
	if found.relation.OneStory() {
		*m.root.At(int(article)) = story
	}
	var of [3]*sketch
	for i, n := range [...]uint32{article, found.article, story} {
		var err error
		if of[i], err = m.store.at(n); err != nil {
			return false, err
		}
	}
	m.row = schema.Duplicate{
		ID: of[0].id, Other: of[1].id, Cluster: of[2].id, Relation: found.relation,
		Similarity: found.similarity, OwnShare: found.ownShare, SharedParagraphs: shared(of[0].paragraphs, of[1].paragraphs),
	}
	return yield(&m.row), nil
}

// shared returns how many numbers of a sorted list stand in another.
func shared(a, b []uint32) int {
	n := 0
	for _, v := range a {
		for len(b) > 0 && b[0] < v {
			b = b[1:]
		}
		if len(b) > 0 && b[0] == v {
			n++
		}
	}
	return n
}
