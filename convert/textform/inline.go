package textform

import (
	"bytes"
	"unicode/utf8"
)

// inline reads what stands within a paragraph of Markdown: links, pictures, emphasis,
// code, escaped marks, and lines broken at a width.
type inline struct {
	b      *builder
	s      *scanned
	refs   map[string]string
	quoted bool

	stack []int       // open brackets
	match map[int]int // of each bracket that is closed: where
	loose []int       // brackets that close none
	skips []skip
}

// skip says what becomes of the bytes at from of a paragraph.
type skip struct {
	from, to int
	why      Reason
	link     string // what begins here is linked to
	ends     bool   // the link ends here
}

// read copies the paragraph from..to into the open line.
func (p *inline) read(from, to int) {
	p.skips = p.skips[:0]
	p.brackets(from, to)
	p.find(from, to)
	at := from
	link := -1
	for i := range p.skips {
		k := &p.skips[i]
		if k.from < at {
			continue
		}
		p.copy(at, k.from)
		b := p.b
		switch {
		case k.link != "":
			link = len(b.links)
			b.links = append(b.links, Link{From: len(b.out), URL: k.link})
		case k.ends && link >= 0 && link < len(b.links):
			b.links[link].To = len(b.out)
			link = -1
		}
		b.drop(k.from, k.to, k.why)
		at = k.to
		if k.why == Marks && spacedOff(p.b.given[at:max(at, to)]) && closesMark(p.b.given[k.from:k.to]) {
			at++ // html2text puts a space behind emphasis
		}
	}
	p.copy(at, to)
}

func nextRune(t []byte) rune {
	r, _ := utf8.DecodeRune(t)
	return r
}

func closesMark(t []byte) bool { return len(t) > 0 && (t[0] == '_' || t[0] == '*') }

// copy copies bytes of the paragraph, its line breaks as spaces.
func (p *inline) copy(from, to int) {
	b := p.b
	for from < to {
		i := bytes.IndexByte(b.given[from:to], '\n')
		if i < 0 {
			b.copy(from, to)
			return
		}
		end := from + i
		stop := end
		for stop > from && isSpace(b.given[stop-1]) {
			stop--
		}
		if stop > from && b.given[stop-1] == '\\' {
			b.copy(from, stop-1)
			b.drop(stop-1, stop, Marks)
		} else {
			b.copy(from, stop)
		}
		from = end + 1
		for from < to && (isSpace(b.given[from]) || p.quoted && b.given[from] == '>') {
			if b.given[from] == '>' {
				b.drop(from, from+1, Marks)
			}
			from++
		}
		before := b.tail()
		n := len(before)
		hyphen := n >= 2 && before[n-1] == '-' && isLetter(before[n-2])
		if hyphen && stop == end && from < to && isLetter(b.given[from]) {
			continue // broken at a hyphen
		}
		last, next := lastRune(before), nextRune(b.given[from:to])
		if !unspaced(last) || !unspaced(next) {
			b.space()
		}
	}
}

// spacedOff reports whether a text begins with a space and a mark that closes.
func spacedOff(t []byte) bool { return len(t) > 1 && t[0] == ' ' && closing(nextRune(t[1:])) }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }

// brackets finds which brackets belong together.
func (p *inline) brackets(from, to int) {
	p.stack, p.loose = p.stack[:0], p.loose[:0]
	p.match = nil
	t := p.b.given
	for i := from; i < to; i++ {
		switch t[i] {
		case '\\':
			i++
		case '[':
			p.stack = append(p.stack, i)
		case ']':
			if n := len(p.stack); n > 0 {
				if p.match == nil {
					p.match = map[int]int{}
				}
				p.match[p.stack[n-1]] = i
				p.stack = p.stack[:n-1]
			} else {
				p.loose = append(p.loose, i)
			}
		}
	}
}

// find notes the marks of the paragraph from..to in order.
func (p *inline) find(from, to int) {
	t := p.b.given
	var ends []linkEnd // of links whose words are being read
	emph := emphasis{}
	for i := from; i < to; i++ {
		if n := len(ends); n > 0 && i == ends[n-1].at {
			p.skips = append(p.skips, skip{from: i, to: ends[n-1].to, why: Address, ends: true})
			i = ends[n-1].to - 1
			ends = ends[:n-1]
			continue
		}
		switch c := t[i]; c {
		case '\\':
			if i+1 < to && bytes.IndexByte([]byte("\\`*_{}[]()#+-.!|>~<\"'&:@$%^=/?,;"), t[i+1]) >= 0 {
				p.skips = append(p.skips, skip{from: i, to: i + 1, why: Marks})
				i++
			}
		case '!':
			if i+1 < to && t[i+1] == '[' {
				i = p.picture(i, to)
			}
		case '[':
			if end, ok := p.link(i, to); ok {
				ends = append(ends, end)
			} else if _, closed := p.match[i]; !closed && !p.b.opt.Whole {
				p.skips = append(p.skips, skip{from: i, to: i + 1, why: Marks}) // of a link that ends in another paragraph
			}
		case '*', '_', '~':
			i = emph.mark(p, t, from, i, to)
		case '`':
			p.skips = append(p.skips, skip{from: i, to: i + 1, why: Marks})
		case ']':
			i = p.orphan(i, to)
		case '<':
			if end := bytes.IndexByte(t[i:min(to, i+2000)], '>'); end > 0 && hasScheme(t[i+1:i+end]) {
				p.skips = append(p.skips, skip{from: i, to: i + 1, why: Marks}, skip{from: i + end, to: i + end + 1, why: Marks})
				i += end
			}
		}
	}
	emph.undo(p)
}

// linkEnd is where the words of a link end, and where its address ends.
type linkEnd struct{ at, to int }

// link notes the mark that begins a link, where there is one at i.
func (p *inline) link(i, to int) (linkEnd, bool) {
	t := p.b.given
	end, ok := p.match[i]
	if !ok || end >= to {
		return linkEnd{}, false
	}
	if end+1 < to && t[end+1] == '(' {
		if close, url := destination(t, end+2, to); close > 0 {
			p.skips = append(p.skips, skip{from: i, to: i + 1, why: Marks, link: orNone(url)})
			return linkEnd{end, close}, true
		}
	}
	if p.refs == nil {
		return linkEnd{}, false
	}
	name, close := t[i+1:end], end+1
	if end+1 < to && t[end+1] == '[' {
		if e, ok := p.match[end+1]; ok && e < to {
			close = e + 1
			if e > end+2 {
				name = t[end+2 : e]
			}
		}
	}
	if len(name) > 200 {
		return linkEnd{}, false
	}
	if url, ok := p.refs[string(bytes.ToLower(name))]; ok {
		p.skips = append(p.skips, skip{from: i, to: i + 1, why: Marks, link: orNone(url)})
		return linkEnd{end, close}, true
	}
	return linkEnd{}, false
}

// orphan notes the end of a link that began in another paragraph, and returns its last byte.
func (p *inline) orphan(i, to int) int {
	if len(p.loose) == 0 || p.loose[0] > i || p.b.opt.Whole {
		return i
	}
	for len(p.loose) > 0 && p.loose[0] < i {
		p.loose = p.loose[1:]
	}
	if len(p.loose) == 0 || p.loose[0] != i || i+1 >= to || p.b.given[i+1] != '(' {
		return i
	}
	close, _ := destination(p.b.given, i+2, to)
	if close <= 0 {
		return i
	}
	p.skips = append(p.skips, skip{from: i, to: close, why: Address})
	return close - 1
}

func orNone(url string) string {
	if url == "" {
		return "#"
	}
	return url
}

// picture notes the picture at i and returns its last byte. Its words stand for what is not shown.
func (p *inline) picture(i, to int) int {
	t := p.b.given
	end, ok := p.match[i+1]
	if !ok || end >= to || end+1 >= to || t[end+1] != '(' {
		return i
	}
	close, _ := destination(t, end+2, to)
	if close <= 0 {
		return i
	}
	if p.b.opt.Whole {
		p.skips = append(p.skips, skip{from: i, to: i + 2, why: Marks}, skip{from: end, to: close, why: Address})
		return close - 1
	}
	p.skips = append(p.skips, skip{from: i, to: close, why: Picture})
	return close - 1
}

// longestAddress is how many bytes an address and its title have at most.
const longestAddress = 4 << 10

// destination reads an address and its title up to the bracket that closes them; close
// is behind it, or 0 where there is none. A line may have been broken within the address.
func destination(t []byte, from, to int) (close int, url string) {
	depth, inTitle := 0, false
	end := 0 // of the address
	to = min(to, from+longestAddress)
	for at := from; at < to; at++ {
		c := t[at]
		if inTitle {
			inTitle = c != '"' || at+1 < to && t[at+1] != ')' && !isSpace(t[at+1])
			continue
		}
		switch c {
		case '\\':
			at++
		case '"':
			if inTitle = at > from && isSpace(t[at-1]); inTitle && end == 0 {
				end = at
			}
		case ']':
			if at+1 < to && t[at+1] == '(' {
				return 0, "" // another link: this one has no end
			}
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				if end == 0 {
					end = at
				}
				return at + 1, unbroken(t[from:end])
			}
		}
	}
	return 0, ""
}

// unbroken is an address without the line breaks that were put into it.
func unbroken(t []byte) string {
	return string(bytes.Map(func(r rune) rune {
		if r <= ' ' || r == '<' || r == '>' {
			return -1
		}
		return r
	}, t))
}

// emphasis finds which of the stars and underscores are marks.
type emphasis struct {
	open []int // indexes into skips of marks that may open
}

// mark reads the run of marks at i and returns its last byte. A run that could open is
// noted, and one that closes it makes marks of both.
func (e *emphasis) mark(p *inline, t []byte, from, i, to int) int {
	end := i
	for end < to && t[end] == t[i] {
		end++
	}
	before, after := byte(' '), byte(' ')
	if i > from {
		before = t[i-1]
	}
	if end < to {
		after = t[end]
	}
	word := func(c byte) bool { return isLetter(c) || c >= '0' && c <= '9' }
	inWord := t[i] == '_' && word(before) && word(after)
	if inWord || t[i] == '~' && end-i != 2 {
		return end - 1
	}
	var open []int
	opens, closes := !isSpace(after) && (!word(before) || t[i] == '*'), !isSpace(before)
	if closes {
		for k := len(e.open) - 1; k >= 0 && k >= len(e.open)-8; k-- {
			s := &p.skips[e.open[k]]
			if t[s.from] == t[i] && s.to-s.from == end-i && s.ends {
				s.ends = false
				e.open, open = e.open[:k], e.open[k+1:]
				unmark(p, open)
				p.skips = append(p.skips, skip{from: i, to: end, why: Marks})
				return end - 1
			}
		}
	}
	if opens {
		e.open = append(e.open, len(p.skips))
		p.skips = append(p.skips, skip{from: i, to: end, why: Marks, ends: true})
	}
	return end - 1
}

// undo takes back the marks that nothing closed: they are words of the text.
func (e *emphasis) undo(p *inline) { unmark(p, e.open) }

func unmark(p *inline, open []int) {
	for _, k := range open {
		s := &p.skips[k]
		s.to, s.ends = s.from, false
	}
}
