package rule

import (
	"math/bits"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

// HTMLView is what HTMLRules notes about a page while it works.
type HTMLView struct {
	*unit.Page
	Good []bool           // a unit is running text
	mass []int32          // prefix sums of the size of good units
	own  []int32          // prefix sums of the size of all units without their links
	sum  []int32          // prefix sums of the worth of units
	Junk []lexicon.Tokens // per node: what it and the elements around it say against it
	// excused are the groups that were passed over because the element is too large.
	excused []lexicon.Tokens
	listed  []bool  // when names misled: a unit stands in a list of teasers or remarks
	remarks []bool  // a unit stands below a line that announces remarks
	begun   []bool  // a later unit begins with the same letters
	Fam     []int32 // per node: good text of units whose block element is its child

	again      bool // names misled the rules: build alone tells teasers and remarks
	Chosen     Container
	TitleAt    int // -1 where none was found
	Start, End int // the units of the container
	Hints      Hints
}

// Container is the element with the most running text.
type Container struct {
	node int32
	Core bool // only units inside of elements that say "article text" count
	// home is an element several of whose children say so, or -1.
	home int32
}

// against are the groups of class words that speak against the content of an element.
const against = lexicon.Tokens(1<<lexicon.Nav | 1<<lexicon.Footer | 1<<lexicon.Side | 1<<lexicon.Linked | 1<<lexicon.Sharing |
	1<<lexicon.Talk | 1<<lexicon.Promo | 1<<lexicon.Ad | 1<<lexicon.Mail | 1<<lexicon.Author | 1<<lexicon.Byline | 1<<lexicon.Caption |
	1<<lexicon.Gallery | 1<<lexicon.Video | 1<<lexicon.Meta | 1<<lexicon.Date | 1<<lexicon.Tag | 1<<lexicon.Crumb | 1<<lexicon.Modal |
	1<<lexicon.Consent | 1<<lexicon.Teaser | 1<<lexicon.Pager | 1<<lexicon.Search | 1<<lexicon.Account | 1<<lexicon.Popular |
	1<<lexicon.Tool | 1<<lexicon.Rating | 1<<lexicon.Note | 1<<lexicon.Appeal | 1<<lexicon.Deck | 1<<lexicon.Title | 1<<lexicon.Header |
	1<<lexicon.Toc | 1<<lexicon.Print | 1<<lexicon.Embed | 1<<lexicon.Pull | 1<<lexicon.Contact | 1<<lexicon.Fact)

// strong are the groups that speak even against elements with much text.
const strong = lexicon.Tokens(1<<lexicon.Nav | 1<<lexicon.Footer | 1<<lexicon.Side | 1<<lexicon.Linked | 1<<lexicon.Talk |
	1<<lexicon.Ad | 1<<lexicon.Mail | 1<<lexicon.Modal | 1<<lexicon.Consent | 1<<lexicon.Teaser | 1<<lexicon.Popular | 1<<lexicon.Hidden)

// Within returns the range of units of a node's subtree.
func (v *HTMLView) Within(n int32) (int32, int32) {
	end := v.Doc.Nodes[n].End
	if int(end) < len(v.First) {
		return v.First[n], v.after(end)
	}
	return v.First[n], int32(len(v.Units))
}

// after is the first unit in or after node n; texts carry the number too.
func (v *HTMLView) after(n int32) int32 { return v.First[n] }

func (v *HTMLView) massOf(n int32) int32 {
	a, b := v.Within(n)
	return v.mass[b] - v.mass[a]
}

// prepare finds running text, and which elements speak against their content. An
// element that holds a good part of the page's text is no menu, whatever its name.
func (v *HTMLView) prepare() {
	n := len(v.Units)
	for i := range v.Units {
		u := &v.Units[i]
		_, boiler := Boilerplate(u)
		v.Good[i] = !boiler && u.Prose() && u.LinkSize*2 < u.Size && !bioLike(u) && v.Context[u.Parent]&unit.InCaption == 0
		v.own[i+1] = v.own[i] + u.Size - u.LinkSize
		if u.Near >= 0 {
			v.begun[u.Near] = true
		}
	}
	v.addUp()
	total, text := v.mass[n], v.own[n]
	uncovered, spread := v.uncovered(total), v.widespread()
	for i := range v.Doc.Nodes {
		node := &v.Doc.Nodes[i]
		if node.Tag == markup.TagText || node.Parent < 0 {
			continue
		}
		v.Junk[i], v.excused[i] = v.Junk[node.Parent], v.excused[node.Parent]
		own := v.Tokens[i] & against &^ spread &^ v.excused[i]
		c := v.Context[i] &^ v.Context[node.Parent]
		if own == 0 && c&(unit.InNav|unit.InFooter|unit.InAside|unit.InForm|unit.IsHidden|unit.InHeader) == 0 {
			continue
		}
		own |= contextTokens(c)
		a, b := v.Within(int32(i))
		mass, size := v.mass[b]-v.mass[a], v.own[b]-v.own[a]
		if c&unit.IsHidden != 0 && mass*3 <= total*2 && !uncovered && !v.unfolds(int32(i)) {
			v.Junk[i] |= lexicon.Bag(lexicon.Hidden)
		}
		own &^= lexicon.Bag(lexicon.Hidden)
		switch {
		case mass*5 > total*2 || size*5 > text*3:
			v.excused[i] |= own &^ strong
			continue
		case mass*7 > total || size*4 > text:
			v.excused[i] |= own &^ strong
			own &= strong
		}
		v.Junk[i] |= own
	}
}

// unfolds reports whether a hidden element holds text that its reader unfolds: a tab, an
// answer, all behind "read more" or a wall. It stands in the article, says what nothing
// else on the page says, and no name speaks against it.
func (v *HTMLView) unfolds(n int32) bool {
	if v.Context[n]&(unit.InArticle|unit.InMain) == 0 || v.Context[n]&(unit.InNav|unit.InAside|unit.InFooter|unit.InForm|unit.InHeader) != 0 {
		return false
	}
	fresh := int32(0)
	a, b := v.Within(n)
	for i := a; i < b; i++ {
		if u := &v.Units[i]; v.Good[i] && u.Earlier < 0 && !u.Again && u.Near < 0 && !v.begun[i] {
			fresh += u.Size
		}
	}
	if fresh < fewUnfolded || fresh*4 < (v.mass[b]-v.mass[a])*3 {
		return false
	}
	for ; n > 0; n = v.Doc.Nodes[n].Parent {
		if v.Tokens[n]&neverUnfolded != 0 {
			return false
		}
	}
	return true
}

// neverUnfolded are the groups whose hidden content is no text.
const neverUnfolded = FarOff&^(1<<lexicon.Hidden) | 1<<lexicon.Footnote | 1<<lexicon.Fact | 1<<lexicon.Note | 1<<lexicon.Video |
	1<<lexicon.Caption | 1<<lexicon.Gallery

// fewUnfolded is how many letters of running text a hidden element has at least that is looked into.
const fewUnfolded = 80

// widespread returns the groups that name elements with a good part of the page's text
// altogether, be it on every paragraph: who names the text so does not speak against it.
// Captions may well be more than the text.
func (v *HTMLView) widespread() (spread lexicon.Tokens) {
	var mass, end [lexicon.TokenCount]int32
	for i := range v.Doc.Nodes {
		for t := v.Tokens[i] & against &^ strong &^ lexicon.Bag(lexicon.Caption); t != 0; t &= t - 1 {
			if g := bits.TrailingZeros64(uint64(t)); int32(i) >= end[g] {
				end[g] = v.Doc.Nodes[i].End
				mass[g] += v.massOf(int32(i))
			}
		}
	}
	for g, m := range mass {
		if m*5 > v.mass[len(v.Units)]*3 {
			spread |= 1 << g
		}
	}
	return spread
}

// fewShown is how many letters of running text a page shows at most that scripts uncover.
const fewShown = 1000

// uncovered reports whether most of the running text is hidden until scripts uncover it.
func (v *HTMLView) uncovered(total int32) bool {
	hidden := int32(0)
	for i := range v.Units {
		if v.Good[i] && v.Context[v.Units[i].Parent]&unit.IsHidden != 0 {
			hidden += v.Units[i].Size
		}
	}
	return hidden*3 > total*2 && total-hidden < fewShown
}

// addUp sums up the running text.
func (v *HTMLView) addUp() {
	for i := range v.Units {
		v.mass[i+1] = v.mass[i]
		if v.Good[i] {
			v.mass[i+1] += v.Units[i].Size
		}
	}
}

// settle decides which of several copies counts: the first that stands in no
// menu, hidden window or list of other stories.
func (v *HTMLView) settle() {
	for i := range v.Units {
		u := &v.Units[i]
		if u.Earlier >= 0 {
			if e := &v.Units[u.Earlier]; v.Junk[e.Parent]&FarOff != 0 && v.Junk[u.Parent]&FarOff == 0 {
				u.Earlier = -1
			}
		}
		v.Good[i] = v.Good[i] && u.Earlier < 0
		if v.Good[i] {
			v.Fam[u.Parent] += u.Size
			if p := v.Doc.Nodes[u.Parent].Parent; p >= 0 {
				v.Fam[p] += u.Size
			}
		}
	}
	v.addUp()
}

// contextTokens are the groups that elements stand for by their tag or role.
func contextTokens(c unit.Context) (t lexicon.Tokens) {
	if c&unit.InNav != 0 {
		t |= lexicon.Bag(lexicon.Nav)
	}
	if c&unit.InFooter != 0 {
		t |= lexicon.Bag(lexicon.Footer)
	}
	if c&unit.InAside != 0 {
		t |= lexicon.Bag(lexicon.Side)
	}
	if c&unit.InForm != 0 {
		t |= lexicon.Bag(lexicon.Tool)
	}
	if c&unit.IsHidden != 0 {
		t |= lexicon.Bag(lexicon.Hidden)
	}
	return t
}

// weigh sums up what every unit adds to a container that holds it.
func (v *HTMLView) weigh() {
	for i := range v.Units {
		v.sum[i+1] = v.sum[i] + v.worth(i)
	}
}

// FarOff are groups whose content is never the text of the page's own article.
const FarOff = lexicon.Tokens(1<<lexicon.Nav | 1<<lexicon.Footer | 1<<lexicon.Side | 1<<lexicon.Linked | 1<<lexicon.Talk | 1<<lexicon.Ad |
	1<<lexicon.Consent | 1<<lexicon.Modal | 1<<lexicon.Teaser | 1<<lexicon.Popular | 1<<lexicon.Hidden | 1<<lexicon.Mail | 1<<lexicon.Promo)

func (v *HTMLView) worth(i int) int32 {
	u := &v.Units[i]
	switch {
	case v.Junk[u.Parent]&FarOff != 0, v.again && v.listed[i], v.remarks[i]:
		return -3
	case v.Good[i]:
		return min(u.Size, 1500)
	case u.LinkSize*2 >= u.Size:
		return -5
	case u.Closed && u.Size >= 15:
		return u.Size / 2
	case u.Kind == schema.KindTableRow:
		return 0
	}
	return -1
}

// choose finds the element with the greatest sum. Where several have it, the
// innermost is taken. Elements that say "article text" win over their surroundings
// where they hold most of it.
func (v *HTMLView) choose() {
	best, bestSum := int32(0), int32(-1)
	for i := range v.Doc.Nodes {
		node := &v.Doc.Nodes[i]
		if !node.Tag.Block() || node.End == int32(i)+1 {
			continue
		}
		a, b := v.Within(int32(i))
		sum := v.sum[b] - v.sum[a]
		if v.Says(int32(i)) {
			sum += sum / 10
		}
		if sum >= bestSum {
			best, bestSum = int32(i), sum
		}
	}
	v.Chosen.node = best
	if bestSum > 0 {
		v.Chosen.node = v.narrow(best, bestSum)
	} else {
		v.Chosen.node = 0
	}
	best = v.Chosen.node
	a, b := v.Within(best)
	v.Start, v.End = int(a), int(b)
	v.Chosen.Core = v.coreMass()*10 >= (v.mass[b]-v.mass[a])*7
}

// narrow goes down from the container as long as one child has almost all of it,
// or holds the headline and a good part: what surrounds it are lines of the site.
func (v *HTMLView) narrow(n, sum int32) int32 {
	nodes := v.Doc.Nodes
	h := v.headline()
	for c := n + 1; c < nodes[n].End; {
		a, b := v.Within(c)
		part := v.sum[b] - v.sum[a]
		if nodes[c].Tag.Block() && (part*8 >= sum*7 || h >= a && h < b && part*5 >= sum*2) {
			n = c
			sum = min(sum, part*8/7)
			c++
			continue
		}
		c = nodes[c].End
	}
	return n
}

// headline is the first unit that says what the hint of the page's head says, or
// else the first top heading; -1 where there is neither.
func (v *HTMLView) headline() int32 {
	top := int32(-1)
	for i := range v.Units {
		u := &v.Units[i]
		if u.Level > 0 && v.headed(u) {
			return int32(i)
		}
		if u.Level == 1 && top < 0 && v.Junk[u.Parent]&FarOff == 0 {
			top = int32(i)
		}
	}
	return top
}

// Says reports whether an element says that it is the text of an article.
func (v *HTMLView) Says(n int32) bool {
	return v.Tokens[n].Has(lexicon.Body) || v.Context[n]&unit.IsBody != 0
}

// coreMass is the running text inside the container that stands in elements which
// say "article text". Where several brothers do, their parent is noted as home.
func (v *HTMLView) coreMass() (mass int32) {
	nodes := v.Doc.Nodes
	v.Chosen.home = -1
	last := int32(-1) // the parent of the last such element
	for i := v.Chosen.node; i < nodes[v.Chosen.node].End; {
		if nodes[i].Tag != markup.TagText && v.Says(i) && v.Junk[i]&FarOff == 0 {
			mass += v.massOf(i)
			if nodes[i].Parent == last {
				v.Chosen.home = last
			}
			last = nodes[i].Parent
			i = nodes[i].End
			continue
		}
		i++
	}
	return mass
}

// InCore reports whether a unit stands in an element that says "article text", or
// is a heading, list, quotation or table between such elements.
func (v *HTMLView) InCore(u *unit.Unit) bool {
	if u.Kind != "" && v.Chosen.home >= 0 {
		p := v.Doc.Nodes[u.Parent].Parent
		if p == v.Chosen.home || u.Kind == schema.KindListItem && p >= 0 && v.Doc.Nodes[p].Parent == v.Chosen.home {
			return true
		}
	}
	for n := u.Parent; n > 0; n = v.Doc.Nodes[n].Parent {
		if v.Says(n) {
			return true
		}
	}
	return false
}
