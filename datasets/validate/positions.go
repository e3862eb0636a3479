package validate

import (
	"github.com/zeebo/xxh3"
)

// positions knows at which position a doc_id stands. It is a hash table of
// digests without anything around them: with that of their
// texts it is all of validation that grows with the rows, 18 to 37 bytes for each article. That two of a million doc_ids have
// the same digest happens once in some 30 million datasets, unless they were made
// to; then they are reported as a doc_id that comes twice.
type positions struct {
	slots []slot // a power of two; a digest of 0 is an empty slot
	n     int
}

type slot struct {
	digest   uint64
	position int64
}

func digestOf(docID string) uint64 { return max(xxh3.HashString(docID), 1) }

// find returns the slot of a digest, or the empty one where it belongs.
func (p *positions) find(digest uint64) *slot {
	mask := uint64(len(p.slots) - 1)
	at := digest & mask
	for p.slots[at].digest != 0 && p.slots[at].digest != digest {
		at = (at + 1) & mask
	}
	return &p.slots[at]
}

// of returns the position of a doc_id, and whether it has one.
func (p *positions) of(docID string) (int64, bool) {
	if p.n == 0 {
		return 0, false
	}
	s := p.find(digestOf(docID))
	return s.position, s.digest != 0
}

// add notes the position of a doc_id; it reports false, and keeps the first
// one, where the doc_id has a position.
func (p *positions) add(docID string, position int64) bool {
	p.grow()
	s := p.find(digestOf(docID))
	if s.digest != 0 {
		return false
	}
	*s = slot{digestOf(docID), position}
	p.n++
	return true
}

// grow doubles the table where it is nearly full, above which chains get long.
func (p *positions) grow() {
	const first, eighth = 1 << 10, 8
	if p.n < len(p.slots)-len(p.slots)/eighth {
		return
	}
	old := p.slots
	p.slots = make([]slot, max(first, 2*len(old)))
	for _, s := range old {
		if s.digest != 0 {
			*p.find(s.digest) = s
		}
	}
}
