package linear

import (
	"math"
	"sync"
)

// Learner gathers examples and fits a model to them.
type Learner struct {
	bits     uint
	features []uint32
	options  []option
	examples []example
}

type option struct{ first, last int32 }

// example is a choice: among several options with a softmax, or for and against a single one.
type example struct {
	first, last int32 // options
	right       int32 // option; -1: none
	weight      float32
}

// NewLearner returns a learner of models with 1<<bits weights.
func NewLearner(bits uint) *Learner { return &Learner{bits: bits} }

// Add notes which of the options was right, -1 for none of them.
func (l *Learner) Add(options [][]uint32, right int, weight float32) {
	first := len(l.options)
	for _, o := range options {
		at := len(l.features)
		l.features = append(l.features, o...)
		l.options = append(l.options, option{int32(at), int32(len(l.features))})
	}
	l.examples = append(l.examples, example{int32(first), int32(len(l.options)), int32(right), weight})
}

// Settings of the fit.
type Settings struct {
	Passes   int
	Rate     float64
	LeastFor int    // examples a feature must occur in
	Base     *Model // where the weights begin, nil for 0; it has as many
}

// Fit returns the model that AdaGrad finds.
func (l *Learner) Fit(s Settings) *Model {
	n := 1 << l.bits
	shift := 32 - l.bits
	seen := make([]uint16, n)
	for i, f := range l.features {
		l.features[i] = f >> shift
		if seen[l.features[i]] < math.MaxUint16 {
			seen[l.features[i]]++
		}
	}
	f := fitter{learner: l, w: make([]float64, n), g: make([]float64, n), sum: make([]float64, n), settings: s}
	if s.Base != nil && len(s.Base.weights) == n {
		for i, w := range s.Base.weights {
			f.w[i] = float64(w) / Unit
		}
	}
	order := make([]int32, len(l.examples))
	for i := range order {
		order[i] = int32(i)
	}
	random := uint64(1)
	for range s.Passes {
		for i := len(order) - 1; i > 0; i-- {
			random ^= random << 13
			random ^= random >> 7
			random ^= random << 17
			j := int(random % uint64(i+1))
			order[i], order[j] = order[j], order[i]
		}
		for _, i := range order {
			f.learn(&l.examples[i], seen)
		}
		for i := range f.w {
			f.sum[i] += f.w[i]
		}
	}
	m := &Model{weights: make([]int16, n), shift: shift}
	for i := range f.w {
		v := math.Round(float64(f.sum[i] / float64(s.Passes) * Unit))
		m.weights[i] = int16(min(max(v, math.MinInt16), math.MaxInt16))
	}
	return m
}

type fitter struct {
	learner  *Learner
	w, g     []float64
	sum      []float64 // of the weights behind each pass
	settings Settings
	p        []float64
}

func (f *fitter) score(o option) float64 {
	s := 0.0
	for _, i := range f.learner.features[o.first:o.last] {
		s += f.w[i]
	}
	return s
}

// learn takes one step down the loss of an example. Every product is rounded
// before it is added, so that no CPU fuses the two.
func (f *fitter) learn(e *example, seen []uint16) {
	l := f.learner
	options := l.options[e.first:e.last]
	f.p = f.p[:0]
	most, sum := 0.0, 0.0 // "none of them" has score 0
	for _, o := range options {
		s := f.score(o)
		f.p = append(f.p, s)
		most = max(most, s)
	}
	for k := range f.p {
		f.p[k] = exp(f.p[k] - most)
		sum += f.p[k]
	}
	sum += exp(-most)
	for k, o := range options {
		d := f.p[k] / sum
		if int32(k) == e.right {
			d--
		}
		d = float64(d * float64(e.weight))
		if d > -1e-4 && d < 1e-4 {
			continue
		}
		for _, i := range l.features[o.first:o.last] {
			if int(seen[i]) < f.settings.LeastFor {
				continue
			}
			f.g[i] += float64(d * d)
			f.w[i] -= float64(f.settings.Rate * d / math.Sqrt(f.g[i]+1e-3))
		}
	}
}

const stepsOfExp = 256

// exps holds exp(-k/stepsOfExp), made by multiplication alone: math.Exp differs between CPUs.
var exps = sync.OnceValue(func() *[40*stepsOfExp + 2]float64 {
	const step = 0.99610136947011749 // exp(-1/256)
	t, e := new([40*stepsOfExp + 2]float64), 1.0
	for k := range t {
		t[k] = e
		e = float64(e * step)
	}
	return t
})

// exp returns exp(x) for x of at most 0.
func exp(x float64) float64 {
	exps := exps()
	x = float64(-x * stepsOfExp)
	if x >= float64(len(exps)-2) {
		return 0
	}
	k := int(x)
	part := x - float64(k)
	return exps[k] - float64(part*(exps[k]-exps[k+1]))
}
