package topic

import (
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
)

// Strengths are the weights of keywords. A strong one outweighs any two
// others, so that it can stand alone; a weak one never decides; two that name who
// decides are a topic where there is no other.
const (
	weak    = 1
	medium  = 2
	setting = 3
	strong  = 5
)

// vote is what one keyword says: so much for that code.
type vote struct {
	code   int32 // index into Codebook.Codes; -1 for none
	weight int32
	// setting says that the keyword names who decides, not what about.
	setting bool
}

// keyword is one thing to look for.
type keyword struct {
	pattern string // folded, letters in the case given
	open    bool   // the last word may go on
	capital bool   // a capital in it must be one in the text
	votes   []vote // empty: it only hides what is inside it
	// when are further keywords of the same words, which count in some company only.
	when []conditional
}

// matcher finds keywords in folded text: a trie over lower-case bytes, its
// nodes and edges in two flat arrays.
type matcher struct {
	keywords []keyword
	nodes    []node
	edges    []edge
	// company finds what keywords want beside them, or not; nil where none does.
	company *matcher
	// pairs leads from the first two bytes of a word, where they are ASCII, to
	// the node behind them, 0 for none: most words end there.
	pairs [128 * 128]int32
}

type node struct {
	may      uint64 // a bit for each byte, modulo 64, that an edge has: most bytes have none
	from, to int32  // edges
	// accept lists the keywords that end here: keywords[first:last].
	first, last int32
}

type edge struct {
	c  byte
	to int32
}

// newMatcher builds the matcher for the codebook's keywords in a language.
func newMatcher(cb *codebook.Codebook, language string) *matcher {
	c := newCollection(cb)
	c.gather(cb, language)
	if c.exclusions(cb, language) {
		c.hide(cb, language)
	}
	m := &matcher{keywords: c.sorted()}
	m.build()
	m.addConditionals(c)
	return m
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// build makes the trie breadth first: the keywords are sorted, so those below
// a node are one range, and the edges of a node are neighbours.
func (m *matcher) build() {
	type span struct{ lo, hi, depth int }
	lower := make([]string, len(m.keywords))
	for i := range m.keywords {
		lower[i] = strings.ToLower(m.keywords[i].pattern)
	}
	queue := []span{{0, len(lower), 0}}
	m.nodes = []node{{}}
	for n := 0; n < len(queue); n++ {
		s := queue[n]
		m.nodes[n].first = int32(s.lo)
		for s.lo < s.hi && len(lower[s.lo]) == s.depth {
			s.lo++
		}
		m.nodes[n].last = int32(s.lo)
		m.nodes[n].from = int32(len(m.edges))
		for lo := s.lo; lo < s.hi; {
			c := lower[lo][s.depth]
			hi := lo + 1
			for hi < s.hi && lower[hi][s.depth] == c {
				hi++
			}
			m.nodes[n].may |= 1 << (c % 64)
			m.edges = append(m.edges, edge{c, int32(len(queue))})
			queue = append(queue, span{lo, hi, s.depth + 1})
			m.nodes = append(m.nodes, node{})
			lo = hi
		}
		m.nodes[n].to = int32(len(m.edges))
	}
	for _, p := range lower {
		if p[0]|p[1] < utf8.RuneSelf {
			m.pairs[int(p[0])<<7|int(p[1])] = m.step(m.step(0, p[0]), p[1])
		}
	}
}

// enter returns the node behind the first two bytes of a word; 0 for none.
func (m *matcher) enter(a, b byte) int32 {
	a, b = lowerCase(a), lowerCase(b)
	if a|b < utf8.RuneSelf {
		return m.pairs[int(a)<<7|int(b)]
	}
	if n := m.step(0, a); n != 0 {
		return m.step(n, b)
	}
	return 0
}

// longest returns the longest keyword that begins at text[at], a word start,
// and where the last word of the match ends; -1 where there is none.
func (m *matcher) longest(text []byte, at int) (found, end int) {
	if at+1 >= len(text) {
		return -1, at
	}
	found, end = -1, at
	n := m.enter(text[at], text[at+1])
	for i := at + codebook.MinKeyword; n != 0; i++ {
		if m.nodes[n].first < m.nodes[n].last {
			if k := m.accept(n, text, at, i); k >= 0 {
				found, end = k, i
			}
		}
		if i == len(text) {
			break
		}
		n = m.step(n, lowerCase(text[i]))
	}
	for found >= 0 && end < len(text) && !parted(text[end]) {
		end++
	}
	return found, end
}

func (m *matcher) step(n int32, c byte) int32 {
	at := &m.nodes[n]
	if at.may>>(c%64)&1 == 0 {
		return 0
	}
	for _, e := range m.edges[at.from:at.to] {
		if e.c == c {
			return e.to
		}
	}
	return 0
}

// each calls found with every keyword that begins at text[at], a word start, and ends where a word does.
func (m *matcher) each(text []byte, at int, found func(keyword int32)) {
	if at+1 >= len(text) {
		return
	}
	n := m.enter(text[at], text[at+1])
	for i := at + codebook.MinKeyword; n != 0; i++ {
		wordEnds := i == len(text) || parted(text[i])
		for k := m.nodes[n].first; k < m.nodes[n].last; k++ {
			if m.fits(k, text[at:i], wordEnds) {
				found(k)
			}
		}
		if i == len(text) {
			return
		}
		n = m.step(n, lowerCase(text[i]))
	}
}

// accept returns the keyword that ends at node n and fits text[at:end], or -1.
func (m *matcher) accept(n int32, text []byte, at, end int) int {
	wordEnds := end == len(text) || parted(text[end])
	for k := m.nodes[n].first; k < m.nodes[n].last; k++ {
		if m.fits(k, text[at:end], wordEnds) {
			return int(k)
		}
	}
	return -1
}

func (m *matcher) fits(k int32, text []byte, wordEnds bool) bool {
	kw := &m.keywords[k]
	return (wordEnds || kw.open) && (!kw.capital || capitalsFit(kw.pattern, text))
}

func capitalsFit(pattern string, text []byte) bool {
	for i := range len(pattern) {
		if c := pattern[i]; c >= 'A' && c <= 'Z' && text[i] != c {
			return false
		}
	}
	return true
}

func parted(c byte) bool { return c == ' ' || c == '\n' }

func lowerCase(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c | 0x20
	}
	return c
}
