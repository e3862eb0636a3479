package train

import (
	"hash/fnv"
	"io"
	"strconv"

	"github.com/dsbuild/dsbuild/convert/topic/model"
)

// fitter fits weights.
type fitter struct {
	classes, width, dense int
	cost                  float64
	alone                 bool // the support vector machine alone, without the logistic regression
}

// Costs to choose from, and the cost for vectors.
var costs = []float64{0.15, 0.4, 1}

const (
	denseCost = 1

	// A margin of the support vector machine is worth about four logits.
	svmShare     = 2
	softmaxShare = 0.5
	folds        = 3
)

// margins are what a text scores by its features, and by its vectors, by class.
type margins [2][]float32

// fit learns weights from some texts of a corpus.
func (f *fitter) fit(c *corpus, chosen []int32) *model.Weights {
	w := &model.Weights{Bias: make([]float32, f.classes), Dense: make([][]float32, f.classes)}
	sparse, class := pick(c.sparse, chosen), pick(c.class, chosen)
	w.Sparse = fitAll(sparse, class, f.classes, f.width, f.cost, w.Bias)
	if !f.alone {
		f.mix(w, sparse, class)
	}
	if f.dense > 0 {
		bias := make([]float32, f.classes) // a constant a class: the shift holds it
		w.Dense = fitAll(pick(c.dense, chosen), class, f.classes, f.dense, denseCost, bias)
	}
	return w
}

// mix adds a logistic regression to the support vector machine.
func (f *fitter) mix(w *model.Weights, rows []row, class []int32) {
	other, bias := softmax(rows, class, f.classes, f.width)
	for k := range w.Sparse {
		w.Bias[k] = float32(svmShare*w.Bias[k]) + float32(softmaxShare*bias[k])
		for j, v := range other[k] {
			w.Sparse[k][j] = float32(svmShare*w.Sparse[k][j]) + float32(softmaxShare*v)
		}
	}
}

func pick[T any](list []T, chosen []int32) []T {
	out := make([]T, len(chosen))
	for i, j := range chosen {
		out[i] = list[j]
	}
	return out
}

// fitAll learns every class against the rest.
func fitAll(rows []row, class []int32, classes, width int, cost float64, bias []float32) [][]float32 {
	t := task{rows: rows, square: make([]float64, len(rows)), mine: make([]bool, len(rows)), cost: make([]float64, len(rows))}
	for i, r := range rows {
		t.square[i] = 1
		for _, v := range r.value {
			t.square[i] += float64(float64(v) * float64(v))
		}
	}
	of := make([]int, classes)
	for _, c := range class {
		of[c]++
	}
	weights := make([][]float32, classes)
	for k := range classes {
		mine := float64(cost * balance(len(rows), classes, of[k]))
		for i, c := range class {
			t.mine[i], t.cost[i] = int(c) == k, cost
			if t.mine[i] {
				t.cost[i] = mine
			}
		}
		weights[k] = make([]float32, width)
		bias[k] = t.descend(weights[k], uint64(k))
	}
	return weights
}

// score returns the margins of a corpus.
func (f *fitter) score(w *model.Weights, c *corpus) []margins {
	out := make([]margins, len(c.sparse))
	for i := range out {
		out[i] = f.marginsOf(w, c, i)
	}
	return out
}

func (f *fitter) marginsOf(w *model.Weights, c *corpus, i int) (m margins) {
	m[0], m[1] = make([]float32, f.classes), make([]float32, f.classes)
	for k := range f.classes {
		m[0][k] = w.Bias[k] + c.sparse[i].times(w.Sparse[k])
		m[1][k] = c.dense[i].times(w.Dense[k])
	}
	return m
}

func (r *row) times(w []float32) float32 {
	sum := float32(0)
	if len(w) == 0 {
		return 0
	}
	for i, f := range r.index {
		sum += float32(w[f] * r.value[i])
	}
	return sum
}

// foldScores returns the margins of each text by weights fitted to the other folds.
func (f *fitter) foldScores(c *corpus) []margins {
	out := make([]margins, len(c.sparse))
	for fold := range folds {
		in, held := c.split(uint64(fold))
		w := f.fit(c, in)
		for _, i := range held {
			out[i] = f.marginsOf(w, c, int(i))
		}
	}
	return out
}

// split returns the texts that are not in a fold, and those that are.
func (c *corpus) split(fold uint64) (in, held []int32) {
	for i := range c.texts {
		if foldOf(c.texts[i]) == fold {
			held = append(held, int32(i))
		} else {
			in = append(in, int32(i))
		}
	}
	return in, held
}

// part is a corpus of some of the texts.
func (c *corpus) part(chosen []int32) *corpus {
	return &corpus{pick(c.texts, chosen), pick(c.sparse, chosen), pick(c.dense, chosen), pick(c.class, chosen)}
}

// foldOf puts a text in a fold by what it says, so that a text that occurs twice is never in two.
func foldOf(t model.Text) uint64 {
	h := fnv.New64a()
	_, _ = io.WriteString(h, t.Title) // a hash takes everything
	_, _ = io.WriteString(h, t.Text)
	return h.Sum64() >> 33 % folds
}

// choose sets the cost that does best on dev, or on a fold where there is no dev, and whether
// the support vector machine does better alone.
func (f *fitter) choose(train, dev *corpus) {
	in := all(len(train.sparse))
	if len(dev.sparse) < fewestDev {
		var held []int32
		in, held = train.split(0)
		dev = train.part(held)
	}
	rows, class := pick(train.sparse, in), pick(train.class, in)
	var best *model.Weights
	most := -1.0
	for _, cost := range costs {
		w := &model.Weights{Bias: make([]float32, f.classes), Dense: make([][]float32, f.classes)}
		w.Sparse = fitAll(rows, class, f.classes, f.width, cost, w.Bias)
		accuracy, macro := f.rate(w, dev)
		if accuracy+macro > most+0.002 { // else the smaller cost
			f.cost, best, most = cost, w, accuracy+macro
		}
	}
	f.mix(best, rows, class)
	accuracy, macro := f.rate(best, dev)
	f.alone = accuracy+macro < most-0.01 // on a par both together know better how sure they are
}

// rate returns accuracy and macro-F1 of weights, by the margins of the features alone.
func (f *fitter) rate(w *model.Weights, c *corpus) (accuracy, macro float64) {
	t := table{}
	for i := range c.sparse {
		m := f.marginsOf(w, c, i)
		best := 0
		for k, v := range m[0] {
			if v > m[0][best] {
				best = k
			}
		}
		t.add(strconv.Itoa(int(c.class[i])), strconv.Itoa(best))
	}
	return t.accuracy(), t.macro()
}

// curve fits to a part of the texts and measures on dev, or on a fold.
func (f *fitter) curve(train, dev *corpus, full *Measured) []Point {
	in := all(len(train.sparse))
	if len(dev.sparse) == 0 {
		var held []int32
		in, held = train.split(0)
		dev = train.part(held)
	}
	rng := random(1)
	rng.shuffle(in)
	var points []Point
	for _, share := range []int{16, 8, 4, 2} {
		part := in[:len(in)/share]
		if len(part) < 4*f.classes {
			continue
		}
		accuracy, macro := f.rate(f.fit(train, part), dev)
		points = append(points, Point{len(part), accuracy, macro})
	}
	return append(points, Point{len(train.sparse), full.Accuracy, full.MacroF1})
}

// asRows turns the features of texts into rows.
func asRows(e *model.Extractor, texts []model.Text) (sparse, dense []row) {
	r := e.Reading()
	for _, t := range texts {
		r.Read(t)
		s := row{index: make([]int32, len(r.Sparse)), value: make([]float32, len(r.Sparse))}
		for i, f := range r.Sparse {
			s.index[i], s.value[i] = f.Row, float32(f.Value)/model.Whole
		}
		sparse = append(sparse, s)
		d := row{index: make([]int32, len(r.Dense)), value: make([]float32, len(r.Dense))}
		for i, v := range r.Dense {
			d.index[i], d.value[i] = int32(i), float32(v)/model.Whole
		}
		dense = append(dense, d)
	}
	return sparse, dense
}
