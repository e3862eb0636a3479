package rule

import (
	"testing"

	"pgregory.net/rapid"
)

// TestMaximalRuns compares with the definition: the best run is the best of all
// stretches, runs do not touch, and no run can be cut or is empty.
func TestMaximalRuns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.SliceOfN(rapid.Int32Range(-9, 9), 0, 30).Draw(t, "worths")
		best := int32(0)
		for i := range w {
			sum := int32(0)
			for _, x := range w[i:] {
				sum += x
				best = max(best, sum)
			}
		}
		top, end := int32(0), -1
		for _, r := range maximalRuns(len(w), func(i int) int32 { return w[i] }, nil) {
			sum := int32(0)
			for _, x := range w[r.from:r.to] {
				sum += x
				if sum <= 0 {
					t.Errorf("run %v begins with nothing", r)
				}
			}
			if sum != r.sum || r.from <= end-1 {
				t.Errorf("run %v has the sum %d after %d", r, sum, end)
			}
			top, end = max(top, sum), r.to
		}
		if top != best {
			t.Errorf("best run %d, want %d", top, best)
		}
	})
}
