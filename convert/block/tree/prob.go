package tree

import (
	"math/bits"
	"slices"
)

// Unit is the score of one logit.
const Unit = 1024

// Whole is the probability of certainty.
const Whole = 1000

const (
	steps = 128 // entries of the table a logit
	reach = 10  // logits to each side
	one   = 1 << 62
)

// probs holds Whole/(1+exp(-x)) for x from -reach to reach. It is computed with
// integers, so that it is the same on every CPU.
var probs = newProbs()

func newProbs() (t [2*reach*steps + 1]int16) {
	e := uint64(one) // exp(-k/128) * 2^62
	for k := range reach*steps + 1 {
		p := mulDiv(Whole*2, one, one+e) // for +k/128, doubled for rounding
		t[reach*steps+k] = int16((p + 1) / 2)
		t[reach*steps-k] = Whole - t[reach*steps+k]
		e = decayed(e)
	}
	return t
}

func mulDiv(a, b, c uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	q, _ := bits.Div64(hi, lo, c)
	return q
}

// Prob returns the probability of a score, 0 to Whole.
func Prob(score int32) int16 {
	k := int(score)*steps/Unit + reach*steps
	return probs[min(max(k, 0), len(probs)-1)]
}

// powers holds exp(-k/128) in 1/65536 for k up to 12 logits.
var powers = newPowers()

func newPowers() (t [12*steps + 1]int64) {
	e := uint64(one)
	for k := range t {
		t[k] = int64((e>>45 + 1) / 2)
		e = decayed(e)
	}
	return t
}

// decayed multiplies a number in 1/2^62 by exp(-1/128).
func decayed(e uint64) uint64 {
	const decay = 4575797593107614195 // exp(-1/128) * 2^62
	hi, lo := bits.Mul64(e, decay)
	return hi<<2 | lo>>62
}

// Shares turns the scores of one row's classes into probabilities, 0 to Whole.
func Shares(scores []int32, out []int16) {
	most := slices.Max(scores)
	sum := int64(0)
	for _, s := range scores {
		sum += powers[min(int(most-s)*steps/Unit, len(powers)-1)]
	}
	for i, s := range scores {
		out[i] = int16(powers[min(int(most-s)*steps/Unit, len(powers)-1)] * Whole / sum)
	}
}
