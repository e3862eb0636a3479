package rule

import (
	"bytes"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

// neighbours drops what reads like the text and stands beside it: the next story,
// stories in boxes, slides, tables of contents. Their build tells them, not their names.
func (v *HTMLView) neighbours() {
	if v.End-v.Start < 2 || v.mass[v.End] == v.mass[v.Start] {
		return
	}
	v.nextStory()
	v.boxed()
	v.slides()
	v.contents()
}

// enough is how many letters of running text make an article, however short.
const enough = 250

// beside drops the units [a, b) for good: they read like the text, and a model would
// keep them.
func (v *HTMLView) beside(a, b int, k schema.BlockKind, r schema.BlockReason) {
	for i := a; i < b; i++ {
		u := &v.Units[i]
		if u.Beside = true; u.Kept() {
			u.Drop(k, r)
		}
	}
}

// keptMass returns the letters of running text that were kept among the units [a, b).
func (v *HTMLView) keptMass(a, b int) (size int32) {
	for i := a; i < b; i++ {
		if v.Good[i] && v.Units[i].Kept() {
			size += v.Units[i].Size
		}
	}
	return size
}

// signedWithin is how many units below its headline a story is signed or dated.
const signedWithin = 5

// nextStory drops everything from the headline of another story on: it is signed or
// dated, and stands in an article of its own or looks like the page's own headline.
// Entries of one text are many, and their headings lead nowhere.
func (v *HTMLView) nextStory() {
	found, first := 0, -1
	for i := max(v.TitleAt+1, v.Start+1); i < len(v.Units); i++ {
		u := &v.Units[i]
		if u.Level == 0 || u.Level > 3 || u.Size < 12 || v.headed(u) || v.TitleAt >= 0 && u.Hash == v.Units[v.TitleAt].Hash {
			continue
		}
		end := v.storyEnd(i)
		if end <= i || !v.signedBelow(i, end) || v.own[end]-v.own[i] < enough/2 {
			continue
		}
		if u.LinkSize*10 < u.Size*8 {
			found++
		}
		if first < 0 && v.keptMass(v.Start, i) >= enough {
			first = i
		}
	}
	if first >= 0 && found < fewestBoxes {
		v.beside(first, len(v.Units), schema.KindPromo, schema.ReasonRelated)
	}
}

// storyEnd is the unit behind the story of its own that the heading i begins, or 0
// where it begins none.
func (v *HTMLView) storyEnd(i int) int {
	u := &v.Units[i]
	if v.TitleAt >= 0 {
		t := &v.Units[v.TitleAt]
		if u.Level == 1 && t.Level == 1 && bytes.Equal(v.Doc.AttrRaw(u.Parent, markup.KeyClass), v.Doc.AttrRaw(t.Parent, markup.KeyClass)) {
			return len(v.Units)
		}
	}
	own, first := v.articleOf(u.Parent), v.articleOf(v.Units[v.firstKept()].Parent)
	if own > 0 && own != first && (first <= 0 || own >= v.Doc.Nodes[first].End) {
		_, b := v.Within(own)
		return int(b)
	}
	return 0
}

// articleOf is the article element around n, or -1.
func (v *HTMLView) articleOf(n int32) int32 {
	for ; n > 0; n = v.Doc.Nodes[n].Parent {
		if v.Doc.Nodes[n].Tag == markup.TagArticle {
			return n
		}
	}
	return -1
}

// firstKept is the first unit of the container that is kept as running text.
func (v *HTMLView) firstKept() int {
	for i := v.Start; i < v.End; i++ {
		if v.Good[i] && v.Units[i].Kept() {
			return i
		}
	}
	return v.Start
}

// signedBelow reports whether a byline or date stands right below heading i, and
// running text behind it, before a unit.
func (v *HTMLView) signedBelow(i, end int) bool {
	signed := false
	for k := i + 1; k < end && k <= i+2*signedWithin; k++ {
		u := &v.Units[k]
		switch {
		case v.Good[k]:
			return signed
		case k <= i+signedWithin &&
			(u.Kind == schema.KindByline || u.Kind == schema.KindDate || isMeta(u) || v.Context[u.Parent]&(unit.IsTime|unit.IsAuthor) != 0):
			signed = true
		}
	}
	return false
}

const (
	// A box of more units, or with more running text, is no teaser.
	insetUnits, insetText = 12, 600
	// insets of the text together are less than one part in so many of it.
	insetPart = 4
)

// boxed drops stories in boxes inside of the text: an article in the article whose
// heading is a link. Where boxes are much of the text, they are its parts.
func (v *HTMLView) boxed() {
	var boxes [][2]int32
	mass := int32(0)
	for n := v.Chosen.node + 1; n < v.Doc.Nodes[v.Chosen.node].End; n++ {
		if v.Doc.Nodes[n].Tag != markup.TagArticle || v.articleOf(v.Doc.Nodes[n].Parent) < 0 {
			continue
		}
		a, b := v.Within(n)
		m := v.massOf(n)
		if b-a > insetUnits || m > insetText || !v.linkedHeading(a, b) {
			continue
		}
		boxes = append(boxes, [2]int32{a, b})
		mass += m
		n = v.Doc.Nodes[n].End - 1
	}
	if mass*insetPart > v.mass[v.End]-v.mass[v.Start] {
		return
	}
	for _, b := range boxes {
		v.beside(int(b[0]), int(b[1]), schema.KindPromo, schema.ReasonRelated)
	}
}

// linkedHeading reports whether the first heading of the units [a, b) is a link to another page.
func (v *HTMLView) linkedHeading(a, b int32) bool {
	for i := a; i < b; i++ {
		if u := &v.Units[i]; u.Level > 0 {
			return u.LinkSize*10 >= u.Size*8 && Leads(v.Doc.AttrRaw(v.Links[u.Links[0]].Node, markup.KeyHref)) != leadsBelow
		}
	}
	return false
}

// findRemarks marks what stands below a line that announces remarks of readers, where
// short lines (who, when, how many agree) stand between its pieces.
func (v *HTMLView) findRemarks() {
	v.remarks = unit.Grow(v.remarks, len(v.Units))
	for i := range v.Units {
		u := &v.Units[i]
		if u.Size >= 70 || !u.Phrases.Has(lexicon.Comments) || v.own[i] < enough || v.remarks[i] {
			continue
		}
		n := u.Parent
		for n > 0 {
			if _, b := v.Within(n); v.mass[b] > v.mass[i] {
				break
			}
			n = v.Doc.Nodes[n].Parent
		}
		_, end := v.Within(n)
		if v.pieces(i+1, int(end)) >= fewestBoxes {
			for k := i; k < int(end); k++ {
				v.remarks[k] = true
			}
		}
	}
}

// pieces counts the pieces of text among the units [a, b) that a short line with a
// number precedes, or returns 0 where they are few of all.
func (v *HTMLView) pieces(a, b int) (n int) {
	all, short := 0, false
	for i := a; i < b; i++ {
		switch u := &v.Units[i]; {
		case u.Size < 60 && u.Level == 0 && u.Digits > 0:
			short = true
		case u.Size >= 60 || u.Closed:
			if short {
				n++
			}
			all++
			short = false
			if all == fewestBoxes && n*2 < all { // the line counts remarks that stand elsewhere
				return 0
			}
		}
	}
	if n*2 < all {
		return 0
	}
	return n
}

// slides drops a slide show beside the text: three and more lines that begin with the
// number of a slide and of all ("3/20").
func (v *HTMLView) slides() {
	first, last, count, of := -1, -1, 0, 0
	for i := v.Start; i < v.End; i++ {
		k, n := slideNumber(v.Bytes(&v.Units[i]))
		switch {
		case k == 0 || n < fewestBoxes:
		case k == count+1 && (count == 0 || n == of):
			if count == 0 {
				first = i
			}
			last, count, of = i, k, n
		}
	}
	if count < fewestBoxes {
		return
	}
	n := v.Units[first].Parent
	for n > v.Chosen.node && v.Doc.Nodes[n].End <= v.Units[last].Number {
		n = v.Doc.Nodes[n].Parent
	}
	for p := v.Doc.Nodes[n].Parent; p > v.Chosen.node && v.massOf(p) == v.massOf(n); p = v.Doc.Nodes[n].Parent {
		n = p
	}
	a, b := v.Within(n)
	if n <= v.Chosen.node || v.keptMass(v.Start, int(a))+v.keptMass(int(b), v.End) < enough {
		return
	}
	v.beside(int(a), int(b), schema.KindCaption, schema.ReasonCaption)
}

// slideNumber reads the numbers that a line begins with, as "3/20", "3 / 20" or "3 of
// 20"; 0 where it does not.
func slideNumber(t []byte) (k, n int) {
	k, t = number(t)
	switch {
	case len(t) > 1 && t[0] == '/':
		t = t[1:]
	case len(t) > 3 && string(t[:3]) == "of ":
		t = t[3:]
	default:
		return 0, 0
	}
	for len(t) > 0 && t[0] == ' ' {
		t = t[1:]
	}
	if n, _ = number(t); k > n {
		return 0, 0
	}
	return k, n
}

// number reads up to three digits and the spaces behind them.
func number(t []byte) (n int, rest []byte) {
	i := 0
	for i < len(t) && i < 3 && t[i] >= '0' && t[i] <= '9' {
		n = n*10 + int(t[i]-'0')
		i++
	}
	for i < len(t) && t[i] == ' ' {
		i++
	}
	return n, t[i:]
}
