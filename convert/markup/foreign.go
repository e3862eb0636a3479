package markup

import "bytes"

// staysForeign reports whether a start tag belongs to the SVG or MathML it
// stands in. Where it does not, it ends them.
func (p *parser) staysForeign(top *open, t *token) bool {
	switch top.html {
	case anyHTML:
		return false
	case textHTML:
		if !p.named(*t, "mglyph") && !p.named(*t, "malignmark") {
			return false
		}
	}
	if top.tag == TagAnnotation && t.tag == TagSVG {
		return false
	}
	if props[t.tag]&breakout == 0 && !(t.tag == TagFont && p.hasKey(*t, KeyFontLook)) {
		return true
	}
	i := int32(len(p.open))
	for i > 1 && p.open[i-1].ns != nsHTML && p.open[i-1].html == noHTML {
		i--
	}
	p.popTo(i)
	return false
}

func (p *parser) hasKey(t token, k Key) bool {
	for _, a := range p.ats[t.a:t.b] {
		if a.key == k {
			return true
		}
	}
	return false
}

// named compares the name of a token, which no known tag need have.
func (p *parser) named(t token, lower string) bool {
	return endsRaw(p.Src[t.pos+1:], lower)
}

// foreignRoot opens svg or math.
func (p *parser) foreignRoot(t token) {
	if t.selfClose {
		p.addElement(t)
		return
	}
	ns := uint8(nsSVG)
	if t.tag == TagMath {
		ns = nsMath
	}
	p.push(t, ns)
}

// foreignStart opens an element inside svg or math.
func (p *parser) foreignStart(t token, ns uint8) {
	html := noHTML
	switch {
	case ns == nsSVG && t.tag == TagTitle:
		t.tag, html = TagSVGTitle, anyHTML
	case ns == nsSVG && (p.named(t, "desc") || p.named(t, "foreignobject")):
		t.tag, html = TagForeign, anyHTML
	case ns == nsMath && p.isMathText(t):
		t.tag, html = TagForeign, textHTML
	case ns == nsMath && p.named(t, "annotation-xml"):
		html = p.annotationHTML(t)
		t.tag = TagAnnotation
	case t.tag == TagScript || t.tag == TagStyle || t.tag == TagAnnotation || t.tag == TagA:
	default:
		t.tag = TagForeign
	}
	if t.selfClose {
		p.addElement(t)
		return
	}
	p.push(t, ns)
	e := p.top()
	e.html = uint8(html)
	if html != noHTML || t.tag == TagAnnotation {
		i := int32(len(p.open)) - 1
		e.scope, e.special, e.item = i, i, i
	}
}

func (p *parser) isMathText(t token) bool {
	return p.named(t, "mi") || p.named(t, "mo") || p.named(t, "mn") || p.named(t, "ms") || p.named(t, "mtext")
}

func (p *parser) annotationHTML(t token) int {
	for _, a := range p.ats[t.a:t.b] {
		if v := p.Src[a.start:a.end]; a.key == KeyEncoding &&
			(bytes.EqualFold(v, []byte("text/html")) || bytes.EqualFold(v, []byte("application/xhtml+xml"))) {
			return anyHTML
		}
	}
	return noHTML
}

// maxForeign is how many open elements of SVG or MathML an end tag looks at; the
// end of the outermost is found without looking.
const maxForeign = 64

// foreignEnd closes an element of svg or math; false leaves the end tag to HTML.
func (p *parser) foreignEnd(t Tag, name uint32) bool {
	if t == TagSVG || t == TagMath {
		if i := p.last[t]; i > 0 && i >= p.top().scope {
			p.popTo(i)
			return true
		}
	}
	for i := len(p.open) - 1; i > max(0, len(p.open)-maxForeign) && p.open[i].ns != nsHTML; i-- {
		p.steps++
		if p.open[i].name == name {
			p.popTo(int32(i))
			return true
		}
	}
	return false
}
