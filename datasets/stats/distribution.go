package stats

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"

	"github.com/DataDog/sketches-go/ddsketch"
)

const (
	// maxNumbers is how many distinct numbers a column keeps with exact counts.
	maxNumbers = 1_000_000
	// accuracy is how far, relative to the value, the sketch may be off.
	accuracy = 0.005
	// quantileError is how far an estimate is off at most: what the sketch may be
	// off, and what its rounding to three digits takes.
	quantileError = 0.01
	// distinctError is what an estimated number of distinct values is off, or less,
	// in 99 of 100 cases.
	distinctError = 0.02
	// exactBits hold any sum of float64 values without rounding: their exponents
	// span 2,098 bits, and 2^64 of them add 64.
	exactBits = 2200
)

// percents are the quantiles that are shown.
var percents = [...]int{5, 25, 50, 75, 95}

// distribution describes numbers: exactly while few are distinct, else with
// quantiles by DDSketch (Masson, Rim and Lee, VLDB 2019). Numbers that are kept
// apart, those of live blogs, count among the distinct values and the bounds, but
// not in means and quantiles.
//
// A number is kept as an int64 of the same order: itself, or the bits of a float.
type distribution struct {
	floats   bool
	unit     float64 // what one integer stands for; 0 is 1
	values   *counter[int64]
	apart    map[int64]int64    // counts of those kept apart; nil once values are estimated
	sketch   *ddsketch.DDSketch // nil while values is exact
	n        int64              // of those not kept apart
	any      bool               // there were finite numbers
	strange  int64              // NaN and infinite numbers, which count nowhere else
	min, max int64
	// whole is the sum of small integers, rest that of all other numbers: both
	// are exact, so that no order of adding changes them.
	whole int64
	rest  *big.Float
}

func newDistribution(floats bool, limit int) *distribution {
	return &distribution{
		floats: floats, values: newCounter(hashNumber, limit), apart: map[int64]int64{},
		rest: new(big.Float).SetPrec(exactBits),
	}
}

// key returns a float as an int64 of the same order.
func key(v float64) int64 {
	if v == 0 {
		return 0 // -0 is 0
	}
	return flip(int64(math.Float64bits(v)))
}

// flip turns the bits of a float into an int64 of the same order, and back.
func flip(bits int64) int64 {
	if bits < 0 {
		return bits ^ math.MaxInt64
	}
	return bits
}

// number returns the number that a key stands for.
func (d *distribution) number(key int64) float64 {
	if d.floats {
		return math.Float64frombits(uint64(flip(key)))
	}
	return float64(float64(key) * max(d.unit, 1))
}

func (d *distribution) addFloat(v float64, apart bool) error {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		d.strange++
		return nil
	}
	return d.add(key(v), apart)
}

// add counts a number by its key.
func (d *distribution) add(k int64, apart bool) error {
	if !d.any {
		d.any, d.min, d.max = true, k, k
	}
	d.min, d.max = min(d.min, k), max(d.max, k)
	if !apart {
		d.n++
		d.sum(k)
	} else if d.apart != nil {
		d.apart[k]++
	}
	if spilled := d.values.add(k); spilled != nil {
		return d.spill(spilled)
	}
	if d.sketch == nil || apart {
		return nil
	}
	return d.sketch.Add(clamp(d.number(k)))
}

func (d *distribution) sum(k int64) {
	const small = 1 << 31 // 2^32 of them fit into an int64
	if !d.floats && -small <= k && k <= small {
		d.whole += k
		return
	}
	if !d.floats {
		d.rest.Add(d.rest, new(big.Float).SetInt64(k))
		return
	}
	if v := d.number(k); v == math.Trunc(v) && math.Abs(v) <= small {
		d.whole += int64(v)
	} else {
		d.rest.Add(d.rest, new(big.Float).SetFloat64(v))
	}
}

// spill moves exact counts into the sketch.
func (d *distribution) spill(counts map[int64]int64) error {
	s, err := ddsketch.LogUnboundedDenseDDSketch(accuracy)
	if err != nil {
		return fmt.Errorf("make sketch: %w", err)
	}
	d.sketch = s
	for k, n := range counts {
		if n -= d.apart[k]; n > 0 {
			if err := s.AddWithCount(clamp(d.number(k)), float64(n)); err != nil {
				return fmt.Errorf("add to sketch: %w", err)
			}
		}
	}
	d.apart = nil
	return nil
}

// clamp keeps v inside what the sketch can index.
func clamp(v float64) float64 {
	const most = 1e300
	return max(-most, min(most, v))
}

// mean returns the mean, rounded to 4 decimals; ok is false where there are no numbers.
func (d *distribution) mean() (mean float64, ok bool) {
	if d.n == 0 {
		return 0, false
	}
	sum := new(big.Float).SetPrec(exactBits).SetInt64(d.whole)
	sum.Add(sum, d.rest)
	of := sum.Quo(sum, new(big.Float).SetInt64(d.n))
	f, err := strconv.ParseFloat(of.Text('f', 4), 64)
	return f, err == nil
}

// quantiles returns the values at the percents; nil where there are no numbers.
func (d *distribution) quantiles() []float64 {
	switch {
	case d.n == 0:
		return nil
	case d.sketch == nil:
		return d.exactQuantiles()
	}
	q := make([]float64, len(percents))
	for i, p := range percents {
		v, err := d.sketch.GetValueAtQuantile(float64(p) / 100)
		if err != nil {
			return nil
		}
		q[i] = max(d.number(d.min), min(d.number(d.max), significant(v)))
	}
	return q
}

// exactQuantiles are those of pandas and NumPy ("linear"), in their very
// operations, so that every bit is the same: at position p/100 * (n-1), and
// between two values on the line from one to the other.
func (d *distribution) exactQuantiles() []float64 {
	values := make([]int64, 0, len(d.values.counts))
	for k := range d.values.counts {
		values = append(values, k)
	}
	slices.Sort(values)
	q := make([]float64, len(percents))
	for i, p := range percents {
		at := float64(d.n-1) * (float64(p) / 100)
		below := math.Floor(at)
		low, high := d.two(values, int64(below))
		q[i] = between(low, high, at-below)
	}
	return q
}

// two returns the numbers at a position and the one after it, or the last twice.
func (d *distribution) two(values []int64, at int64) (low, high float64) {
	seen, found := int64(0), false
	for _, k := range values {
		seen += d.values.counts[k] - d.apart[k]
		if !found && at < seen {
			low, found = d.number(k), true
		}
		if found && at+1 < seen {
			return low, d.number(k)
		}
	}
	return low, low
}

// between is numpy.lib._function_base_impl._lerp. The conversions keep a CPU from
// fusing a product with what follows.
func between(low, high, t float64) float64 {
	way := high - low
	if t >= 0.5 {
		return high - float64(way*(1-t))
	}
	return low + float64(way*t)
}

// significant rounds to three digits.
func significant(v float64) float64 {
	f, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 3, 64), 64)
	if err != nil {
		return v
	}
	return f
}
