package textform

import (
	"bytes"

	"github.com/dsbuild/dsbuild/schema"
)

// markdown reads the blocks of Markdown: headings, lists, quotes, tables, code, and
// paragraphs, whose lines may be broken at a width or not.
type markdown struct {
	s       *scanned
	b       *builder
	in      inline
	dropped []Reason
	refs    map[string]string // addresses that are named elsewhere
	fence   []byte            // the mark that ends the open code
	table   int               // the table whose rows are read ends before this line
	last    int               // the last line of a list, or -1
}

func readMarkdown(s *scanned, b *builder) {
	m := &markdown{s: s, b: b, dropped: make([]Reason, len(s.lines)), last: -1}
	m.in = inline{b: b, s: s}
	m.findDefinitions()
	m.in.refs = m.refs
	if !b.opt.Whole {
		s.findReferences(m.dropped)
		if s.limit == 0 { // nothing breaks the lines of scripts at a width
			s.findCode(m.dropped)
		}
	}
	for i := 0; i < len(s.lines); {
		i = m.block(i)
	}
}

// block reads the block that begins at line i and returns the line behind it.
func (m *markdown) block(i int) int {
	s, b, l := m.s, m.b, &m.s.lines[i]
	t := s.text(l)
	switch {
	case m.fence != nil:
		return m.code(i)
	case l.blank():
		b.gap()
		return i + 1
	case m.dropped[i] != "":
		b.end()
		b.drop(l.from, l.to, m.dropped[i])
		return i + 1
	case isFence(t):
		b.gap()
		b.drop(l.from, l.to, Marks)
		m.fence = t[:3]
		return i + 1
	case isRule(t):
		b.gap()
		b.drop(l.from, l.to, Marks)
		return i + 1
	case m.tableAt(i):
		return m.row(i)
	case headMarks(t) > 0:
		return m.heading(i, headMarks(t))
	}
	return m.paragraph(i)
}

// code copies a line of code between fences.
func (m *markdown) code(i int) int {
	l := &m.s.lines[i]
	if t := m.s.text(l); bytes.HasPrefix(t, m.fence) && len(bytes.Trim(t, "`~")) == 0 {
		m.b.gap()
		m.b.drop(l.from, l.to, Marks)
		m.fence = nil
		return i + 1
	}
	if l.blank() {
		m.b.gap()
		return i + 1
	}
	m.b.begin(schema.KindPreformatted, 0, l.indent)
	m.b.copy(l.from, l.to)
	return i + 1
}

// heading reads a heading. html2text breaks headings at its width too.
func (m *markdown) heading(i, marks int) int {
	s, b, l := m.s, m.b, &m.s.lines[i]
	t := s.text(l)
	level := int8(bytes.Count(t[:min(marks, 6)], []byte("#")))
	b.gap()
	b.begin(schema.KindHeading, level, 0)
	b.drop(l.from, l.from+marks, Marks)
	from, to := l.from+marks, l.to
	for to-1 > from && s.body[to-1] == '#' && (s.body[to-2] == '#' || s.body[to-2] == ' ') {
		to--
	}
	end := i + 1
	if to == l.to {
		for end < len(s.lines) && m.broken(end) && !m.starts(end) {
			to = s.lines[end].to
			end++
		}
	}
	m.in.read(from, to)
	b.drop(to, s.lines[end-1].to, Marks)
	b.gap()
	return end
}

// broken reports whether the line before line i was broken at the width of the text.
func (m *markdown) broken(i int) bool {
	l, last := &m.s.lines[i], &m.s.lines[i-1]
	limit := m.s.limit
	if limit == 0 {
		limit = ofHTML2Text
	}
	return !l.blank() && last.col()+1+firstWord(m.s.text(l)) > limit && last.col() <= limit
}

// ofHTML2Text is the width at which html2text breaks lines.
const ofHTML2Text = 78

// starts reports whether a block begins at line i that ends a paragraph above it.
func (m *markdown) starts(i int) bool {
	l := &m.s.lines[i]
	t := m.s.text(l)
	if l.blank() || m.dropped[i] != "" {
		return true
	}
	if marks := headMarks(t); marks > 0 && len(t) > marks {
		return true
	}
	if isFence(t) || isRule(t) || t[0] == '>' {
		return true
	}
	return m.tableAt(i) || m.item(l) > 0
}

// item is how many bytes the mark of an item takes that a line begins with, or 0.
func (m *markdown) item(l *raw) int {
	t := m.s.text(l)
	switch {
	case l.bullet > 0 && (t[0] == '*' || t[0] == '+' || t[0] == '-'):
		return int(l.bullet)
	case numbered(t) && t[0] != '(':
		return bytes.IndexByte(t, ' ') + 1
	}
	return 0
}

// paragraph reads running text, an item or a quote, up to where another block begins.
func (m *markdown) paragraph(i int) int {
	s, b, l := m.s, m.b, &m.s.lines[i]
	from, kind := l.from, schema.BlockKind("")
	quoted := s.body[from] == '>'
	for from < l.to && (s.body[from] == '>' || quoted && isSpace(s.body[from])) {
		from++
	}
	if quoted {
		kind = schema.KindBlockQuote
		b.drop(l.from, from, Marks)
	}
	inner := measure(s.body, from, l.end)
	n := 0
	if from < l.to {
		if n = m.item(&inner); n > 0 {
			n = min(n, inner.to-inner.from)
			b.end()
			b.drop(inner.from, inner.from+n, Marks)
			if numbered(s.text(&inner)) {
				n = 0 // the number is a word of the text
				b.drops = b.drops[:len(b.drops)-1]
			} else if kind == "" {
				kind = schema.KindListItem
			}
			inner.from += n
		}
	}
	end := i + 1
	for end < len(s.lines) && !m.hardBreak(end-1) && m.lazy(end, quoted) {
		end++
	}
	level := int8(0)
	to := s.lines[end-1].to
	if end < len(s.lines) && kind == "" && setext(s.text(&s.lines[end])) > 0 {
		level = setext(s.text(&s.lines[end]))
		kind = schema.KindHeading
		b.gap()
	}
	m.in.quoted = quoted
	b.begin(kind, level, l.indent)
	m.in.read(min(inner.from, to), to)
	b.end()
	if level > 0 {
		b.drop(s.lines[end].from, s.lines[end].to, Marks)
		b.gap()
		end++
	}
	return end
}

// lazy reports whether line i goes on with the paragraph above it.
func (m *markdown) lazy(i int, quoted bool) bool {
	l := &m.s.lines[i]
	if l.blank() || m.dropped[i] != "" {
		return false
	}
	t := m.s.text(l)
	if quoted && t[0] == '>' {
		rest := bytes.TrimLeft(t, "> ")
		return len(rest) > 0 && bulletOf(rest) == 0 && headMarks(rest) == 0
	}
	return !m.starts(i) && setext(t) == 0
}

// hardBreak reports whether a line ends with the marks of a line break: two spaces or
// a backslash.
func (m *markdown) hardBreak(i int) bool {
	l := &m.s.lines[i]
	if l.to > l.from && m.s.body[l.to-1] == '\\' {
		return true
	}
	return l.end-l.to >= 2 && m.s.body[l.to] == ' ' && m.s.body[l.to+1] == ' '
}

// setext is the level of the heading that a line of "===" or "---" makes of the one above it, or 0.
func setext(t []byte) int8 {
	switch {
	case len(t) < 3:
		return 0
	case len(bytes.Trim(t, "=")) == 0:
		return 1
	case len(bytes.Trim(t, "-")) == 0:
		return 2
	}
	return 0
}

// isRule reports whether t is a line across the page: "* * *", "---", "_____".
func isRule(t []byte) bool {
	n := 0
	for _, c := range t {
		switch {
		case c == t[0] && (c == '*' || c == '-' || c == '_'):
			n++
		case c != ' ':
			return false
		}
	}
	return n >= 3
}

// tableAt reports whether line i is a row of a table: one below or above the line that
// parts its head from its rows.
func (m *markdown) tableAt(i int) bool {
	if i < m.table {
		return true
	}
	s := m.s
	if bytes.IndexByte(s.text(&s.lines[i]), '|') < 0 || !isTableRule(s.text(&s.lines[i])) &&
		(i+1 >= len(s.lines) || !isTableRule(s.text(&s.lines[i+1]))) {
		return false
	}
	end := i
	for end < len(s.lines) && bytes.IndexByte(s.text(&s.lines[end]), '|') >= 0 {
		end++
	}
	m.table = end
	return true
}

// row reads a row of a table, its cells joined by " | ".
func (m *markdown) row(i int) int {
	s, b, l := m.s, m.b, &m.s.lines[i]
	t := s.text(l)
	if isTableRule(t) {
		b.drop(l.from, l.to, Marks)
		return i + 1
	}
	b.begin(schema.KindTableRow, 0, 0)
	from, to, first := l.from, l.to, true
	for at := from; at <= to; {
		end := at
		for end < to && (s.body[end] != '|' || end > at && s.body[end-1] == '\\') {
			end++
		}
		if len(bytes.TrimSpace(s.body[at:end])) > 0 {
			if !first {
				b.put(" | ")
			}
			n := len(b.out)
			for isSpace(s.body[at]) {
				at++
			}
			m.in.read(at, end)
			if len(b.out) == n && !first { // a picture only
				b.out = b.out[:n-len(" | ")]
			} else {
				first = false
			}
			b.trim()
		}
		if end < to {
			b.drop(end, end+1, Marks)
		}
		at = end + 1
	}
	b.end()
	return i + 1
}

// findDefinitions reads the addresses of links that are named elsewhere: "[name]: https://…".
func (m *markdown) findDefinitions() {
	for i := range m.s.lines {
		t := m.s.text(&m.s.lines[i])
		if len(t) < 5 || t[0] != '[' {
			continue
		}
		end := bytes.Index(t, []byte("]: "))
		if end < 2 || end > 200 || !hasScheme(bytes.TrimLeft(t[end+3:], " <")) {
			continue
		}
		if m.refs == nil {
			m.refs = map[string]string{}
		}
		url := bytes.Trim(t[end+3:], " <>")
		if j := bytes.IndexByte(url, ' '); j > 0 {
			url = url[:j]
		}
		m.refs[string(bytes.ToLower(t[1:end]))] = string(url)
		m.dropped[i] = References
		if m.b.opt.Whole {
			m.dropped[i] = Address
		}
	}
}
