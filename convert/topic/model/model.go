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
	"slices"
	"sync"

	"github.com/dsbuild/dsbuild/convert/topic/vector"
)

// Model is what package train fits.
type Model struct {
	Head Head

	e       *Extractor
	scale   []uint16 // by row: what a weight of 1 is, in 1/65536
	weights []int8   // by row, then class, as the file has them
	packed  packed   // the same
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
	acc     accumulator
	logits  []int64
	heap    []uint64
}

func (m *Model) room() *room {
	if r, ok := m.rooms.Get().(*room); ok {
		return r
	}
	return &room{reading: m.e.Reading(), acc: m.packed.accumulator(), logits: make([]int64, len(m.bias))}
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
	for _, f := range r.reading.Sparse {
		r.acc.add(m.packed.row(f.Row), uint64(f.Value)*uint64(m.scale[f.Row])>>(14+16-unitBits))
	}
	sums := r.acc.take()
	for i := range r.logits {
		r.logits[i] = ((sums[i]+int64(m.bias[i]))*int64(m.gain[0]))>>unitBits + int64(m.shift[i])
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
	answers, _ := m.Judge(t, len(m.bias), 0)
	return answers
}

// Judge returns the likeliest classes of a text, at most so many, and up to words of
// the words and keywords that speak for the first, as Evidence does.
func (m *Model) Judge(t Text, most, words int) ([]Answer, []string) {
	r := m.room()
	defer m.rooms.Put(r)
	m.logits(r, t)
	answers := likeliest(r.logits, m.Head.Steps, most)
	if words == 0 {
		return answers, nil
	}
	return answers, m.evidence(r, answers[0].Class, words)
}

// Answers turns logits into answers, the most likely first. The first gets the
// score that steps say it is worth, the others what is left, in proportion.
func Answers(logits []int64, steps []Step) []Answer {
	return likeliest(logits, steps, len(logits))
}

// likeliest returns the first of Answers.
func likeliest(logits []int64, steps []Step, most int) []Answer {
	said := shares(logits, make([]int32, len(logits)))
	answers := make([]Answer, 0, min(most, len(logits)))
	for i := range logits {
		at := len(answers)
		for at > 0 && logits[answers[at-1].Class] < logits[i] {
			at--
		}
		if len(answers) < cap(answers) {
			answers = append(answers, Answer{})
		}
		if at < len(answers) {
			copy(answers[at+1:], answers[at:])
			answers[at].Class = i
		}
	}
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
	return m.evidence(r, class, most)
}

func (m *Model) evidence(r *room, class, most int) []string {
	k := len(m.bias)
	r.heap = r.heap[:0]
	for i, f := range r.reading.Sparse {
		if w := m.weights[int(f.Row)*k+class]; w > 0 {
			weight := uint64(w) * uint64(f.Value) * uint64(m.scale[f.Row]) // below 2^40
			r.heap = append(r.heap, weight<<evidenceBits|uint64(max(1<<evidenceBits-1-i, 0)))
		}
	}
	var list []string
	for top := range largest(r.heap) {
		if len(list) == most {
			break
		}
		f := r.reading.Sparse[1<<evidenceBits-1-top&(1<<evidenceBits-1)]
		weights := m.weights[int(f.Row)*k:][:k]
		if 2*int(weights[class]) < int(slices.Max(weights)) { // it speaks for others rather than for the class
			continue
		}
		if name := r.reading.Name(f); name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// evidenceBits hold the place of a feature in a text.
const evidenceBits = 24

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
	m.packed = pack(m.weights, k)
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
