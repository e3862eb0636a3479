// Package duplicates finds which articles of a dataset tell what another one tells in the
// same words.
//
// In: articles, in the order of the dataset, and the names of outlets. Out: the rows of the
// table duplicates, at most one for each article, in the same order; each names an earlier
// article. Laws: what is alike is decided by the rules of docs/definitions.md alone; the
// same articles give the same rows; time grows with the number of words, since an article
// is compared with those alone that share a band of its MinHash or one of its anchors, and
// of a group that shares one with the first and the one before; memory is some 27 bytes an
// article and 32 MiB, what is more is laid aside in files.
package duplicates

import (
	"errors"
	"fmt"
	"iter"

	"github.com/zeebo/xxh3"

	"github.com/dsbuild/dsbuild/internal/compact"
	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// mostArticles is how many articles have a number: what a sorted number has beside it is
// the rest of 64 bits.
const (
	ordinalBits  = 28
	mostArticles = 1 << ordinalBits
)

// Collector gathers what tells articles apart. It belongs to one goroutine and must be closed.
type Collector struct {
	sketcher sketcher
	store    store
	keys     sorter                       // a key in the high bits, the article in the low ones
	ids      compact.Keys[compact.Digest] // of the doc_id of articles with a text of their own
	articles compact.List[uint32]         // which these are
	root     compact.List[uint32]         // the first article of the story; before Rows, of the same text
	copies   compact.List[bool]           // that first article is another one
	failed   error
}

// New returns a collector that lays aside in dir what is too much for memory. On nil is the real disk.
func New(on disk.Disk, dir string) *Collector {
	on = disk.Or(on)
	return &Collector{
		store: store{on: on, dir: dir}, keys: sorter{on: on, dir: dir, name: keysName},
	}
}

// Add adds an article.
func (c *Collector) Add(a *schema.Article) error {
	if c.failed == nil {
		c.failed = c.add(a)
	}
	return c.failed
}

func (c *Collector) add(a *schema.Article) error {
	n := c.root.Len()
	if n >= mostArticles {
		return fmt.Errorf("look for duplicates: a dataset has at most %d articles; build it in parts", mostArticles)
	}
	article := uint32(n)
	first, same := article, false
	if a.DuplicateOf != "" {
		var original int
		if original, same = c.ids.Find(known(a.DuplicateOf)); same {
			first = *c.articles.At(original)
		}
	}
	c.root.Add(first)
	c.copies.Add(same)
	s := c.sketcher.sketch(a.Text, a.Paragraphs)
	s.about = aboutOf(a)
	if err := c.store.add(s, a.ID); err != nil {
		return err
	}
	if same || a.Text == "" {
		return nil // found without keys
	}
	if _, again := c.ids.Number(known(a.ID)); !again {
		c.articles.Add(article)
	}
	for _, key := range c.sketcher.keys {
		if err := c.keys.add(key<<ordinalBits | uint64(article)); err != nil {
			return err
		}
	}
	return nil
}

// known is by what an article is looked up.
func known(id string) compact.Digest { return compact.Digest(xxh3.HashString(id)) }

// aboutOf is what relations need to know of an article beside its text.
func aboutOf(a *schema.Article) about {
	s := about{day: noDay, modified: noDay}
	if a.Site != "" {
		s.site = digestOf(a.Site)
	}
	if key := text.Key(a.Publisher); key != "" {
		s.publisher = digestOf(key)
	}
	if page := a.CanonicalURL; page != "" || a.URL != "" {
		if page == "" {
			page = a.URL
		}
		s.page = digestOf(page)
	}
	if !a.Published.Date.IsZero() {
		s.day = a.Published.Date.Days()
	}
	if !a.Modified.IsZero() {
		s.modified = schema.DateOf(a.Modified).Days()
	}
	if !a.Retrieved.IsZero() {
		s.retrieved = a.Retrieved.UnixMicro()
	}
	return s
}

// digestOf never returns 0, which stands for nothing.
func digestOf(s string) uint64 { return max(xxh3.HashString(s), 1) }

// Rows yields a row for every article that is like an earlier one, in the order of the
// dataset. A row is valid until the next one. It can be called once, and nothing may be
// added after it.
func (c *Collector) Rows(outlets []schema.Outlet) iter.Seq2[*schema.Duplicate, error] {
	return func(yield func(*schema.Duplicate, error) bool) {
		if err := c.rows(outlets, func(d *schema.Duplicate) bool { return yield(d, nil) }); err != nil {
			yield(nil, fmt.Errorf("look for duplicates: %w", err))
		}
	}
}

// Close removes the files, and lets go of what is in memory. It may be called on nil and more
// than once.
func (c *Collector) Close() error {
	if c == nil {
		return nil
	}
	*c = Collector{store: c.store, keys: c.keys}
	return errors.Join(c.store.close(), c.keys.close())
}
