package interval

import "testing"

// Of 20 articles that were read again 19 were right: the textbook says .764 to .991.
func TestWilson(t *testing.T) {
	for _, tt := range []struct {
		part, of  int64
		low, high float64
	}{{19, 20, 0.7639, 0.9911}, {0, 0, 0, 1}, {0, 10, 0, 0.2775}, {10, 10, 0.7225, 1}, {50, 100, 0.4038, 0.5962}} {
		if low, high := Wilson(tt.part, tt.of); low != tt.low || high != tt.high {
			t.Errorf("%d of %d: %v to %v, want %v to %v", tt.part, tt.of, low, high, tt.low, tt.high)
		}
	}
	for of := int64(1); of < 60; of++ {
		for part := range of + 1 {
			if low, high := Wilson(part, of); low < 0 || high > 1 || low > float64(part)/float64(of) || high < float64(part)/float64(of) {
				t.Errorf("%d of %d does not lie in %v to %v", part, of, low, high)
			}
		}
	}
}
