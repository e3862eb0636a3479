// Package marksheet has what all sheets share that people mark: quotes to judge, texts to code.
//
// In: things to draw from, each of a stratum; later a sheet that came back as CSV. Out: which are
// drawn and how likely each was; the frame of the page to mark them in; the cells of the CSV. Laws:
// the same things, number and seed give the same draw, and what is drawn stays drawn where more are; a
// CSV that a spreadsheet saved in its own charset or with its own separator has the same cells.
package marksheet

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
)

// Drawn is one thing of the draw.
type Drawn[T any] struct {
	Value       T
	Stratum     string
	Probability float64 // of being drawn
	key         string
	order       uint64
}

// Draw keeps of the things of each stratum those that come first in an order which the seed decides.
type Draw[T any] struct {
	most   int // of a stratum
	seed   uint64
	strata map[string][]*Drawn[T]
	counts map[string]int
}

// NewDraw makes a draw of at most most things a stratum.
func NewDraw[T any](most int, seed uint64) *Draw[T] {
	return &Draw[T]{most, seed, map[string][]*Drawn[T]{}, map[string]int{}}
}

// Add offers a thing; key tells it from all others.
func (d *Draw[T]) Add(stratum, key string, value T) {
	// The place is a hash, so that it depends on nothing else in the dataset.
	sum := sha256.Sum256([]byte(strconv.FormatUint(d.seed, 10) + "\n" + key))
	d.counts[stratum]++
	list := append(d.strata[stratum], &Drawn[T]{Value: value, Stratum: stratum, key: key, order: binary.BigEndian.Uint64(sum[:8])})
	if len(list) >= 2*d.most { // so that each is sorted about twice
		list = d.first(list)
	}
	d.strata[stratum] = list
}

// Counts are the things of each stratum that were offered.
func (d *Draw[T]) Counts() map[string]int { return d.counts }

// Take returns so many things of each stratum as shares says, in an order that mixes the strata.
func (d *Draw[T]) Take(shares map[string]int) []*Drawn[T] {
	var all []*Drawn[T]
	for stratum, n := range shares {
		for _, x := range d.first(d.strata[stratum])[:n] {
			x.Probability = float64(n) / float64(d.counts[stratum])
			all = append(all, x)
		}
	}
	slices.SortFunc(all, byOrder)
	return all
}

func (d *Draw[T]) first(list []*Drawn[T]) []*Drawn[T] {
	slices.SortFunc(list, byOrder)
	return list[:min(d.most, len(list))]
}

func byOrder[T any](a, b *Drawn[T]) int {
	return cmp.Or(cmp.Compare(a.order, b.order), strings.Compare(a.key, b.key))
}
