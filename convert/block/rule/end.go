package rule

import (
	"bytes"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// At most so many units, and one part in so many of the letters, are taken off the end of a text.
	maxEnd, endPart = 12, 4
	// The longest line of a site at the end of a text, call to action or credits, and words about the author.
	endLine, endCall, endBio = 120, 300, 700
)

// End takes off the end of what was kept what no longer speaks of the matter, whoever
// kept it: headings with nothing below them, links to other pages, words about the
// author, credits and calls to action. In the middle of a text each of them may be text.
func (r *HTMLRules) End() {
	v := &r.view
	left := v.Page.Kept() / endPart
	for i, n := len(v.Units)-1, 0; i > 0 && n < maxEnd; i-- {
		u := &v.Units[i]
		if !u.Kept() {
			continue
		}
		first := v.linkedList(i)
		for k := first; k <= i; k++ {
			if v.Units[k].Kept() {
				left -= v.Units[k].Size
			}
		}
		kind, why := v.ending(u, first < i)
		if left < 0 || why == "" {
			return
		}
		for k := first; k <= i; k++ {
			if u := &v.Units[k]; u.Kept() {
				u.Drop(kind, why)
				n++
			}
		}
		i = first
	}
}

// ending says as what a unit at the end of a text is dropped; why is "" where it stays.
func (v *HTMLView) ending(u *unit.Unit, list bool) (kind schema.BlockKind, why schema.BlockReason) {
	switch {
	case list, u.LinkSize*10 >= u.Size*8 && u.Kind != schema.KindListItem && u.Kind != schema.KindBlockQuote:
		return schema.KindPromo, schema.ReasonLinks
	case u.Kind == schema.KindHeading && !u.Closed:
		return schema.KindOther, schema.ReasonAfterBody
	case u.Size < endBio && (namesAuthor(v.Page, u) || v.Hints.begins(v.Bytes(u))), v.signature(u):
		return schema.KindBio, schema.ReasonBio
	case u.Size < endLine && u.Phrases.Has(lexicon.Control, lexicon.Share, lexicon.Advert, lexicon.Tagged),
		u.Size < endCall && u.Phrases.Has(lexicon.Agency, lexicon.Newsletter, lexicon.Copyright, lexicon.Login, lexicon.Donate):
		return schema.KindPromo, schema.ReasonBoilerplate
	}
	return "", ""
}

// endSignature is how many letters a signature has at most.
const endSignature = 60

// signature reports whether a line is all that its writer signs with: a dash and the
// name of the page's author.
func (v *HTMLView) signature(u *unit.Unit) bool {
	t := v.Bytes(u)
	name := bytes.TrimLeft(t, "-–— ")
	return u.Size < endSignature && len(name) < len(t) && v.isAuthor(name)
}

// isAuthor reports whether a text is the name of an author that head or byline give.
func (v *HTMLView) isAuthor(name []byte) bool {
	h := &v.Hints
	h.opening = unit.AppendLetters(h.opening[:0], name)
	if len(h.opening) < shortestName {
		return false
	}
	for author := range bytes.SplitSeq(h.Authors, []byte{'\n'}) {
		if bytes.Equal(author, h.opening) {
			return true
		}
	}
	for i := range v.Units {
		if b := &v.Units[i]; b.Kind == schema.KindByline && b.Size < 120 && bytes.Contains(v.Bytes(b), name) {
			return true
		}
	}
	return false
}

// linkedList is the first kept unit of the list that ends with unit i, if nearly all of
// it are links; i itself where it ends none.
func (v *HTMLView) linkedList(i int) int {
	first, g := i, v.Group(v.Units[i].Parent)
	size, linked := int32(0), int32(0)
	for k := i; k >= 0 && v.Units[k].Kind == schema.KindListItem && v.Group(v.Units[k].Parent) == g; k-- {
		if u := &v.Units[k]; u.Kept() {
			first, size, linked = k, size+u.Size, linked+u.LinkSize
		}
	}
	if linked*10 < size*8 {
		return i
	}
	return first
}

// begins reports whether a text begins with the name of an author that the page's head gives.
func (h *Hints) begins(t []byte) bool {
	h.opening = unit.AppendLetters(h.opening[:0], t[:min(len(t), longestName)])
	for name := range bytes.SplitSeq(h.Authors, []byte{'\n'}) {
		if len(name) >= shortestName && bytes.HasPrefix(h.opening, name) && len(h.opening) > len(name) {
			return true
		}
	}
	return false
}

// Names of authors in letters: shorter ones are initials or a handle.
const shortestName, longestName = 6, 120
