package stats

import (
	"cmp"
	"slices"

	"github.com/axiomhq/hyperloglog"
)

// counter counts how often each value occurs, up to a limit of distinct values.
// Behind it only their number is estimated.
type counter[K cmp.Ordered] struct {
	counts map[K]int64         // nil once there were too many
	many   *hyperloglog.Sketch // nil until then
	hash   func(K) uint64
	limit  int
}

func newCounter[K cmp.Ordered](hash func(K) uint64, limit int) *counter[K] {
	return &counter[K]{counts: map[K]int64{}, hash: hash, limit: limit}
}

// add counts one more of k. Where that is one distinct value too many it returns
// all exact counts it had and forgets them.
func (c *counter[K]) add(k K) (spilled map[K]int64) {
	if c.counts == nil {
		c.many.InsertHash(c.hash(k))
		return nil
	}
	c.counts[k]++
	if len(c.counts) <= c.limit {
		return nil
	}
	spilled, c.counts = c.counts, nil
	c.many = hyperloglog.NewNoSparse() // registers are maxima: no order changes them
	for k := range spilled {
		c.many.InsertHash(c.hash(k))
	}
	return spilled
}

// distinct returns the number of distinct values.
func (c *counter[K]) distinct() Distinct {
	if c.counts != nil {
		return Distinct{Count: int64(len(c.counts)), Exact: true}
	}
	// Three digits are what the estimate is worth, and hide in which order a
	// CPU rounds.
	return Distinct{Count: int64(significant(float64(c.many.Estimate()))), Error: distinctError}
}

// top returns up to n values that stand out: the most frequent ones, but of
// many values none that occurs once.
func (c *counter[K]) top(n int) []pairOf[K] {
	all := make([]pairOf[K], 0, len(c.counts))
	for k, count := range c.counts {
		if count > 1 || len(c.counts) <= n {
			all = append(all, pairOf[K]{k, count})
		}
	}
	slices.SortFunc(all, func(a, b pairOf[K]) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.value, b.value))
	})
	return all[:min(n, len(all))]
}

type pairOf[K any] struct {
	value K
	count int64
}

// hashText is FNV-1a with the finalizer of MurmurHash3: the estimate needs
// every bit of the hash to be even.
func hashText(s string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	h := uint64(offset)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * prime
	}
	return mix(h)
}

func hashNumber(v int64) uint64 { return mix(uint64(v)) }

func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
