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
	// accuracy is how far, relative to the value, an estimated quantile may be off.
	accuracy = 0.005
	// exactBits hold any sum of float64 values without rounding: their exponents
	// span 2,098 bits, and 2^64 of them add 64.
	exactBits = 2200
)

// percents are the quantiles that are shown.
var percents = [...]int{5, 25, 50, 75, 95}

// distribution describes numbers: exactly while few are distinct, else with
// quantiles by DDSketch (Masson, Rim and Lee, VLDB 2019), whose bins add up, so
// that merged parts equal the whole.
type distribution struct {
	values   *counter[float64]
	sketch   *ddsketch.DDSketch // nil while values is exact
	n        int64
	min, max float64
	// whole is the sum of small integers, rest that of all other numbers: both
	// are exact, so that no order of adding changes them.
	whole int64
	rest  *big.Float
}

func newDistribution(limit int) *distribution {
	return &distribution{values: newCounter(hashNumber, limit), rest: new(big.Float).SetPrec(exactBits)}
}

// add counts a number; what is not finite is left out.
func (d *distribution) add(v float64) error {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	if v == 0 {
		v = 0 // -0 is 0
	}
	d.addRange(v, v)
	d.n++
	const small = 1 << 31 // 2^32 of them fit into an int64
	if v == math.Trunc(v) && math.Abs(v) <= small {
		d.whole += int64(v)
	} else {
		d.rest.Add(d.rest, new(big.Float).SetFloat64(v))
	}
	if spilled := d.values.add(v, 1); spilled != nil {
		return d.spill(spilled)
	}
	if d.sketch == nil {
		return nil
	}
	return d.sketch.Add(clamp(v))
}

// addRange widens min and max.
func (d *distribution) addRange(low, high float64) {
	if d.n == 0 {
		d.min, d.max = low, high
		return
	}
	d.min, d.max = min(d.min, low), max(d.max, high)
}

// spill moves exact counts into the sketch.
func (d *distribution) spill(counts map[float64]int64) error {
	if d.sketch == nil {
		s, err := ddsketch.LogUnboundedDenseDDSketch(accuracy)
		if err != nil {
			return fmt.Errorf("make sketch: %w", err)
		}
		d.sketch = s
	}
	for v, n := range counts {
		if err := d.sketch.AddWithCount(clamp(v), float64(n)); err != nil {
			return fmt.Errorf("add to sketch: %w", err)
		}
	}
	return nil
}

// clamp keeps v inside what the sketch can index.
func clamp(v float64) float64 {
	const most = 1e300
	return max(-most, min(most, v))
}

// merge adds what o holds; o stays as it is.
func (d *distribution) merge(o *distribution) error {
	if o.n == 0 {
		return nil
	}
	d.addRange(o.min, o.max)
	d.n += o.n
	d.whole += o.whole
	d.rest.Add(d.rest, o.rest)
	wasExact := d.sketch == nil
	spilled, err := d.values.merge(o.values)
	if err != nil {
		return fmt.Errorf("merge distinct values: %w", err)
	}
	switch {
	case spilled != nil:
		err = d.spill(spilled)
	case !wasExact:
		err = d.spill(o.values.counts)
	}
	if err == nil && o.sketch != nil {
		err = d.sketch.MergeWith(o.sketch)
	}
	return err
}

// mean returns the mean, rounded to 4 decimals.
func (d *distribution) mean() float64 {
	sum := new(big.Float).SetPrec(exactBits).SetInt64(d.whole)
	sum.Add(sum, d.rest)
	mean := sum.Quo(sum, new(big.Float).SetInt64(d.n))
	f, err := strconv.ParseFloat(mean.Text('f', 4), 64)
	if err != nil {
		return d.max // a mean beyond all numbers cannot be
	}
	return f
}

// quantiles returns the values at the percents; nil where there are no numbers.
func (d *distribution) quantiles() []float64 {
	if d.n == 0 {
		return nil
	}
	if d.sketch == nil {
		return d.exactQuantiles()
	}
	q := make([]float64, len(percents))
	for i, p := range percents {
		v, err := d.sketch.GetValueAtQuantile(float64(p) / 100)
		if err != nil {
			return nil
		}
		q[i] = max(d.min, min(d.max, significant(v)))
	}
	return q
}

// exactQuantiles takes the value at rank floor(p/100 * (n-1)).
func (d *distribution) exactQuantiles() []float64 {
	values := make([]float64, 0, len(d.values.counts))
	for v := range d.values.counts {
		values = append(values, v)
	}
	slices.Sort(values)
	q := make([]float64, 0, len(percents))
	seen := int64(0)
	for _, v := range values {
		seen += d.values.counts[v]
		for len(q) < len(percents) && int64(percents[len(q)])*(d.n-1)/100 < seen {
			q = append(q, v)
		}
	}
	return q
}

// significant rounds to three digits.
func significant(v float64) float64 {
	f, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 3, 64), 64)
	if err != nil {
		return v
	}
	return f
}
