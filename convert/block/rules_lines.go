package block

import (
	"bytes"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/schema"
)

// lineRules decides the lines of a page-text dump. Markup is gone there, so the
// densest stretch of prose is found first; title, deck and byline are looked for
// before it, and the lines inside it are judged by their words and margins.
type lineRules struct{}

// lineView is what lineRules notes about a page while it works.
type lineView struct {
	*unit.Page
	good       []bool // a line of running text
	start, end int    // the window
	title      int    // -1 where none was found
	margins    bool   // paragraphs of this page have margins
}

// decide decides the lines and returns the view for who looks closer.
func (lineRules) decide(p *unit.Page) *lineView {
	v := &lineView{Page: p, good: make([]bool, len(p.Units)), title: -1}
	for i := range p.Units {
		u := &p.Units[i]
		b, junk := boilerplate(u)
		v.good[i] = !junk && u.Prose() && u.Earlier < 0 && !bioLike(u)
		if junk {
			u.Drop(b.kind, b.reason)
		}
	}
	v.window()
	if len(p.Units) > 0 { // "Headline | Site" often begins a dump
		p.Heads = unit.HashHead(string(p.Bytes(&p.Units[0])))
	}
	v.findTitle()
	v.head()
	v.margins = v.haveMargins()
	v.captions()
	v.stop()
	v.outside()
	v.inside()
	trim(v.Page, v.start, v.end)
	v.headings()
	v.fallback()
	return v
}

// fallback keeps the longer lines of the window where nothing else was kept: an
// article must not be lost.
func (v *lineView) fallback() {
	for i := v.start; i < v.end; i++ {
		if v.Units[i].Kept() {
			return
		}
	}
	if v.start == v.end {
		v.longest()
	}
	for i := v.start; i < v.end; i++ {
		if u := &v.Units[i]; i != v.title && u.Size >= 40 && u.Reason != schema.ReasonRelated {
			u.Keep(schema.KindParagraph, 55)
		}
	}
}

// window chooses among the dense runs of prose: a long one, below something that
// looks like a headline.
func (v *lineView) window() {
	best := int32(0)
	for _, r := range maximalRuns(len(v.Units), v.worth, nil) {
		if points := r.sum + v.above(r.from); points > best {
			best, v.start, v.end = points, r.from, r.to
		}
	}
	if v.end == 0 { // no prose at all: the longest line is better than nothing
		v.longest()
	}
}

// above is what the lines before a run say for it.
func (v *lineView) above(start int) int32 {
	title, meta, prose := int32(0), int32(0), 0
	for i := start - 1; i >= 0 && start-i <= maxTitleGap && prose < 2; i-- {
		u := &v.Units[i]
		if v.good[i] && u.Closed {
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

func (v *lineView) longest() {
	longest := -1
	for i := range v.Units {
		u := &v.Units[i]
		if u.Reason == "" && u.Earlier < 0 && (longest < 0 || u.Size > v.Units[longest].Size) {
			longest = i
		}
	}
	if longest >= 0 && v.Units[longest].Size >= 40 {
		v.start, v.end = longest, longest+1
		v.good[longest] = true
	}
}

// worth is what a line adds to the window that holds it.
func (v *lineView) worth(i int) int32 {
	u := &v.Units[i]
	switch {
	case v.good[i] && u.Bullet:
		return min(u.Size, 400) / 2
	case v.good[i]:
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
func (v *lineView) haveMargins() bool {
	set, all := int32(0), int32(0)
	for i := v.start; i < v.end; i++ {
		if v.good[i] && !v.Units[i].Bullet {
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
func (v *lineView) stop() {
	left, lines := int32(0), int32(0)
	for i := v.start; i < v.end; i++ {
		if v.good[i] {
			left, lines = left+v.Units[i].Size, lines+1
		}
	}
	size, n := int32(0), int32(0)
	for i := v.start; i < v.end; i++ {
		u := &v.Units[i]
		switch {
		case v.good[i]:
			size, n = size+u.Size, n+1
			left, lines = left-u.Size, lines-1
		case n > 0 && (endMark(u) || countsComments(v.Bytes(u))) && (left*8 < size || lines > 0 && left/lines*2 < size/n && left < size):
			v.end = i
		}
	}
}

// endMark reports whether a line announces what comes after articles.
func endMark(u *unit.Unit) bool {
	return u.Size < 60 && (u.Reason == schema.ReasonRelated || u.Reason == schema.ReasonComments || u.Phrases.Has(lexicon.Newsletter, lexicon.Follow, lexicon.Tagged))
}

// countsComments reports whether t says how many comments there are.
func countsComments(t []byte) bool {
	rest := bytes.TrimLeft(t, "0123456789.,")
	return len(rest) < len(t) && len(t) < 30 && lexicon.PhrasesOf(bytes.TrimSpace(rest)).Has(lexicon.Comments)
}

// captions finds lines that stand at a picture: those said twice in a row (the
// picture's alternative text and its caption) and those with a credit right below.
func (v *lineView) captions() {
	for i := v.start; i+1 < len(v.Units) && i < v.end; i++ {
		u, next := &v.Units[i], &v.Units[i+1]
		if u.Reason != "" || u.Size > 400 {
			continue
		}
		twice := u.Hash == next.Hash && u.Size > 10
		if twice || !u.After && next.Kind == schema.KindCaption {
			u.Drop(schema.KindCaption, schema.ReasonCaption)
			v.good[i] = false
		}
		if twice {
			next.Drop(schema.KindCaption, schema.ReasonCaption)
			v.good[i+1] = false
		}
	}
}

// outside drops what stands before and after the window.
func (v *lineView) outside() {
	for i := range v.Units {
		u := &v.Units[i]
		if u.Reason != "" || i >= v.start && i < v.end {
			continue
		}
		if i < v.start {
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
func (v *lineView) inside() {
	for i := v.start; i < v.end; i++ {
		u := &v.Units[i]
		switch {
		case u.Reason != "":
		case u.Earlier >= 0 && (u.Size >= 20 || v.Units[u.Earlier].Kept()):
			u.Drop(schema.KindOther, schema.ReasonRepeated)
		case v.title >= 0 && u.Hash == v.Units[v.title].Hash:
			u.Drop(schema.KindTitle, schema.ReasonRepeated)
		case u.Bullet:
			i = v.list(i) - 1
		case v.good[i] && (u.Alone() || !v.margins || u.Size >= 220):
			u.Keep(schema.KindParagraph, 90)
		case bioLike(u):
			u.Drop(schema.KindBio, schema.ReasonBio)
		case isMeta(u):
			u.Drop(schema.KindByline, schema.ReasonMetadata)
		case u.Colon && i+1 < v.end && v.Units[i+1].Bullet:
			u.Keep(schema.KindParagraph, 65)
		case v.margins && !u.Alone():
			u.Drop(schema.KindCaption, schema.ReasonCaption)
		case u.Closed && u.Size >= 6 || u.Size >= 120:
			u.Keep(schema.KindParagraph, 70)
		case v.margins && (unit.HeadingLike(u) || u.Colon) && !v.teaser(i):
			u.Keep(schema.KindHeading, 60)
		default:
			u.Drop(schema.KindOther, schema.ReasonLowScore)
		}
	}
}

// teaser reports whether a short line stands among other short lines below a mark
// of related stories.
func (v *lineView) teaser(i int) bool {
	for j := i - 1; j >= v.start && i-j <= 8 && !v.good[j]; j-- {
		if v.Units[j].Reason == schema.ReasonRelated {
			return true
		}
	}
	return false
}

// list judges the run of list items that begins at i and returns its end. Items
// of an article are sentences or long; those of menus are short.
func (v *lineView) list(i int) int {
	end, size, closed := i, int32(0), 0
	for end < v.end && v.Units[end].Bullet {
		size += v.Units[end].Size
		if v.Units[end].Closed {
			closed++
		}
		end++
	}
	n := end - i
	related := i > v.start && v.Units[i-1].Reason == schema.ReasonRelated
	keep := !related && (closed*2 >= n || size >= int32(n)*70 || i > v.start && v.Units[i-1].Colon)
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
func (v *lineView) headings() {
	below, run := false, 0
	for i := v.end - 1; i >= v.start; i-- {
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
