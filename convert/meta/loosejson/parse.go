package loosejson

import "bytes"

// parser builds the node array with an explicit stack of open values.
type parser struct {
	d    *Doc
	at   int
	open []int32 // nodes whose subtree is not finished
	skip int     // levels below maxDepth, passed over

	key              bool // a key was read and waits for its value
	keyStart, keyEnd int32
}

// maxNodes bounds memory: no page's metadata comes near it.
const maxNodes = 1 << 20

func (p *parser) run() {
	src := p.d.src
	for p.at < len(src) && len(p.d.nodes) < maxNodes {
		c := src[p.at]
		if len(p.open) == 0 && c != '{' && c != '[' {
			p.toStart()
			continue
		}
		switch c {
		case '{', '[':
			p.at++
			p.push(c)
		case '}', ']':
			p.at++
			p.pop()
		case '"':
			p.quoted()
		case ' ', '\t', '\n', '\r', ',', ':', ';':
			p.at++
		case '/':
			p.comment()
		default:
			p.bare()
		}
	}
	for len(p.open) > 0 {
		p.close()
	}
}

// toStart moves to the next top-level object or array: comments, CDATA marks
// and assignments stand before it.
func (p *parser) toStart() {
	i := bytes.IndexAny(p.d.src[p.at:], "{[")
	if i < 0 {
		p.at = len(p.d.src)
		return
	}
	p.at += i
	if bytes.HasPrefix(p.d.src[p.at:], []byte("[CDATA[")) {
		p.at += len("[CDATA[")
	}
}

func (p *parser) push(c byte) {
	if len(p.open) >= maxDepth {
		p.skip++
		return
	}
	kind := Object
	if c == '[' {
		kind = Array
	}
	p.add(kind, p.at, p.at)
	p.open = append(p.open, int32(len(p.d.nodes)-1))
}

func (p *parser) pop() {
	p.key = false
	if p.skip > 0 {
		p.skip--
	} else {
		p.close()
	}
}

func (p *parser) close() {
	if n := len(p.open); n > 0 {
		p.d.nodes[p.open[n-1]].next = int32(len(p.d.nodes))
		p.open = p.open[:n-1]
	}
}

// add appends a value, with the key that waits for it.
func (p *parser) add(kind Kind, start, end int) {
	n := node{kind: kind, next: int32(len(p.d.nodes) + 1), start: int32(start), end: int32(end)}
	if p.key {
		n.keyStart, n.keyEnd, p.key = p.keyStart, p.keyEnd, false
	}
	p.d.nodes = append(p.d.nodes, n)
}

func (p *parser) inObject() bool {
	n := len(p.open)
	return n > 0 && p.d.nodes[p.open[n-1]].kind == Object
}

// scalar files what was read as a key or a value.
func (p *parser) scalar(kind Kind, start, end int) {
	switch {
	case p.skip > 0:
	case p.inObject() && !p.key:
		p.key, p.keyStart, p.keyEnd = true, int32(start), int32(end)
	default:
		p.add(kind, start, end)
	}
}

// quoted reads a string. A quote ends it only where something that may follow
// a string follows: pages write "He said "no" to it".
func (p *parser) quoted() {
	src := p.d.src
	start := p.at + 1
	for i := start; ; {
		j := bytes.IndexAny(src[i:], "\"\\")
		if j < 0 {
			p.scalar(String, start, len(src))
			p.at = len(src)
			return
		}
		i += j
		if src[i] == '\\' {
			i = min(i+2, len(src))
			continue
		}
		if p.mayEnd(i + 1) {
			p.scalar(String, start, i)
			p.at = i + 1
			return
		}
		i++
	}
}

// mayEnd reports whether a string may end before i. Only the white space that
// follows is looked at, and at most 256 bytes of it: more ends the string.
func (p *parser) mayEnd(i int) bool {
	for _, c := range p.d.src[i:min(len(p.d.src), i+256)] {
		switch c {
		case ' ', '\t', '\r':
			i++
		case '\n', ',', '}', ']', ':':
			return true
		default:
			after := p.d.src[i:]
			return bytes.HasPrefix(after, []byte("//")) || bytes.HasPrefix(after, []byte("/*"))
		}
	}
	return true
}

// comment passes over // and /* */, which some pages put into their JSON.
func (p *parser) comment() {
	rest := p.d.src[p.at:]
	end := 1
	switch {
	case bytes.HasPrefix(rest, []byte("//")):
		if end = bytes.IndexByte(rest, '\n'); end < 0 {
			end = len(rest)
		}
	case bytes.HasPrefix(rest, []byte("/*")):
		if end = bytes.Index(rest, []byte("*/")); end < 0 {
			end = len(rest)
		} else {
			end += 2
		}
	}
	p.at += end
}

// bare reads a number, a word, or a key without quotes.
func (p *parser) bare() {
	src := p.d.src
	start := p.at
	for p.at < len(src) && !bytes.ContainsRune([]byte(" \t\n\r,:;{}[]\"/"), rune(src[p.at])) {
		p.at++
	}
	if p.at == start {
		p.at++
		return
	}
	word := src[start:p.at]
	switch c := word[0]; {
	case c == '-' || c >= '0' && c <= '9':
		p.scalar(Number, start, p.at)
	case string(word) == "true" || string(word) == "false":
		p.scalar(Bool, start, p.at)
	case string(word) == "null" || string(word) == "undefined":
		p.scalar(Null, start, p.at)
	case p.inObject() && !p.key:
		p.scalar(String, start, p.at)
	default:
		p.key = false // a value that is none
	}
}
