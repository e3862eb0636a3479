package textform

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/schema"
)

// decideForm returns the form of the text. Text of which too little speaks for another form is flow.
func (s *scanned) decideForm(opt Options) schema.TextForm {
	var m marks
	for i := range s.lines {
		m.read(s, i)
	}
	wrapped := s.findLimit(opt)
	switch {
	case m.markdown(opt):
		return schema.TextMarkdown
	case wrapped:
		s.links = m.numbers >= 3
		return schema.TextWrapped
	case s.glued():
		return schema.TextRuns
	case s.broken():
		return schema.TextNodeLines
	}
	return schema.TextFlow
}

// marks counts what only Markdown has.
type marks struct {
	lines, links, pictures, heads, strong, escapes, fences, tables, bullets, quotes int
	numbers                                                                         int // of links, in brackets
}

func (m *marks) read(s *scanned, i int) {
	l := &s.lines[i]
	if l.blank() {
		return
	}
	m.lines++
	t := s.text(l)
	if n := headMarks(t); n > 0 && n < len(t) && l.indent <= 3 {
		m.heads++
	}
	if i > 0 && t[0] == '=' && setext(t) > 0 && !s.lines[i-1].blank() { // "---" is a rule in any text
		m.heads++
	}
	if l.bullet > 0 && (t[0] == '*' || t[0] == '-') {
		m.bullets++
	}
	if bytes.HasPrefix(t, []byte("> ")) {
		m.quotes++
	}
	if isFence(t) {
		m.fences++
	}
	if isTableRule(t) {
		m.tables++
	}
	for j := 0; j+1 < len(t); j++ {
		switch c, d := t[j], t[j+1]; {
		case c == ']' && d == '(':
			m.links++
		case c == '!' && d == '[':
			m.pictures++
		case c == '*' && d == '*':
			m.strong++
			j++
		case c == '\\' && bytes.IndexByte([]byte("_*.-[]#()!+`>"), d) >= 0:
			m.escapes++
			j++
		case c == '[' && d >= '0' && d <= '9':
			if n := linkNumber(t[j:]); n > 0 {
				m.numbers++
			}
		}
	}
}

// markdown reports whether the marks are too many to be an accident. Text that must
// not lose a character wants more of them.
func (m *marks) markdown(opt Options) bool {
	points := 2*m.links + m.pictures + 3*m.heads + 2*m.tables + m.strong/2 + m.escapes + 2*m.fences + m.quotes
	kinds := 0
	for _, n := range [...]int{m.links, m.heads, m.tables, m.strong / 2, m.fences, m.bullets / 3, m.quotes / 2} {
		kinds += min(n, 1)
	}
	need := 6
	if opt.Whole {
		need = 4 // a short text has fewer; they must be of two kinds
		return points >= need && kinds >= 2 && points*40 >= m.lines && (m.heads > 0 || m.links > 1)
	}
	return points >= need && points*25 >= m.lines && (m.links >= 3 || m.heads > 0 && kinds >= 2 || m.heads >= 3)
}

// Lines are broken at no fewer than minLimit columns, and hardly at more than maxLimit.
const minLimit, maxLimit = 48, 140

// findLimit finds the column at which lines are broken, and reports whether they are.
// For every column it counts the lines that were broken because the next word did not
// fit, and those that are longer.
func (s *scanned) findLimit(opt Options) bool {
	var full, near, over [maxLimit + 2]int // at a column: what begins to count there, as differences
	lines := 0
	for i := range s.lines {
		l := &s.lines[i]
		if !s.wordy(l) {
			continue
		}
		lines++
		col := min(l.col(), maxLimit+1)
		over[col]++
		if col <= maxLimit && i+1 < len(s.lines) && s.goesOn(l, &s.lines[i+1]) {
			end := min(col+1+firstWord(s.text(&s.lines[i+1])), maxLimit+1)
			full[col]++
			full[end]--
			near[col]++
			near[min(col+col/6+1, maxLimit+1)]--
		}
	}
	exact, exactFull := best(&full, &over, lines)
	ragged, raggedFull := best(&near, &over, lines)
	if exact > 0 && exactFull*10 >= raggedFull*7 {
		s.limit = exact
		if s.fullness(exact, 0).enough() {
			return true
		}
	}
	need := 5 // lines broken by hand, or set in type: not all end where the next word did not fit
	if opt.Whole {
		need = 2
	}
	if ragged > 0 && raggedFull >= need {
		s.limit, s.slack = ragged, ragged/6
		if s.fullness(ragged, ragged/6).enough() {
			return true
		}
	}
	s.limit, s.slack = 0, 0
	return false
}

// best is the column at which most lines are full, less those that are longer; full are
// differences from column to column, over counts lines by their last column.
func best(full, over *[maxLimit + 2]int, lines int) (limit int32, count int) {
	now, beyond, most := 0, lines, 0
	for col := range maxLimit + 1 {
		now += full[col]
		beyond -= over[col]
		if col >= minLimit && beyond*25 <= lines && now-3*beyond > most {
			most, limit, count = now-3*beyond, int32(col), now
		}
	}
	return limit, count
}

// wordy reports whether a line is long enough to say something about the width of a text.
func (s *scanned) wordy(l *raw) bool {
	if l.width < 20 {
		return false
	}
	t := s.text(l)
	return (l.words >= 4 || unspaced(lastRune(t))) && !isReference(t)
}

// goesOn reports whether the next line begins in the middle of a sentence, as far as
// its letters show: scripts without capitals do not.
func (s *scanned) goesOn(l, next *raw) bool {
	if next.blank() || next.bullet > 0 || next.feed {
		return false
	}
	r := firstRune(s.text(next))
	return (unicode.IsLower(r) || unicode.Is(unicode.Lo, r)) && !closes(s.text(l))
}

// fill counts how full lines are that are followed by another.
type fill struct {
	pairs, broken int // lines with a next one that are half full or more; those that it goes on with
	joined, full  int // those of both that are full
}

// enough reports whether lines are full so often that this is no accident: they are
// broken in the middle of sentences, and verse or a menu is not.
func (f fill) enough() bool {
	return f.full >= 1 && f.joined >= 2 && f.full*10 >= f.broken*7 && f.broken*4 >= f.joined && f.joined*4 >= f.pairs
}

func (s *scanned) fullness(limit, slack int32) (f fill) {
	for i := 0; i+1 < len(s.lines); i++ {
		l, next := &s.lines[i], &s.lines[i+1]
		begins := next.blank() || next.bullet > 0 || next.feed
		if begins || l.blank() || !s.wordy(l) || l.col()*2 < limit {
			continue
		}
		full := l.col()+1+firstWord(s.text(next)) > limit-slack
		goesOn := s.goesOn(l, next)
		f.pairs++
		if goesOn {
			f.broken++
		}
		if full {
			f.joined++
		}
		if full && goesOn {
			f.full++
		}
	}
	return f
}

// glued reports whether text nodes run together: small letters meet capitals within
// words, and sentences end where the next begins. Each such place counts once, so that a
// name with a capital inside does not add up. Marks of lists show that a page was laid
// out, where some names and menus are glued as well.
func (s *scanned) glued() bool {
	words, ends, lines, bullets := 0, 0, 0, 0
	seen := map[string]bool{}
	for i := range s.lines {
		l := &s.lines[i]
		words += int(l.words)
		if !l.blank() {
			lines++
		}
		t := s.text(l)
		if l.bullet > 0 && firstRune(t) != '–' && t[0] != '-' { // a dash may begin a turn of talk
			bullets++
		}
		for j := nextSeam(t, 0); j > 0; j = nextSeam(t, j) {
			at := string(wordAround(t, j))
			if seen[at] {
				continue
			}
			seen[at] = true
			if r := lastRune(t[:j]); r == '.' || r == '!' || r == '?' {
				ends++
			}
		}
	}
	everywhere := len(seen) >= 6 && len(seen)*60 >= words && len(seen)*2 >= lines
	sentences := (ends >= 3 || ends == 2 && len(seen) >= 6) && ends*1000 >= words
	return bullets*20 <= lines && (everywhere || sentences)
}

// wordAround is the word of t, with what is glued to it, that offset at stands in.
func wordAround(t []byte, at int) []byte {
	const most = 24 // bytes on each side
	from, to := at, at
	for from > 0 && at-from < most {
		r, n := utf8.DecodeLastRune(t[:from])
		if unicode.IsSpace(r) || unspaced(r) {
			break
		}
		from -= n
	}
	for to < len(t) && to-at < most {
		r, n := utf8.DecodeRune(t[to:])
		if unicode.IsSpace(r) || unspaced(r) {
			break
		}
		to += n
	}
	return t[from:to]
}

// broken reports whether lines are text nodes: many begin in the middle of a sentence,
// and none with the mark of a list, which only tools that lay pages out put there.
func (s *scanned) broken() bool {
	lines, long, joints, rests, bullets, before := 0, 0, 0, 0, 0, -1
	for i := range s.lines {
		l := &s.lines[i]
		if l.blank() {
			before = -1
			continue
		}
		lines++
		if l.words >= 10 {
			long++
		}
		if l.bullet > 0 {
			bullets++
		}
		if before >= 0 && s.joint(&s.lines[before], l) {
			joints++
		}
		if before >= 0 && s.rest(&s.lines[before], l) {
			rests++
		}
		before = i
	}
	return bullets*20 <= lines && (rests > 0 || joints >= 3 && joints*10 >= long && joints*200 >= lines || joints >= 6 && joints*25 >= long)
}

// rest reports whether a line is the rest of the sentence that the one before began: one
// such line is enough where nothing else was laid out.
func (s *scanned) rest(l, next *raw) bool {
	const enough = 8 // words
	t, u := s.text(l), s.text(next)
	if l.words < 2 || next.words < enough {
		return false
	}
	begun := unicode.IsUpper(firstRune(t)) && lastRune(t) != ':' && !closes(t)
	return begun && (small(u) || len(u) > 2 && (u[0] == '.' || u[0] == ',') && u[1] == ' ')
}

// joint reports whether the end of one line and the beginning of the next lie within a
// sentence for all that letters show.
func (s *scanned) joint(l, next *raw) bool {
	t, u := s.text(l), s.text(next)
	if l.bullet > 0 || next.bullet > 0 {
		return false
	}
	r := firstRune(u)
	last := lastRune(t)
	switch {
	case closing(r) && r != '.' || opening(last):
		return true
	case small(u):
		return !closes(t) && last != ':' && l.words >= 5
	}
	return next.indent == 1 && !closes(t)
}

// headMarks is how many bytes the marks of a heading take that t begins with: "## ".
func headMarks(t []byte) int {
	n := 0
	for n < len(t) && t[n] == '#' {
		n++
	}
	if n == 0 || n > 6 || n < len(t) && t[n] != ' ' {
		return 0
	}
	for n < len(t) && t[n] == ' ' {
		n++
	}
	return n
}

func isFence(t []byte) bool {
	return bytes.HasPrefix(t, []byte("```")) || bytes.HasPrefix(t, []byte("~~~"))
}

// isTableRule reports whether t parts the head of a table from its rows: "--- | :---:".
func isTableRule(t []byte) bool {
	if bytes.IndexByte(t, '|') < 0 || !bytes.Contains(t, []byte("---")) {
		return false
	}
	for _, c := range t {
		if c != '|' && c != '-' && c != ':' && c != ' ' {
			return false
		}
	}
	return true
}

// linkNumber is the length of the number of a link that t begins with, "[12]", or 0.
func linkNumber(t []byte) int {
	if len(t) == 0 || t[0] != '[' {
		return 0
	}
	i := 1
	for i < len(t) && i < 6 && t[i] >= '0' && t[i] <= '9' {
		i++
	}
	if i > 1 && i < len(t) && t[i] == ']' {
		return i + 1
	}
	return 0
}
