// Package people finds who is quoted over all articles of a dataset.
//
// In: articles, in the order of the dataset, and the corrections of a user. Out: the rows of
// the table people, in the order of surnames. Laws: every speaker_key stands in one row; rows
// that share a key are one; besides, names are put together by the rules of docs/definitions.md
// alone; counts are sums over the rows of speakers; the same articles give the same rows;
// memory is 8 bytes an article, some 32 MiB of names (400 bytes each), and the names of one
// surname: what is more is laid aside in a file. A million articles with four names each,
// half a million in all, took 46 MiB of heap and 63 MB of file.
package people

import (
	"iter"
	"slices"

	"github.com/zeebo/xxh3"

	"github.com/dsbuild/dsbuild/internal/compact"
	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

// roomFor is how many bytes of names are kept in memory.
const roomFor = 32 << 20

// Collector gathers who is quoted. It belongs to one goroutine and must be closed.
type Collector struct {
	corrections *Corrections
	room        int
	spill       spill
	entries     map[string]*entry
	size        int                 // of entries, about
	places      compact.List[place] // of the articles with named speakers, by ordinal
	first       map[uint64]bool     // digests of words that begin a name of several
	failed      error

	withoutEffect []int64
}

// place is where and when an article was published.
type place struct {
	site uint32 // digest; 0 unknown
	day  int32  // unknown: noDay
}

const noDay = -1 << 31

// New returns a collector that lays names aside in dir, where there are many. Nil
// corrections are none; on nil is the real disk.
func New(on disk.Disk, dir string, c *Corrections) *Collector {
	return &Collector{
		corrections: c, room: roomFor, spill: spill{on: disk.Or(on), dir: dir},
		entries: map[string]*entry{}, first: map[uint64]bool{},
	}
}

// Add adds the speakers of an article.
func (c *Collector) Add(a *schema.Article) error {
	if c.failed != nil {
		return c.failed
	}
	ordinal := int64(c.places.Len())
	known := false
	for i := range a.Speakers {
		if s := &a.Speakers[i]; s.Key != "" {
			c.add(s, ordinal)
			known = true
		}
	}
	if known {
		c.places.Add(placeOf(a))
	}
	if c.size > c.room {
		c.failed = c.layAside()
	}
	return c.failed
}

func placeOf(a *schema.Article) place {
	p := place{day: noDay}
	if a.Site != "" {
		p.site = max(uint32(xxh3.HashString(a.Site)), 1)
	}
	if !a.Published.Date.IsZero() {
		p.day = a.Published.Date.Days()
	}
	return p
}

func (c *Collector) add(s *schema.Speaker, ordinal int64) {
	e := c.entries[s.Key]
	if e == nil {
		e = &entry{key: s.Key}
		c.entries[s.Key] = e
		if given, rest := firstWord(s.Key); rest {
			c.first[xxh3.HashString(given)] = true
		}
	} else {
		c.size -= e.size()
	}
	if e.articles.has(ordinal) {
		e.twice = true
	} else {
		e.articles.add(ordinal)
	}
	e.names = addTally(e.names, s.Name, 1, mostNames)
	if len(s.Role) <= longestRole {
		e.roles = addTally(e.roles, s.Role, 1, mostRoles)
	}
	e.kinds[max(slices.Index(kinds[:], s.Kind), 0)]++
	e.quotes += uint64(s.QuoteCount)
	e.words += uint64(s.QuotedWords)
	c.size += e.size()
}

// layAside writes the entries to the file, sorted, and forgets them.
func (c *Collector) layAside() error {
	err := c.spill.write(c.sorted())
	clear(c.entries)
	c.size = 0
	return err
}

func (c *Collector) sorted() []*entry {
	all := make([]*entry, 0, len(c.entries))
	for _, e := range c.entries {
		all = append(all, e)
	}
	slices.SortFunc(all, compareEntries)
	return all
}

// Rows yields everybody, in the order of surnames; those whom corrections put together
// stand behind the others. A row is valid until the next one. It can be called once, and
// nothing may be added after it.
func (c *Collector) Rows() iter.Seq2[*schema.Person, error] {
	return func(yield func(*schema.Person, error) bool) {
		if err := c.rows(func(p *schema.Person) bool { return yield(p, nil) }); err != nil {
			yield(nil, err)
		}
	}
}

func (c *Collector) rows(yield func(*schema.Person) bool) error {
	if c.failed != nil {
		return c.failed
	}
	out := writer{places: &c.places, corrections: c.corrections, yield: yield}
	near := block{first: c.first, places: &c.places, corrections: c.corrections}
	for e, err := range c.spill.merged(c.sorted()) {
		if err != nil {
			return err
		}
		if !near.fits(e) && !out.all(near.take()) {
			return nil
		}
		near.add(e)
	}
	if out.all(near.take()) {
		out.finish()
	}
	c.withoutEffect = out.withoutEffect
	return nil
}

// Close removes what was laid aside, and lets go of the names. A nil collector has nothing.
func (c *Collector) Close() error {
	if c == nil {
		return nil
	}
	c.entries, c.places, c.first = nil, compact.List[place]{}, nil
	return c.spill.close()
}

// WithoutEffect returns the rows of the corrections, from 1, that changed nothing: they name
// somebody whom no article quotes, or whom the rules have as the row says. Ask after Rows.
func (c *Collector) WithoutEffect() []int64 { return c.withoutEffect }
