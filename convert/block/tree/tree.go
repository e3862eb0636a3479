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
)

// Forest is the sum of trees.
type Forest struct {
	Classes  int
	Features int     // columns a row must have
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
			f.splits = append(f.splits, s)
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

// Trees is how many trees there are.
func (f *Forest) Trees() int { return len(f.trees) }

// Scorer adds up the trees of a forest. It holds the memory of one worker.
type Scorer struct {
	leaf []uint8 // per row: the leaf of the tree at work
}

// Score overwrites out with the scores of n rows, whose features stand in cells
// column by column, n apart. out has n scores a class, class by class.
func (s *Scorer) Score(f *Forest, cells []int16, n int, out []int32) {
	for c := range f.Classes {
		fill(out[c*n:(c+1)*n], f.base[c])
	}
	if cap(s.leaf) < n {
		s.leaf = make([]uint8, n, n+n/2)
	}
	leaf := s.leaf[:n]
	for t := range f.trees {
		k := &f.trees[t]
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

// askSix is ask for the usual six splits of a tree, with one look at each row.
func askSix(leaf []uint8, cells []int16, q []split) {
	n := len(leaf)
	a, b, c := column(cells, n, q[0]), column(cells, n, q[1]), column(cells, n, q[2])
	d, e, f := column(cells, n, q[3]), column(cells, n, q[4]), column(cells, n, q[5])
	ba, bb, bc, bd, be, bf := int32(q[0].bound), int32(q[1].bound), int32(q[2].bound), int32(q[3].bound), int32(q[4].bound), int32(q[5].bound)
	for i := range leaf {
		leaf[i] = uint8(uint32(ba-int32(a[i]))>>31 | uint32(bb-int32(b[i]))>>31<<1 | uint32(bc-int32(c[i]))>>31<<2 |
			uint32(bd-int32(d[i]))>>31<<3 | uint32(be-int32(e[i]))>>31<<4 | uint32(bf-int32(f[i]))>>31<<5)
	}
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
