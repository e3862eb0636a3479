// Package markup reads HTML into a flat array of nodes.
//
// In: one page as UTF-8. Out: its elements and texts in document order, each
// with its parent and the end of its subtree, pointing into the page's bytes.
// Laws: a subtree is the range [n, End); parents come before their children;
// the work is linear in the page's size, whatever the page holds; the text is
// that of an HTML5 parser, except where one would move nodes (misnested
// formatting, stray content in tables), which here stay where they were written.
//
// A page that begins with an XML declaration is XHTML: there an element may close
// itself ("<script src="a.js"/>"), and CDATA is text.
//
// A file may hold several documents one behind the other, as `cat *.html` makes it: the
// first that has text is the page. Another one inside of it is part of it.
//
// A noscript begins and ends where a browser with scripts sees it, and holds
// parsed elements, as in a browser without: callers pass over it (Tag.NoText) or
// look into it where a page has nothing else.
package markup

import (
	"iter"
	"math"
	"slices"
)

// Node is an element or a text. The subtree of node n is Nodes[n:End]; its first
// child is n+1 (when End > n+1), and the End of a child is its next sibling.
type Node struct {
	Tag     Tag
	Blank   bool // a text of white space only
	escaped bool // a text with character references to decode
	Depth   uint16
	Parent  int32 // -1 for the root
	End     int32 // the node after the subtree
	pos     int32 // where the tag or text begins in Src
	a, b    int32 // an element's attributes; b is the end of a text
}

// Doc is a parsed page. The zero value is ready for use; a Doc that is used
// again reuses its memory. Nodes[0] is the html element.
type Doc struct {
	Src       []byte // the page, kept, not copied
	Nodes     []Node
	Truncated bool // the page has more nodes or bytes than allowed; the rest was not read
	Flattened bool // elements nested deeper than allowed became siblings
	Several   bool // another document follows behind the end of this one; it was not read
	attrs     []attr
	stack     []open
	steps     int // work done, to prove that it is linear
}

type attr struct {
	key        Key
	start, end int32
}

// Limits bound what Parse makes of a page; the zero value stands for the defaults.
type Limits struct {
	MaxNodes int // 0 means 2 million: 50 MB of nodes, some 20 times the largest news pages
	MaxDepth int // 0 means 512, at which browsers stop nesting too
}

func (l Limits) nodes() int {
	if l.MaxNodes <= 0 {
		return 2_000_000
	}
	return min(max(l.MaxNodes, 8), math.MaxInt32) // html, head, body and what one tag makes
}

func (l Limits) depth() int {
	if l.MaxDepth <= 0 {
		return 512
	}
	return min(max(l.MaxDepth, 4), math.MaxUint16) // html, body, an element and its text
}

// maxKept is how many nodes' memory is kept for the next page: six times those
// of large news pages, so that one monster does not hold on to its memory.
const maxKept = 1 << 17

// Parse reads src, which must be valid UTF-8 and must not change while d is in use.
func (d *Doc) Parse(src []byte, l Limits) {
	d.Truncated = len(src) > math.MaxInt32
	if d.Truncated {
		src = src[:math.MaxInt32]
	}
	if cap(d.Nodes) > maxKept {
		d.Nodes, d.attrs, d.stack = nil, nil, nil
	}
	d.Src, d.Flattened, d.Several, d.steps = src, false, false, 0
	p := parser{Doc: d, end: len(src), maxNodes: l.nodes(), maxDepth: l.depth()}
	p.nodes, p.ats, p.open = d.Nodes[:0], d.attrs[:0], d.stack[:0]
	p.parse()
	d.Nodes, d.attrs, d.stack = p.nodes, p.ats, p.open
}

func (d *Doc) attr(n int32, k Key) (attr, bool) {
	node := &d.Nodes[n]
	if node.Tag <= TagRawText {
		return attr{}, false
	}
	for _, a := range d.attrs[node.a:node.b] {
		if a.key == k {
			return a, true
		}
	}
	return attr{}, false
}

// Attr returns the value of an attribute with its character references decoded.
func (d *Doc) Attr(n int32, k Key) (value string, ok bool) {
	a, ok := d.attr(n, k)
	if !ok {
		return "", false
	}
	return decodeAttr(d.Src[a.start:a.end]), true
}

// AttrRaw returns the bytes of an attribute as written, nil where there is none.
func (d *Doc) AttrRaw(n int32, k Key) []byte {
	a, ok := d.attr(n, k)
	if !ok {
		return nil
	}
	return d.Src[a.start:a.end:a.end]
}

// Attrs yields the attributes of element n as written, each once, in their order.
func (d *Doc) Attrs(n int32) iter.Seq2[Key, []byte] {
	return func(yield func(Key, []byte) bool) {
		node := &d.Nodes[n]
		if node.Tag <= TagRawText {
			return
		}
		for _, a := range d.attrs[node.a:node.b] {
			if !yield(a.key, d.Src[a.start:a.end:a.end]) {
				return
			}
		}
	}
}

// Uses reports whether any tag of the page has the attribute.
func (d *Doc) Uses(k Key) bool {
	return slices.ContainsFunc(d.attrs, func(a attr) bool { return a.key == k })
}

// Has reports whether element n has the attribute, with a value or without.
func (d *Doc) Has(n int32, k Key) bool {
	_, ok := d.attr(n, k)
	return ok
}

// Name returns the name of element n as written; it tells elements of TagOther apart.
func (d *Doc) Name(n int32) string {
	node := &d.Nodes[n]
	if node.Tag != TagOther && node.Tag != TagForeign {
		return node.Tag.String()
	}
	start := int(node.pos) + 1
	end := start
	for end < len(d.Src) && class[d.Src[end]]&endsName == 0 {
		end++
	}
	return string(d.Src[start:end])
}
