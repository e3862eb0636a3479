// Package tree evaluates boosted symmetric decision trees with integers alone.
//
// In: a model as bytes and a matrix of small integers, one column a feature. Out:
// one score a row and class, in units of 1/Unit of a logit. Laws: the same matrix
// gives the same scores on every CPU; bytes that hold no model are an error, never
// a panic; the work is rows times the questions of the trees.
//
// A symmetric tree asks the same question of all rows at one level (Kohavi and Li
// 1995 call it an oblivious tree), so that a column is read from end to end, no
// branch depends on the data, and all classes share the walk.
package tree

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// Forest is the sum of trees.
type Forest struct {
	Classes  int
	Features int     // columns a row must have
	asked    []bool  // per column: some tree asks for it
	base     []int32 // score of each class before the first tree
	trees    []tree
	splits   []split
	leaves   []int16 // class by class within a tree
}

type tree struct {
	split, leaf int32
	depth       uint8
}

// split asks whether a feature is greater than a bound.
type split struct {
	feature uint16
	bound   int16
}

// ErrModel says that bytes hold no model.
var ErrModel = errors.New("tree: not a model")

// maxDepth keeps the number of a leaf in a byte.
const maxDepth = 8

// Decode reads a forest off the front of b and returns what is left. All numbers
// are little-endian 16-bit: classes, features, trees; the base of each class in
// two; then for each tree its depth, its splits as feature and bound, and its leaves.
func Decode(b []byte) (*Forest, []byte, error) {
	r := &reader{b: b}
	f := &Forest{Classes: int(r.next()), Features: int(r.next())}
	trees := int(r.next())
	if r.short || f.Classes < 1 || f.Classes > 64 {
		return nil, nil, fmt.Errorf("%w: %d classes", ErrModel, f.Classes)
	}
	f.asked = make([]bool, f.Features)
	for range f.Classes {
		low, high := r.next(), r.next()
		f.base = append(f.base, int32(uint32(high)<<16|uint32(low)))
	}
	for i := range trees {
		depth := r.next()
		if r.short || depth > maxDepth {
			return nil, nil, fmt.Errorf("%w: tree %d of %d has depth %d", ErrModel, i, trees, depth)
		}
		f.trees = append(f.trees, tree{int32(len(f.splits)), int32(len(f.leaves)), uint8(depth)})
		for range depth {
			s := split{r.next(), int16(r.next())}
			if int(s.feature) >= f.Features {
				return nil, nil, fmt.Errorf("%w: tree %d asks for feature %d of %d", ErrModel, i, s.feature, f.Features)
			}
			f.splits, f.asked[s.feature] = append(f.splits, s), true
		}
		for range f.Classes << depth {
			f.leaves = append(f.leaves, int16(r.next()))
		}
	}
	if r.short {
		return nil, nil, fmt.Errorf("%w: it ends early", ErrModel)
	}
	return f, r.b, nil
}

// reader takes numbers off the front of a model.
type reader struct {
	b     []byte
	short bool
}

func (r *reader) next() uint16 {
	if len(r.b) < 2 {
		r.short = true
		return 0
	}
	v := binary.LittleEndian.Uint16(r.b)
	r.b = r.b[2:]
	return v
}

// Scorer adds up the trees of a forest. It holds the memory of one worker.
type Scorer struct {
	leaf  []uint8 // per row: the leaf of the tree at work
	rows  []int32 // those that all trees judge
	cells []int16
	out   []int32
}

// Score overwrites out with the scores of n rows, whose features stand in cells
// column by column, n apart. out has n scores a class, class by class.
func (s *Scorer) Score(f *Forest, cells []int16, n int, out []int32) {
	for c := range f.Classes {
		fill(out[c*n:(c+1)*n], f.base[c])
	}
	s.add(f, f.trees, cells, n, out)
}

// ScoreLikely is Score for a forest of one class, but what scores below the limit
// after the first trees is left at that: later trees correct what earlier ones say.
func (s *Scorer) ScoreLikely(f *Forest, first int, limit int32, cells []int16, n int, out []int32) {
	first = min(first, len(f.trees))
	out = out[:n]
	fill(out, f.base[0])
	s.add(f, f.trees[:first], cells, n, out)
	s.rows = s.rows[:0]
	for i, v := range out {
		if v >= limit {
			s.rows = append(s.rows, int32(i))
		}
	}
	m := len(s.rows)
	s.cells, s.out = slices.Grow(s.cells[:0], f.Features*m)[:f.Features*m], slices.Grow(s.out[:0], m)[:m]
	for c := range f.Features {
		if !f.asked[c] {
			continue
		}
		to, from := s.cells[c*m:(c+1)*m], cells[c*n:(c+1)*n]
		for k, i := range s.rows {
			to[k] = from[i]
		}
	}
	for k, i := range s.rows {
		s.out[k] = out[i]
	}
	s.add(f, f.trees[first:], s.cells, m, s.out)
	for k, i := range s.rows {
		out[i] = s.out[k]
	}
}

// add adds the scores of some trees.
func (s *Scorer) add(f *Forest, trees []tree, cells []int16, n int, out []int32) {
	s.leaf = slices.Grow(s.leaf[:0], n)[:n]
	leaf := s.leaf
	for t := range trees {
		k := &trees[t]
		splits := f.splits[k.split : k.split+int32(k.depth)]
		if len(splits) == 6 {
			askSix(leaf, cells, splits)
		} else {
			clear(leaf)
			for d, q := range splits {
				ask(leaf, column(cells, n, q), int32(q.bound), d)
			}
		}
		for c := range f.Classes {
			add(out[c*n:(c+1)*n], leaf, f.leaves[int(k.leaf)+c<<k.depth:][:1<<k.depth])
		}
	}
}

// column is the feature that a split asks for.
func column(cells []int16, n int, q split) []int16 {
	return cells[int(q.feature)*n:][:n]
}

// signs are the sign bits of four 16-bit numbers side by side.
const signs = 0x8000_8000_8000_8000

// askSix is ask for the usual six splits of a tree, with one look at each row, four
// rows at a time: the numbers of four rows stand side by side in one word.
func askSix(leaf []uint8, cells []int16, q []split) {
	n := len(leaf)
	a, b, c := column(cells, n, q[0]), column(cells, n, q[1]), column(cells, n, q[2])
	d, e, f := column(cells, n, q[3]), column(cells, n, q[4]), column(cells, n, q[5])
	ba, bb, bc, bd, be, bf := spread(q[0].bound), spread(q[1].bound), spread(q[2].bound), spread(q[3].bound), spread(q[4].bound),
		spread(q[5].bound)
	i := 0
	for ; i+4 <= n; i += 4 {
		four := greater(side(a[i:i+4]), ba)>>15 | greater(side(b[i:i+4]), bb)>>14 | greater(side(c[i:i+4]), bc)>>13 |
			greater(side(d[i:i+4]), bd)>>12 | greater(side(e[i:i+4]), be)>>11 | greater(side(f[i:i+4]), bf)>>10
		at := leaf[i : i+4]
		at[0], at[1], at[2], at[3] = uint8(four), uint8(four>>16), uint8(four>>32), uint8(four>>48)
	}
	clear(leaf[i:])
	for k, s := range q {
		ask(leaf[i:], column(cells, n, s)[i:], int32(s.bound), k)
	}
}

// spread is a number four times side by side.
func spread(v int16) uint64 { return uint64(uint16(v)) * 0x0001_0001_0001_0001 }

// side puts four numbers side by side; compilers read them as one word.
func side(v []int16) uint64 {
	_ = v[3]
	return uint64(uint16(v[0])) | uint64(uint16(v[1]))<<16 | uint64(uint16(v[2]))<<32 | uint64(uint16(v[3]))<<48
}

// greater sets the sign bit of each of four numbers that is greater than its bound: of
// unlike signs the bound's is the negative one, or of like signs bound-v is below zero
// (Warren, Hacker's Delight, 2-12 and 2-18).
func greater(v, bound uint64) uint64 {
	above := (bound | signs) - (v &^ signs) // the sign is set where, without the signs, bound >= v
	return (bound&^v | ^(bound^v)&^above) & signs
}

// ask sets bit d of every row's leaf whose feature is greater than the bound.
func ask(leaf []uint8, column []int16, bound int32, d int) {
	column = column[:len(leaf)]
	for i, v := range column {
		leaf[i] |= uint8(uint32(bound-int32(v))>>31) << d
	}
}

func add(out []int32, leaf []uint8, values []int16) {
	out = out[:len(leaf)]
	for i, l := range leaf {
		out[i] += int32(values[l])
	}
}

func fill(out []int32, v int32) {
	for i := range out {
		out[i] = v
	}
}
