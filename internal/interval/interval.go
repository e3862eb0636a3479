// Package interval says how far a share that was counted in a sample may be off.
//
// In: a number of things and how many of them are so. Out: the interval of the share.
// Laws: the bounds lie in 0 to 1, the share between them; every CPU gives the same bits.
package interval

import (
	"math"

	"github.com/dsbuild/dsbuild/schema"
)

// Z is how many standard deviations about the mean hold 95 % of a normal distribution.
const Z = 1.959963984540054

// Wilson is Exact, rounded to 4 decimals.
func Wilson(part, of int64) (low, high float64) {
	low, high = Exact(part, of)
	return schema.Round4(low), schema.Round4(high)
}

// Exact returns the 95 % interval of a share, part of of, that E. B. Wilson gave in 1927.
// Of nothing it is 0 to 1.
func Exact(part, of int64) (low, high float64) {
	if of == 0 {
		return 0, 1
	}
	return Share(float64(part)/float64(of), float64(of))
}

// Share is Exact of a share p of n things, where n need not be a whole number.
func Share(p, n float64) (low, high float64) {
	// The conversions keep a CPU from fusing a product with what follows.
	middle := p + float64(Z*Z)/float64(2*n)
	half := float64(Z * math.Sqrt(float64(float64(p*(1-p))/n)+float64(Z*Z)/float64(4*float64(n*n))))
	scale := 1 + float64(Z*Z)/n
	return max(0, (middle-half)/scale), min(1, (middle+half)/scale)
}
