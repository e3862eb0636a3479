package topic

import (
	"sync"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
)

// Finder finds the keywords of a codebook in a language, as features for a
// learned model. It is safe for concurrent use.
type Finder struct {
	m     *matcher
	rooms sync.Pool // of *finding
}

// finding is room to find keywords in.
type finding struct {
	folded []byte
	tally  *tally
}

// NewFinder returns what finds the codebook's keywords in a language. What it finds
// depends on the codebook's data alone.
func NewFinder(cb *codebook.Codebook, language string) *Finder {
	return &Finder{m: newMatcher(cb, language)}
}

// Keywords calls visit with each distinct keyword of s, code -1 and weight 1, and
// then with every code that it speaks for and the weight; code 0 stands for none, the
// others follow in the order of the codebook.
func (f *Finder) Keywords(s string, visit func(keyword uint32, code int, weight int32)) {
	r, ok := f.rooms.Get().(*finding)
	if !ok {
		r = &finding{tally: newTally(len(f.m.keywords))}
	}
	r.folded = codebook.Part(codebook.Fold(r.folded[:0], s), '\n')
	f.m.scan(r.folded, 0, r.tally)
	for _, k := range r.tally.seen {
		visit(uint32(k), -1, 1)
		for _, v := range f.m.keywords[k].votes {
			visit(uint32(k), int(v.code+1), v.weight)
		}
	}
	r.tally.clear()
	f.rooms.Put(r)
}

// Keyword returns the keyword with the number, as the codebook has it.
func (f *Finder) Keyword(number uint32) string {
	k := &f.m.keywords[number]
	if k.open {
		return k.pattern + "*"
	}
	return k.pattern
}
