package model

import "iter"

// packed is weights of 8 bits, eight in an element, so that a multiplication is one of
// two weights: Go has no instruction for more.
type packed struct {
	words   int // of a row
	classes int
	rows    []uint64
}

const (
	flip = 0x8080808080808080 // adds 128 to each of eight weights, so that none is negative
	lane = 0x000000FF000000FF
	// mostFactor is how much factors may come to together: times a weight it stays below 2^32.
	mostFactor = 1 << 24
)

func pack(weights []int8, classes int) packed {
	p := packed{words: (classes + 7) / 8, classes: classes}
	p.rows = make([]uint64, len(weights)/max(classes, 1)*p.words)
	for at := range p.rows {
		p.rows[at] = flip
	}
	for row := range len(weights) / max(classes, 1) {
		to := p.rows[row*p.words:][:p.words]
		for i, w := range weights[row*classes:][:classes] {
			to[i>>3] ^= uint64(uint8(w)) << (8 * (i & 7))
		}
	}
	return p
}

func (p *packed) row(row int32) []uint64 { return p.rows[int(row)*p.words:][:p.words] }

// accumulator adds up rows, each times a factor.
type accumulator struct {
	lanes   []uint64 // two sums each, of weights j and j+4 of eight
	factors uint64   // in lanes, together
	sums    []int64  // what was in lanes before
	taken   []int64
}

func (p *packed) accumulator() accumulator {
	return accumulator{lanes: make([]uint64, 4*p.words), sums: make([]int64, 8*p.words), taken: make([]int64, 8*p.words)}
}

// add adds a row times a factor below mostFactor.
func (a *accumulator) add(row []uint64, factor uint64) {
	if a.factors += factor; a.factors >= mostFactor {
		a.factors -= factor
		a.flush()
		a.factors = factor
	}
	for i, w := range row {
		l := a.lanes[4*i:][:4]
		l[0] += w & lane * factor
		l[1] += w >> 8 & lane * factor
		l[2] += w >> 16 & lane * factor
		l[3] += w >> 24 & lane * factor
	}
}

func (a *accumulator) flush() {
	for i, v := range a.lanes {
		at := i/4*8 + i%4
		a.sums[at] += int64(v&0xFFFFFFFF) - 128*int64(a.factors)
		a.sums[at+4] += int64(v>>32) - 128*int64(a.factors)
		a.lanes[i] = 0
	}
	a.factors = 0
}

// take returns the sums by class, until the next call, and empties a.
func (a *accumulator) take() []int64 {
	a.flush()
	copy(a.taken, a.sums)
	clear(a.sums)
	return a.taken
}

// largest yields the elements of h, the largest first; it is a heap meanwhile, so that
// the first few cost little.
func largest(h []uint64) iter.Seq[uint64] {
	sink := func(i int) {
		for {
			c := 2*i + 1
			if c >= len(h) {
				return
			}
			if c+1 < len(h) && h[c+1] > h[c] {
				c++
			}
			if h[i] >= h[c] {
				return
			}
			h[i], h[c] = h[c], h[i]
			i = c
		}
	}
	return func(yield func(uint64) bool) {
		for i := len(h) / 2; i >= 0; i-- {
			sink(i)
		}
		for len(h) > 0 && yield(h[0]) {
			h[0] = h[len(h)-1]
			h = h[:len(h)-1]
			sink(0)
		}
	}
}
