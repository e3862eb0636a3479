// Package weights tells which major topic of CAP the words of a text sound like, by
// weights that were learned from coded texts.
//
// In: a piece of English text. Out: how likely each code is by its word pieces alone,
// and what that counts beside the keywords of the codebook. Laws: integers only, and
// logarithms by steps that are rounded one by one, so that every CPU gives the same
// answers; the time is linear in the text. docs/models/topic.md says what the weights
// were learned from; the program in train fits them.
package weights

import (
	_ "embed" // the weights
	"encoding/json"
	"fmt"
	"math"
	"sync"

	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/convert/topic/vector"
)

const (
	// One is the length of a vector.
	One = 1 << 14
	// Unit is a weight of 1.
	Unit = 1 << 10
	// least is the logit of what is out of the question: no single piece rules a code out.
	least = -12 * model.Logit
)

// Weights are the numbers that were learned.
type Weights struct {
	Codes  []string `json:"codes"`  // no topic, "", is the first
	Centre []int64  `json:"centre"` // what texts have in common, in 1/One
	// Whole texts and single paragraphs are weighed by numbers of their own.
	Whole     Task `json:"whole"`
	Paragraph Task `json:"paragraph"`
}

// Task holds what texts of one kind are weighed by. How much a sign counts is in 1/Unit.
type Task struct {
	Keywords  int64 `json:"keywords"`  // evidence for a code
	Words     int64 `json:"words"`     // what the word pieces sound like
	None      int64 `json:"none"`      // for no topic, always
	Everyday  int64 `json:"everyday"`  // evidence for no topic
	NoPolicy  int64 `json:"no_policy"` // for no topic where keywords alone say so
	Abstained int64 `json:"abstained"` // the same where they leave it open
	// The same of what stands around a paragraph.
	Around      int64 `json:"around"`
	AroundWords int64 `json:"around_words"`

	Bias []int64   `json:"bias"` // by code, in 1/model.Logit
	Rows [][]int64 `json:"rows"` // by code, then number of a vector, in 1/Unit
}

//go:embed weights.json
var embedded []byte

// Standard returns the weights that come with the program, read when first asked for.
func Standard() *Weights { return standard() }

var standard = sync.OnceValue(func() *Weights {
	w, err := Parse(embedded)
	if err != nil {
		panic(err) // a test reads it
	}
	return w
})

// Data returns the bytes of the weights that come with the program. They must not be changed.
func Data() []byte { return embedded }

// Parse reads what the program in train wrote.
func Parse(data []byte) (*Weights, error) {
	w := new(Weights)
	if err := json.Unmarshal(data, w); err != nil {
		return nil, fmt.Errorf("parse topic weights: %w", err)
	}
	if len(w.Codes) == 0 || w.Codes[0] != model.None || len(w.Centre) != vector.Dim {
		return nil, fmt.Errorf("parse topic weights: %d codes, %d numbers of the centre", len(w.Codes), len(w.Centre))
	}
	for _, t := range []*Task{&w.Whole, &w.Paragraph} {
		if len(t.Bias) != len(w.Codes) || len(t.Rows) != len(w.Codes) {
			return nil, fmt.Errorf("parse topic weights: %d codes, %d biases, %d rows", len(w.Codes), len(t.Bias), len(t.Rows))
		}
		for i, row := range t.Rows {
			if len(row) != vector.Dim {
				return nil, fmt.Errorf("parse topic weights: row %d has %d numbers, not %d", i, len(row), vector.Dim)
			}
		}
	}
	return w, nil
}

// Vector returns the direction of the word pieces of a text, in 1/One, and whether it has any.
func Vector(parts ...string) (v [vector.Dim]int64, ok bool) {
	pieces := 0
	for _, s := range parts {
		pieces += vector.Standard().Add(s, &v)
	}
	return v, pieces > 0 && unit(&v)
}

// unit gives a vector the length One; a vector of nothing has no direction.
func unit(v *[vector.Dim]int64) bool {
	most := int64(0)
	for _, x := range v {
		most = max(most, x, -x)
	}
	shift := 0
	for most>>shift >= 1<<24 { // the sum of squares fits a float64 but for its last bits
		shift++
	}
	sum := int64(0)
	for i := range v {
		v[i] >>= shift
		sum += v[i] * v[i]
	}
	if sum == 0 {
		return false
	}
	length := max(int64(math.Sqrt(float64(sum))), 1)
	for i := range v {
		v[i] = v[i] * One / length
	}
	return true
}

// Add adds how likely each code is for a text, as logarithms in 1/model.Logit, so many
// times to sum, and reports whether the text has any word pieces.
func (w *Weights) Add(t *Task, sum []int64, times int64, parts ...string) bool {
	v, ok := Vector(parts...)
	if !ok {
		return false
	}
	for i := range v {
		v[i] -= w.Centre[i]
	}
	if !unit(&v) {
		return false
	}
	var room [32]int64
	logits := append(room[:0], t.Bias...)
	for i, row := range t.Rows {
		dot := int64(0)
		for j, x := range v {
			dot += x * row[j]
		}
		logits[i] += dot * model.Logit / (One * Unit)
	}
	model.LogShares(logits)
	for i, l := range logits {
		sum[i] += times * max(l, least)
	}
	return true
}
