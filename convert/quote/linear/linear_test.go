package linear

import (
	"bytes"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lessons has a hint that is right nine times in ten, one that never helps, and
// a choice that the pair of two values decides.
func lessons() *Learner {
	l := NewLearner(12)
	for i := range uint32(400) {
		right := -1
		if i%2 == 0 {
			right = 0
		}
		hint := uint32(right + 1)
		if i%10 == 3 {
			hint = 1 - hint
		}
		l.Add([][]uint32{{Key(1, 0, 0, 0), Key(2, hint, 0, 0), Key(3, i%7, 0, 0)}}, right, 1)
		pair := [][]uint32{{Key(4, i%2, 0, 0)}, {Key(4, i%2, 1, 0)}}
		l.Add(pair, int(i%2), 1)
	}
	return l
}

func TestFit(t *testing.T) {
	m := lessons().Fit(Settings{Passes: 10, Rate: 0.1, LeastFor: 2})
	for _, c := range []struct {
		name string
		got  int32
		more bool
	}{
		{"hint for", m.Score([]uint32{Key(1, 0, 0, 0), Key(2, 1, 0, 0)}), true},
		{"hint against", m.Score([]uint32{Key(1, 0, 0, 0), Key(2, 0, 0, 0)}), false},
		{"first of a pair", m.Score([]uint32{Key(4, 0, 0, 0)}) - m.Score([]uint32{Key(4, 0, 1, 0)}), true},
		{"second of a pair", m.Score([]uint32{Key(4, 1, 0, 0)}) - m.Score([]uint32{Key(4, 1, 1, 0)}), false},
	} {
		if c.got > 0 != c.more || c.got > -Unit/2 && c.got < Unit/2 {
			t.Errorf("%s: %d", c.name, c.got)
		}
	}
	if p := Probability(m.Score([]uint32{Key(1, 0, 0, 0), Key(2, 1, 0, 0)})); p < 0.8 || p > 0.98 {
		t.Errorf("right nine times in ten: %v", p)
	}
}

func TestSameExamplesSameBytes(t *testing.T) {
	s := Settings{Passes: 3, Rate: 0.1, LeastFor: 1}
	one, two := lessons().Fit(s).Encode(nil), lessons().Fit(s).Encode(nil)
	if !bytes.Equal(one, two) {
		t.Error("the same examples gave other bytes")
	}
	m, err := Decode(one)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(one, m.Encode(nil)); diff != "" {
		t.Errorf("decoded and encoded:\n%s", diff)
	}
}

func TestLeastFor(t *testing.T) {
	l := NewLearner(12)
	l.Add([][]uint32{{Key(9, 0, 0, 0)}}, 0, 1)
	if got := l.Fit(Settings{Passes: 5, Rate: 0.1, LeastFor: 2}).Score([]uint32{Key(9, 0, 0, 0)}); got != 0 {
		t.Errorf("a feature of one example weighs %d", got)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, n := range []int{0, 1, 511, 513, 600, 4 << mostBits} {
		if _, err := Decode(make([]byte, n)); err == nil {
			t.Errorf("%d bytes were read", n)
		}
	}
}

func TestProbability(t *testing.T) {
	for x := int32(-12 * Unit); x <= 12*Unit; x += 37 {
		want := 1 / (1 + math.Exp(-float64(x)/Unit))
		if got := Probability(x); math.Abs(got-want) > 1e-4 {
			t.Errorf("%d: %v, want %v", x, got, want)
		}
	}
}
