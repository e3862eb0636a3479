package markup

// endTag closes what an end tag closes.
func (p *parser) endTag(t Tag, name uint32) {
	p.started = true
	if p.top().ns != nsHTML && p.foreignEnd(t, name) {
		return
	}
	if p.phase != inBody && !p.inert() {
		p.headEnd(t)
		if p.phase != inBody {
			return
		}
	}
	switch f := props[t]; {
	case f&format != 0:
		p.endFormat(t)
		return
	case f&sectioning != 0:
		p.endIn(t)
		return
	}
	switch t {
	case TagHTML:
		p.endDocument()
	case TagHead, TagBody, TagNoscript:
	case TagP:
		if p.inScope(TagP, TagButton) < 0 {
			p.addElement(token{tag: TagP, pos: int32(p.pos)})
			return
		}
		p.endIn(TagP, TagButton)
	case TagLi:
		p.endIn(TagLi, TagOl, TagUl)
	case TagBr:
		p.addElement(token{tag: TagBr, pos: int32(p.pos)})
	case TagForm:
		p.endForm()
	case TagH1, TagH2, TagH3, TagH4, TagH5, TagH6:
		p.endHeading()
	case TagTable, TagTbody, TagThead, TagTfoot, TagTr, TagTd, TagTh, TagCaption, TagCol, TagColgroup:
		p.tablePartEnd(t)
	case TagTemplate:
		if i := p.last[t]; i > max(p.last[TagNoscript], 0) {
			p.popTo(i)
		}
	default:
		p.endOther(t, name)
	}
}

// headEnd handles end tags before the body.
func (p *parser) headEnd(t Tag) {
	switch t {
	case TagHead:
		p.popTo(1)
		p.phase = afterHead
	case TagBr:
		p.enterBody()
	}
}

func (p *parser) endHeading() {
	i := int32(-1)
	for t := TagH1; t <= TagH6; t++ {
		i = max(i, p.last[t])
	}
	if i > 0 && i >= p.top().scope {
		p.popTo(i)
	}
}

// endForm ends a form; elements that are open in it stay open.
func (p *parser) endForm() {
	i := p.inScope(TagForm)
	if i <= 0 {
		return
	}
	p.endImplied(TagText)
	p.endAround(i)
}

// endFormat ends a formatting element. HTML5 would split it around a block that
// is open in it; here it ends with that block.
func (p *parser) endFormat(t Tag) {
	if i := p.inScope(t); i > 0 {
		p.endAround(i)
	}
}

// endAround closes element i, or lets it close once the blocks in it do.
func (p *parser) endAround(i int32) {
	if p.top().special > i {
		p.waitToClose(i)
		return
	}
	p.popTo(i)
}

// maxUnknown is how many open elements of unknown name an end tag looks at: with
// no bound a flood of them would cost quadratic time, and pages nest a handful.
const maxUnknown = 32

// endOther ends an element without rules of its own, unless a special element is
// open in it.
func (p *parser) endOther(t Tag, name uint32) {
	i := p.last[t]
	if t == TagOther {
		for range maxUnknown {
			if i < 0 || p.open[i].name == name {
				break
			}
			p.steps++
			i = p.open[i].prev
		}
	}
	if i > 0 && i >= p.top().special && p.open[i].name == name {
		p.popTo(i)
	}
}
