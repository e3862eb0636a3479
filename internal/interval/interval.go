// Package interval says how far a share that was counted in a sample may be off.
//
// In: a number of things and how many of them are so. Out: the interval of the share.
// Laws: the bounds lie in 0 to 1, the share between them; every CPU gives the same bits.
package interval

import "math"

// Wilson returns the 95 % interval of a share, part of of, that E. B. Wilson gave in
// 1927, rounded to 4 decimals. Of nothing it is 0 to 1.
func Wilson(part, of int64) (low, high float64) {
	if of == 0 {
		return 0, 1
	}
	const z = 1.959963984540054 // 95 % of a normal distribution
	p, n := float64(part)/float64(of), float64(of)
	// The conversions keep a CPU from fusing a product with what follows.
	middle := p + float64(z*z)/float64(2*n)
	half := float64(z * math.Sqrt(float64(float64(p*(1-p))/n)+float64(z*z)/float64(4*float64(n*n))))
	scale := 1 + float64(z*z)/n
	return max(0, round4((middle-half)/scale)), min(1, round4((middle+half)/scale))
}

func round4(v float64) float64 { return math.Round(v*1e4) / 1e4 }
