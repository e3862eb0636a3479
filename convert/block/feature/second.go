package feature

import (
	"github.com/dsbuild/dsbuild/convert/block/tree"
	"github.com/dsbuild/dsbuild/convert/block/unit"
)

// Second writes the features of the second stage: what the first stage said of
// each unit's neighbours, of what stands around it and of its like. It keeps the
// units that the first stage did not rule out, and drops the others' rows.
type Second struct {
	Rows
	Live  []int32 // the units that are kept
	prob  []int16 // of the first stage, per unit
	Mass  []int64 // prefix sums of probability times size
	Plain []int64 // prefix sums of size
	bySig map[uint64][2]int64
	Boxes [BoxLevels][2]int32
	sigs  []uint64
}

// BoxLevels is how many surroundings of a unit are looked at.
const BoxLevels = 5

// ruledOut is the probability below which the first stage alone decides.
const ruledOut = 15

// sure is the probability from which a long unit marks the text.
const sure = 700

// Surroundings tells the second stage where units stand: ranges of units from
// near to far, the last being the list or table around; and what looks alike.
type Surroundings interface {
	BoxesOf(i int, boxes *[BoxLevels][2]int32)
	SigOf(i int) uint64
}

// Fill writes the rows of the live units behind those of the first stage.
func (r *Second) Fill(p *unit.Page, first *Rows, scores []int32, at Surroundings) {
	n := len(p.Units)
	r.prob, r.Mass, r.Plain, r.sigs = unit.Grow(r.prob, n), unit.Grow(r.Mass, n+1), unit.Grow(r.Plain, n+1), unit.Grow(r.sigs, n)
	r.Live = r.Live[:0]
	if r.bySig == nil {
		r.bySig = map[uint64][2]int64{}
	}
	clear(r.bySig)
	for i := range p.Units {
		r.prob[i] = tree.Prob(scores[i])
		size := int64(p.Units[i].Size)
		r.Mass[i+1], r.Plain[i+1] = r.Mass[i]+size*int64(r.prob[i]), r.Plain[i]+size
		r.sigs[i] = at.SigOf(i)
		s := r.bySig[r.sigs[i]]
		s[0], s[1] = s[0]+size*int64(r.prob[i]), s[1]+size
		r.bySig[r.sigs[i]] = s
		if r.prob[i] >= ruledOut {
			r.Live = append(r.Live, int32(i))
		}
	}
	r.reset(len(r.Live))
	for c := range first.at / max(n, 1) {
		col := r.column("")
		from := first.Cells[c*n : (c+1)*n]
		for k, i := range r.Live {
			col[k] = from[i]
		}
	}
	if r.Named {
		r.Names = append(r.Names[:0], first.Names...)
	}
	r.near(p)
	r.around(p, at)
}

// near writes the probabilities of a unit and its neighbours, and where the text seems to be.
func (r *Second) near(p *unit.Page) {
	n := len(p.Units)
	for _, d := range [...]int{-4, -3, -2, -1, 0, 1, 2, 3, 4} {
		c := r.column("p", offset(d))
		for k, i := range r.Live {
			c[k] = -1
			if j := int(i) + d; j >= 0 && j < n {
				c[k] = r.prob[j]
			}
		}
	}
	first, last := int32(-1), int32(-1)
	for i := range p.Units {
		if r.prob[i] >= sure && p.Units[i].Size >= 60 {
			if first < 0 {
				first = int32(i)
			}
			last = int32(i)
		}
	}
	r.unsure(p)
	fromFirst, fromLast, part, total, rank := r.column("p_from_first"), r.column("p_from_last"), r.column("p_before"), r.column("p_total"),
		r.column("p_behind")
	for k, i := range r.Live {
		fromFirst[k], fromLast[k] = within(i-first, -40, 60), within(i-last, -60, 40)
		part[k] = int16(r.Mass[i] * 100 / (r.Mass[n] + 1))
		rank[k] = int16((r.Mass[n] - r.Mass[i+1]) * 100 / (r.Mass[n] + 1))
		total[k] = scale(int32(min(r.Mass[n]/tree.Whole, 1<<30)))
	}
}

// unsure writes how many units, and how much text, stand between each unit and the
// nearest sure text before and behind it.
func (r *Second) unsure(p *unit.Page) {
	n, live := len(p.Units), len(r.Live)
	before, behind := r.column("sure_before"), r.column("sure_behind")
	gapBefore, gapBehind := r.column("unsure_before"), r.column("unsure_behind")
	sweep := func(units, size []int16, nth func(int) int, row func(int) int) {
		d, text, k := int32(40), int32(0), 0
		for at := range n {
			i := nth(at)
			if k < live && int(r.Live[row(k)]) == i {
				units[row(k)], size[row(k)] = within(d, 0, 40), scale(text)
				k++
			}
			text += p.Units[i].Size
			if r.prob[i] >= sure && p.Units[i].Size >= 60 {
				d, text = 0, 0
			}
			d++
		}
	}
	same := func(i int) int { return i }
	sweep(before, gapBefore, same, same)
	sweep(behind, gapBehind, func(i int) int { return n - 1 - i }, func(k int) int { return live - 1 - k })
}

// around writes the mean probability of what stands around a unit, without the
// unit itself, and of the units that look like it.
func (r *Second) around(p *unit.Page, at Surroundings) {
	n := len(p.Units)
	var mean, part [BoxLevels][]int16
	for l := range BoxLevels {
		mean[l], part[l] = r.column("p_box", offset(l)), r.column("p_box_share", offset(l))
	}
	sig := r.column("p_like")
	for k, i := range r.Live {
		own, size := int64(p.Units[i].Size)*int64(r.prob[i]), int64(p.Units[i].Size)
		at.BoxesOf(int(i), &r.Boxes)
		for l, b := range r.Boxes {
			mean[l][k], part[l][k] = -1, -1
			if b[0] >= b[1] {
				continue
			}
			mass, plain := r.Mass[b[1]]-r.Mass[b[0]], r.Plain[b[1]]-r.Plain[b[0]]
			if plain > size {
				mean[l][k] = int16((mass - own) / (plain - size))
			}
			part[l][k] = int16(mass * 100 / (r.Mass[n] + 1))
		}
		s := r.bySig[r.sigs[i]]
		sig[k] = -1
		if s[1] > size {
			sig[k] = int16((s[0] - own) / (s[1] - size))
		}
	}
}

// SigOf is what units of one build share.
func (r *HTMLRows) SigOf(i int) uint64 { return r.sig[i] }

// BoxesOf finds the block elements around unit i, and its list or table.
func (r *HTMLRows) BoxesOf(i int, boxes *[BoxLevels][2]int32) {
	v := r.v
	n := v.Units[i].Parent
	for l := range BoxLevels - 1 {
		a, b := v.Within(n)
		boxes[l] = [2]int32{a, b}
		if n > 0 {
			n = max(v.BlockParent(n), 0)
		}
	}
	boxes[BoxLevels-1] = [2]int32{}
	if g := v.Group(v.Units[i].Parent); g >= 0 {
		a, b := v.Within(g)
		boxes[BoxLevels-1] = [2]int32{a, b}
	}
}

// SigOf is what lines of one form share.
func (r *LineRows) SigOf(i int) uint64 {
	u := &r.v.Units[i]
	return uint64(r.tags[i]) | uint64(u.Indent&31)<<8
}

// BoxesOf finds the lines near line i, and its list.
func (r *LineRows) BoxesOf(i int, boxes *[BoxLevels][2]int32) {
	n := int32(len(r.v.Units))
	for l, d := range [BoxLevels - 1]int32{3, 6, 12, 25} {
		boxes[l] = [2]int32{max(0, int32(i)-d), min(n, int32(i)+d+1)}
	}
	boxes[BoxLevels-1] = r.bullets[i]
}
