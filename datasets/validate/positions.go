package validate

import (
	"math/bits"

	"github.com/zeebo/xxh3"

	"github.com/dsbuild/dsbuild/internal/compact"
)

// positions knows at which position a doc_id stands. It is a hash table of
// digests without anything around them: with that of their texts it is most of what
// grows with the rows, 20 to 25 bytes for each article. That two of a million doc_ids have
// the same digest happens once in some 30 million datasets, unless they were made
// to; then they are reported as a doc_id that comes twice.
type positions struct {
	// A segment has the digests whose places begin alike, so that one grows at a time.
	segments [segments]segment
	n        int
}

const segments = 64

type segment struct {
	slots []slot
	n     int
}

type slot struct {
	digest   uint64 // 0: empty
	position int64
}

func digestOf(docID string) uint64 { return max(xxh3.HashString(docID), 1) }

func (p *positions) segment(digest uint64) *segment {
	return &p.segments[compact.Scatter(digest)/(1<<64/segments)]
}

// find returns the slot of a digest, or the empty one where it belongs.
func (s *segment) find(digest uint64) *slot {
	high, _ := bits.Mul64(compact.Scatter(digest)*segments, uint64(len(s.slots)))
	at := int(high)
	for s.slots[at].digest != 0 && s.slots[at].digest != digest {
		if at++; at == len(s.slots) {
			at = 0
		}
	}
	return &s.slots[at]
}

// find returns the slot of a doc_id, nil where it has none.
func (p *positions) find(docID string) *slot {
	digest := digestOf(docID)
	s := p.segment(digest)
	if s.n == 0 {
		return nil
	}
	if found := s.find(digest); found.digest != 0 {
		return found
	}
	return nil
}

// of returns the position of a doc_id, and whether it has one.
func (p *positions) of(docID string) (int64, bool) {
	if s := p.find(docID); s != nil {
		return s.position, true
	}
	return 0, false
}

// add notes the position of a doc_id; it reports false, and keeps the first
// one, where the doc_id has a position.
func (p *positions) add(docID string, position int64) bool {
	digest := digestOf(docID)
	s := p.segment(digest)
	s.grow()
	to := s.find(digest)
	if to.digest != 0 {
		return false
	}
	*to = slot{digest, position}
	s.n++
	p.n++
	return true
}

// grow makes room where a segment is nearly full, above which chains get long.
func (s *segment) grow() {
	const first = 8
	if s.n < len(s.slots)*4/5 {
		return
	}
	old := s.slots
	s.slots = make([]slot, max(first, len(old)+len(old)/4))
	for _, one := range old {
		if one.digest != 0 {
			*s.find(one.digest) = one
		}
	}
}
