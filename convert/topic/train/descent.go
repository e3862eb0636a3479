package train

import "math"

// row is an example as numbers: the features that are not zero.
type row struct {
	index []int32
	value []float32
}

// random is splitmix64: the same numbers on every machine.
type random uint64

func (r *random) next() uint64 {
	*r += 0x9E3779B97F4A7C15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

func (r *random) shuffle(list []int32) {
	for i := len(list) - 1; i > 0; i-- {
		j := int(r.next() % uint64(i+1))
		list[i], list[j] = list[j], list[i]
	}
}

// task is one class against the rest.
type task struct {
	rows   []row
	square []float64 // of each row, with the bias
	mine   []bool    // whether the row is of the class
	cost   []float64 // of a mistake on the row
}

const (
	rounds    = 30
	tolerance = 0.1
)

// descend finds the weights of a linear support vector machine with squared
// loss by dual coordinate descent (Hsieh et al. 2008). Every product is
// rounded by itself, so that no CPU fuses it into a sum: the same rows give
// the same weights everywhere.
func (t *task) descend(weights []float32, seed uint64) (bias float32) {
	alpha := make([]float64, len(t.rows))
	order := make([]int32, len(t.rows))
	for i := range order {
		order[i] = int32(i)
	}
	rng := random(seed)
	b := 0.0
	for range rounds {
		rng.shuffle(order)
		worst := 0.0
		active := order[:0]
		for _, i := range order {
			r := &t.rows[i]
			y := -1.0
			if t.mine[i] {
				y = 1
			}
			d := 1 / float64(2*t.cost[i])
			sum := float32(b)
			for k, f := range r.index {
				sum += float32(weights[f] * r.value[k])
			}
			g := float64(y*float64(sum)) - 1 + float64(d*alpha[i])
			if alpha[i] == 0 && g > 0 {
				if g < 1 { // one far on the right side is left out of later rounds
					active = append(active, i)
				}
				continue
			}
			active = append(active, i)
			worst = max(worst, math.Abs(g))
			old := alpha[i]
			alpha[i] = max(old-float64(g/(t.square[i]+d)), 0)
			step := float64((alpha[i] - old) * y)
			b += step
			for k, f := range r.index {
				weights[f] += float32(float32(step) * r.value[k])
			}
		}
		order = active
		if worst < tolerance {
			break
		}
	}
	return float32(b)
}

// balance says how much more a mistake on a text of a class costs than one on
// another, so that a small class is not drowned: the root of how much smaller it
// is than the mean.
func balance(rows, classes, mine int) float64 {
	return math.Sqrt(float64(rows) / float64(classes*(mine+1)))
}
