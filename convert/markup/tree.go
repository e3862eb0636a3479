package markup

import "bytes"

// phase is how far the document has come.
type phase uint8

const (
	beforeHead phase = iota
	inHead
	afterHead
	inBody
)

// text adds the text src[from:to]; literal text has no character references.
func (p *parser) text(from, to int32, literal bool) {
	p.started = true
	top := p.top()
	if from = p.skipFirstLine(from, to); from == to {
		return
	}
	first := int32(skipSpace(p.Src[:to], int(from)))
	blank := first == to
	if p.phase != inBody && !p.inert() {
		if blank {
			return
		}
		p.enterBody()
		top = p.top()
		from = first
	}
	p.said = p.said || !blank
	if blank && top.ns == nsHTML && tableParts[top.tag] {
		return
	}
	if n := len(p.nodes) - 1; p.nodes[n].Tag == TagText && p.nodes[n].b == from && p.nodes[n].Parent == top.node && !literal {
		last := &p.nodes[n]
		last.b = to
		last.Blank = last.Blank && blank
		last.escaped = last.escaped || bytes.IndexByte(p.Src[from:to], '&') >= 0
		return
	}
	escaped := !blank && !literal && bytes.IndexByte(p.Src[from:to], '&') >= 0
	p.add(Node{Tag: TagText, Blank: blank, escaped: escaped, pos: from, b: to})
}

// tableParts are the elements in which white space means nothing.
var tableParts = [NumTags]bool{TagTable: true, TagTbody: true, TagThead: true, TagTfoot: true, TagTr: true, TagColgroup: true}

// skipFirstLine drops the line break that follows a start tag of pre.
func (p *parser) skipFirstLine(from, to int32) int32 {
	last := &p.nodes[len(p.nodes)-1]
	if last.Tag != TagPre && last.Tag != TagListing || p.top().tag != last.Tag || p.Src[from-1] != '>' {
		return from
	}
	if p.Src[from] == '\r' {
		from++
	}
	if from < to && p.Src[from] == '\n' {
		from++
	}
	return from
}

func (p *parser) enterHead() {
	p.push(token{tag: TagHead}, nsHTML)
	p.phase = inHead
}

func (p *parser) enterBody() {
	p.popTo(1)
	p.body = int32(len(p.nodes))
	p.push(token{tag: TagBody}, nsHTML)
	p.phase = inBody
}

// startTag puts an element into the tree.
func (p *parser) startTag(t token) {
	p.started = true
	if top := p.top(); top.ns != nsHTML && p.staysForeign(top, &t) {
		p.foreignStart(t, top.ns)
		return
	}
	switch t.tag {
	case TagHTML, TagHead, TagBody:
		p.frameStart(t)
		return
	case TagFrame: // framesets have no text; what they would show is worth naming
		if p.last[TagFrameset] > 0 {
			p.addElement(t)
		}
		return
	}
	if p.phase != inBody && !p.inert() && !p.headStart(t) {
		p.enterBody()
	}
	p.bodyStart(t)
}

// frameStart handles the elements of which there is one a page.
func (p *parser) frameStart(t token) {
	if p.inert() {
		return
	}
	switch {
	case t.tag == TagHead:
		if p.phase == beforeHead {
			p.push(t, nsHTML)
			p.phase = inHead
		}
		return
	case t.tag == TagHTML:
		p.lendAttrs(0, t)
		return
	case p.phase != inBody:
		p.enterBody()
	}
	p.lendAttrs(p.body, t)
}

// lendAttrs gives the attributes of a tag to the element it stands for.
func (p *parser) lendAttrs(n int32, t token) {
	if node := &p.nodes[n]; node.a == node.b {
		node.pos, node.a, node.b = t.pos, t.a, t.b
	}
}

// headStart opens the head for what belongs there; false means the body begins.
func (p *parser) headStart(t token) bool {
	if props[t.tag]&headOnly == 0 || t.tag == TagNoscript && p.phase == afterHead {
		return false
	}
	if p.phase == beforeHead {
		p.enterHead()
	}
	return true
}

// bodyStart applies the rules of a start tag in the body.
func (p *parser) bodyStart(t token) {
	if props[t.tag]&closesP != 0 {
		p.beforeBlock(t.tag)
	}
	switch t.tag {
	case TagTr, TagTd, TagTh, TagTbody, TagThead, TagTfoot, TagCaption, TagCol, TagColgroup:
		p.tablePartStart(t)
		return
	case TagTable:
		p.beforeTable()
	case TagA, TagNobr:
		p.endFormat(t.tag)
	case TagButton:
		p.endIn(TagButton)
	case TagForm:
		p.formStart(t)
		return
	case TagSelect, TagInput, TagOption, TagOptgroup:
		if !p.beforeSelect(t.tag) {
			return
		}
	case TagRb, TagRtc, TagRp, TagRt:
		p.beforeRuby(t.tag)
	case TagSVG, TagMath:
		p.foreignRoot(t)
		return
	case TagNoscript:
		p.enterNoscript(t)
		return
	case TagPlaintext:
		p.push(t, nsHTML)
		p.text(int32(p.pos), int32(p.end), true)
		p.pos = p.end
		return
	}
	switch f := props[t.tag]; {
	case f&void != 0, t.selfClose && p.mode.xml:
		p.addElement(t)
	case f&raw != 0:
		p.rawElement(t)
	default:
		p.push(t, nsHTML)
	}
}

// beforeBlock closes what the start of a block ends.
func (p *parser) beforeBlock(t Tag) {
	switch t {
	case TagLi:
		if i := p.last[TagLi]; i > 0 && i == p.top().item {
			p.popTo(i)
		}
	case TagDd, TagDt:
		if i := max(p.last[TagDd], p.last[TagDt]); i > 0 && i == p.top().item {
			p.popTo(i)
		}
	case TagForm:
		if p.last[TagForm] >= 0 && p.last[TagTemplate] < 0 {
			return
		}
	case TagHr:
		if p.inScope(TagSelect) > 0 {
			p.endImplied(TagText)
		}
	}
	p.endIn(TagP, TagButton)
	if t.Heading() > 0 && p.top().ns == nsHTML && p.top().tag.Heading() > 0 {
		p.popTo(int32(len(p.open)) - 1)
	}
}

// formStart ignores a form in a form, and opens none between the rows of a table.
func (p *parser) formStart(t token) {
	switch {
	case p.last[TagForm] >= 0 && p.last[TagTemplate] < 0:
	case p.inTable() != TagHTML && p.top().ns == nsHTML && tableParts[p.top().tag]:
		p.addElement(t)
	default:
		p.push(t, nsHTML)
	}
}

// beforeSelect closes what the parts of a form's list end; false ignores the tag.
func (p *parser) beforeSelect(t Tag) bool {
	i := p.inScope(TagSelect)
	switch {
	case t == TagSelect && i > 0:
		p.popTo(i)
		return false
	case t == TagInput && i > 0:
		p.popTo(i)
	case t == TagOption && i > 0:
		p.endImplied(TagOptgroup)
	case t == TagOptgroup && i > 0:
		p.endImplied(TagText)
	case (t == TagOption || t == TagOptgroup) && p.top().ns == nsHTML && p.top().tag == TagOption:
		p.popTo(int32(len(p.open)) - 1)
	}
	return true
}

func (p *parser) beforeRuby(t Tag) {
	if p.inScope(TagRuby) < 0 {
		return
	}
	if t == TagRp || t == TagRt {
		p.endImplied(TagRtc)
	} else {
		p.endImplied(TagText)
	}
}

// rawElement adds an element and its content up to its end tag, unparsed.
func (p *parser) rawElement(t token) {
	rest := p.Src[p.pos:p.end]
	var n int
	if t.tag == TagScript {
		n = scriptEnd(rest)
	} else {
		n = rawEnd(rest, t.tag.String())
	}
	p.push(t, nsHTML)
	from, to := int32(p.pos), int32(p.pos+n)
	if t.tag == TagTextarea && from < to && p.Src[from] == '\n' {
		from++
	}
	if from < to {
		p.add(Node{Tag: TagRawText, escaped: t.tag == TagTitle || t.tag == TagTextarea, pos: from, b: to})
	}
	p.popTo(int32(len(p.open)) - 1)
	p.skipEndTag(p.pos + n)
}

// skipEndTag goes on behind the end tag at pos, if there is one.
func (p *parser) skipEndTag(pos int) {
	i := min(pos+len("</"), p.end)
	for i < p.end && class[p.Src[i]]&endsName == 0 {
		i++
	}
	p.skipAttrs(i)
}

// enterNoscript opens a noscript: for what is around it, its content ends at the
// next "</noscript" as in a browser with scripts; what it holds is parsed as in
// one without.
func (p *parser) enterNoscript(t token) {
	if p.last[TagNoscript] >= 0 {
		return
	}
	p.push(t, nsHTML)
	p.end = p.pos + rawEnd(p.Src[p.pos:p.end], "noscript")
	p.steps += p.end - p.pos
}

func (p *parser) leaveNoscript() {
	if i := p.last[TagNoscript]; i > 0 {
		p.popTo(i)
	}
	pos := p.end
	p.end = len(p.Src)
	p.skipEndTag(pos)
}
