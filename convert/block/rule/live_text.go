package rule

import (
	"bytes"
	"slices"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

// pinned adds an entry that the page holds fast above the others.
func (l *LiveBlogs) pinned() {
	nodes := l.v.Doc.Nodes
	if len(l.entries) == 0 {
		return
	}
	for n := int32(0); n < l.entries[0].node; n++ {
		if nodes[n].Tag <= markup.TagRawText || nodes[n].End > l.entries[0].node || !hasName(l.v.Doc, n, "pinned") || l.plain(n) < minPost {
			continue
		}
		e := entry{node: n, end: nodes[n].End, mark: -1}
		e.first, e.last = l.v.Within(n)
		for k := range l.marks {
			if m := l.marks[k].node; m >= n && m < e.end {
				e.mark = k
				break
			}
		}
		l.entries = slices.Insert(l.entries, 0, e)
		return
	}
}

// number orders the entries and tells their units.
func (l *LiveBlogs) number() {
	slices.SortFunc(l.entries, func(a, b entry) int { return int(a.first - b.first) })
	end := int32(0)
	kept := l.entries[:0]
	for _, e := range l.entries {
		if e.first >= end && e.first < e.last {
			kept = append(kept, e)
			end = e.last
		}
	}
	l.entries = kept
	for k, e := range l.entries {
		for i := e.first; i < e.last; i++ {
			l.v.Units[i].Entry = int32(k) + 1
		}
	}
}

// Text decides the units of the entries: running text, headings and lists are kept,
// times, authors, captions and what refers to other pages are not. kinds is what the
// markup says they are; body is what a model says of them, and may be empty.
func (l *LiveBlogs) Text(kinds, body []int16) {
	v := l.v
	if len(l.entries) == 0 {
		return
	}
	v.repeats(l.entries)
	for k := range l.entries {
		e := &l.entries[k]
		for i := e.first; i < e.last; i++ {
			u, said := &v.Units[i], int16(0)
			u.Kind = unit.MarkupKinds[kinds[i]]
			if len(body) > 0 {
				said = body[i]
			}
			if kind, why := l.judge(e, i, said); why == schema.ReasonBody {
				u.Keep(kind, 60)
			} else {
				u.Drop(kind, why)
			}
		}
		l.bareHeadings(e)
	}
	if e := &l.entries[len(l.entries)-1]; l.flat { // what follows it belongs to nothing else
		trim(v.Page, int(e.first), int(e.last))
	}
}

// repeats drops what stands outside of the entries and is said in one: boxes of key
// events, and a pinned entry's copy.
func (v *HTMLView) repeats(entries []entry) {
	said := map[uint64]bool{}
	for _, e := range entries {
		for i := e.first; i < e.last; i++ {
			said[v.Units[i].Hash] = v.Units[i].Size >= 12
		}
	}
	for i := range v.Units {
		switch u := &v.Units[i]; {
		case !u.Kept():
		case u.Entry == beside:
			u.Drop(schema.KindPromo, schema.ReasonRelated)
		case u.Entry == 0 && said[u.Hash]:
			u.Drop(schema.KindOther, schema.ReasonRepeated)
		}
	}
}

// judge says what unit i of an entry is, and whether it is text.
func (l *LiveBlogs) judge(e *entry, i int32, said int16) (schema.BlockKind, schema.BlockReason) {
	v := l.v
	u := &v.Units[i]
	own := lexicon.Tokens(0)
	for n := u.Parent; n > 0 && n >= e.node; n = v.Doc.Nodes[n].Parent {
		if n != e.node || l.flat {
			own |= v.Tokens[n] & against
		}
	}
	c := v.Context[u.Parent]
	kind, why, vetoed := byTokens(own, c)
	prose := u.Prose() && u.LinkSize*10 < u.Size*9 // a sentence may be one link
	switch b, boiler := Boilerplate(u); {
	case c&unit.IsHidden != 0:
		return schema.KindOther, schema.ReasonHidden
	case u.Size == 0:
		return schema.KindOther, schema.ReasonLowScore
	case v.isWhen(u):
		return schema.KindDate, schema.ReasonMetadata
	case l.isAuthor(e, i):
		return schema.KindByline, schema.ReasonMetadata
	case vetoed && (!prose || own&hard != 0 || c&unit.InCaption != 0):
		return kind, why
	case boiler && said < sureText:
		return b.kind, b.Reason
	case c&unit.InFigure != 0 && u.Size < 200:
		return schema.KindCaption, schema.ReasonCaption
	case i > e.first && v.teased(i):
		return schema.KindPromo, schema.ReasonRelated
	case u.Earlier >= 0 && v.Units[u.Earlier].Entry > 0 && u.Size >= 25 && v.copied(u):
		return schema.KindOther, schema.ReasonRepeated
	case prose, u.Kind == schema.KindHeading && u.LinkSize*2 < u.Size+2:
		return kindOf(u), schema.ReasonBody
	case u.LinkSize*10 >= u.Size*8:
		return schema.KindPromo, schema.ReasonLinks
	case u.Kind != "", u.Closed && u.Size >= 15, u.Colon, u.Words >= 8, said >= sureText:
		return kindOf(u), schema.ReasonBody
	}
	return schema.KindOther, schema.ReasonLowScore
}

// isWhen reports whether a unit says when the entry was written and nothing else.
func (v *HTMLView) isWhen(u *unit.Unit) bool {
	if v.Context[u.Parent]&unit.IsTime != 0 && u.Size < 60 {
		return true
	}
	if isDate(u) && !u.Closed && u.Kind != schema.KindHeading && u.Size < 50 {
		return true
	}
	cut := timeAt(v.Bytes(u))
	return cut > 0 && int(cut) >= len(bytes.TrimSpace(v.Bytes(u)))
}

// teased reports whether a unit stands below the linked heading of another story.
func (v *HTMLView) teased(i int32) bool {
	u, before := &v.Units[i], &v.Units[i-1]
	nodes := v.Doc.Nodes
	return before.Reason == schema.ReasonLinks && before.Level > 0 && u.Level == 0 && nodes[before.Parent].Parent == nodes[u.Parent].Parent
}

// hard are names that hold of running text inside an entry too.
const hard = lexicon.Tokens(1<<lexicon.Caption | 1<<lexicon.Linked | 1<<lexicon.Talk | 1<<lexicon.Ad | 1<<lexicon.Mail | 1<<lexicon.Author |
	1<<lexicon.Teaser)

// sureText is the probability from which a model says that a unit is text.
const sureText = 500

// nearTime is how many units from its time the author of an entry stands.
const nearTime = 2

// isAuthor reports whether a unit is the name of who wrote the entry.
func (l *LiveBlogs) isAuthor(e *entry, i int32) bool {
	v := l.v
	u := &v.Units[i]
	name := u.Size <= 60 && u.Words >= 2 && u.Words <= 6 && u.Digits == 0 && !u.Closed
	if !name || u.Kind == schema.KindHeading || v.Context[u.Parent]&(unit.InFigure|unit.InCaption) != 0 {
		return false
	}
	if v.Context[u.Parent]&unit.IsAuthor != 0 || v.Tokens[u.Parent].Has(lexicon.Author, lexicon.Byline) || u.Phrases.Has(lexicon.By) {
		return true
	}
	if u.Capped < u.Words || bytes.Equal(bytes.ToUpper(v.Bytes(u)), v.Bytes(u)) {
		return false
	}
	for k := max(e.first, i-nearTime); k <= min(e.last-1, i+nearTime); k++ {
		if n := &v.Units[k]; k != i {
			if cut := timeAt(v.Bytes(n)); v.Context[n.Parent]&unit.IsTime != 0 || cut > 0 || isDate(n) {
				return true
			}
		}
	}
	return false
}

// bareHeadings drops headings of an entry with no text below, but the first.
func (l *LiveBlogs) bareHeadings(e *entry) {
	below := false
	for i := e.last - 1; i > e.first; i-- {
		u := &l.v.Units[i]
		switch {
		case !u.Kept():
		case u.Kind != schema.KindHeading:
			below = true
		case !below && l.textBefore(e, i):
			u.Drop(schema.KindOther, schema.ReasonLowScore)
		}
	}
}

func (l *LiveBlogs) textBefore(e *entry, i int32) bool {
	for k := e.first; k < i; k++ {
		if l.v.Units[k].Kept() {
			return true
		}
	}
	return false
}

// Describe notes what the entries say of themselves.
func (l *LiveBlogs) Describe() {
	if len(l.entries) == 0 {
		return
	}
	out := make([]schema.BlockEntry, len(l.entries))
	for k := range l.entries {
		e, o := &l.entries[k], &out[k]
		first := e.last // running text
		for i := e.first; i < e.last; i++ {
			u := &l.v.Units[i]
			if o.Author == "" && !u.Kept() && (first == e.last || i >= e.last-nearTime && !l.flat) {
				o.Author = l.authorIn(u)
			}
			if !u.Kept() || first < e.last {
				continue
			}
			if u.Kind != schema.KindHeading {
				first = i
			} else if o.Heading == "" {
				cut := timeAt(l.v.Bytes(u))
				o.Heading = string(bytes.TrimSpace(l.v.Bytes(u)[cut:]))
			}
		}
		l.timeOf(e, o, first)
	}
	l.Told = out
}

// authorIn returns the name that a line of an entry's head gives: all of it, or what
// stands behind or before a time.
func (l *LiveBlogs) authorIn(u *unit.Unit) string {
	t := l.v.Bytes(u)
	switch {
	case u.Kind == schema.KindByline:
		return string(t)
	case u.Size > 80 || l.v.Context[u.Parent]&(unit.InFigure|unit.InCaption) != 0:
		return ""
	}
	if cut := timeAt(t); cut > 0 && int(cut) < len(t) {
		t = t[cut:]
	} else {
		t = bytes.TrimRight(t[:max(bytes.IndexAny(t, "0123456789"), 0)], " |,·-")
	}
	if s := lexicon.Measure(t); s.Words < 2 || s.Words > 5 || s.Capped < s.Words || s.Digits > 0 || s.Closed {
		return ""
	}
	return string(t)
}

// timeOf notes the time of an entry: the first above its text, which begins with unit
// text. What stands below may be when it was changed.
func (l *LiveBlogs) timeOf(e *entry, o *schema.BlockEntry, text int32) {
	if e.mark < 0 {
		return
	}
	for k := e.mark; k < len(l.marks) && l.marks[k].node < e.end; k++ {
		m := &l.marks[k]
		if o.Stamp != "" && o.Time != "" || (o.Stamp != "" || o.Time != "") && m.unit > text {
			return
		}
		if o.Stamp == "" {
			o.Stamp, _ = l.v.Doc.Attr(m.node, markup.KeyDatetime)
		}
		if o.Time == "" && m.cut > 0 {
			o.Time = string(bytes.Trim(l.v.Bytes(&l.v.Units[m.unit])[:m.cut], " \n|:·•-"))
		}
	}
}
