package figures

import (
	"maps"
	"math/rand/v2"
	"testing"
)

// TestFrequent: what is kept is what a look at every key would keep.
func TestFrequent(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 1))
		most := 1 + rng.IntN(20)
		f, want := newFrequent[int](most), map[int]int64{}
		for i := range 600 {
			k, n := rng.IntN(1+rng.IntN(60)), 1+int64(rng.IntN(1+rng.IntN(9)))
			want[k] += n
			if got := f.addN(k, n); got != want[k] {
				t.Fatalf("seed %d, step %d: %d is counted %d times, want %d", seed, i, k, got, want[k])
			}
			for least := int64(1); len(want) > most; least *= 2 {
				maps.DeleteFunc(want, func(_ int, n int64) bool { return n <= least })
			}
			if !maps.Equal(f.counts, want) {
				t.Fatalf("seed %d, step %d: %v, want %v", seed, i, f.counts, want)
			}
		}
		if f.exact {
			t.Fatalf("seed %d: nothing was forgotten", seed)
		}
	}
}

// TestFrequentStaysQuick: where all keys recur, a new one looks at new ones alone.
func TestFrequentStaysQuick(t *testing.T) {
	const most = 100
	f := newFrequent[int](most)
	for i := range most {
		f.addN(i, 3)
	}
	for i := range 50 * most {
		f.add(most + i)
		if len(f.fresh) > 1 {
			t.Fatalf("%d keys are looked at for each new one", len(f.fresh))
		}
	}
	if len(f.counts) != most {
		t.Errorf("%d keys, want the %d that recur", len(f.counts), most)
	}
}
