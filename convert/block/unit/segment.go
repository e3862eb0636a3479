package unit

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// segmenter cuts a document into units in one walk over its nodes.
type segmenter struct {
	page *Page
	doc  *markup.Doc

	names    lexicon.Names
	open     []int32        // block elements that have begun
	unit     int            // the unit being written, or -1
	noscript bool           // what browsers without scripts show is text too
	forget   lexicon.Tokens // names and tags of these groups say nothing of what an element holds
	passed   int32          // letters for those browsers that were passed over
	split    bool           // the headline was found in a block of several lines
	links    []openLink
	said     []int32 // ends of the q elements whose marks are written here
	row      int32   // end of the table row being written, or 0

	space, line, cell bool  // what stands before the next character
	breaks            int   // line breaks since the last character
	last              int32 // the text node that was written last
	buf               []byte
}

type openLink struct {
	node  int32
	start int32 // offset into Page.Text, or -1 where nothing was written yet
}

// run walks the document.
func (s *segmenter) run() {
	nodes := s.doc.Nodes
	s.unit, s.row = -1, 0
	s.open, s.links, s.said = s.open[:0], s.links[:0], s.said[:0]
	p := s.page
	s.split, s.passed = false, 0
	for i := int32(0); int(i) < len(nodes); {
		s.leave(i)
		n := &nodes[i]
		p.First[i] = int32(len(p.Units))
		switch {
		case n.Tag <= markup.TagRawText:
			s.text(i)
		case unseen(n.Tag) && !s.visible(i, n) || s.element(i, n):
			for i++; i < n.End; i++ {
				p.First[i] = int32(len(p.Units))
			}
			continue
		}
		i++
	}
	s.leave(int32(len(nodes)))
}

// leave closes what ends before node i.
func (s *segmenter) leave(i int32) {
	nodes := s.doc.Nodes
	for k := len(s.links) - 1; k >= 0 && nodes[s.links[k].node].End <= i; k-- {
		s.endLink(k)
		s.links = s.links[:k]
	}
	for k := len(s.said) - 1; k >= 0 && s.said[k] <= i; k-- {
		s.unquote()
		s.said = s.said[:k]
	}
	if s.row > 0 && s.row <= i {
		s.row = 0
		s.close()
	}
	for k := len(s.open) - 1; k >= 0 && nodes[s.open[k]].End <= i; k-- {
		s.close()
		s.open = s.open[:k]
	}
}

// unseen reports whether the text of an element is no text of the page: code,
// controls, other documents.
func unseen(t markup.Tag) bool {
	switch t {
	case markup.TagForeign, markup.TagTextarea, markup.TagSelect, markup.TagOption, markup.TagDatalist, markup.TagButton,
		markup.TagSVG, markup.TagMath, markup.TagObject, markup.TagApplet, markup.TagCanvas, markup.TagVideo, markup.TagAudio,
		markup.TagRt, markup.TagRtc:
		return true
	}
	return t.NoText()
}

// maxButton is how many nodes of a button are searched for a heading.
const maxButton = 8

// visible reports whether what is mostly no text of the page is so here: the template
// that a browser shows as the content of its element, the
// button that unfolds what stands below a heading, and the reading of a ruby in
// the parentheses that the page has for it.
func (s *segmenter) visible(i int32, n *markup.Node) bool {
	nodes := s.doc.Nodes
	switch n.Tag {
	case markup.TagNoscript:
		if !s.noscript {
			s.pass(i, n)
		}
		return s.noscript
	case markup.TagTemplate:
		_, shadow := s.doc.Attr(i, markup.KeyShadow)
		return shadow
	case markup.TagRt:
		before := i - 1
		if nodes[before].Blank && nodes[before].Parent == n.Parent {
			before--
		}
		return nodes[before].Tag == markup.TagText && nodes[nodes[before].Parent].Tag == markup.TagRp
	case markup.TagButton:
		if s.page.Context[n.Parent]>>levelShift != 0 {
			return true
		}
		for k := i + 1; k < min(n.End, i+maxButton); k++ {
			if nodes[k].Tag.Heading() > 0 {
				return true
			}
		}
	}
	return false
}

// pass counts the text of a noscript.
func (s *segmenter) pass(i int32, n *markup.Node) {
	for k := i + 1; k < n.End; k++ {
		if t := &s.doc.Nodes[k]; t.Tag == markup.TagText && !t.Blank {
			s.passed += int32(len(s.doc.Raw(k)))
		}
	}
}

// element begins an element and reports whether its content is to be skipped.
func (s *segmenter) element(i int32, n *markup.Node) (skip bool) {
	if n.Parent >= 0 {
		s.page.Context[i] = s.page.Context[n.Parent]
	}
	block := s.look(i, n)
	if s.page.Context[i]&skipped != 0 {
		return true
	}
	switch {
	case n.Tag == markup.TagBr:
		s.brk()
	case n.Tag == markup.TagA:
		for k := range s.links { // no link holds another
			s.endLink(k)
		}
		s.links = append(s.links[:0], openLink{i, -1})
	case n.Tag == markup.TagQ:
		s.quote(i)
	case s.row > 0:
		s.inRow(n.Tag, block)
	case n.Tag == markup.TagTr && s.isRow(i):
		s.close()
		s.open = append(s.open, i)
		s.row = n.End
	case block:
		s.close()
		if n.End > i+1 {
			s.open = append(s.open, i)
		}
	}
	return false
}

// inRow begins an element inside of a table row: cells are joined, other block
// elements cut.
func (s *segmenter) inRow(t markup.Tag, block bool) {
	switch {
	case t == markup.TagTd || t == markup.TagTh:
		s.cell = true
	case block:
		s.line = true
	}
}

// maxRowScan bounds how far a table row is looked through.
const maxRowScan = 2000

// isRow tells rows of data from rows that lay a page out: those hold other
// tables, headings, lists, forms, many paragraphs or gaps of line breaks.
func (s *segmenter) isRow(tr int32) bool {
	nodes := s.doc.Nodes
	cells, blocks, gaps := 0, 0, 0
	if nodes[tr].End-tr > maxRowScan {
		return false
	}
	for i := tr + 1; i < nodes[tr].End; i++ {
		switch nodes[i].Tag {
		case markup.TagTd, markup.TagTh:
			cells++
		case markup.TagTable, markup.TagUl, markup.TagOl, markup.TagForm, markup.TagH1, markup.TagH2, markup.TagArticle, markup.TagSection:
			return false
		case markup.TagP, markup.TagDiv:
			blocks++
		case markup.TagBr:
			if s.gap(i) {
				gaps++
			}
		}
	}
	return cells > 1 && blocks <= 2*cells && gaps < 2
}

// gap reports whether a line break follows another with nothing between them.
func (s *segmenter) gap(br int32) bool {
	nodes := s.doc.Nodes
	at := br - 1
	if nodes[at].Blank && at > 0 {
		at--
	}
	return nodes[at].Tag == markup.TagBr
}

// brk is a line break: one cuts the block, two end it.
func (s *segmenter) brk() {
	s.line = true
	s.breaks++
	if s.breaks >= 2 && s.row == 0 {
		s.close()
	}
}

// close ends the unit being written.
func (s *segmenter) close() {
	s.space, s.line, s.cell, s.breaks = false, false, false, 0
	if s.unit < 0 {
		return
	}
	for k := range s.links {
		s.endLink(k)
	}
	p := s.page
	u := &p.Units[s.unit]
	u.To = int32(len(p.Text))
	s.unit = -1
	if !text.IsNFC(p.Text[u.From:u.To]) {
		compose(p, u)
	}
	if !s.split && u.Kind == "" {
		s.splitTitle(u)
	}
}

// compose brings a unit into NFC and moves its links along.
func compose(p *Page, u *Unit) {
	var marks []*int32
	for k := u.Links[0]; k < u.Links[1]; k++ {
		marks = append(marks, &p.Links[k].from, &p.Links[k].to)
	}
	slices.SortFunc(marks, func(a, b *int32) int { return cmp.Compare(*a, *b) })
	var it norm.Iter
	it.Init(norm.NFC, bytes.Clone(p.Bytes(u)))
	p.Text = p.Text[:u.From]
	for !it.Done() {
		piece := it.Next()
		for len(marks) > 0 && *marks[0] < u.From+int32(it.Pos()) {
			*marks[0] = int32(len(p.Text))
			marks = marks[1:]
		}
		p.Text = append(p.Text, piece...)
	}
	u.To = int32(len(p.Text))
	for _, m := range marks {
		*m = u.To
	}
}

// endLink notes the part of a link that stands in the unit being written.
func (s *segmenter) endLink(k int) {
	l := &s.links[k]
	p := s.page
	if s.unit >= 0 && l.start >= 0 && l.start > p.Units[s.unit].From && p.Units[s.unit].Level > 0 && isAnchor(p.Text[l.start:]) {
		p.Text = bytes.TrimRight(p.Text[:l.start], " ")
	}
	if s.unit >= 0 && l.start >= 0 && int32(len(p.Text)) > l.start {
		p.Links = append(p.Links, Link{l.start, int32(len(p.Text)), l.node})
		p.Units[s.unit].Links[1] = int32(len(p.Links))
	}
	l.start = -1
}

// text writes the characters of a text node.
func (s *segmenter) text(i int32) {
	n := &s.doc.Nodes[i]
	if n.Blank && s.doc.Nodes[n.Parent].Tag == markup.TagRuby {
		return // the parts of a ruby stand together
	}
	b := s.doc.Chars(&s.buf, i)
	if len(b) <= maxAside && s.aside(i, b) {
		return
	}
	pre := s.doc.Nodes[i].Parent >= 0 && s.page.Context[s.doc.Nodes[i].Parent]&InPre != 0
	for len(b) > 0 {
		c := b[0]
		switch {
		case c == '\n' && pre:
			s.line = true
			b = b[1:]
		case c == ' ' || c >= '\t' && c <= '\r':
			s.space = true
			b = b[1:]
		case c < ' ' || c == 0x7f:
			b = b[1:]
		default:
			n := words(b)
			if n == 0 {
				b = s.wide(i, b)
				continue
			}
			s.write(i, b[:n])
			b = b[n:]
		}
	}
}

// words returns the length of the words with one space between each two that b
// begins with, as far as they are of plain characters.
func words(b []byte) int {
	for n := 0; n < len(b); {
		switch c := b[n]; {
		case c > ' ' && c < 0x7f:
			n++
		case c == ' ' && n+1 < len(b) && b[n+1] > ' ' && b[n+1] < 0x7f && n > 0:
			n += 2
		case c < utf8.RuneSelf:
			return n
		default:
			r, width := utf8.DecodeRune(b[n:])
			if !plain(r) {
				return n
			}
			n += width
		}
	}
	return len(b)
}

// plain reports whether r is a character beyond ASCII that is text as it is. It
// need not be true of all such.
func plain(r rune) bool {
	return r >= 0xc0 && r < 0x600 || r >= '\u2010' && r <= '\u2027' || r >= 0x3001 && r < 0xd7a4 && r != '\u3164'
}

// maxFlag is more bytes than the flag of a region has.
const maxFlag = 36

// wide writes one character beyond ASCII, or a flag that is spelled by several.
func (s *segmenter) wide(i int32, b []byte) []byte {
	r, n := utf8.DecodeRune(b)
	switch {
	case text.Gap(r):
		s.space = true
	case text.Invisible(r) || text.Tag(r):
	case r == text.BlackFlag:
		n = max(n, text.Flag(string(b[:min(len(b), maxFlag)])))
		s.write(i, b[:n])
	case r == utf8.RuneError:
		s.write(i, []byte(string(utf8.RuneError)))
	default:
		s.write(i, b[:n])
	}
	return b[n:]
}

// write appends characters to the unit being written, or to a new one.
func (s *segmenter) write(i int32, b []byte) {
	p := s.page
	switch {
	case s.unit < 0:
		s.begin(i)
	case s.cell:
		p.Text = append(p.Text, " | "...)
	case s.line:
		p.Text = append(p.Text, '\n')
	case s.space:
		if !s.initial() {
			p.Text = append(p.Text, ' ')
		}
	case s.last != i && s.apart(i, b):
		p.Text = append(p.Text, ' ')
	}
	s.last = i
	s.space, s.line, s.cell, s.breaks = false, false, false, 0
	for k := range s.links {
		if s.links[k].start < 0 {
			s.links[k].start = int32(len(p.Text))
		}
	}
	p.Text = append(p.Text, b...)
}

func (s *segmenter) begin(i int32) {
	p := s.page
	parent := int32(0)
	if n := len(s.open); n > 0 {
		parent = s.open[n-1]
	}
	at := int32(len(p.Text))
	u := Unit{From: at, To: at, Number: i, Parent: parent, Earlier: -1, Near: -1, Links: [2]int32{int32(len(p.Links)), int32(len(p.Links))}}
	c := p.Context[parent]
	u.Level = int8(c >> levelShift)
	switch {
	case s.row > 0:
		u.Kind = schema.KindTableRow
	case u.Level > 0:
		u.Kind = schema.KindHeading
	case c&InPre != 0:
		u.Kind = schema.KindPreformatted
	case c&InQuote != 0:
		u.Kind = schema.KindBlockQuote
	case c&InItem != 0:
		u.Kind = schema.KindListItem
		u.Bullet = true
	}
	s.unit = len(p.Units)
	p.Units = append(p.Units, u)
}
