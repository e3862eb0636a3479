package train

import "math"

const (
	// A few thousand texts need more passes than many.
	fewestPasses = 3
	mostPasses   = 20
	passTexts    = 60_000
	rate         = 0.3
	decay        = 1e-4
	// leastStep leaves out classes that a text says nothing new about.
	leastStep = 1e-3
	biasRate  = 0.02
)

// softmax learns all classes at once by logistic regression: AdaGrad, a few passes. It ranks
// the sure above the unsure better than the support vector machine does, which finds
// small classes better; the model is the mean of both.
func softmax(rows []row, class []int32, classes, width int) (weights [][]float32, bias []float32) {
	weights, bias = make([][]float32, classes), make([]float32, classes)
	squares := make([][]float32, classes)
	for k := range classes {
		weights[k], squares[k] = make([]float32, width), make([]float32, width)
	}
	order := all(len(rows))
	rng := random(1)
	p := make([]float64, classes)
	for range min(max(passTexts/max(len(rows), 1), fewestPasses), mostPasses) {
		rng.shuffle(order)
		for _, i := range order {
			r := &rows[i]
			for k := range p {
				p[k] = float64(bias[k] + r.times(weights[k]))
			}
			normalize(p)
			for k := range p {
				g := float32(p[k])
				if int(class[i]) == k {
					g--
				}
				if g > leastStep || g < -leastStep {
					bias[k] -= float32(biasRate * g)
					r.step(g, weights[k], squares[k])
				}
			}
		}
	}
	return weights, bias
}

// step moves the weights of a row against the gradient g.
func (r *row) step(g float32, weights, squares []float32) {
	for j, f := range r.index {
		d := float32(g*r.value[j]) + float32(decay*weights[f])
		squares[f] += float32(d * d)
		weights[f] -= float32(rate*d) / (float32(math.Sqrt(float64(squares[f]))) + 1e-3)
	}
}

// normalize turns logits into probabilities.
func normalize(p []float64) {
	most, sum := math.Inf(-1), 0.0
	for _, v := range p {
		most = max(most, v)
	}
	for k := range p {
		p[k] = exp(p[k] - most)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
}

// exps holds e to the -n.
var exps = func() (t [41]float64) {
	t[0] = 1
	for n := 1; n < len(t); n++ {
		t[n] = float64(t[n-1] * (1 / math.E))
	}
	return t
}()

// exp is e to the x, x at most 0, by steps that are rounded one by one, so that it
// is the same on every CPU.
func exp(x float64) float64 {
	if x < -40 {
		return 0
	}
	n := math.Floor(x)
	x -= n // [0, 1)
	sum := 1.0
	for k := 14; k > 0; k-- {
		sum = 1 + float64(sum*x)/float64(k)
	}
	return sum * exps[int(-n)]
}
