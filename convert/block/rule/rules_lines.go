package rule

import (
	"bytes"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/schema"
)

// LineRules decides the lines of a page-text dump. Markup is gone there, so the
// densest stretch of prose is found first; title, deck and byline are looked for
// before it, and the lines inside it are judged by their words and margins.
type LineRules struct{}

// LineView is what LineRules notes about a page while it works.
type LineView struct {
	*unit.Page
	Good       []bool // a line of running text
	Start, End int    // the window
	TitleAt    int    // -1 where none was found
	Margins    bool   // paragraphs of this page have margins
}

// Decide decides the lines and returns the view for who looks closer.
func (LineRules) Decide(p *unit.Page) *LineView {
	v := &LineView{Page: p, Good: make([]bool, len(p.Units)), TitleAt: -1}
	for i := range p.Units {
		u := &p.Units[i]
		b, junk := Boilerplate(u)
		v.Good[i] = !junk && u.Prose() && u.Earlier < 0 && !bioLike(u)
		if junk {
			u.Drop(b.kind, b.Reason)
		}
	}
	v.window()
	if len(p.Units) > 0 { // "Headline | Site" often begins a dump
		p.Heads = unit.HashHead(string(p.Bytes(&p.Units[0])))
	}
	v.findTitle()
	v.head()
	v.Margins = v.haveMargins()
	v.captions()
	v.stop()
	v.outside()
	v.inside()
	trim(v.Page, v.Start, v.End)
	v.headings()
	v.fallback()
	return v
}

// fallback keeps the longer lines of the window where nothing else was kept: an
// article must not be lost.
func (v *LineView) fallback() {
	for i := v.Start; i < v.End; i++ {
		if v.Units[i].Kept() {
			return
		}
	}
	if v.Start == v.End {
		v.longest()
	}
	for i := v.Start; i < v.End; i++ {
		if u := &v.Units[i]; i != v.TitleAt && u.Size >= 40 && u.Reason != schema.ReasonRelated {
			u.Keep(schema.KindParagraph, 55)
		}
	}
}

// window chooses among the dense runs of prose: a long one, below something that
// looks like a headline.
func (v *LineView) window() {
	best := int32(0)
	for _, r := range maximalRuns(len(v.Units), v.worth, nil) {
		if points := r.sum + v.above(r.from); points > best {
			best, v.Start, v.End = points, r.from, r.to
		}
	}
	if v.End == 0 { // no prose at all: the longest line is better than nothing
		v.longest()
	}
}

// above is what the lines before a run say for it.
func (v *LineView) above(start int) int32 {
	title, meta, prose := int32(0), int32(0), 0
	for i := start - 1; i >= 0 && start-i <= maxTitleGap && prose < 2; i-- {
		u := &v.Units[i]
		if v.Good[i] && u.Closed {
			prose++
			continue
		}
		title = max(title, v.titlePoints(u)-int32(start-i)/2)
		if i >= start-15 && isMeta(u) {
			meta = 200
		}
	}
	return title*12 + meta
}

func (v *LineView) longest() {
	longest := -1
	for i := range v.Units {
		u := &v.Units[i]
		if u.Reason == "" && u.Earlier < 0 && (longest < 0 || u.Size > v.Units[longest].Size) {
			longest = i
		}
	}
	if longest >= 0 && v.Units[longest].Size >= 40 {
		v.Start, v.End = longest, longest+1
		v.Good[longest] = true
	}
}

// worth is what a line adds to the window that holds it.
func (v *LineView) worth(i int) int32 {
	u := &v.Units[i]
	switch {
	case v.Good[i] && u.Bullet:
		return min(u.Size, 400) / 2
	case v.Good[i]:
		return min(u.Size, 1500)
	case u.Reason == schema.ReasonRelated && u.Size < 40, u.Reason == schema.ReasonComments:
		return -240
	case u.Reason == schema.ReasonCaption:
		return -20
	case u.Reason != "":
		return -110
	case u.Bullet && u.Closed:
		return 0
	case u.Bullet:
		return -35
	case u.Alone() && u.Closed && u.Size >= 15:
		return u.Size / 2
	case u.Alone():
		return -12
	case u.Closed && u.Size >= 40:
		return 10
	}
	return -25
}

// isDate reports whether a short line states a time.
func isDate(u *unit.Unit) bool {
	return u.Size <= 90 && u.Digits >= 2 && (u.Phrases.Has(lexicon.Dated) || u.Digits*4 >= u.Size)
}

// isMeta reports whether a short line names authors or a date.
func isMeta(u *unit.Unit) bool {
	return isDate(u) || u.Size <= 80 && u.Words <= 14 && u.Phrases.Has(lexicon.By) && !u.Closed && u.Capped*2 >= u.Words
}

// bioLike reports whether a block speaks about an author.
func bioLike(u *unit.Unit) bool {
	return u.Phrases.Has(lexicon.Bio) && u.Size < 900
}

// haveMargins reports whether blank lines set the paragraphs of the window apart.
func (v *LineView) haveMargins() bool {
	set, all := int32(0), int32(0)
	for i := v.Start; i < v.End; i++ {
		if v.Good[i] && !v.Units[i].Bullet {
			all += v.Units[i].Size
			if v.Units[i].Alone() {
				set += v.Units[i].Size
			}
		}
	}
	return set*10 >= all*8
}

// stop ends the window at the first mark of an end (related stories, comments)
// behind which little is left, or only pieces much shorter than the paragraphs before.
func (v *LineView) stop() {
	left, lines := int32(0), int32(0)
	for i := v.Start; i < v.End; i++ {
		if v.Good[i] {
			left, lines = left+v.Units[i].Size, lines+1
		}
	}
	size, n := int32(0), int32(0)
	for i := v.Start; i < v.End; i++ {
		u := &v.Units[i]
		switch {
		case v.Good[i]:
			size, n = size+u.Size, n+1
			left, lines = left-u.Size, lines-1
		case n > 0 && (endMark(u) || countsComments(v.Bytes(u))) && (left*8 < size || lines > 0 && left/lines*2 < size/n && left < size):
			v.End = i
		}
	}
}

// endMark reports whether a line announces what comes after articles.
func endMark(u *unit.Unit) bool {
	return u.Size < 60 &&
		(u.Reason == schema.ReasonRelated || u.Reason == schema.ReasonComments || u.Phrases.Has(lexicon.Newsletter, lexicon.Follow,
			lexicon.Tagged))
}

// countsComments reports whether t says how many comments there are.
func countsComments(t []byte) bool {
	rest := bytes.TrimLeft(t, "0123456789.,")
	return len(rest) < len(t) && len(t) < 30 && lexicon.PhrasesOf(bytes.TrimSpace(rest)).Has(lexicon.Comments)
}

// captions finds lines that stand at a picture: those said twice in a row (the
// picture's alternative text and its caption) and those with a credit right below.
func (v *LineView) captions() {
	for i := v.Start; i+1 < len(v.Units) && i < v.End; i++ {
		u, next := &v.Units[i], &v.Units[i+1]
		if u.Reason != "" || u.Size > 400 {
			continue
		}
		twice := u.Hash == next.Hash && u.Size > 10
		if twice || !u.After && next.Kind == schema.KindCaption {
			u.Drop(schema.KindCaption, schema.ReasonCaption)
			v.Good[i] = false
		}
		if twice {
			next.Drop(schema.KindCaption, schema.ReasonCaption)
			v.Good[i+1] = false
		}
	}
}

// outside drops what stands before and after the window.
func (v *LineView) outside() {
	for i := range v.Units {
		u := &v.Units[i]
		if u.Reason != "" || i >= v.Start && i < v.End {
			continue
		}
		if i < v.Start {
			u.Drop(outsideKind(u), schema.ReasonBeforeBody)
		} else if u.Phrases.Has(lexicon.Bio) && u.Prose() {
			u.Drop(schema.KindBio, schema.ReasonBio)
		} else {
			u.Drop(outsideKind(u), schema.ReasonAfterBody)
		}
	}
}

func outsideKind(u *unit.Unit) schema.BlockKind {
	if u.Bullet || u.Size < 40 {
		return schema.KindNavigation
	}
	return schema.KindOther
}

// inside judges the lines of the window.
func (v *LineView) inside() {
	for i := v.Start; i < v.End; i++ {
		u := &v.Units[i]
		switch {
		case u.Reason != "":
		case u.Earlier >= 0 && (u.Size >= 20 || v.Units[u.Earlier].Kept()):
			u.Drop(schema.KindOther, schema.ReasonRepeated)
		case v.TitleAt >= 0 && u.Hash == v.Units[v.TitleAt].Hash:
			u.Drop(schema.KindTitle, schema.ReasonRepeated)
		case u.Bullet:
			i = v.list(i) - 1
		case v.Good[i] && (u.Alone() || !v.Margins || u.Size >= 220):
			u.Keep(schema.KindParagraph, 90)
		case bioLike(u):
			u.Drop(schema.KindBio, schema.ReasonBio)
		case isMeta(u):
			u.Drop(schema.KindByline, schema.ReasonMetadata)
		case u.Colon && i+1 < v.End && v.Units[i+1].Bullet:
			u.Keep(schema.KindParagraph, 65)
		case v.Margins && !u.Alone():
			u.Drop(schema.KindCaption, schema.ReasonCaption)
		case u.Closed && u.Size >= 6 || u.Size >= 120:
			u.Keep(schema.KindParagraph, 70)
		case v.Margins && (unit.HeadingLike(u) || u.Colon) && !v.teaser(i):
			u.Keep(schema.KindHeading, 60)
		default:
			u.Drop(schema.KindOther, schema.ReasonLowScore)
		}
	}
}

// teaser reports whether a short line stands among other short lines below a mark
// of related stories.
func (v *LineView) teaser(i int) bool {
	for j := i - 1; j >= v.Start && i-j <= 8 && !v.Good[j]; j-- {
		if v.Units[j].Reason == schema.ReasonRelated {
			return true
		}
	}
	return false
}

// list judges the run of list items that begins at i and returns its end. Items
// of an article are sentences or long; those of menus are short.
func (v *LineView) list(i int) int {
	end, size, closed := i, int32(0), 0
	for end < v.End && v.Units[end].Bullet {
		size += v.Units[end].Size
		if v.Units[end].Closed {
			closed++
		}
		end++
	}
	n := end - i
	related := i > v.Start && v.Units[i-1].Reason == schema.ReasonRelated
	keep := !related && (closed*2 >= n || size >= int32(n)*70 || i > v.Start && v.Units[i-1].Colon)
	for ; i < end; i++ {
		u := &v.Units[i]
		switch {
		case u.Reason != "":
		case keep && u.Earlier < 0:
			u.Keep(schema.KindListItem, 65)
		default:
			u.Drop(schema.KindPromo, schema.ReasonLinks)
		}
	}
	return end
}

// headings drops headings with no text below them, and runs of more than two.
func (v *LineView) headings() {
	below, run := false, 0
	for i := v.End - 1; i >= v.Start; i-- {
		u := &v.Units[i]
		switch {
		case !u.Kept():
		case u.Kind != schema.KindHeading:
			below, run = true, 0
		default:
			run++
			if !below || run > 2 {
				u.Drop(schema.KindOther, schema.ReasonLowScore)
			}
		}
	}
}
