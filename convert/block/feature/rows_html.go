package feature

import (
	"math/bits"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/rule"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
)

// tagClasses groups the elements a unit's text may stand in.
var tagClasses = newTagClasses()

func newTagClasses() (t [markup.NumTags]uint8) {
	for class, tags := range [...][]markup.Tag{
		1:  {markup.TagP},
		2:  {markup.TagH1, markup.TagH2, markup.TagH3, markup.TagH4, markup.TagH5, markup.TagH6},
		3:  {markup.TagLi},
		4:  {markup.TagDiv, markup.TagCenter},
		5:  {markup.TagTd, markup.TagTh, markup.TagTr},
		6:  {markup.TagBlockquote},
		7:  {markup.TagFigcaption, markup.TagFigure, markup.TagCaption},
		8:  {markup.TagPre},
		9:  {markup.TagDt, markup.TagDd},
		10: {markup.TagSection, markup.TagArticle, markup.TagMain},
		11: {markup.TagHeader, markup.TagHgroup},
		12: {markup.TagFooter, markup.TagNav, markup.TagAside},
		13: {markup.TagUl, markup.TagOl, markup.TagDl},
		14: {markup.TagBody, markup.TagHTML},
		15: {markup.TagForm, markup.TagFieldset, markup.TagLabel},
		16: {markup.TagAddress},
	} {
		for _, tag := range tags {
			t[tag] = uint8(class)
		}
	}
	return t
}

// HTMLRows writes the features of an HTML page, after the rules have decided.
type HTMLRows struct {
	Rows
	v     *rule.HTMLView
	sig   []uint64 // per unit: element and class of its two innermost block elements
	shape []shape
	bySig map[uint64]sigSum
	key   []byte // letters of a unit that are looked for in the page's head
}

// sigSum adds up the units of one signature.
type sigSum struct {
	own, good int32
	units     int32
}

// shape is what a unit's place in the markup is like.
type shape struct {
	dist     [lexicon.TokenCount]uint8 // 0 where no element around carries the group, else 16 minus its distance
	articles uint8
	lists    uint8
	body     uint8 // distance to an element that says "article text"
	inline   unit.Context
	bold     bool
	italic   bool
	link     bool
	small    bool
}

// Fill writes all columns. The markup's kinds must have been noted before the rules changed them.
func (r *HTMLRows) Fill(v *rule.HTMLView, kinds []int16) {
	r.v = v
	p := v.Page
	n := len(p.Units)
	r.reset(n)
	r.tags, r.sig, r.shape = unit.Grow(r.tags, n), unit.Grow(r.sig, n), unit.Grow(r.shape, n)
	for i := range p.Units {
		r.tags[i] = tagClasses[p.Doc.Nodes[p.Units[i].Parent].Tag]
	}
	r.own(p)
	copy(r.column("markup_kind"), kinds)
	r.place(p, v.Good)
	r.signatures()
	r.surroundings()
	r.containers()
	r.gaps()
	r.ruled(p)
	r.hints()
	r.groups()
	r.headed(p, func(u *unit.Unit) bool { return u.Level > 0 })
	r.targets()
	r.around(p, func(i, j int) int16 {
		a, b := &p.Units[i], &p.Units[j]
		switch {
		case r.sig[i] == r.sig[j]:
			return 2
		case p.Doc.Nodes[a.Parent].Parent == p.Doc.Nodes[b.Parent].Parent || a.Parent == b.Parent:
			return 1
		}
		return 0
	})
}

// signatures writes how much running text stands in elements of the same names.
func (r *HTMLRows) signatures() {
	v := r.v
	if r.bySig == nil {
		r.bySig = map[uint64]sigSum{}
	}
	clear(r.bySig)
	most := int32(1)
	for i := range v.Units {
		u := &v.Units[i]
		if i > 0 && v.Units[i-1].Parent == u.Parent {
			r.sig[i] = r.sig[i-1]
		} else {
			r.sig[i] = v.Signature(u.Parent)
		}
		s := r.bySig[r.sig[i]]
		s.own += u.Size - u.LinkSize
		s.units++
		if v.Good[i] {
			s.good += u.Size
		}
		r.bySig[r.sig[i]] = s
		most = max(most, s.own)
	}
	tag, own, abs, good, count := r.column("tag"), r.column("sig_share"), r.column("sig_size"), r.column("sig_good"), r.column("sig_units")
	for i := range v.Units {
		s := r.bySig[r.sig[i]]
		tag[i], own[i], abs[i], good[i], count[i] = int16(r.tags[i]), share(s.own, most), scale(s.own), share(s.good, s.own),
			within(s.units, 0, 200)
	}
}

// surroundings writes which elements stand around each unit and how near.
func (r *HTMLRows) surroundings() {
	v := r.v
	for i := range v.Units {
		if i > 0 && v.Units[i-1].Parent == v.Units[i].Parent {
			r.shape[i] = r.shape[i-1]
		} else {
			r.look(&r.shape[i], v.Units[i].Parent)
		}
	}
	for i := range v.Units {
		s := &r.shape[i]
		s.inline, s.bold, s.italic, s.link, s.small = 0, false, false, false, false
		u := &v.Units[i]
		for n := v.Doc.Nodes[u.Number].Parent; n > u.Parent; n = v.Doc.Nodes[n].Parent {
			for m := v.Tokens[n]; m != 0; m &= m - 1 {
				s.dist[bits.TrailingZeros64(uint64(m))] = 16
			}
			s.inline |= v.Context[n]
			switch v.Doc.Nodes[n].Tag {
			case markup.TagB, markup.TagStrong:
				s.bold = true
			case markup.TagI, markup.TagEm, markup.TagCite:
				s.italic = true
			case markup.TagA:
				s.link = true
			case markup.TagSmall:
				s.small = true
			}
		}
	}
	for g := range lexicon.TokenCount {
		c := r.column("in_", lexicon.TokenName(g))
		for i := range c {
			c[i] = int16(r.shape[i].dist[g])
		}
	}
	for b := range contextBits {
		c := r.column("context_", contextNames[b])
		for i := range c {
			c[i] = int16((v.Context[v.Units[i].Parent] | r.shape[i].inline) >> b & 1)
		}
	}
	articles, lists, body, depth, inline := r.column("articles"), r.column("lists"), r.column("body_distance"), r.column("depth"),
		r.column("inline")
	for i := range v.Units {
		s := &r.shape[i]
		articles[i], lists[i], body[i], depth[i] = int16(s.articles), int16(s.lists), int16(s.body), int16(v.Doc.Nodes[v.Units[i].Parent].Depth)
		inline[i] = bit(s.bold) | bit(s.italic)<<1 | bit(s.link)<<2 | bit(s.small)<<3
	}
	bold, italic := r.column("bold"), r.column("italic")
	for i := range v.Units {
		bold[i], italic[i] = bit(r.shape[i].bold), bit(r.shape[i].italic)
	}
}

// contextBits is how many parts of a context are features.
const contextBits = 20

var contextNames = [contextBits]string{
	"nav", "aside", "footer", "header", "form", "figure", "caption", "item", "quote", "table", "pre",
	"address", "article", "main", "label", "hidden", "body", "time", "author", "headline",
}

// look walks up from element n.
func (r *HTMLRows) look(s *shape, n int32) {
	v := r.v
	*s = shape{}
	near := uint8(15)
	for ; n > 0; n = v.Doc.Nodes[n].Parent {
		node := &v.Doc.Nodes[n]
		switch node.Tag {
		case markup.TagArticle:
			s.articles++
		case markup.TagUl, markup.TagOl, markup.TagDl:
			s.lists++
		case markup.TagBody:
			continue
		}
		for m := v.Tokens[n]; m != 0; m &= m - 1 {
			if g := bits.TrailingZeros64(uint64(m)); s.dist[g] == 0 {
				s.dist[g] = near
			}
		}
		if s.body == 0 && v.Says(n) {
			s.body = near
		}
		if near > 1 {
			near--
		}
	}
}

// containers writes what the four innermost block elements around each unit hold,
// and where the unit stands to the element with the most text.
func (r *HTMLRows) containers() {
	v, s := r.v, &r.sums
	total := s.good[len(v.Units)]
	type columns struct{ size, linked, share, dense, mean, own []int16 }
	var at [4]columns
	for l := range at {
		o := [...]string{"0", "1", "2", "3"}[l]
		at[l] = columns{
			r.column("box_size", o), r.column("box_linked", o), r.column("box_share", o), r.column("box_good", o),
			r.column("box_mean", o), r.column("box_own", o),
		}
	}
	inBest, up, fromBest, toBest, core, fam, junk := r.column("in_best"), r.column("best_up"), r.column("from_best"), r.column("to_best"),
		r.column("in_core"), r.column("family"), r.column("junk")
	down, far := r.column("best_down"), r.column("far_off")
	for i := range v.Units {
		u := &v.Units[i]
		if i > 0 && v.Units[i-1].Parent == u.Parent {
			for l := range at {
				c := &at[l]
				c.size[i], c.linked[i], c.share[i], c.dense[i], c.mean[i] = c.size[i-1], c.linked[i-1], c.share[i-1], c.dense[i-1], c.mean[i-1]
				a, b := v.Within(v.Box(u.Parent, l))
				c.own[i] = share(u.Size, s.size[b]-s.size[a])
			}
			up[i], down[i] = up[i-1], down[i-1]
		} else {
			n := u.Parent
			for l := range at {
				c := &at[l]
				a, b := v.Within(n)
				size, good := s.size[b]-s.size[a], s.good[b]-s.good[a]
				c.size[i], c.linked[i] = scale(size), share(s.linked[b]-s.linked[a], size)
				c.share[i], c.dense[i] = share(good, total), share(good, size)
				c.mean[i], c.own[i] = scale(size/max(b-a, 1)), share(u.Size, size)
				if n > 0 {
					n = max(v.BlockParent(n), 0)
				}
			}
			up[i], down[i] = v.Distance(u.Parent)
		}
		in := i >= v.Start && i < v.End
		inBest[i], fromBest[i], toBest[i] = bit(in), within(int32(i-v.Start), -40, 60), within(int32(i-v.End), -60, 40)
		core[i] = bit(v.Chosen.Core)<<1 | bit(v.Chosen.Core && v.InCore(u))
		fam[i] = share(v.Fam[u.Parent], total)
		junk[i], far[i] = int16(bits.OnesCount64(uint64(v.Junk[u.Parent]))), int16(bits.OnesCount64(uint64(v.Junk[u.Parent]&rule.FarOff)))
	}
}

// gaps writes what stands between each unit and the one before: pictures, frames, rules, controls.
func (r *HTMLRows) gaps() {
	v := r.v
	size, img, frame, control, depth := r.column("gap"), r.column("gap_img"), r.column("gap_frame"), r.column("gap_control"),
		r.column("gap_depth")
	last := int32(0)
	for i := range v.Units {
		u := &v.Units[i]
		images, frames, controls := int32(0), int32(0), int32(0)
		for n := last; n < u.Number; n++ {
			switch v.Doc.Nodes[n].Tag {
			case markup.TagImg, markup.TagPicture, markup.TagVideo, markup.TagSVG:
				images++
			case markup.TagIframe, markup.TagEmbed, markup.TagObject, markup.TagScript, markup.TagIns:
				frames++
			case markup.TagButton, markup.TagInput, markup.TagSelect, markup.TagHr:
				controls++
			}
		}
		size[i], img[i], frame[i], control[i] = scale(u.Number-last), within(images, 0, 10), within(frames, 0, 10), within(controls, 0, 10)
		depth[i] = int16(v.Doc.Nodes[u.Number].Depth) - int16(v.Doc.Nodes[last].Depth)
		last = u.Number
	}
	behind := r.column("gap_img_behind")
	for i := range behind {
		behind[i] = 0
		if i+1 < len(img) {
			behind[i] = img[i+1]
		}
	}
}

// groups writes what the list or table around each unit is like.
func (r *HTMLRows) groups() {
	v, s := r.v, &r.sums
	count, mean, linked, closed, place, good := r.column("group_units"), r.column("group_mean"), r.column("group_linked"),
		r.column("group_closed"), r.column("group_place"), r.column("group_good")
	for i := range v.Units {
		g := v.Group(v.Units[i].Parent)
		if g < 0 {
			count[i], mean[i], linked[i], closed[i], place[i], good[i] = -1, -1, -1, -1, -1, -1
			continue
		}
		a, b := v.Within(g)
		size := s.size[b] - s.size[a]
		count[i], mean[i], linked[i], closed[i] = within(b-a, 0, 300), scale(size/max(b-a, 1)), share(s.linked[b]-s.linked[a], size),
			share(s.closed[b]-s.closed[a], b-a)
		place[i], good[i] = share(int32(i)-a, b-a), share(s.good[b]-s.good[a], s.good[len(v.Units)])
	}
}

// targets writes where the first link of each unit leads.
func (r *HTMLRows) targets() {
	v := r.v
	c := r.column("leads")
	for i := range v.Units {
		u := &v.Units[i]
		c[i] = 0
		if u.Links[0] < u.Links[1] {
			c[i] = rule.Leads(v.Doc.AttrRaw(v.Links[u.Links[0]].Node, markup.KeyHref))
		}
	}
}
