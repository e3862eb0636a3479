// Package model gives texts the codes of a codebook by weights that were learned
// from coded texts.
//
// In: a text, with its title and its neighbours where they are known. Out: how
// likely each code is, and the words that speak for one. Laws: integers only
// where a model decides, and probabilities come from a table, so that every CPU
// gives the same answers; a damaged or foreign file is an error; time and room
// are linear in the text; a Model is safe for concurrent use.
package model

import (
	"cmp"
	"slices"
	"sync"

	"github.com/dsbuild/dsbuild/convert/topic/vector"
)

// Model is what package train fits.
type Model struct {
	Head Head

	e       *Extractor
	scale   []uint16 // by row: what a weight of 1 is, in 1/65536
	weights []int8   // by row, then class
	dense   []int16  // by class, then number: what 1 is, in 1/denseUnit
	bias    []int32  // by class, in 1/Unit
	// Margins become logits: both kinds times their gain, in 1/Logit, and the shift of the class.
	gain  [2]int32
	shift []int32

	sum   string    // SHA-256 of the file it was read from
	rooms sync.Pool // of *room
}

// Hash returns the SHA-256, in hex digits, of the file that the model was read from.
func (m *Model) Hash() string { return m.sum }

// Unit is a margin of 1 of the features; denseUnit a weight of 1 of vectors.
const (
	unitBits  = 22
	Unit      = 1 << unitBits
	denseUnit = 1 << 10
)

// None is the code of texts that have no topic of the codebook.
const None = ""

// Classes returns the codes of the model.
func (m *Model) Classes() []Class { return m.Head.Classes }

// Extractor returns what finds the features of texts for the model.
func (m *Model) Extractor() *Extractor { return m.e }

// room is room to judge in.
type room struct {
	reading *Reading
	acc     []int32
	logits  []int64
}

func (m *Model) room() *room {
	if r, ok := m.rooms.Get().(*room); ok {
		return r
	}
	k := len(m.bias)
	return &room{m.e.Reading(), make([]int32, k), make([]int64, k)}
}

// Logits appends what speaks for each class of a text, in 1/Logit.
func (m *Model) Logits(t Text, out []int64) []int64 {
	r := m.room()
	m.logits(r, t)
	out = append(out, r.logits...)
	m.rooms.Put(r)
	return out
}

func (m *Model) logits(r *room, t Text) {
	r.reading.Read(t)
	k := len(m.bias)
	copy(r.acc, m.bias)
	for _, f := range r.reading.Sparse {
		v := int32(int64(f.Value) * int64(m.scale[f.Row]) >> (14 + 16 - unitBits))
		for i, w := range m.weights[int(f.Row)*k:][:k] {
			r.acc[i] += v * int32(w)
		}
	}
	for i := range r.logits {
		r.logits[i] = (int64(r.acc[i])*int64(m.gain[0]))>>unitBits + int64(m.shift[i])
	}
	if n := len(r.reading.Dense); n > 0 {
		for i := range r.logits {
			sum := int64(0)
			for j, v := range r.reading.Dense {
				sum += int64(v) * int64(m.dense[i*n+j])
			}
			r.logits[i] += sum * int64(m.gain[1]) / (Whole * denseUnit)
		}
	}
}

// Answer is a code of a text.
type Answer struct {
	Class int // of Classes
	Score float64
}

// Predict returns the classes of a text, the most likely first, with how likely
// each is.
func (m *Model) Predict(t Text) []Answer {
	r := m.room()
	m.logits(r, t)
	answers := Answers(r.logits, m.Head.Steps)
	m.rooms.Put(r)
	return answers
}

// Answers turns logits into answers, the most likely first. The first gets the
// score that steps say it is worth, the others what is left, in proportion.
func Answers(logits []int64, steps []Step) []Answer {
	said := make([]int32, len(logits))
	shares(logits, said)
	answers := make([]Answer, len(logits))
	for i := range answers {
		answers[i] = Answer{Class: i}
	}
	slices.SortStableFunc(answers, func(a, b Answer) int { return cmp.Compare(logits[b.Class], logits[a.Class]) })
	first := said[answers[0].Class]
	is := worth(steps, first)
	for i := range answers {
		score := is
		if i > 0 {
			score = min(int32(int64(said[answers[i].Class])*int64(Certain-is)/int64(max(Certain-first, 1))), is)
		}
		answers[i].Score = float64(score) / Certain
	}
	return answers
}

// Evidence returns up to most words and keywords that speak for a class of the
// text, those that weigh most first. It is nil where only vectors do.
func (m *Model) Evidence(t Text, class, most int) []string {
	r := m.room()
	defer m.rooms.Put(r)
	r.reading.Read(t)
	k := len(m.bias)
	type part struct {
		row    int32
		weight int64
	}
	var parts []part
	for _, f := range r.reading.Sparse {
		w, best := int64(m.weights[int(f.Row)*k+class]), int64(0)
		for _, v := range m.weights[int(f.Row)*k:][:k] {
			best = max(best, int64(v))
		}
		if w > 0 && 2*w >= best { // it speaks for the class rather than for others
			parts = append(parts, part{f.Row, w * int64(f.Value) * int64(m.scale[f.Row])})
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.row, b.row)) })
	var list []string
	for _, p := range parts {
		if len(list) == most {
			break
		}
		if name := r.reading.Name(p.row); name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// Weights are what a machine learned, as floats.
type Weights struct {
	Sparse, Dense [][]float32 // by class
	Bias          []float32
	Gain          [2]float64 // margins to logits
	Shift         []float64  // by class, logits
}

// New makes a model of weights, which it rounds to what a file holds.
func New(head Head, e *Extractor, w *Weights) *Model {
	k := len(head.Classes)
	m := &Model{Head: head, e: e, scale: make([]uint16, e.Rows()), weights: make([]int8, e.Rows()*k)}
	for row := range e.Rows() {
		most := float32(0)
		for c := range k {
			most = max(most, w.Sparse[c][row], -w.Sparse[c][row])
		}
		step := min(max(rounded(float64(most)/127*65536)+1, 1), 65535)
		m.scale[row] = uint16(step)
		for c := range k {
			m.weights[row*k+c] = int8(min(max(rounded(float64(w.Sparse[c][row])*65536/float64(step)), -127), 127))
		}
	}
	for c := range k {
		for _, v := range w.Dense[c] {
			m.dense = append(m.dense, int16(min(max(rounded(float64(v)*denseUnit), -32767), 32767)))
		}
		m.bias = append(m.bias, int32(rounded(float64(w.Bias[c])*Unit)))
		m.shift = append(m.shift, int32(rounded(w.Shift[c]*Logit)))
	}
	m.gain = [2]int32{int32(rounded(w.Gain[0] * Logit)), int32(rounded(w.Gain[1] * Logit))}
	return m
}

func rounded(x float64) int {
	if x < 0 {
		return -int(0.5 - x)
	}
	return int(x + 0.5)
}

// vectors returns the table of word pieces for a shape, nil where it needs none.
func vectors(s Shape) *vector.Table {
	if !s.Vectors {
		return nil
	}
	return vector.Standard()
}
