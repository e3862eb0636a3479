package rule

import (
	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/schema"
)

// headed reports whether a unit says what the page's head gives as the headline.
func (v *HTMLView) headed(u *unit.Unit) bool { return v.Heads.Has(u.Hash) }

// findTitle looks for the headline: a heading that agrees with the hint of the
// page's head, before the end of the text.
func (v *HTMLView) findTitle() {
	best := int32(0)
	for i := 0; i < v.End; i++ {
		u := &v.Units[i]
		if u.Size == 0 || u.Size > 300 || v.Good[i] && u.Level == 0 && !v.headed(u) {
			continue
		}
		points := v.headlinePoints(u)
		if i > v.Start && v.mass[i] > v.mass[v.Start] {
			points -= 40
		}
		if points > best {
			best, v.TitleAt = points, i
		}
	}
	if best < 30 {
		v.TitleAt = -1
	}
}

func (v *HTMLView) headlinePoints(u *unit.Unit) (points int32) {
	switch {
	case v.headed(u) && u.Size > 5:
		points += 80
	case u.Level == 0 && v.Context[u.Parent]&unit.IsHeadline == 0:
		return 0
	}
	switch u.Level {
	case 1:
		points += 50
	case 2:
		points += 20
	case 3, 4, 5, 6:
		points += 5
	}
	if v.Context[u.Parent]&unit.IsHeadline != 0 {
		points += 30
	}
	if v.Tokens[u.Parent].Has(lexicon.Title) {
		points += 10
	}
	if v.Junk[u.Parent]&FarOff != 0 {
		points -= 50
	}
	if u.LinkSize*2 > u.Size {
		points -= 25
	}
	if u.Size < 12 {
		points -= 20
	}
	return points
}

// head types what stands between the headline and the text.
func (v *HTMLView) head() {
	if v.TitleAt < 0 {
		return
	}
	first, meta := -1, -1
	for i := v.TitleAt + 1; i < len(v.Units) && i < v.TitleAt+60; i++ {
		u := &v.Units[i]
		if u.Kind == schema.KindByline || u.Kind == schema.KindDate || isMeta(u) {
			meta = i
		}
		if u.Kept() && v.Good[i] {
			if first >= 0 {
				break
			}
			first = i
		}
	}
	deck := false
	for i := v.TitleAt + 1; i < len(v.Units) && i < v.TitleAt+60; i++ {
		u := &v.Units[i]
		if u.Kept() && i > meta && (deck || !v.isDeck(i)) {
			break
		}
		switch {
		case !deck && first >= 0 && i < first+1 && (v.isDeck(i) || u.Kept() && i < meta):
			u.Drop(schema.KindDeck, schema.ReasonMetadata)
			deck = true
		case isDate(u):
			u.Drop(schema.KindDate, schema.ReasonMetadata)
		case isMeta(u):
			u.Drop(schema.KindByline, schema.ReasonMetadata)
		}
	}
	v.beforeTitle()
}

// beforeTitle drops what stands before a headline that most of the text follows.
func (v *HTMLView) beforeTitle() {
	for i := v.Start; i < v.TitleAt && i < v.End; i++ {
		if u := &v.Units[i]; u.Kept() && (v.mass[v.TitleAt]-v.mass[v.Start])*4 < v.mass[v.End]-v.mass[v.Start] {
			u.Drop(outsideKind(u), schema.ReasonBeforeBody)
		}
	}
}

// isDeck reports whether a unit behind the headline could be the deck: named so,
// a heading right below, or a sentence that stands before the text's own element.
func (v *HTMLView) isDeck(i int) bool {
	u := &v.Units[i]
	if u.Size < 20 || u.Size > 500 || u.LinkSize*2 > u.Size || u.Hash == v.Units[v.TitleAt].Hash {
		return false
	}
	t := v.Junk[u.Parent]
	switch {
	case u.Reason != "" && !t.Has(lexicon.Deck) || t&FarOff != 0:
		return t.Has(lexicon.Deck) && t&FarOff == 0 && u.Reason != schema.ReasonRelated
	case t.Has(lexicon.Deck):
		return true
	case u.Kind == schema.KindHeading && u.Level > 1:
		return i <= v.TitleAt+2 && u.Size >= 30
	}
	return !u.Kept() && u.Size >= 30 && (u.Closed || u.Size >= 50) && !isMeta(u) &&
		v.Context[u.Parent]&(unit.InFigure|unit.InCaption|unit.IsHidden) == 0
}
