package block

import (
	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

// htmlRules decides the units of an HTML page: the element with the most running
// text is found, then its units are judged by their markup, words and neighbours.
type htmlRules struct {
	view htmlView
	live live
}

// decide decides the units and leaves the view for who looks closer.
func (r *htmlRules) decide(p *unit.Page, again bool) *htmlView {
	v := &r.view
	n, nodes := len(p.Units), len(p.Doc.Nodes)
	*v = htmlView{Page: p, again: again, hints: v.hints, listed: v.listed, remarks: v.remarks, begun: unit.Grow(v.begun, n), good: unit.Grow(v.good, n), mass: unit.Grow(v.mass, n+1), own: unit.Grow(v.own, n+1), sum: unit.Grow(v.sum, n+1), junk: unit.Grow(v.junk, nodes), excused: unit.Grow(v.excused, nodes), fam: unit.Grow(v.fam, nodes), title: -1}
	r.live.forget()
	if n == 0 {
		return v
	}
	v.prepare()
	r.live.look(v)
	v.settle()
	if again {
		v.findListed()
	}
	v.findRemarks()
	v.weigh()
	v.choose()
	v.findTitle()
	for i := range v.Units {
		v.outer(i)
	}
	v.inner()
	v.head()
	v.neighbours()
	trim(v.Page, v.start, v.end)
	v.headings()
	v.fallback()
	v.rest()
	return v
}

// outer judges a unit by where it stands and the words it is made of.
func (v *htmlView) outer(i int) {
	u := &v.Units[i]
	t := v.junk[u.Parent]
	switch {
	case i == v.title:
		u.Drop(schema.KindTitle, schema.ReasonMetadata)
	case v.Context[u.Parent]&unit.IsHidden != 0 && t.Has(lexicon.Hidden):
		u.Drop(schema.KindOther, schema.ReasonHidden)
	case v.remarks[i]:
		u.Drop(schema.KindComment, schema.ReasonComments)
		u.Beside = true
	case v.again && v.listed[i]:
		u.Drop(schema.KindPromo, schema.ReasonRelated)
	default:
		if k, r, ok := byTokens(t, v.Context[u.Parent]); ok {
			u.Drop(k, r)
		} else if b, ok := boilerplate(u); ok && u.Kind != schema.KindTableRow {
			u.Drop(b.kind, b.reason)
		}
	}
}

// byTokens is the verdict of class words and tags on what an element holds.
func byTokens(t lexicon.Tokens, c unit.Context) (schema.BlockKind, schema.BlockReason, bool) {
	for _, r := range tokenVerdicts {
		if t&r.tokens != 0 {
			return r.kind, r.reason, true
		}
	}
	if c&unit.InCaption != 0 {
		return schema.KindCaption, schema.ReasonCaption, true
	}
	return "", "", false
}

var tokenVerdicts = [...]struct {
	tokens lexicon.Tokens
	verdict
}{
	{lexicon.Bag(lexicon.Talk), verdict{schema.KindComment, schema.ReasonComments}},
	{lexicon.Bag(lexicon.Nav, lexicon.Crumb, lexicon.Search, lexicon.Account, lexicon.Pager, lexicon.Toc, lexicon.Footer, lexicon.Consent, lexicon.Modal), verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Bag(lexicon.Linked, lexicon.Popular, lexicon.Teaser), verdict{schema.KindPromo, schema.ReasonRelated}},
	{lexicon.Bag(lexicon.Ad, lexicon.Mail, lexicon.Promo, lexicon.Appeal, lexicon.Product), verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{lexicon.Bag(lexicon.Sharing, lexicon.Tool, lexicon.Rating), verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Bag(lexicon.Caption), verdict{schema.KindCaption, schema.ReasonCaption}},
	{lexicon.Bag(lexicon.Author), verdict{schema.KindBio, schema.ReasonBio}},
	{lexicon.Bag(lexicon.Byline), verdict{schema.KindByline, schema.ReasonMetadata}},
	{lexicon.Bag(lexicon.Date, lexicon.Meta), verdict{schema.KindDate, schema.ReasonMetadata}},
	{lexicon.Bag(lexicon.Tag), verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Bag(lexicon.Video, lexicon.Gallery), verdict{schema.KindCaption, schema.ReasonCaption}},
	{lexicon.Bag(lexicon.Embed), verdict{schema.KindEmbed, schema.ReasonEmbed}},
	{lexicon.Bag(lexicon.Note, lexicon.Contact), verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{lexicon.Bag(lexicon.Fact), verdict{schema.KindOther, schema.ReasonLowScore}},
	{lexicon.Bag(lexicon.Side), verdict{schema.KindPromo, schema.ReasonRelated}},
	{lexicon.Bag(lexicon.Pull, lexicon.Print), verdict{schema.KindOther, schema.ReasonRepeated}},
}

// inner judges the units of the container that are not decided yet.
func (v *htmlView) inner() {
	for i := v.start; i < v.end; i++ {
		u := &v.Units[i]
		if u.Reason != "" {
			continue
		}
		if v.core && !v.inCore(u) {
			continue
		}
		switch {
		case u.Earlier >= 0 && v.copied(u):
			u.Drop(schema.KindOther, schema.ReasonRepeated)
		case v.title >= 0 && u.Hash == v.Units[v.title].Hash:
			u.Drop(schema.KindTitle, schema.ReasonRepeated)
		case bioLike(u) && i > v.start && v.afterMost(i):
			u.Drop(schema.KindBio, schema.ReasonBio)
		case u.Kind == schema.KindListItem:
			i = v.list(i) - 1
		case u.Kind == schema.KindTableRow, u.Kind == schema.KindPreformatted:
			u.Keep(u.Kind, 65)
		case u.LinkSize*10 >= u.Size*8 && u.Size < 200:
			u.Drop(schema.KindPromo, schema.ReasonLinks)
		case isMeta(u) && v.mass[i] == v.mass[v.start]:
			u.Drop(schema.KindByline, schema.ReasonMetadata)
		case v.good[i]:
			u.Keep(kindOf(u), 90)
		case u.Kind == schema.KindHeading:
			u.Keep(schema.KindHeading, 60)
		case v.family(u):
			u.Keep(kindOf(u), 70)
		case u.Closed && u.Size >= 25, v.Doc.Nodes[u.Parent].Tag == markup.TagP && (u.Size >= 25 || u.Colon):
			u.Keep(kindOf(u), 60)
		default:
			u.Drop(schema.KindOther, schema.ReasonLowScore)
		}
	}
}

// copied reports whether a unit says again what was said before. Lines of one
// column may recur (in recipes, in lists of prices).
func (v *htmlView) copied(u *unit.Unit) bool {
	e := &v.Units[u.Earlier]
	if (e.Kind == u.Kind || u.Kind == "" && e.Kind == schema.KindParagraph) && v.Doc.Nodes[e.Parent].Parent == v.Doc.Nodes[u.Parent].Parent && u.Size < 200 {
		return false
	}
	return e.Kept() || u.Size >= 40
}

// kindOf is the kind of a kept unit: what the markup says, else a paragraph.
func kindOf(u *unit.Unit) schema.BlockKind {
	switch u.Kind {
	case schema.KindHeading, schema.KindListItem, schema.KindBlockQuote, schema.KindTableRow, schema.KindPreformatted:
		return u.Kind
	default:
		return schema.KindParagraph
	}
}

// family reports whether a unit is a brother of the text: its element stands
// where a good part of the running text stands.
func (v *htmlView) family(u *unit.Unit) bool {
	total := v.mass[v.end] - v.mass[v.start]
	if v.fam[u.Parent]*5 >= total {
		return true
	}
	p := v.Doc.Nodes[u.Parent].Parent
	return p >= 0 && v.Doc.Nodes[u.Parent].Tag == markup.TagP && v.fam[p]*5 >= total
}

// afterMost reports whether most of the text stands before unit i.
func (v *htmlView) afterMost(i int) bool {
	return (v.mass[i]-v.mass[v.start])*10 >= (v.mass[v.end]-v.mass[v.start])*7
}

// list judges the run of list items that begins at i and returns its end.
func (v *htmlView) list(i int) int {
	end, size, linked, closed := i, int32(0), int32(0), 0
	for end < v.end && v.Units[end].Kind == schema.KindListItem && v.Units[end].Reason == "" {
		u := &v.Units[end]
		size += u.Size
		linked += u.LinkSize
		if u.Closed {
			closed++
		}
		end++
	}
	n := end - i
	keep := linked*2 < size || closed*2 >= n && linked*10 < size*8
	for ; i < end; i++ {
		u := &v.Units[i]
		if keep && u.Earlier < 0 {
			u.Keep(schema.KindListItem, 65)
		} else {
			u.Drop(schema.KindPromo, schema.ReasonLinks)
		}
	}
	return end
}

// fallback keeps the plain text of the container where nothing else was kept, or
// at least its longest piece: an article must not be lost.
func (v *htmlView) fallback() {
	longest, found := -1, false
	for i := v.start; i < v.end; i++ {
		u := &v.Units[i]
		if u.Kept() {
			return
		}
		if i != v.title && u.LinkSize*2 < u.Size && v.junk[u.Parent]&farOff == 0 {
			found = found || u.Size >= 40
			if longest < 0 || u.Size > v.Units[longest].Size {
				longest = i
			}
		}
	}
	for i := v.start; i < v.end; i++ {
		u := &v.Units[i]
		if i == longest || found && i != v.title && u.Size >= 40 && u.LinkSize*2 < u.Size && v.junk[u.Parent]&farOff == 0 {
			u.Keep(kindOf(u), 55)
		}
	}
}

// rest gives every unit that nobody decided its reason.
func (v *htmlView) rest() {
	first, last := len(v.Units), 0
	for i := range v.Units {
		if v.Units[i].Kept() {
			first, last = min(first, i), i
		}
	}
	for i := range v.Units {
		u := &v.Units[i]
		switch {
		case u.Reason != "":
		case i < first:
			u.Drop(outsideKind(u), schema.ReasonBeforeBody)
		case i > last:
			u.Drop(outsideKind(u), schema.ReasonAfterBody)
		default:
			u.Drop(outsideKind(u), schema.ReasonLowScore)
		}
	}
}

// headings drops headings with no text below them.
func (v *htmlView) headings() {
	below := false
	for i := v.end - 1; i >= v.start; i-- {
		u := &v.Units[i]
		switch {
		case !u.Kept():
		case u.Kind != schema.KindHeading:
			below = true
		case !below:
			u.Drop(schema.KindOther, schema.ReasonLowScore)
		}
	}
}
