package markup

// The namespaces of elements.
const (
	nsHTML = iota
	nsSVG
	nsMath
)

// Where HTML goes on inside SVG or MathML.
const (
	noHTML   = iota
	anyHTML  // an HTML integration point
	textHTML // a MathML text integration point
)

// open is an open element. What HTML5 finds by searching the stack of open
// elements is known here at once: nesting costs no time.
type open struct {
	node    int32 // takes the children: the element or, where it was flattened, an ancestor
	prev    int32 // the next open element outwards with the same tag, -1 for none
	scope   int32 // the next boundary of scope, this element included
	special int32 // the next special element
	item    int32 // the next special element that is no address, div or p
	table   int32 // the next element that says which part of a table this is
	name    uint32
	tag     Tag
	ns      uint8
	html    uint8
	flat    bool // not a parent of nodes, because it lies too deep
	closing bool // its end tag was read while an element in it stayed open
}

func (p *parser) top() *open { return &p.open[len(p.open)-1] }

// add appends a node under the innermost open element.
func (p *parser) add(n Node) int32 {
	i := int32(len(p.nodes))
	n.Parent, n.End = -1, i+1
	if len(p.open) > 0 {
		n.Parent = p.top().node
		n.Depth = p.nodes[n.Parent].Depth + 1
	}
	p.nodes = append(p.nodes, n)
	return i
}

// addElement appends an element without opening it.
func (p *parser) addElement(t token) int32 {
	return p.add(Node{Tag: t.tag, pos: t.pos, a: t.a, b: t.b})
}

// push appends an element and opens it.
func (p *parser) push(t token, ns uint8) {
	i := int32(len(p.open))
	e := open{name: t.name, tag: t.tag, ns: ns, prev: -1}
	if i > 0 {
		above := p.top()
		e.scope, e.special, e.item, e.table = above.scope, above.special, above.item, above.table
		e.flat = int(p.nodes[above.node].Depth)+2 >= p.maxDepth
		e.node = above.node
	}
	n := p.addElement(t)
	if e.flat {
		p.Flattened = true
	} else {
		e.node = n
	}
	if ns == nsHTML || t.tag == TagSVG || t.tag == TagMath {
		e.prev, p.last[t.tag] = p.last[t.tag], i
	}
	if ns == nsHTML {
		e.bound(i, t.tag)
	}
	p.open = append(p.open, e)
}

// bound records which boundaries an HTML element is.
func (e *open) bound(i int32, t Tag) {
	f := props[t]
	if f&scope != 0 {
		e.scope = i
	}
	if f&special != 0 {
		e.special = i
		if t != TagAddress && t != TagDiv && t != TagP {
			e.item = i
		}
	}
	switch t {
	case TagTable, TagTbody, TagThead, TagTfoot, TagTr, TagTd, TagTh, TagCaption, TagColgroup, TagTemplate, TagNoscript, TagHTML:
		e.table = i
	}
}

// popTo closes all open elements from i on, and those further out whose end
// tags only waited for that.
func (p *parser) popTo(i int32) {
	end := int32(len(p.nodes))
	for n := int32(len(p.open)) - 1; n >= i || n > 0 && p.open[n].closing; n-- {
		e := &p.open[n]
		p.steps++
		if !e.flat {
			p.nodes[e.node].End = end
		}
		if (e.ns == nsHTML || e.tag == TagSVG || e.tag == TagMath) && !e.closing {
			p.last[e.tag] = e.prev
		}
		p.open = p.open[:n]
	}
}

// waitToClose lets an element end as soon as the one inside it ends.
func (p *parser) waitToClose(i int32) {
	p.open[i].closing = true
	p.last[p.open[i].tag] = p.open[i].prev
}

// inScope returns the innermost open element with the tag if no boundary of
// scope, or of the given tags, lies inside it, and -1 otherwise.
func (p *parser) inScope(t Tag, stops ...Tag) int32 {
	i := p.last[t]
	if i < p.top().scope {
		return -1
	}
	for _, s := range stops {
		if i < p.last[s] {
			return -1
		}
	}
	return i
}

// endIn closes the innermost open element with the tag, if it is in scope.
func (p *parser) endIn(t Tag, stops ...Tag) {
	if i := p.inScope(t, stops...); i > 0 {
		p.popTo(i)
	}
}

// endImplied closes elements that the end of their parent ends.
func (p *parser) endImplied(except Tag) {
	i := int32(len(p.open))
	for i > 1 && p.open[i-1].ns == nsHTML && props[p.open[i-1].tag]&implied != 0 && p.open[i-1].tag != except {
		i--
	}
	p.popTo(i)
}

// inert reports whether the parser is in a template or noscript, whose content
// never changes what is around it.
func (p *parser) inert() bool { return p.last[TagTemplate] >= 0 || p.last[TagNoscript] >= 0 }
