// Package compact remembers something of each of many articles in few bytes.
//
// In: values in the order of their numbers, from 0. Out: the value of a number, and the
// first number with a key. Laws: there is little in it for the collector to follow; a small
// part at a time is copied when more is added, so that the room for n values is never that
// for 2n; nobody outside can choose keys that meet.
package compact

import (
	"math/bits"
	"math/rand/v2"
)

// perChunk is how many values of a list lie in one piece of memory.
const perChunk = 1 << 12

// List is a list of values without pointers.
type List[T any] struct {
	chunks [][]T
	length int
}

// Add adds a value behind the others.
func (l *List[T]) Add(v T) {
	if l.length == len(l.chunks)*perChunk {
		size := perChunk
		if l.length == 0 {
			size = 0 // a run of one page needs little
		}
		l.chunks = append(l.chunks, make([]T, 0, size))
	}
	last := &l.chunks[l.length/perChunk]
	*last = append(*last, v)
	l.length++
}

// Len is how many values there are.
func (l *List[T]) Len() int { return l.length }

// At returns the place of a value, which may be changed until the next Add.
func (l *List[T]) At(n int) *T { return &l.chunks[n/perChunk][n%perChunk] }

// Drop removes the last value.
func (l *List[T]) Drop() {
	l.length--
	last := &l.chunks[l.length/perChunk]
	*last = (*last)[:l.length%perChunk]
}

// seed is another one in each process: what stands where in an index changes no answer.
var seed = rand.Uint64() | 1

// scatter makes a place of a key, another one in each process.
func scatter(key uint64) uint64 {
	const odd = 0x9e3779b97f4a7c15 // 2^64 by the golden ratio
	key *= seed
	return (key ^ key>>32) * odd
}

const (
	segments = 64
	smallest = 8 // slots of a segment
)

// Index finds the first article that is known by a key. It holds numbers of articles
// alone, five to seven bytes each; what they are known by lies elsewhere.
type Index struct {
	// A segment has the articles whose places begin alike, so that one grows at a time.
	segments [segments]segment
}

type segment struct {
	slots []int32 // 1 + the number of an article; 0: none
	used  int
}

// First returns the first article with the key of article n, which is n itself if
// there is none before. keyOf is the key of an article, well mixed, or a part of it.
func (x *Index) First(n int32, keyOf func(int32) uint64, same func(int32) bool) int32 {
	place := scatter(keyOf(n))
	s := x.segment(place)
	if s.used >= len(s.slots)*4/5 {
		old := s.slots
		s.slots = make([]int32, max(smallest, len(old)+len(old)/4))
		for _, one := range old {
			if one != 0 {
				s.slots[s.free(scatter(keyOf(one-1)), func(int32) bool { return false })] = one
			}
		}
	}
	at := s.free(place, same)
	if s.slots[at] == 0 {
		s.slots[at] = n + 1
		s.used++
	}
	return s.slots[at] - 1
}

// Find returns the article that is known by a key, if there is one.
func (x *Index) Find(key uint64, same func(int32) bool) (int32, bool) {
	place := scatter(key)
	s := x.segment(place)
	if len(s.slots) == 0 {
		return 0, false
	}
	one := s.slots[s.free(place, same)]
	return one - 1, one != 0
}

func (x *Index) segment(place uint64) *segment { return &x.segments[place/(1<<64/segments)] }

// free is the slot of an article, or the one where it belongs.
func (s *segment) free(place uint64, same func(int32) bool) int {
	high, _ := bits.Mul64(place*segments, uint64(len(s.slots)))
	at := int(high)
	for s.slots[at] != 0 && !same(s.slots[at]-1) {
		if at++; at == len(s.slots) {
			at = 0
		}
	}
	return at
}
