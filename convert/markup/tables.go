package markup

// inTable returns the tag that says which part of a table the parser is in;
// any tag that is no part of one means none.
func (p *parser) inTable() Tag { return p.open[p.top().table].tag }

// beforeTable closes a table that another one follows without being in a cell.
func (p *parser) beforeTable() {
	for {
		switch p.inTable() {
		case TagTable, TagTbody, TagThead, TagTfoot, TagTr, TagColgroup:
			p.popTo(p.last[TagTable])
			continue
		}
		break
	}
	if !p.mode.quirks {
		p.endIn(TagP, TagButton)
	}
}

// tablePartStart opens a part of a table, and closes and opens around it what
// was left out.
func (p *parser) tablePartStart(t token) {
	for {
		at := p.top().table
		in := p.open[at].tag
		switch in {
		case TagTable, TagTbody, TagThead, TagTfoot, TagTr, TagColgroup:
			if step, ok := partInside(in, t.tag); ok {
				p.popTo(at + 1)
				if step == t.tag {
					p.openPart(t)
					return
				}
				p.push(token{tag: step, pos: t.pos}, nsHTML)
				continue
			}
		case TagTd, TagTh, TagCaption:
		case TagTemplate, TagNoscript:
			p.openPart(t)
			return
		default: // a stray part of a table is dropped, its text stays
			return
		}
		p.popTo(at)
	}
}

func (p *parser) openPart(t token) {
	if t.tag == TagCol {
		p.addElement(t)
		return
	}
	p.push(t, nsHTML)
}

// partInside returns what to open inside the given part of a table on the way
// to the wanted one; false means the given part ends first.
func partInside(in, want Tag) (step Tag, ok bool) {
	cell := want == TagTd || want == TagTh
	switch in {
	case TagColgroup:
		return TagCol, want == TagCol
	case TagTr:
		return want, cell
	case TagTbody, TagThead, TagTfoot:
		return pick(cell, TagTr, want), cell || want == TagTr
	}
	switch { // the table itself
	case cell || want == TagTr:
		return TagTbody, true
	case want == TagCol:
		return TagColgroup, true
	}
	return want, true
}

func pick(first bool, a, b Tag) Tag {
	if first {
		return a
	}
	return b
}

// tablePartEnd closes a part of a table with what is open in it.
func (p *parser) tablePartEnd(t Tag) {
	i := p.last[t]
	if i < max(p.last[TagTemplate], p.last[TagNoscript], 0) {
		return
	}
	in := p.inTable()
	switch t {
	case TagTable, TagCaption:
	case TagColgroup:
		if in != TagColgroup {
			return
		}
	case TagCol:
		return
	default:
		if in == TagCaption {
			return
		}
	}
	if t == TagTable || i > p.last[TagTable] {
		p.popTo(i)
	}
}
