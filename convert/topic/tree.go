package topic

import "github.com/dsbuild/dsbuild/convert/topic/codebook"

// tree is how the codes of a codebook lie below each other.
type tree struct {
	top   []bool    // by code, whether it has no parent
	above [][]int32 // by code, those above it, the nearest first
	below [][]int32 // by code, those right below it
}

func newTree(cb *codebook.Codebook) *tree {
	t := &tree{top: make([]bool, len(cb.Codes)), above: cb.Above(), below: make([][]int32, len(cb.Codes))}
	for i, above := range t.above {
		if t.top[i] = len(above) == 0; !t.top[i] {
			t.below[above[0]] = append(t.below[above[0]], int32(i))
		}
	}
	return t
}

// descend returns the code below another that the text is about, as far down as one
// holds most of what speaks for its level and enough by itself: half of what the
// topmost code needs. sums[i+1] is what speaks for code i.
func (t *tree) descend(code int32, need int64, sums []sum) int32 {
	for {
		best, all := sum{code: -1}, int64(0)
		for _, child := range t.below[code] {
			s := sums[child+1]
			all += s.evidence
			if s.evidence > best.evidence {
				best = s
			}
		}
		if best.code < 0 || best.evidence*2 < need || best.weight < leastWeight || best.evidence*100 < all*belowShare {
			return code
		}
		code = best.code
	}
}
