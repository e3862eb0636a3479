package rule

import (
	"testing"
)

func TestSlideNumber(t *testing.T) {
	for line, want := range map[string][2]int{
		"3/20 The market": {3, 20}, "3 / 20": {3, 20}, "12 of 14": {12, 14}, "3 of the 20": {0, 0}, "20/3": {0, 0}, "/": {0, 0}, "": {0, 0}, "1999 was wet": {0, 0}, "24/7": {0, 0},
	} {
		if k, n := slideNumber([]byte(line)); k != want[0] || n != want[1] {
			t.Errorf("%q: %d of %d, want %v", line, k, n, want)
		}
	}
}
