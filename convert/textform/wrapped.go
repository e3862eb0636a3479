package textform

import (
	"bytes"
	"unicode"

	"github.com/dsbuild/dsbuild/schema"
)

// unwrapper joins lines that were broken at a width.
type unwrapper struct {
	s       *scanned
	b       *builder
	dropped []Reason // of lines
	words   *hyphens
	last    int // the line that was read last of the open paragraph
	first   int // the line that began it
	over    int // the first line of the page on which the paragraph goes on
}

func unwrap(s *scanned, b *builder) {
	u := &unwrapper{s: s, b: b, dropped: make([]Reason, len(s.lines)), last: -1, first: -1}
	if !b.opt.Whole {
		s.findReferences(u.dropped)
		s.findControls(u.dropped)
		s.findPages(u.dropped)
	}
	u.words = newHyphens(s)
	for i := range s.lines {
		u.line(i)
	}
}

func (u *unwrapper) line(i int) {
	s, b, l := u.s, u.b, &u.s.lines[i]
	switch {
	case l.blank():
		if u.last >= 0 && !l.feed && i >= u.over && !u.acrossPages(i) {
			u.stop()
			b.gap()
		}
		return
	case u.dropped[i] != "":
		b.drop(l.from, l.to, u.dropped[i])
		return
	case u.last >= 0 && u.joins(i):
		u.join(i)
	default:
		u.stop()
		kind := schema.BlockKind("")
		from := l.from
		switch {
		case isTableRow(s.text(l)):
			kind = schema.KindTableRow
		case l.bullet > 0:
			kind = schema.KindListItem
			from = l.from + int(l.bullet)
		}
		b.begin(kind, 0, l.indent)
		b.drop(l.from, min(from, l.to), Marks)
		u.phrase(min(from, l.to), l.to, kind)
		u.first = i
	}
	u.last = i
}

func (u *unwrapper) stop() { u.b.end(); u.first, u.last = -1, -1 }

// phrase copies the words of a line without the numbers of links.
func (u *unwrapper) phrase(from, to int, kind schema.BlockKind) {
	if kind == schema.KindTableRow {
		u.cells(from, to)
		return
	}
	if !u.s.links || u.b.opt.Whole {
		u.b.copy(from, to)
		return
	}
	for at := from; at < to; {
		i := bytes.IndexByte(u.s.body[at:to], '[')
		if i < 0 {
			u.b.copy(at, to)
			return
		}
		n := linkNumber(u.s.body[at+i : to])
		if n == 0 {
			u.b.copy(at, at+i+1)
			at += i + 1
			continue
		}
		u.b.copy(at, at+i)
		u.b.drop(at+i, at+i+n, References)
		at += i + n
	}
}

// wideGap parts the cells of a row.
var wideGap = []byte("   ")

// cells copies a row of a table; wide gaps part its cells.
func (u *unwrapper) cells(from, to int) {
	t := u.s.body
	for at := from; at < to; {
		end := at
		for end < to && !bytes.HasPrefix(t[end:to], wideGap) {
			end++
		}
		if at > from {
			u.b.put(" | ")
		}
		u.b.copy(at, end)
		for end < to && isSpace(t[end]) {
			end++
		}
		at = end
	}
}

// isTableRow reports whether wide gaps part a line into three cells or more.
func isTableRow(t []byte) bool {
	gaps, run := 0, 0
	for _, c := range t {
		if c == ' ' {
			run++
			continue
		}
		if run >= 3 {
			gaps++
		}
		run = 0
	}
	return gaps >= 2
}

// joins reports whether line i goes on with the open paragraph.
func (u *unwrapper) joins(i int) bool {
	s, l, last := u.s, &u.s.lines[i], &u.s.lines[u.last]
	t, before := s.text(l), s.text(last)
	if isTableRow(t) || isTableRow(before) {
		return false
	}
	if l.bullet >= 3 || l.bullet > 0 && (t[0] != '-' || u.listed(i)) {
		return false
	}
	if i != u.last+1 {
		return u.overGap(i)
	}
	if !u.aligned(l, last) {
		return false
	}
	if numbered(t) && (closes(before) || lastRune(before) == ':') {
		return false
	}
	if last.col()+1+firstWord(t) > s.limit-s.slack && last.words >= 2 {
		return true
	}
	// A line that cannot be broken, or one that was broken by hand.
	return last.col()*2 > s.limit && unicode.IsLower(firstRune(t)) && !closes(before) && last.words >= 4 && lastRune(before) != ':'
}

// listed reports whether a dash that begins line i is the mark of a list: the line
// before it or the paragraph has one too.
func (u *unwrapper) listed(i int) bool {
	return u.s.lines[u.first].bullet > 0 || closes(u.s.text(&u.s.lines[i-1])) || lastRune(u.s.text(&u.s.lines[i-1])) == ':'
}

// aligned reports whether the next line is set as one that goes on is: at the margin of
// the line before it, or as the first line of a paragraph lets expect.
func (u *unwrapper) aligned(l, last *raw) bool {
	d := l.indent - last.indent
	if d == 0 {
		return true
	}
	if u.last != u.first {
		return d >= -1 && d <= 1
	}
	if last.bullet > 0 {
		return d >= 0 && d <= 6
	}
	// A first line set in, or one set out: of an answer, of a reference.
	return d < 0 && d >= -10 || d > 0 && d <= 8 && numbered(u.s.text(last))
}

// overGap reports whether line i goes on with a paragraph that a page ended in, with
// what was dropped or a form feed between.
func (u *unwrapper) overGap(i int) bool {
	l := &u.s.lines[u.last]
	last, t := u.s.text(l), u.s.text(&u.s.lines[i])
	if !closes(last) && unicode.IsLower(firstRune(t)) {
		return l.col()*2 > u.s.limit
	}
	return u.s.slack == 0 && l.col()+1+firstWord(t) > u.s.limit && l.col() <= u.s.limit
}

// acrossPages reports whether the blank line i stands where a page ends within a
// paragraph: what follows up to the next text is blank, a form feed, or dropped.
func (u *unwrapper) acrossPages(i int) bool {
	feed := false
	for j := i; j < len(u.s.lines) && j < i+12; j++ {
		l := &u.s.lines[j]
		switch {
		case l.blank() || u.dropped[j] == PageNumber || u.dropped[j] == RunningHead:
			feed = feed || l.feed || u.dropped[j] != ""
		default:
			if (feed || l.feed) && u.overGap(j) {
				u.over = j
				return true
			}
			return false
		}
	}
	return false
}

// join appends line i to the open paragraph.
func (u *unwrapper) join(i int) {
	l := &u.s.lines[i]
	u.glue(l)
	u.phrase(l.from, l.to, "")
}

// endsInHyphen reports whether a text ends in a letter and one more byte, its hyphen.
func endsInHyphen(t []byte) bool { return len(t) > 1 && unicode.IsLetter(lastRune(t[:len(t)-1])) }

// glue puts between two lines of a paragraph what stood there before they were broken.
func (u *unwrapper) glue(next *raw) {
	b := u.b
	before, t := b.tail(), u.s.text(next)
	last, first := lastRune(before), firstRune(t)
	switch {
	case unspaced(last) && unspaced(first):
	case last == '\u00ad':
		u.breakWord(2)
	case last == '-' && u.words.broken(before, t):
		u.breakWord(1)
	case last == '-' && !u.words.spaced && endsInHyphen(before) && unicode.IsLetter(first):
	default:
		b.space()
	}
}

// breakWord drops the hyphen that the open line ends with, of so many bytes.
func (u *unwrapper) breakWord(size int) {
	b := u.b
	at := u.s.lines[u.last].to - size
	b.out = b.out[:len(b.out)-size]
	b.pieces[len(b.pieces)-1].Len -= size
	if b.pieces[len(b.pieces)-1].Len == 0 {
		b.pieces = b.pieces[:len(b.pieces)-1]
	}
	b.drop(at, at+size, Hyphen)
}

// hyphens decides whether a hyphen at the end of a line belongs to its word.
type hyphens struct {
	seen   map[string]bool // words of the text in small letters, with and without hyphens
	often  bool            // so many lines end with a hyphen that words are broken
	spaced bool            // a hyphen at the end of a line is a dash
}

func newHyphens(s *scanned) *hyphens {
	h := &hyphens{}
	ends, lines := 0, 0
	for i := range s.lines {
		if l := &s.lines[i]; l.words >= 4 {
			lines++
			if t := s.text(l); t[len(t)-1] == '-' && len(t) > 1 && unicode.IsLetter(lastRune(t[:len(t)-1])) {
				ends++
			}
		}
	}
	if ends == 0 {
		return h
	}
	h.often = ends >= 3 && ends*25 >= lines
	h.seen = make(map[string]bool)
	for i := range s.lines {
		for w := range bytes.FieldsFuncSeq(s.text(&s.lines[i]), func(r rune) bool { return r != '-' && !unicode.IsLetter(r) }) {
			if w[len(w)-1] != '-' && len(w) < 40 {
				h.seen[string(bytes.ToLower(w))] = true
			}
		}
	}
	return h
}

// broken reports whether the hyphen that before ends with was put in where the word
// was broken: the text has the word without it, or hyphens so at many lines' ends.
func (h *hyphens) broken(before, next []byte) bool {
	first := firstRune(next)
	if !unicode.IsLower(first) || len(before) < 2 || h.seen == nil {
		return false
	}
	before = before[:len(before)-1]
	from := len(before)
	for from > 0 && len(before)-from < 40 {
		r, n := lastRune(before[:from]), spaceBefore(before[:from])
		if n > 0 || !unicode.IsLetter(r) && r != '-' {
			break
		}
		from -= len(string(r))
	}
	end := bytes.IndexFunc(next, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	if end < 0 {
		end = len(next)
	}
	head, rest := bytes.ToLower(before[from:]), bytes.ToLower(next[:min(end, 40)])
	if len(head) == 0 {
		return false
	}
	switch {
	case h.seen[string(head)+"-"+string(rest)]:
		return false
	case h.seen[string(head)+string(rest)]:
		return true
	}
	return h.often && !(h.seen[string(head)] && h.seen[string(rest)])
}
