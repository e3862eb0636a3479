// Package linear decides by sums of weights of hashed features.
//
// In: features, each the 32-bit hash of a kind and up to three values. Out: a
// score in 1/256 logit; for training, the weights. Laws: integers only where a
// model decides, so that every CPU decides alike; features are never strings;
// the same examples in the same order give the same weights on every CPU.
package linear

import (
	"encoding/binary"
	"fmt"
)

// Unit is the score of one logit.
const Unit = 256

// Model is the weights of hashed features.
type Model struct {
	weights []int16
	shift   uint
}

// Bytes of a model in memory are 2 << bits.
const (
	fewestBits = 8
	mostBits   = 20
)

// Decode reads what Encode wrote.
func Decode(data []byte) (*Model, error) {
	n := len(data) / 2
	bits := uint(fewestBits)
	for bits < mostBits && 1<<bits < n {
		bits++
	}
	if len(data) != 2<<bits {
		return nil, fmt.Errorf("a model of %d bytes", len(data))
	}
	m := &Model{weights: make([]int16, n), shift: 32 - bits}
	for i := range m.weights {
		m.weights[i] = int16(binary.LittleEndian.Uint16(data[2*i:]))
	}
	return m, nil
}

// Encode appends the weights to dst.
func (m *Model) Encode(dst []byte) []byte {
	for _, w := range m.weights {
		dst = binary.LittleEndian.AppendUint16(dst, uint16(w))
	}
	return dst
}

// Score returns the sum of the weights of features.
func (m *Model) Score(features []uint32) int32 {
	sum := int32(0)
	for _, f := range features {
		sum += int32(m.weights[f>>m.shift])
	}
	return sum
}

// Probability returns what a score says, between 0 and 1.
func Probability(score int32) float64 {
	x := float64(score) / Unit
	if x < 0 {
		e := exp(x)
		return e / (1 + e)
	}
	return 1 / (1 + exp(-x))
}

// Choose returns the option with the highest score, -1 where none is above 0, and
// how likely it is among them and none, in 1/1000.
func Choose(m *Model, options [][]uint32) (best int, share int32) {
	best = -1
	most := int32(0)
	var buf [32]int32
	scores := buf[:0]
	for k, o := range options {
		s := m.Score(o)
		scores = append(scores, s)
		if s > most {
			best, most = k, s
		}
	}
	sum := exp(-float64(most) / Unit)
	for _, s := range scores {
		sum += exp(float64(s-most) / Unit)
	}
	return best, int32(1000 / sum)
}

// Key hashes a feature of kind id.
func Key(id, a, b, c uint32) uint32 {
	const k, l = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
	h := (uint64(a)<<32 | uint64(b)) * k
	h = (h ^ h>>32 ^ (uint64(id)<<32 | uint64(c))) * l
	return uint32(h >> 32)
}

// Bits returns the logarithm of the number of weights.
func (m *Model) Bits() byte { return byte(32 - m.shift) }
