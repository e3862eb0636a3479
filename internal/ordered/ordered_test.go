package ordered_test

import (
	"context"
	"errors"
	"iter"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dsbuild/dsbuild/internal/ordered"
)

var errItem = errors.New("bad item")

// numbers yields 0 to n-1, every seventh as an error.
func numbers(n int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			var err error
			if i%7 == 6 {
				err = errItem
			}
			if !yield(i, err) {
				return
			}
		}
	}
}

// slowSquare takes longer for some items than for others.
func slowSquare() func(int) (int, error) {
	return func(i int) (int, error) {
		time.Sleep(time.Duration((i*37)%11) * time.Millisecond)
		return i * i, nil
	}
}

func TestOrderIsKept(t *testing.T) {
	for _, workers := range []int{0, 1, 2, 7} {
		synctest.Test(t, func(t *testing.T) {
			i := 0
			for got, err := range ordered.Map(t.Context(), ordered.Options{Workers: workers}, numbers(100), nil, slowSquare) {
				switch {
				case i%7 == 6 && !errors.Is(err, errItem):
					t.Errorf("item %d: error %v, want its own", i, err)
				case i%7 != 6 && (err != nil || got != i*i):
					t.Errorf("item %d: got %d, %v", i, got, err)
				}
				i++
			}
			if i != 100 {
				t.Errorf("%d workers: %d results, want 100", workers, i)
			}
		})
	}
}

func TestBreakLeavesNoGoroutine(t *testing.T) {
	// synctest fails the test when a goroutine of the bubble is left.
	synctest.Test(t, func(t *testing.T) {
		n := 0
		for range ordered.Map(t.Context(), ordered.Options{Workers: 3}, numbers(1000), nil, slowSquare) {
			if n++; n == 10 {
				break
			}
		}
	})
}

func TestCancelEndsWithCause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		defer cancel(nil)
		var last error
		n := 0
		for _, err := range ordered.Map(ctx, ordered.Options{Workers: 2}, numbers(1000), nil, slowSquare) {
			last = err
			if n++; n == 20 {
				cancel(errItem)
			}
		}
		if !errors.Is(last, errItem) {
			t.Errorf("the last error is %v, want the cause", last)
		}
		if n > 40 {
			t.Errorf("%d results after a cancel at 20", n)
		}
	})
}

func TestInFlightIsBounded(t *testing.T) {
	const workers, weight, budget = 4, 10, 35
	synctest.Test(t, func(t *testing.T) {
		var read, delivered, highest atomic.Int64
		in := func(yield func(int, error) bool) {
			for i := range 200 {
				highest.Store(max(highest.Load(), read.Add(1)-delivered.Load()))
				if !yield(i, nil) {
					return
				}
			}
		}
		weigh := func(int) int64 { return weight }
		for range ordered.Map(t.Context(), ordered.Options{Workers: workers, Budget: budget}, in, weigh, slowSquare) {
			time.Sleep(time.Millisecond)
			delivered.Add(1)
		}
		// Three items fit the budget; one more is read and waits, one is being delivered.
		if got := highest.Load(); got > budget/weight+2 {
			t.Errorf("%d items in flight under a budget for %d", got, budget/weight)
		}
	})
}

func TestHeavyItemPassesAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		weigh := func(int) int64 { return 1 << 40 }
		for range ordered.Map(t.Context(), ordered.Options{Workers: 2, Budget: 10}, numbers(20), weigh, slowSquare) {
			n++
		}
		if n != 20 {
			t.Errorf("%d results, want 20", n)
		}
	})
}
