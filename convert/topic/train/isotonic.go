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
	// fewestSteps is how many texts have blocks: fewer tell two numbers better than twenty.
	fewestSteps = 3000
)

// truth returns the steps of what scores are worth: in blocks of texts of like score,
// the share of right answers, made to rise with the score (pool adjacent violators).
// Of few texts it is two numbers that say so much; it is nil for too few texts to tell.
func truth(list []outcome) []model.Step {
	size := max(len(list)/blocks, fewestBlock)
	switch {
	case len(list) < 3*size:
		return nil
	case len(list) < fewestSteps:
		return logistic(list)
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

// logistic returns the steps along a curve of two numbers: a score's logit times a, plus b, is the logit
// of what it is worth (Platt 1999). The prior holds them near 1 and 0, as so many texts would.
func logistic(list []outcome) []model.Step {
	const prior = 4
	a, b := 1.0, 0.0
	for range newtonSteps {
		slopeA, slopeB, aa, ab, bb := float64(prior*(1-a)), float64(-prior*b), float64(prior), 0.0, float64(prior)
		for _, o := range list {
			x := logitOf(o.score)
			p := chance(float64(a*x) + b)
			d := -p
			if o.right {
				d = 1 - p
			}
			v := float64(p * (1 - p))
			slopeA, slopeB = slopeA+float64(d*x), slopeB+d
			aa, ab, bb = aa+float64(float64(v*x)*x), ab+float64(v*x), bb+v
		}
		det := float64(aa*bb) - float64(ab*ab)
		a += (float64(bb*slopeA) - float64(ab*slopeB)) / det
		b += (float64(aa*slopeB) - float64(ab*slopeA)) / det
	}
	a = max(a, 0) // a surer answer is never worth less
	var steps []model.Step
	for said := int32(0); said <= model.Certain; said += model.Certain / 50 {
		steps = append(steps, model.Step{Said: said, Is: certain(chance(float64(a*logitOf(float64(said)/model.Certain)) + b))})
	}
	steps[0].Is = 0
	return steps
}

func logitOf(p float64) float64 {
	p = min(max(p, 0.001), 0.999)
	return model.Ln(p) - model.Ln(1-p)
}

// chance is the probability of a logit.
func chance(x float64) float64 {
	if x > 0 {
		return 1 - chance(-x)
	}
	e := exp(x)
	return e / (1 + e)
}
