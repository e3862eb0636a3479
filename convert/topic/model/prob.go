package model

import (
	"math"
	"math/bits"
	"slices"
)

// Logit is a logit of 1 in the sums that decide.
const Logit = 1 << 12

const (
	steps = 128 // entries of the table a logit
	reach = 20  // logits
	one   = 1 << 62
)

// powers holds exp(-k/128) in 1/2^32. It is computed with integers, so that it
// is the same on every CPU.
var powers = newPowers()

func newPowers() (t [reach*steps + 1]int64) {
	const decay = 4575797593107614195 // exp(-1/128) * 2^62
	e := uint64(one)
	for k := range t {
		t[k] = int64((e>>29 + 1) / 2)
		hi, lo := bits.Mul64(e, decay)
		e = hi<<2 | lo>>62
	}
	return t
}

// Certain is the probability of certainty where probabilities are whole numbers.
const Certain = 10000

// shares turns logits into probabilities, in 1/Certain, which it returns in out.
func shares(logits []int64, out []int32) []int32 {
	most, sum := powersOf(logits)
	for i, l := range logits {
		out[i] = int32((2*Certain*power(most-l) + sum) / (2 * sum))
	}
	return out
}

// powersOf returns the greatest logit, and the powers of all together.
func powersOf(logits []int64) (most, sum int64) {
	most = slices.Max(logits)
	for _, l := range logits {
		sum += power(most - l)
	}
	return most, sum
}

// power is exp of a logit that is so much less than the greatest, in 1/2^32.
func power(less int64) int64 { return powers[min(less/(Logit/steps), int64(len(powers)-1))] }

// Step says what a score is worth: of texts with the score Said, the share Is has the code. In 1/Certain.
type Step struct{ Said, Is int32 }

// worth returns what a score is worth, on straight lines between the steps.
func worth(steps []Step, said int32) int32 {
	for i := 1; i < len(steps); i++ {
		a, b := steps[i-1], steps[i]
		if said <= b.Said && b.Said > a.Said {
			return a.Is + int32(int64(b.Is-a.Is)*int64(said-a.Said)/int64(b.Said-a.Said))
		}
	}
	return said
}

// LogShares turns logits into the logarithms of the probabilities, in 1/Logit.
func LogShares(logits []int64) {
	most, sum := powersOf(logits)
	all := most + int64(math.Round(float64(Logit*Ln(float64(sum)/float64(powers[0])))))
	for i := range logits {
		logits[i] -= all
	}
}
