package rule

import (
	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

// HTMLRules decides the units of an HTML page: the element with the most running
// text is found, then its units are judged by their markup, words and neighbours.
type HTMLRules struct {
	view HTMLView
	Live LiveBlogs
}

// Decide decides the units and leaves the view for who looks closer.
func (r *HTMLRules) Decide(p *unit.Page, again bool) *HTMLView {
	v := &r.view
	n, nodes := len(p.Units), len(p.Doc.Nodes)
	*v = HTMLView{
		Page: p, again: again, Hints: v.Hints, listed: v.listed, remarks: v.remarks, begun: unit.Grow(v.begun, n),
		Good: unit.Grow(v.Good, n), mass: unit.Grow(v.mass, n+1), own: unit.Grow(v.own, n+1), sum: unit.Grow(v.sum, n+1),
		Junk: unit.Grow(v.Junk, nodes), excused: unit.Grow(v.excused, nodes), Fam: unit.Grow(v.Fam, nodes), TitleAt: -1,
	}
	r.Live.Forget()
	if n == 0 {
		return v
	}
	v.prepare()
	r.Live.look(v)
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
	trim(v.Page, v.Start, v.End)
	v.headings()
	v.fallback()
	v.rest()
	return v
}

// outer judges a unit by where it stands and the words it is made of.
func (v *HTMLView) outer(i int) {
	u := &v.Units[i]
	t := v.Junk[u.Parent]
	switch {
	case i == v.TitleAt:
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
		} else if b, ok := Boilerplate(u); ok && u.Kind != schema.KindTableRow {
			u.Drop(b.kind, b.Reason)
		}
	}
}

// byTokens is the verdict of class words and tags on what an element holds.
func byTokens(t lexicon.Tokens, c unit.Context) (schema.BlockKind, schema.BlockReason, bool) {
	for _, r := range tokenVerdicts {
		if t&r.tokens != 0 {
			return r.kind, r.Reason, true
		}
	}
	if c&unit.InCaption != 0 {
		return schema.KindCaption, schema.ReasonCaption, true
	}
	return "", "", false
}

var tokenVerdicts = [...]struct {
	tokens lexicon.Tokens
	Verdict
}{
	{lexicon.Bag(lexicon.Talk), Verdict{schema.KindComment, schema.ReasonComments}},
	{lexicon.Bag(lexicon.Nav, lexicon.Crumb, lexicon.Search, lexicon.Account, lexicon.Pager, lexicon.Toc, lexicon.Footer, lexicon.Consent,
		lexicon.Modal), Verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Bag(lexicon.Linked, lexicon.Popular, lexicon.Teaser), Verdict{schema.KindPromo, schema.ReasonRelated}},
	{
		lexicon.Bag(lexicon.Ad, lexicon.Mail, lexicon.Promo, lexicon.Appeal, lexicon.Product),
		Verdict{schema.KindPromo, schema.ReasonBoilerplate},
	},
	{lexicon.Bag(lexicon.Sharing, lexicon.Tool, lexicon.Rating), Verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Bag(lexicon.Caption), Verdict{schema.KindCaption, schema.ReasonCaption}},
	{lexicon.Bag(lexicon.Author), Verdict{schema.KindBio, schema.ReasonBio}},
	{lexicon.Bag(lexicon.Byline), Verdict{schema.KindByline, schema.ReasonMetadata}},
	{lexicon.Bag(lexicon.Date, lexicon.Meta), Verdict{schema.KindDate, schema.ReasonMetadata}},
	{lexicon.Bag(lexicon.Tag), Verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Bag(lexicon.Video, lexicon.Gallery), Verdict{schema.KindCaption, schema.ReasonCaption}},
	{lexicon.Bag(lexicon.Embed), Verdict{schema.KindEmbed, schema.ReasonEmbed}},
	{lexicon.Bag(lexicon.Note, lexicon.Contact), Verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{lexicon.Bag(lexicon.Fact), Verdict{schema.KindOther, schema.ReasonLowScore}},
	{lexicon.Bag(lexicon.Side), Verdict{schema.KindPromo, schema.ReasonRelated}},
	{lexicon.Bag(lexicon.Pull, lexicon.Print), Verdict{schema.KindOther, schema.ReasonRepeated}},
}

// inner judges the units of the container that are not decided yet.
func (v *HTMLView) inner() {
	for i := v.Start; i < v.End; i++ {
		u := &v.Units[i]
		if u.Reason != "" {
			continue
		}
		if v.Chosen.Core && !v.InCore(u) {
			continue
		}
		switch {
		case u.Earlier >= 0 && v.copied(u):
			u.Drop(schema.KindOther, schema.ReasonRepeated)
		case v.TitleAt >= 0 && u.Hash == v.Units[v.TitleAt].Hash:
			u.Drop(schema.KindTitle, schema.ReasonRepeated)
		case bioLike(u) && i > v.Start && v.afterMost(i):
			u.Drop(schema.KindBio, schema.ReasonBio)
		case u.Kind == schema.KindListItem:
			i = v.list(i) - 1
		case u.Kind == schema.KindTableRow, u.Kind == schema.KindPreformatted:
			u.Keep(u.Kind, 65)
		case u.LinkSize*10 >= u.Size*8 && u.Size < 200:
			u.Drop(schema.KindPromo, schema.ReasonLinks)
		case isMeta(u) && v.mass[i] == v.mass[v.Start]:
			u.Drop(schema.KindByline, schema.ReasonMetadata)
		case v.Good[i]:
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
func (v *HTMLView) copied(u *unit.Unit) bool {
	e := &v.Units[u.Earlier]
	if (e.Kind == u.Kind || u.Kind == "" && e.Kind == schema.KindParagraph) && v.Doc.Nodes[e.Parent].Parent == v.Doc.Nodes[u.Parent].Parent &&
		u.Size < 200 {
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
func (v *HTMLView) family(u *unit.Unit) bool {
	total := v.mass[v.End] - v.mass[v.Start]
	if v.Fam[u.Parent]*5 >= total {
		return true
	}
	p := v.Doc.Nodes[u.Parent].Parent
	return p >= 0 && v.Doc.Nodes[u.Parent].Tag == markup.TagP && v.Fam[p]*5 >= total
}

// afterMost reports whether most of the text stands before unit i.
func (v *HTMLView) afterMost(i int) bool {
	return (v.mass[i]-v.mass[v.Start])*10 >= (v.mass[v.End]-v.mass[v.Start])*7
}

// list judges the run of list items that begins at i and returns its end.
func (v *HTMLView) list(i int) int {
	end, size, linked, closed := i, int32(0), int32(0), 0
	for end < v.End && v.Units[end].Kind == schema.KindListItem && v.Units[end].Reason == "" {
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
func (v *HTMLView) fallback() {
	longest, found := -1, false
	for i := v.Start; i < v.End; i++ {
		u := &v.Units[i]
		if u.Kept() {
			return
		}
		if i != v.TitleAt && u.LinkSize*2 < u.Size && v.Junk[u.Parent]&FarOff == 0 {
			found = found || u.Size >= 40
			if longest < 0 || u.Size > v.Units[longest].Size {
				longest = i
			}
		}
	}
	for i := v.Start; i < v.End; i++ {
		u := &v.Units[i]
		if i == longest || found && i != v.TitleAt && u.Size >= 40 && u.LinkSize*2 < u.Size && v.Junk[u.Parent]&FarOff == 0 {
			u.Keep(kindOf(u), 55)
		}
	}
}

// rest gives every unit that nobody decided its reason.
func (v *HTMLView) rest() {
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
func (v *HTMLView) headings() {
	below := false
	for i := v.End - 1; i >= v.Start; i-- {
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
