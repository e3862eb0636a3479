package markup

import "bytes"

// classes of bytes.
const (
	isSpace  = 1 << iota // HTML white space
	endsName             // ends the name of a tag
	endsKey              // ends the name of an attribute
	isLetter
)

var class = byteClasses()

func byteClasses() (c [256]uint8) {
	for _, b := range []byte(" \t\n\r\f") {
		c[b] = isSpace | endsName | endsKey
	}
	c['>'], c['/'], c['='] = endsName|endsKey, endsName|endsKey, endsKey
	for b := 'a'; b <= 'z'; b++ {
		c[b], c[b-'a'+'A'] = isLetter, isLetter
	}
	return c
}

// parser is one run over a page.
type parser struct {
	*Doc
	nodes    []Node
	ats      []attr
	open     []open
	last     [NumTags]int32 // the innermost open element of each tag, -1 for none
	pos      int            // next byte to read
	end      int            // where reading stops: the end of the page, or of the noscript it is in
	phase    phase
	body     int32 // the body's node, once there is one
	mode     mode
	started  bool // something other than a doctype was read
	said     bool // the body has text
	maxNodes int
	maxDepth int
}

// mode is how the beginning of a page says that it is read.
type mode struct {
	quirks bool
	xml    bool // an XML declaration makes it XHTML: tags may close themselves, CDATA is text
}

// token is a start tag.
type token struct {
	tag       Tag
	name      uint32 // hash of the name
	pos       int32
	a, b      int32 // its attributes
	selfClose bool
}

func (p *parser) parse() {
	for i := range p.last {
		p.last[i] = -1
	}
	p.mode.quirks, p.body = true, -1
	p.push(token{tag: TagHTML}, nsHTML)
	if bytes.HasPrefix(p.Src, []byte("\uFEFF")) {
		p.pos = len("\uFEFF")
	}
	p.mode.xml = bytes.HasPrefix(p.Src[skipSpace(p.Src, p.pos):], []byte("<?xml "))
	for {
		p.section()
		if p.end == len(p.Src) || p.Truncated || p.Several {
			break
		}
		p.leaveNoscript()
	}
	p.popTo(0)
}

// section reads up to the end of the page or of a noscript.
func (p *parser) section() {
	for p.pos < p.end {
		p.steps++
		if len(p.nodes) >= p.maxNodes-4 { // a token makes at most four nodes
			p.Truncated = true
			return
		}
		rest := p.Src[p.pos:p.end]
		switch {
		case rest[0] != '<' || len(rest) == 1:
			p.readText(rest)
		case class[rest[1]]&isLetter != 0:
			p.readStartTag()
		case rest[1] == '/':
			p.readEndTag(rest)
		case rest[1] == '!':
			p.readDeclaration(rest)
		case rest[1] == '?':
			p.pos += indexAfter(rest, ">")
		default:
			p.readText(rest)
		}
	}
}

// indexAfter returns the offset behind the first sep in b, or the length of b.
func indexAfter(b []byte, sep string) int {
	if i := bytes.Index(b, []byte(sep)); i >= 0 {
		return i + len(sep)
	}
	return len(b)
}

// readText takes the text up to the next '<', be its first byte one or not.
func (p *parser) readText(rest []byte) {
	n := len(rest)
	if i := bytes.IndexByte(rest[1:], '<'); i >= 0 {
		n = i + 1
	}
	p.text(int32(p.pos), int32(p.pos+n), false)
	p.pos += n
}

func (p *parser) readStartTag() {
	start := p.pos + 1
	i := start + 1
	for i < p.end && class[p.Src[i]]&endsName == 0 {
		i++
	}
	name := p.Src[start:i]
	h := hash(name)
	t := token{tag: Tag(tagTable.get(name, h)), name: h, pos: int32(p.pos), a: int32(len(p.ats))}
	if t.tag == TagText {
		t.tag = TagOther
	}
	closed := p.readAttrs(i, &t.selfClose)
	t.b = int32(len(p.ats))
	if closed { // a tag cut off by the end of the page is none
		p.startTag(t)
	}
}

// readAttrs reads attributes from i to behind the '>' of the tag.
func (p *parser) readAttrs(i int, selfClose *bool) (closed bool) {
	var seen uint64
	src := p.Src[:p.end]
	for i < len(src) {
		switch c := src[i]; {
		case class[c]&isSpace != 0:
			i++
		case c == '>':
			p.pos = i + 1
			return true
		case c == '/':
			i++
			*selfClose = i < len(src) && src[i] == '>'
		default:
			i = p.readAttr(src, i, &seen)
		}
	}
	p.pos = len(src)
	return false
}

// skipAttrs skips the attributes of an end tag: a quoted '>' does not end it.
func (p *parser) skipAttrs(i int) (closed bool) {
	var selfClose bool
	kept := len(p.ats)
	closed = p.readAttrs(i, &selfClose)
	p.ats = p.ats[:kept]
	return closed
}

// readAttr reads one attribute at i and returns the offset behind it. Of several
// with one name the first counts.
func (p *parser) readAttr(src []byte, i int, seen *uint64) int {
	start := i
	i++ // even '=' begins a name
	for i < len(src) && class[src[i]]&endsKey == 0 {
		i++
	}
	name := src[start:i]
	i = skipSpace(src, i)
	from, to := i, i
	if i < len(src) && src[i] == '=' {
		i = skipSpace(src, i+1)
		from, to, i = readValue(src, i)
	}
	if k := Key(keyTable.get(name, hash(name))); k != KeyOther && *seen>>k&1 == 0 {
		*seen |= 1 << k
		p.ats = append(p.ats, attr{k, int32(from), int32(to)})
	}
	return i
}

// readValue returns the bounds of the value at i and the offset behind it.
func readValue(src []byte, i int) (from, to, next int) {
	if i < len(src) && (src[i] == '"' || src[i] == '\'') {
		n := bytes.IndexByte(src[i+1:], src[i])
		if n < 0 {
			return i + 1, len(src), len(src)
		}
		return i + 1, i + 1 + n, i + 2 + n
	}
	to = i
	for to < len(src) && src[to] != '>' && class[src[to]]&isSpace == 0 {
		to++
	}
	return i, to, to
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && class[b[i]]&isSpace != 0 {
		i++
	}
	return i
}

func (p *parser) readEndTag(rest []byte) {
	if len(rest) == 2 {
		p.text(int32(p.pos), int32(p.end), false)
		p.pos = p.end
		return
	}
	if class[rest[2]]&isLetter == 0 { // "</>" is nothing, "</ x>" a comment
		p.pos += indexAfter(rest, ">")
		return
	}
	i := 2
	for i < len(rest) && class[rest[i]]&endsName == 0 {
		i++
	}
	name := rest[2:i]
	if !p.skipAttrs(p.pos + i) {
		return
	}
	h := hash(name)
	tag := Tag(tagTable.get(name, h))
	if tag == TagText {
		tag = TagOther
	}
	p.endTag(tag, h)
}

// readDeclaration skips comments and doctypes and reads CDATA.
func (p *parser) readDeclaration(rest []byte) {
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		p.pos += commentEnd(rest)
	case len(rest) >= 9 && equalFold(rest[2:9], "doctype"):
		n := indexAfter(rest, ">")
		if !p.started {
			p.mode.quirks = quirksDoctype(rest[9:n])
			p.started = true
		}
		p.pos += n
	case bytes.HasPrefix(rest, []byte("<![CDATA[")) && (p.mode.xml || p.top().ns != nsHTML):
		n := indexAfter(rest, "]]>")
		text := bytes.TrimSuffix(rest[9:n], []byte("]]>"))
		if len(text) > 0 {
			p.text(int32(p.pos+9), int32(p.pos+9+len(text)), true)
		}
		p.pos += n
	default:
		p.pos += indexAfter(rest, ">")
	}
}

// endDocument stops at the end tag of a document with text if another begins behind it.
func (p *parser) endDocument() {
	if p.said && !p.inert() && beginsDocument(p.Src[p.pos:]) {
		p.Several, p.end = true, p.pos
	}
}

// beginsDocument reports whether b begins with a doctype, or with an html element that
// has a head. Broken templates write another html and body around the rest of a page.
func beginsDocument(b []byte) bool {
	b = behindComments(b)
	if len(b) >= 9 && equalFold(b[:9], "<!doctype") {
		return true
	}
	if !beginsTag(b, "html") {
		return false
	}
	b = behindComments(b[indexAfter(b, ">"):])
	return beginsTag(b, "head") || beginsTag(b, "title") || beginsTag(b, "meta")
}

// beginsTag reports whether b begins with the start tag of an element.
func beginsTag(b []byte, name string) bool {
	n := len(name) + 1
	return len(b) > n && b[0] == '<' && equalFold(b[1:n], name) && class[b[n]]&endsName != 0
}

// behindComments returns b without the white space, comments and XML declaration that
// it begins with.
func behindComments(b []byte) []byte {
	for {
		b = bytes.TrimPrefix(b[skipSpace(b, 0):], []byte("\uFEFF"))
		switch {
		case bytes.HasPrefix(b, []byte("<!--")):
			b = b[commentEnd(b):]
		case bytes.HasPrefix(b, []byte("<?")):
			b = b[indexAfter(b, ">"):]
		case len(b) == 0 || class[b[0]]&isSpace == 0:
			return b
		}
	}
}

// commentEnd returns the length of the comment that b begins with. An unclosed
// one takes the rest of the page, as in browsers.
func commentEnd(b []byte) int {
	for i := 2; ; {
		n := bytes.Index(b[i:], []byte("--"))
		if n < 0 {
			return len(b)
		}
		i += n + 2
		for i < len(b) && b[i] == '-' {
			i++
		}
		opening := i == 4 // the dashes that begin the comment
		switch {
		case i < len(b) && b[i] == '>':
			return i + 1
		case !opening && i+1 < len(b) && b[i] == '!' && b[i+1] == '>':
			return i + 2
		}
	}
}

// quirksDoctype reports whether a document type asks for the rules of old
// browsers, in which a table does not end a paragraph.
func quirksDoctype(b []byte) bool {
	b = bytes.ToLower(b[:min(len(b), 256)]) // the longest public identifiers have some 70 bytes
	if !bytes.HasPrefix(bytes.TrimLeft(b, " \t\r\n\f"), []byte("html")) {
		return true
	}
	for _, old := range []string{"//dtd html 2", "//dtd html 3", "//dtd html 4.0 transitional", "//dtd html 4.0 frameset", "//ietf//"} {
		if bytes.Contains(b, []byte(old)) {
			return true
		}
	}
	return bytes.Contains(b, []byte("//dtd html 4.01 ")) && bytes.Count(b, []byte(`"`)) < 4 &&
		(bytes.Contains(b, []byte("transitional")) || bytes.Contains(b, []byte("frameset")))
}

// rawEnd returns the offset in b of the end tag of a raw element, or the length of b.
func rawEnd(b []byte, name string) int {
	for i := 0; ; {
		n := bytes.Index(b[i:], []byte("</"))
		if n < 0 {
			return len(b)
		}
		i += n
		if endsRaw(b[i+2:], name) {
			return i
		}
		i += 2
	}
}

func endsRaw(b []byte, name string) bool {
	return len(b) > len(name) && class[b[len(name)]]&endsName != 0 && equalFold(b[:len(name)], name)
}

// scriptEnd is rawEnd for scripts, in which "<!-- <script" hides an end tag.
func scriptEnd(b []byte) int {
	end := rawEnd(b, "script")
	if !bytes.Contains(b[:end], []byte("<!--")) {
		return end
	}
	escaped, inner := false, false
	for i := 0; i < len(b); i++ {
		rest := b[i:]
		switch {
		case escaped && bytes.HasPrefix(rest, []byte("-->")):
			escaped, inner = false, false
		case rest[0] != '<':
		case bytes.HasPrefix(rest, []byte("<!--")):
			escaped = true
			i++ // "<!-->" opens and closes
		case len(rest) > 2 && rest[1] == '/' && endsRaw(rest[2:], "script"):
			if !inner {
				return i
			}
			inner = false
		case escaped && endsRaw(rest[1:], "script"):
			inner = true
		}
	}
	return len(b)
}
