package validate

import (
	"github.com/zeebo/xxh3"

	"github.com/dsbuild/dsbuild/internal/compact"
)

// positions knows at which position a doc_id stands, by a digest of it: with that of their
// texts it is most of what grows with the rows, 20 to 25 bytes for each article. That two of a
// million doc_ids have the same digest happens once in some 30 million datasets, unless they were made
// to; then they are reported as a doc_id that comes twice.
type positions struct {
	keys compact.Keys[compact.Digest]
	at   compact.List[int64]
}

func digestOf(docID string) uint64 { return max(xxh3.HashString(docID), 1) }

// find returns where the position of a doc_id is kept, nil where it has none.
func (p *positions) find(docID string) *int64 {
	if n, known := p.keys.Find(compact.Digest(digestOf(docID))); known {
		return p.at.At(n)
	}
	return nil
}

// of returns the position of a doc_id, and whether it has one.
func (p *positions) of(docID string) (int64, bool) {
	if at := p.find(docID); at != nil {
		return *at, true
	}
	return 0, false
}

// add notes the position of a doc_id; it reports false, and keeps the first
// one, where the doc_id has a position.
func (p *positions) add(docID string, position int64) bool {
	_, known := p.keys.Number(compact.Digest(digestOf(docID)))
	if !known {
		p.at.Add(position)
	}
	return !known
}
