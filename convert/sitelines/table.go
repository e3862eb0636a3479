package sitelines

import (
	"math/bits"
	"slices"

	"github.com/dsbuild/dsbuild/convert/block"
)

// Table says what recurs on the pages of each site. It may be used by several
// goroutines at once.
type Table struct{ sites map[uint64]*site }

// site holds the votes of its pages: the bits of a mask stand for voters.
type site struct {
	ids, urls []uint64
	long      []int // long blocks of each voter
	keys      []block.Key
	masks     []uint32
}

// Table ends the survey and returns what it found.
func (s *Survey) Table() *Table {
	t := &Table{sites: map[uint64]*site{}}
	for h, of := range s.sites {
		if found := of.count(); found != nil {
			t.sites[h] = found
		}
		delete(s.sites, h)
	}
	return t
}

// Sites returns how many sites have pages enough to say what recurs there.
func (t *Table) Sites() int { return len(t.sites) }

// count counts the votes of a site; nil where there are too few pages.
func (s *sample) count() *site {
	var voters []voter
	for _, v := range s.pages {
		if !slices.ContainsFunc(voters, func(w voter) bool { return v.url != 0 && v.url == w.url || v.id == w.id || alike(v.keys, w.keys) }) {
			voters = append(voters, v)
		}
	}
	if len(voters) < minVotes {
		return nil
	}
	type vote struct {
		key  block.Key
		mask uint32
	}
	var votes []vote
	t := &site{}
	for i, v := range voters {
		t.ids, t.urls = append(t.ids, v.id), append(t.urls, v.url)
		t.long = append(t.long, longOf(v.keys))
		for _, k := range v.keys {
			votes = append(votes, vote{k, 1 << i})
		}
	}
	slices.SortFunc(votes, func(a, b vote) int { return int(int64(a.key) - int64(b.key)) })
	for i := 0; i < len(votes); {
		k, mask := votes[i].key, uint32(0)
		for ; i < len(votes) && votes[i].key == k; i++ {
			mask |= votes[i].mask
		}
		if k.Long() || mask&(mask-1) != 0 { // one vote is none; long blocks tell copies
			t.keys, t.masks = append(t.keys, k), append(t.masks, mask)
		}
	}
	t.keys, t.masks = slices.Clip(t.keys), slices.Clip(t.masks)
	return t
}

// mask returns who has a block.
func (s *site) mask(k block.Key) uint32 {
	if i, ok := slices.BinarySearch(s.keys, k); ok {
		return s.masks[i]
	}
	return 0
}

// voters returns who may vote on a page.
func (s *site) voters(p *Page) uint32 {
	keys := distinct(p.Keys)
	var shared [maxVoters]int
	for _, k := range keys {
		if !k.Long() {
			continue
		}
		for m := s.mask(k); m != 0; m &= m - 1 {
			shared[bits.TrailingZeros32(m)]++
		}
	}
	id, url, long := digest(p.ID), digest(p.URL), longOf(keys)
	may := uint32(0)
	for i := range s.ids {
		if s.ids[i] != id && (url == 0 || s.urls[i] != url) && !most(shared[i], long, s.long[i]) {
			may |= 1 << i
		}
	}
	return may
}

// alike reports whether two pages are nearly the same.
func alike(a, b []block.Key) bool {
	shared, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			if a[i].Long() {
				shared++
			}
			i, j = i+1, j+1
		}
	}
	return most(shared, longOf(a), longOf(b))
}

// most reports whether two pages with a and b long blocks share over half of those
// of the shorter one.
func most(shared, a, b int) bool { return 2*shared > min(a, b) }

func longOf(keys []block.Key) (n int) {
	for _, k := range keys {
		if k.Long() {
			n++
		}
	}
	return n
}
