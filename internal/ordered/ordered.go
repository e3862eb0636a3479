// Package ordered maps a sequence with several goroutines and keeps its order.
//
// In: a sequence of items and errors. Out: the results in the order of the
// items. Laws: the results do not depend on the number of workers; an error
// keeps its place; the items in flight are bounded by number and by weight;
// when the consumer stops or the context ends, no goroutine is left.
package ordered

import (
	"context"
	"iter"
	"sync"

	"golang.org/x/sync/semaphore"
)

// Options bound the work in flight.
type Options struct {
	Workers int   // 0 means 1
	Budget  int64 // total weight in flight; 0 means unbounded
}

// slot is the place of one item in the order of results.
type slot[In, Out any] struct {
	in     In
	err    error
	weight int64
	out    Out
	done   chan struct{}
}

// Map yields the result of every item of in, in order. Each worker calls
// worker once and applies what it returns to its items, so that a worker can
// own buffers. weigh gives an item's share of the budget; nil weighs nothing.
// An item heavier than the budget passes alone. When ctx ends, the sequence
// ends with its error.
func Map[In, Out any](ctx context.Context, opt Options, in iter.Seq2[In, error], weigh func(In) int64,
	worker func() func(In) (Out, error),
) iter.Seq2[Out, error] {
	return func(yield func(Out, error) bool) {
		r := newRun[In, Out](ctx, opt)
		defer r.stop()
		r.start(in, weigh, worker)
		r.deliver(ctx, yield)
	}
}

type run[In, Out any] struct {
	ctx     context.Context
	cancel  context.CancelFunc
	workers int
	budget  int64
	room    *semaphore.Weighted
	order   chan *slot[In, Out]
	work    chan *slot[In, Out]
	wg      sync.WaitGroup
}

func newRun[In, Out any](ctx context.Context, opt Options) *run[In, Out] {
	r := &run[In, Out]{workers: max(opt.Workers, 1), budget: opt.Budget}
	r.ctx, r.cancel = context.WithCancel(ctx)
	// With the slots that workers and the consumer hold, at most 4*workers+2 items exist.
	r.order = make(chan *slot[In, Out], 3*r.workers)
	r.work = make(chan *slot[In, Out], r.workers)
	if r.budget > 0 {
		r.room = semaphore.NewWeighted(r.budget)
	}
	return r
}

func (r *run[In, Out]) start(in iter.Seq2[In, error], weigh func(In) int64, worker func() func(In) (Out, error)) {
	r.wg.Go(func() {
		defer close(r.order)
		defer close(r.work)
		for item, err := range in {
			s := &slot[In, Out]{in: item, err: err, done: make(chan struct{})}
			if !r.enter(s, weigh) {
				return
			}
		}
	})
	for range r.workers {
		r.wg.Go(func() {
			fn := worker()
			for s := range r.work {
				if s.err == nil {
					s.out, s.err = fn(s.in)
				}
				var none In
				s.in = none
				close(s.done)
			}
		})
	}
}

// enter waits for room and puts s in line; it reports false when the run ends.
func (r *run[In, Out]) enter(s *slot[In, Out], weigh func(In) int64) bool {
	if r.room != nil && weigh != nil && s.err == nil {
		s.weight = min(weigh(s.in), r.budget)
		if r.room.Acquire(r.ctx, s.weight) != nil {
			return false
		}
	}
	for _, line := range []chan *slot[In, Out]{r.order, r.work} {
		select {
		case line <- s:
		case <-r.ctx.Done():
			return false
		}
	}
	return true
}

func (r *run[In, Out]) deliver(ctx context.Context, yield func(Out, error) bool) {
	var none Out
	for s := range r.order {
		select {
		case <-s.done:
		case <-ctx.Done():
			yield(none, context.Cause(ctx))
			return
		}
		more := yield(s.out, s.err)
		if s.weight > 0 {
			r.room.Release(s.weight)
		}
		if !more {
			return
		}
	}
	if ctx.Err() != nil {
		yield(none, context.Cause(ctx))
	}
}

// stop ends the run and waits for its goroutines.
func (r *run[In, Out]) stop() {
	r.cancel()
	for range r.order {
		continue // drained, so that the producer can close it
	}
	r.wg.Wait()
}
