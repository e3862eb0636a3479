package rule

import (
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
)

const (
	// fewestBoxes of one build make a list.
	fewestBoxes = 3
	// A box of more units, or with more running text, is no teaser and no remark.
	boxUnits, boxText = 20, 2500
)

// findListed marks the units that stand in lists of teasers or threads of remarks, as
// their build shows and whatever their names: boxes beside each other, each with some
// running text and a linked heading, a date, or a short line that the others have too.
func (v *HTMLView) findListed() {
	v.listed = unit.Grow(v.listed, len(v.Units))
	nodes := v.Doc.Nodes
	for n := int32(0); int(n) < len(nodes); {
		if nodes[n].Tag == markup.TagText || !v.lists(n) {
			n++
			continue
		}
		a, b := v.Within(n)
		for i := a; i < b; i++ {
			v.listed[i] = true
		}
		n = nodes[n].End
	}
}

// lists reports whether the children of n are boxes of a list.
func (v *HTMLView) lists(n int32) bool {
	nodes := v.Doc.Nodes
	first, _ := v.Within(n)
	boxes, signed, other, text, rest := 0, 0, 0, int32(0), int32(0)
	for c := n + 1; c < nodes[n].End; c = nodes[c].End {
		if nodes[c].Tag == markup.TagText {
			continue
		}
		a, b := v.Within(c)
		mass := v.mass[b] - v.mass[a]
		switch {
		case mass == 0:
		case b-a < 2 || b-a > boxUnits || mass > boxText:
			other++
			rest += mass
		default:
			boxes++
			text += mass
			if v.signed(first, a, b) {
				signed++
			}
		}
	}
	return boxes >= fewestBoxes && signed*4 >= boxes*3 && rest < text
}

// signed reports whether the units [a, b) of a box, in a list whose units begin with
// first, hold what teasers and remarks have.
func (v *HTMLView) signed(first, a, b int32) bool {
	for i := a; i < b; i++ {
		u := &v.Units[i]
		if v.Good[i] || u.Size == 0 {
			continue
		}
		switch {
		case (i == a || u.Level > 0 || i == b-1) && u.LinkSize*10 >= u.Size*8,
			u.Size < 60 && (isDate(u) || v.Context[u.Parent]&unit.IsTime != 0),
			u.Size < 40 && (u.Earlier >= first || u.Again):
			return true
		}
	}
	return false
}
