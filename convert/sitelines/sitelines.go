// Package sitelines finds the blocks of a page that recur on other pages of its site.
//
// In: of every page of a crawl its site, its URL and the keys of its blocks (Survey).
// Out: a Table, which drops from the blocks of a page those that are template of the
// site and no text of the article.
//
// Laws:
//   - A page has no vote on itself, nor have pages of the same bytes, of the same URL,
//     or that share over half of their long blocks with it; of pages that are so alike
//     among themselves one votes.
//   - A block is dropped where two pages vote for it, and a quarter of those that may.
//     What stands among the article's own text, or is text beyond doubt, needs three,
//     and three quarters.
//   - Blocks are dropped, never kept; some text always remains.
//   - The table depends on the pages, not on their order.
//   - Memory is bounded: see maxPages.
package sitelines

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"sync"

	"github.com/dsbuild/dsbuild/convert/block"
)

const (
	// maxVoters is how many pages of a site are remembered. A share of a quarter is
	// told well enough from less with so many, and their votes fit one word.
	maxVoters = 32
	// minVoters is how many pages of a site are remembered at least.
	minVoters = 4
	// maxKeys is how many blocks of a page are remembered: nearly all pages have fewer.
	maxKeys = 512
	// maxPages is how many pages are remembered in all: 64 MiB of keys at the most,
	// about 25 MiB on usual pages. Where there are more, fewer pages of a site are
	// remembered, down to minVoters, and then fewer sites, chosen by hash.
	maxPages = 1 << 15
)

// Page is what is seen of a page.
type Page struct {
	Site string      // pages of one site have the same
	URL  string      // "" where unknown
	ID   string      // of its bytes
	Keys []block.Key // of its blocks, in order
}

// Survey collects what the pages of a crawl say. Its zero value is ready, and it may
// be used by several goroutines at once.
type Survey struct {
	mu      sync.RWMutex
	sites   map[uint64]*sample
	held    int    // pages in sites
	voters  int    // pages of a site
	lot     uint64 // sites whose hash has one of these bits are passed over
	maximum int    // pages in all
}

// sample is some pages of a site: those with the smallest ids. These are as good as
// drawn by lot, and the same whatever the order of the pages is.
type sample struct{ pages []voter }

// voter is a page that may vote.
type voter struct {
	id, url uint64
	keys    []block.Key // distinct, in the order of their numbers
}

// Wants reports whether a page, whose keys need not be known, may have a say: once a
// site has all the pages it may have, most others can be passed over.
func (s *Survey) Wants(p *Page) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	h := digest(p.Site)
	if h&s.lot != 0 {
		return false
	}
	of := s.sites[h]
	return of == nil || len(of.pages) < s.voters || digest(p.ID) <= of.pages[len(of.pages)-1].id
}

// Add takes a page in. It keeps nothing of p.
func (s *Survey) Add(p *Page) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begin()
	h := digest(p.Site)
	if h&s.lot != 0 {
		return
	}
	of := s.sites[h]
	if of == nil {
		of = &sample{}
		s.sites[h] = of
	}
	s.held += of.add(p, s.voters)
	for s.held > s.maximum {
		s.shrink()
	}
}

// begin makes the zero value ready.
func (s *Survey) begin() {
	if s.sites == nil {
		s.sites, s.voters = map[uint64]*sample{}, maxVoters
		s.maximum = cmp.Or(s.maximum, maxPages)
	}
}

// add takes a page in and returns by how many pages the sample has grown.
func (s *sample) add(p *Page, most int) int {
	v := voter{id: digest(p.ID), url: digest(p.URL)}
	if at, found := slices.BinarySearchFunc(s.pages, v, compareVoters); found || at >= most {
		return 0
	}
	v.keys = slices.Clone(distinct(p.Keys)) // not the room of all of them
	return s.insert(v, most)
}

func compareVoters(a, b voter) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.url, b.url)) }

// insert takes a voter in and returns by how many pages the sample has grown.
func (s *sample) insert(v voter, most int) int {
	at, found := slices.BinarySearchFunc(s.pages, v, compareVoters)
	if found || at >= most {
		return 0
	}
	s.pages = slices.Insert(s.pages, at, v)
	if len(s.pages) <= most {
		return 1
	}
	s.pages = slices.Delete(s.pages, most, len(s.pages))
	return 0
}

// shrink makes room: half of the pages of each site, and where these are few, half
// of the sites.
func (s *Survey) shrink() {
	if s.voters > minVoters {
		s.voters /= 2
	} else {
		s.lot = s.lot<<1 | 1
	}
	s.trim()
}

// trim leaves out what the bounds of the survey pass over.
func (s *Survey) trim() {
	s.held = 0
	for h, of := range s.sites {
		if h&s.lot != 0 {
			delete(s.sites, h)
			continue
		}
		if len(of.pages) > s.voters {
			of.pages = slices.Clip(slices.Delete(of.pages, s.voters, len(of.pages)))
		}
		s.held += len(of.pages)
	}
}

// digest is a number for a name; 0 for "".
func digest(name string) uint64 {
	if name == "" {
		return 0
	}
	sum := sha256.Sum256([]byte(name))
	return binary.LittleEndian.Uint64(sum[:])
}

// distinct returns the different keys, in the order of their numbers: no more than
// maxKeys, and then of two pages the same.
func distinct(keys []block.Key) []block.Key {
	d := slices.Clone(keys)
	slices.Sort(d)
	d = slices.Compact(d)
	if len(d) > 0 && d[0] == 0 {
		d = d[1:]
	}
	return d[:min(len(d), maxKeys)]
}
