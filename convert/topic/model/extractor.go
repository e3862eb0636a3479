package model

import (
	"maps"
	"math"
	"slices"

	"github.com/dsbuild/dsbuild/convert/topic/vector"
)

// Extractor finds the features of texts.
type Extractor struct {
	Shape   Shape
	v       vocabulary
	finder  Finder
	vectors *vector.Table
	centre  []int64
}

// NewExtractor learns which features occur in the texts, and in how many: at most
// mostRows of them, the frequent ones first. finder may be nil.
func NewExtractor(shape Shape, finder Finder, texts []Text, mostRows int) *Extractor {
	e := &Extractor{Shape: shape, finder: finder}
	if shape.Vectors {
		e.vectors = vector.Standard()
		e.learnCentre(texts)
	}
	type count struct{ texts, last int32 }
	counts := map[uint32]count{}
	at := int32(0)
	r := e.Reading()
	r.learn = func(key uint32) {
		if c := counts[key]; c.last != at {
			counts[key] = count{c.texts + 1, at}
		}
	}
	for _, t := range texts {
		at++
		r.Read(t)
	}
	keys := make([]uint32, 0, len(counts))
	keys = slices.AppendSeq(keys, maps.Keys(counts))
	slices.SortFunc(keys, func(a, b uint32) int {
		if d := counts[b].texts - counts[a].texts; d != 0 {
			return int(d)
		}
		return int(int64(a) - int64(b))
	})
	keys = keys[:min(len(keys), mostRows)] // what occurs often stands together, which is quicker
	e.v.keys = keys
	e.v.idf = make([]uint16, len(keys))
	for i, k := range keys {
		e.v.idf[i] = uint16(math.Round(256 * (1 + Ln(float64(len(texts)+1)/float64(counts[k].texts+1)))))
	}
	e.v.build()
	return e
}

// learnCentre sets the centre to the mean of what the texts come to.
func (e *Extractor) learnCentre(texts []Text) {
	e.centre = make([]int64, e.Shape.Dense())
	for from := 0; from < len(e.centre); from += vector.Dim {
		total, n := make([]int64, vector.Dim), int64(0)
		for _, t := range texts {
			parts := []string{t.Title, t.Text}
			if from > 0 {
				parts = []string{t.Before, t.After}
			}
			var sum [vector.Dim]int64
			pieces := 0
			for _, s := range parts {
				pieces += e.vectors.Add(s, &sum)
			}
			if pieces == 0 {
				continue
			}
			n++
			for i, v := range sum {
				total[i] += v / int64(pieces)
			}
		}
		for i, v := range total {
			e.centre[from+i] = v / max(n, 1)
		}
	}
}

// Reading returns room to read texts in.
func (e *Extractor) Reading() *Reading {
	return &Reading{e: e, counts: make([]uint8, len(e.v.keys))}
}

// Rows returns the number of features.
func (e *Extractor) Rows() int { return len(e.v.keys) }
