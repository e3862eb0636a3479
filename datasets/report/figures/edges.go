package figures

import (
	"cmp"
	"crypto/sha256"
	"maps"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/internal/text"
)

// Edge is how many texts of an outlet begin or end alike.
type Edge struct {
	Outlet   string
	Last     bool // the last paragraph; else the first
	Text     string
	Articles int64
	Of       int64 // articles of the outlet that were compared
}

// edges counts first and last paragraphs by outlet.
type edges struct {
	counts *frequent[edgeKey]
	texts  map[edgeKey]string // of those that came twice
	of     map[string]int64
}

type edgeKey struct {
	outlet string
	last   bool
	digest [16]byte // of the paragraph
}

const maxEdges = 1 << 17

func newEdges() *edges {
	return &edges{counts: newFrequent[edgeKey](maxEdges), texts: map[edgeKey]string{}, of: map[string]int64{}}
}

func (e *edges) add(outlet *string, body string) {
	if body == "" {
		return
	}
	name := known(outlet)
	e.of[name]++
	e.count(name, false, first(body))
	if at := strings.LastIndex(body, "\n\n"); at >= 0 {
		e.count(name, true, body[at+2:])
	}
}

func (e *edges) count(outlet string, last bool, paragraph string) {
	const head = 160
	sum := sha256.Sum256([]byte(paragraph))
	key := edgeKey{outlet, last, [16]byte(sum[:])}
	if e.counts.add(key) == 2 {
		e.texts[key] = text.Head(paragraph, head)
	}
	if len(e.texts) > maxEdges {
		maps.DeleteFunc(e.texts, func(k edgeKey, _ string) bool { return e.counts.counts[k] == 0 })
	}
}

// report lists the most frequent first and last paragraph of each outlet, the most
// frequent of all first.
func (e *edges) report() (list []Edge, exact bool) {
	type side struct {
		outlet string
		last   bool
	}
	best := map[side]Edge{}
	for key, n := range e.counts.counts {
		words, at := e.texts[key], side{key.outlet, key.last}
		if n < 2 || words == "" {
			continue
		}
		if b := best[at]; n > b.Articles || n == b.Articles && words < b.Text {
			best[at] = Edge{key.outlet, key.last, words, n, e.of[key.outlet]}
		}
	}
	for _, b := range best {
		list = append(list, b)
	}
	slices.SortFunc(list, func(a, b Edge) int {
		side := 0
		if a.Last != b.Last {
			side = -1
			if a.Last {
				side = 1
			}
		}
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), strings.Compare(a.Outlet, b.Outlet), side)
	})
	return list[:min(len(list), mostLines)], e.counts.exact
}

// frequent counts keys in bounded memory: where there are too many, the rarest are
// forgotten, so that counts may be too low (Manku and Motwani, VLDB 2002).
type frequent[K comparable] struct {
	counts map[K]int64
	most   int
	exact  bool  // false: some were forgotten
	floor  int64 // how often a key was counted, at most, that was forgotten
	fresh  []K   // came since then; all others were counted more often than floor
}

func newFrequent[K comparable](most int) *frequent[K] {
	return &frequent[K]{counts: map[K]int64{}, most: most, exact: true}
}

// add counts one more, and returns how many there are.
func (f *frequent[K]) add(k K) int64 { return f.addN(k, 1) }

func (f *frequent[K]) addN(k K, n int64) int64 {
	if !f.exact && f.counts[k] == 0 {
		f.fresh = append(f.fresh, k)
	}
	f.counts[k] += n
	n = f.counts[k]
	for least := int64(1); len(f.counts) > f.most; least *= 2 {
		f.exact = false
		f.forget(least)
	}
	return n
}

// forget leaves out the keys that were counted so often or less.
func (f *frequent[K]) forget(least int64) {
	if least > f.floor {
		maps.DeleteFunc(f.counts, func(_ K, n int64) bool { return n <= least })
		f.floor, f.fresh = least, nil
		return
	}
	// Where all the others recur, a new key must not cost a look at each of them.
	f.fresh = slices.DeleteFunc(f.fresh, func(k K) bool {
		n := f.counts[k]
		if n <= least {
			delete(f.counts, k)
		}
		return n <= least || n > f.floor
	})
}
