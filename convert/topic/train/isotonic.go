package train

import (
	"cmp"
	"math"
	"slices"

	"github.com/dsbuild/dsbuild/convert/topic/model"
)

const (
	blocks      = 20 // of texts by score
	fewestBlock = 40 // texts in one
)

// truth returns the steps of what scores are worth: in blocks of texts of like score,
// the share of right answers, made to rise with the score (pool adjacent violators).
// It is nil for too few texts to tell.
func truth(list []outcome) []model.Step {
	size := max(len(list)/blocks, fewestBlock)
	if len(list) < 3*size {
		return nil
	}
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b outcome) int { return cmp.Compare(a.score, b.score) })
	type block struct{ n, score, right float64 }
	var pool []block
	for from := 0; from < len(sorted); {
		to := from + size
		if len(sorted)-to < size {
			to = len(sorted)
		}
		b := block{}
		for _, o := range sorted[from:to] {
			b.n++
			b.score += o.score
			if o.right {
				b.right++
			}
		}
		from = to
		for len(pool) > 0 && pool[len(pool)-1].right*b.n >= b.right*pool[len(pool)-1].n {
			last := pool[len(pool)-1]
			b = block{b.n + last.n, b.score + last.score, b.right + last.right}
			pool = pool[:len(pool)-1]
		}
		pool = append(pool, b)
	}
	steps := []model.Step{{}}
	for _, b := range pool {
		steps = append(steps, model.Step{Said: certain(b.score / b.n), Is: certain(b.right / b.n)})
	}
	return append(steps, model.Step{Said: model.Certain, Is: model.Certain})
}

func certain(p float64) int32 { return int32(math.Round(model.Certain * p)) }
