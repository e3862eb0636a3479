package rule

import (
	"bytes"
	"slices"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// minEntries is how many entries with a time of their own make a live blog.
	minEntries = 3
	// minPost is how many letters that are no link an entry has.
	minPost = 40
	// maxUp is how many elements a time may stand deep in its entry.
	maxUp = 12
	// maxMarks bounds how many times are looked at: the longest live blogs have some 500 entries on a page.
	maxMarks = 8000
)

// LiveBlogs finds the entries of a live blog and decides what of them is text. A page is
// one where it says so (in its linked data, its names or its headline) and at least
// three pieces of running text that look alike have a time of their own. Dated lists
// and timelines of other pages are lists.
type LiveBlogs struct {
	v       *HTMLView
	marks   []mark
	entries []entry
	Told    []schema.BlockEntry // what they say of themselves
	order   []*posts
	class   []byte // what sigOf hashes
	said    bool   // the linked data say that it is one
	flat    bool
}

// mark is a time that may be the time of an entry.
type mark struct {
	node  int32 // where it stands
	unit  int32 // the unit that says it, or the one that follows
	cut   int32 // bytes of that unit that are the time, 0 where it says none
	clock bool  // it is a time of day or "5 min ago", not a day
}

// entry is one entry: its nodes and units, and where its time stands.
type entry struct {
	node, end   int32
	first, last int32
	mark        int // -1 for none
}

// posts are children of one element that look alike and hold times.
type posts struct {
	parent int32
	sig    uint64 // of the children
	around uint64 // and of the element
	kids   []int32
	marks  []int // the first mark of each
	full   int   // children with text
	mass   int32 // and how much that is
	clocks int
	ticker bool // a list outside of the article
}

// look notes what has times on a page, before anything of it is decided.
func (l *LiveBlogs) look(v *HTMLView) {
	l.v, l.flat = v, false
	v.Hints.read(v.Doc)
	l.said = v.Hints.Facts>>slices.Index(Facts[:], LiveBlog)&1 != 0
	l.markTimes()
	if len(l.marks) >= minEntries {
		l.collect()
		l.findTickers()
		if !l.said {
			l.setAside()
		}
	}
}

// Forget forgets the page before.
func (l *LiveBlogs) Forget() { l.order, l.entries, l.Told = l.order[:0], l.entries[:0], nil }

// Found reports whether the page is a live blog.
func (l *LiveBlogs) Found() bool { return len(l.entries) > 0 }

// Find looks for the entries.
func (l *LiveBlogs) Find() {
	if len(l.order) == 0 {
		return
	}
	v := l.v
	best, flat := l.best()
	if best == nil || !l.said && (best.clocks*2 < len(best.kids) || !saysLive([]byte(v.Title)) && !v.named(best.kids[0])) {
		return
	}
	if v.Junk[best.parent]&FarOff != 0 && best.mass*2 < v.own[len(v.Units)] {
		return
	}
	if l.flat = flat; flat {
		l.headed(best)
	} else {
		l.wrapped(best)
	}
	l.pinned()
	l.number()
	l.setAside()
}

// minTicker is how many lines with a time of day make a ticker.
const minTicker = 5

// findTickers finds the lists outside of the article whose items all begin with a
// time of day: what else happens, which stands beside every article of a site.
func (l *LiveBlogs) findTickers() {
	v := l.v
	title := v.headline()
	if title < 0 {
		return
	}
	nodes := v.Doc.Nodes
	home := v.Units[title].Parent
	for home > 0 && nodes[home].Tag != markup.TagArticle && nodes[home].Tag != markup.TagMain {
		home = nodes[home].Parent
	}
	if home <= 0 {
		return
	}
	for _, g := range l.order {
		if len(g.kids) < minTicker || g.clocks < len(g.kids) || g.parent < nodes[home].End && nodes[g.parent].End > home {
			continue
		}
		begun := true
		for i, c := range g.kids {
			m := &l.marks[g.marks[i]]
			first, _ := v.Within(c)
			begun = begun && m.cut > 0 && m.unit == first
		}
		if begun {
			g.ticker = true
		}
	}
}

// beside marks the units of a ticker.
const beside = -1

// setAside takes tickers for something beside the article, unless their lines are the
// entries of the page.
func (l *LiveBlogs) setAside() {
	v := l.v
	for _, g := range l.order {
		a, b := v.Within(g.parent)
		if !g.ticker || a < b && v.Units[a].Entry > 0 {
			continue
		}
		for n := g.parent; n < v.Doc.Nodes[g.parent].End; n++ {
			v.Junk[n] |= lexicon.Bag(lexicon.Side)
		}
		for i := a; i < b; i++ {
			v.Good[i], v.Units[i].Entry = false, beside
		}
		v.addUp()
	}
}

// markTimes notes the times of the page in their order.
func (l *LiveBlogs) markTimes() {
	v := l.v
	l.marks = l.marks[:0]
	next := 0 // the unit whose text comes next
	add := func(m mark) {
		if n := len(l.marks); n < maxMarks && (n == 0 || l.marks[n-1].unit != m.unit || m.cut == 0) {
			l.marks = append(l.marks, m)
		}
	}
	for i := range v.Doc.Nodes {
		node := &v.Doc.Nodes[i]
		if node.Tag == markup.TagTime || node.Tag > markup.TagRawText && len(v.Doc.AttrRaw(int32(i), markup.KeyDatetime)) > 0 {
			m := mark{node: int32(i), unit: v.First[i], clock: stampClock(v.Doc.AttrRaw(int32(i), markup.KeyDatetime))}
			if next < len(v.Units) && v.Units[next].Number >= int32(i) && v.Units[next].Number < node.End {
				m.cut = timeAt(v.Bytes(&v.Units[next]))
				m.clock = m.clock || m.cut > 0
				next++
			}
			add(m)
			continue
		}
		for next < len(v.Units) && v.Units[next].Number <= int32(i) {
			if cut := timeAt(v.Bytes(&v.Units[next])); cut > 0 {
				add(mark{int32(i), int32(next), cut, true})
			}
			next++
		}
	}
}

// sigOf is what elements of one kind share: their tag and the first word of their class.
func (l *LiveBlogs) sigOf(n int32) uint64 {
	class := bytes.TrimLeft(l.v.Doc.AttrRaw(n, markup.KeyClass), " \n\t")
	if i := bytes.IndexAny(class, " \n\t"); i >= 0 {
		class = class[:i]
	}
	l.class = append(append(l.class[:0], class...), "........"...) // of which Mix takes eight bytes a step
	return unit.Mix(uint64(l.v.Doc.Nodes[n].Tag)+1, l.class)
}

// plain is how many letters of a subtree are no link.
func (l *LiveBlogs) plain(n int32) int32 {
	a, b := l.v.Within(n)
	return l.v.own[b] - l.v.own[a]
}

// collect groups the elements around the times.
func (l *LiveBlogs) collect() {
	type key struct {
		parent int32
		sig    uint64
	}
	groups := map[key]*posts{}
	nodes := l.v.Doc.Nodes
	for k := range l.marks {
		c := l.marks[k].node
		for range maxUp {
			p := nodes[c].Parent
			if p < 0 {
				break
			}
			if nodes[c].Tag > markup.TagRawText {
				id := key{p, l.sigOf(c)}
				g := groups[id]
				if g == nil {
					g = &posts{parent: p, sig: id.sig, around: l.sigOf(p)}
					groups[id] = g
					l.order = append(l.order, g)
				}
				l.join(g, c, k)
			}
			c = p
		}
	}
}

// join adds an element with its first time to a group.
func (l *LiveBlogs) join(g *posts, c int32, k int) {
	if n := len(g.kids); n > 0 && g.kids[n-1] == c {
		return
	}
	g.kids, g.marks = append(g.kids, c), append(g.marks, k)
	if l.marks[k].clock {
		g.clocks++
	}
	if size := l.plain(c); size >= minPost && (l.v.Doc.Nodes[c].Tag.Block() || l.v.Doc.Nodes[c].Tag <= markup.TagOther) {
		g.full++
		g.mass += size
	}
}

// best is the group whose text is the most; of such that have nearly all of it the
// one with the most entries: days hold entries.
func (l *LiveBlogs) best() (best *posts, flat bool) {
	if best, flat = l.bestOf(false); best == nil && l.said {
		return l.bestOf(true)
	}
	return best, flat
}

func (l *LiveBlogs) bestOf(ticker bool) (best *posts, flat bool) {
	var like []*posts // groups of the same kind in several elements are one
	at := map[[2]uint64]*posts{}
	for _, g := range l.order {
		if g.ticker != ticker {
			continue
		}
		if f := l.between(g); f != nil && (best == nil || f.mass > best.mass) {
			best, flat = f, true
		}
		if g.full == 0 {
			continue
		}
		id := [2]uint64{g.around, g.sig}
		if all := at[id]; all != nil {
			all.kids, all.marks = append(all.kids, g.kids...), append(all.marks, g.marks...)
			all.full, all.mass, all.clocks = all.full+g.full, all.mass+g.mass, all.clocks+g.clocks
			continue
		}
		one := *g
		one.kids, one.marks = slices.Clone(g.kids), slices.Clone(g.marks)
		at[id] = &one
		like = append(like, &one)
	}
	like = slices.DeleteFunc(like, func(g *posts) bool { return g.full < minEntries || g.full*2 < len(g.kids) })
	for _, g := range like {
		if best == nil || g.mass > best.mass {
			best, flat = g, false
		}
	}
	if best == nil || flat {
		return best, flat
	}
	for _, g := range like {
		if g.full > best.full && g.mass*5 >= best.mass*4 {
			best = g
		}
	}
	return best, false
}

// between reports a group of lines with a time behind each of which text follows
// that is no part of it: headings or times between paragraphs.
func (l *LiveBlogs) between(g *posts) *posts {
	if len(g.kids) < minEntries {
		return nil
	}
	v := l.v
	f := *g
	f.mass, f.full = 0, 0
	inside := int32(0)
	_, end := v.Within(g.parent)
	for i, c := range g.kids {
		a, b := v.Within(c)
		if l.marks[g.marks[i]].unit > a || b-a > 2 {
			return nil // the time does not begin it, or it is more than a line
		}
		next := end
		if i+1 < len(g.kids) {
			next, _ = v.Within(g.kids[i+1])
		}
		inside += v.own[b] - v.own[a]
		if size := v.own[next] - v.own[b]; size >= minPost {
			f.full++
			f.mass += size
		}
	}
	if f.full*2 < len(g.kids) || f.full < minEntries || f.mass < inside {
		return nil
	}
	return &f
}

// headed makes entries of lines with times and what follows each.
func (l *LiveBlogs) headed(g *posts) {
	_, end := l.v.Within(g.parent)
	for i, c := range g.kids {
		e := entry{node: c, end: l.v.Doc.Nodes[g.parent].End, mark: g.marks[i], last: end}
		e.first, _ = l.v.Within(c)
		if i+1 < len(g.kids) {
			e.end = g.kids[i+1]
			e.last, _ = l.v.Within(e.end)
		}
		l.entries = append(l.entries, e)
	}
}

// wrapped makes entries of elements that hold a time and text, and of their brothers
// that look alike and have text without a time.
func (l *LiveBlogs) wrapped(g *posts) {
	nodes := l.v.Doc.Nodes
	k := 0
	for k < len(g.kids) {
		parent := nodes[g.kids[k]].Parent
		for c := parent + 1; c < nodes[parent].End; c = nodes[c].End {
			for k < len(g.kids) && g.kids[k] < c {
				k++
			}
			e := entry{node: c, end: nodes[c].End, mark: -1}
			if k < len(g.kids) && g.kids[k] == c {
				e.mark = g.marks[k]
				k++
			} else if nodes[c].Tag <= markup.TagRawText || l.sigOf(c) != g.sig || l.plain(c) < minPost {
				continue
			}
			e.first, e.last = l.v.Within(c)
			if e.first < e.last {
				l.entries = append(l.entries, e)
			}
		}
		for k < len(g.kids) && nodes[g.kids[k]].Parent == parent {
			k++
		}
	}
}

// First is the first unit of an entry, or n where there is none.
func (l *LiveBlogs) First(n int) int {
	if len(l.entries) == 0 {
		return n
	}
	return int(l.entries[0].first)
}

// hasName reports whether the class or id of an element holds a word.
func hasName(d *markup.Doc, n int32, word string) bool {
	for _, key := range [...]markup.Key{markup.KeyClass, markup.KeyID, markup.KeyTest} {
		if bytes.Contains(d.AttrRaw(n, key), []byte(word)) {
			return true
		}
	}
	return false
}

// named reports whether the names of an element or of those around it say live blog.
func (v *HTMLView) named(n int32) bool {
	for ; n > 0; n = v.Doc.Nodes[n].Parent {
		for _, name := range [...]string{
			"liveblog", "live-blog", "live_blog", "liveBlog", "LiveBlog", "live-post", "livepost", "live-entry",
			"live-event", "live-update", "liveticker", "live-ticker", "lx-stream",
		} {
			if hasName(v.Doc, n, name) {
				return true
			}
		}
		if bytes.Contains(v.Doc.AttrRaw(n, markup.KeyItemtype), []byte(LiveBlog)) {
			return true
		}
	}
	return false
}
