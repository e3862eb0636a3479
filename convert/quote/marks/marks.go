// Package marks finds what stands in quote marks.
//
// In: one paragraph of any UTF-8 text and its language. Out: the outermost
// marked spans, in order, and whether a mark was left without a partner.
// Laws: spans lie inside the paragraph, do not overlap, begin and end at rune
// boundaries; time is linear in the length of the paragraph; an odd number of
// marks is normal input.
package marks

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/schema"
)

// Mark is one marked span.
type Mark struct {
	Outer  schema.Span // with its marks
	Inner  schema.Span // without marks and the white space beside them
	Closed bool        // false: the paragraph ends before a closing mark
	Single bool        // single marks, as British papers use them
}

// maxSingle is how far, in bytes, the partner of a single mark is looked for:
// farther away it is an apostrophe. It also keeps the search linear.
const maxSingle = 2000

// maxTag is the longest pseudo-markup ("<tweet id=...>") whose marks are no quote marks.
const maxTag = 400

// Parse appends the marked spans of body[p.Start:p.End] to dst. odd reports a
// mark without a partner.
func Parse(dst []Mark, body string, p schema.Span, language string) (marks []Mark, odd bool) {
	s := scanner{body: body, end: p.End, from: p.Start, turned: turned[language], known: language != "", at: p.Start}
	s.marks = dst
	for s.at < p.End {
		s.step()
	}
	if s.open.Closed { // still inside a span: Closed doubles as "open" while scanning
		s.finish(s.end, 0, false)
	}
	return s.marks, s.odd
}

// turned are the languages that write »text«.
var turned = map[string]bool{"de": true, "da": true, "cs": true, "sk": true, "sl": true, "hr": true, "hu": true, "pl": true, "sr": true, "sv": true, "fi": true}

type scanner struct {
	body      string
	from, end int
	at        int
	marks     []Mark
	odd       bool
	turned    bool
	known     bool

	open   Mark // Outer.Start and Inner.Start; Closed: a span is open
	opener rune
	depth  int // nested marks of the same shape (CJK)
	noMore int // no single mark before this offset can find its partner
}

func (s *scanner) step() {
	c := s.body[s.at]
	if c < utf8.RuneSelf {
		switch c {
		case '"':
			s.straight(1)
		case '\'', '`':
			if s.at+1 < s.end && s.body[s.at+1] == c {
				if s.open.Closed && s.at+2 < s.end && s.body[s.at+2] == c {
					s.at++ // a single mark closes before the double one
				}
				s.straight(2)
			} else if c == '\'' {
				s.single(1)
			} else {
				s.at++
			}
		case '<':
			s.tag()
		default:
			s.at++
		}
		return
	}
	r, size := utf8.DecodeRuneInString(s.body[s.at:s.end])
	s.shaped(r, size)
}

// tag passes over pseudo-markup.
func (s *scanner) tag() {
	rest := s.body[s.at+1 : min(s.end, s.at+maxTag)]
	if rest == "" || !(rest[0] == '/' || rest[0] >= 'a' && rest[0] <= 'z' || rest[0] >= 'A' && rest[0] <= 'Z') {
		s.at++
		return
	}
	if i := strings.IndexAny(rest, "<>"); i > 0 && rest[i] == '>' {
		s.at += i + 2
		return
	}
	s.at++
}

// straight handles marks that look the same on both sides: ", ” and two backticks.
func (s *scanner) straight(size int) {
	before, after := s.around(size)
	switch {
	case !s.open.Closed:
		inch := unicode.IsDigit(before) && !unicode.IsLetter(after)
		if inch || unicode.IsSpace(after) && !unicode.IsSpace(before) {
			s.at += size // an inch mark, or a closing mark whose partner is lost
			s.odd = s.odd || !inch
			return
		}
		s.begin('"', size)
	case s.opener != '"' && s.opener != '“' && s.opener != '„' || s.open.Single:
		s.at += size
	case unicode.IsSpace(before) && !unicode.IsSpace(after) && s.at-s.open.Outer.Start > 1 && s.opener == '"':
		s.finish(s.at, 0, false) // the closing mark was forgotten
		s.begin('"', size)
	default:
		s.finish(s.at, size, true)
	}
}

// shaped handles marks whose shape tells their side, as far as a language allows.
func (s *scanner) shaped(r rune, size int) {
	switch r {
	case '“', '‟':
		s.high(r, size)
	case '”':
		s.close(r, size)
	case '„':
		s.start(r, size)
	case '«', '»', '‹', '›':
		s.guillemet(r, size)
	case '「', '『':
		s.corner(r, size, 1)
	case '」', '』':
		s.corner(r, size, -1)
	case '‘', '‚':
		s.single(size)
	case '’':
		if s.at+2*size <= s.end && s.body[s.at+size:s.at+2*size] == "’" {
			s.close('”', 2*size)
		} else {
			s.at += size
		}
	default:
		s.at += size
	}
}

// high handles “, which opens in English and closes in German.
func (s *scanner) high(r rune, size int) {
	before, after := s.around(size)
	switch {
	case !s.open.Closed:
		s.begin(r, size)
	case s.opener == '„':
		s.finish(s.at, size, true)
	case (s.opener == '“' || s.opener == '"') && !unicode.IsSpace(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after):
		s.finish(s.at, size, true) // the wrong shape at the right place
	default:
		s.at += size
	}
}

// close handles ”, which opens where it stands before a word and nothing is open.
func (s *scanner) close(r rune, size int) {
	before, after := s.around(size)
	switch {
	case s.open.Closed && (s.opener == '“' || s.opener == '„' || s.opener == '"' || s.opener == r):
		s.finish(s.at, size, true)
	case !s.open.Closed && unicode.IsSpace(before) && !unicode.IsSpace(after):
		s.begin(r, size)
	default:
		s.odd = s.odd || !s.open.Closed
		s.at += size
	}
}

func (s *scanner) start(r rune, size int) {
	if s.open.Closed {
		s.at += size
		return
	}
	s.begin(r, size)
}

// guillemet opens by language, or else by which of the two comes first.
func (s *scanner) guillemet(r rune, size int) {
	partner, backwards := '»', false
	switch r {
	case '»':
		partner, backwards = '«', true
	case '‹':
		partner = '›'
	case '›':
		partner, backwards = '‹', true
	}
	switch {
	case s.open.Closed && (s.opener == partner || s.opener == r && backwards):
		s.finish(s.at, size, true)
	case s.open.Closed || backwards && s.known && !s.turned || backwards && !s.partner(size, partner, r):
		s.at += size // nested, or a bullet
	default:
		s.begin(r, size)
	}
}

// partner reports whether one of two marks follows in the paragraph.
func (s *scanner) partner(size int, a, b rune) bool {
	rest := s.body[s.at+size : min(s.end, s.at+size+maxSingle)]
	return strings.ContainsRune(rest, a) || strings.ContainsRune(rest, b)
}

// corner handles 「」『』, which nest.
func (s *scanner) corner(r rune, size, step int) {
	switch {
	case step > 0 && !s.open.Closed:
		s.begin(r, size)
		s.depth = 1
	case s.open.Closed && (s.opener == '「' || s.opener == '『'):
		if s.depth += step; s.depth <= 0 {
			s.finish(s.at, size, true)
			return
		}
		s.at += size
	default:
		s.at += size
	}
}

// single handles a single mark that may open a span: it must stand before a
// word, and its partner must be found.
func (s *scanner) single(size int) {
	before, after := s.around(size)
	edge := before == ' ' || unicode.IsSpace(before) || strings.ContainsRune("([—–-:", before)
	if s.open.Closed || s.at < s.noMore || !edge || unicode.IsSpace(after) || unicode.IsDigit(after) {
		s.at += size
		return
	}
	end, width := s.singleEnd(s.at + size)
	if end < 0 {
		s.at += size
		return
	}
	s.open.Single = true
	s.begin('‘', size)
	s.finish(end, width, true)
}

// singleEnd finds the closing single mark: behind punctuation at once; behind
// a letter, unless it is the apostrophe of a plural and a better one follows.
func (s *scanner) singleEnd(from int) (end, width int) {
	limit := min(s.end, from+maxSingle)
	end = -1
	for i := from; i < limit; {
		r, size := utf8.DecodeRuneInString(s.body[i:limit])
		if r == '“' || r == '"' || r == '”' {
			break
		}
		if r != '\'' && r != '’' {
			i += size
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(s.body[from-1 : i])
		after, _ := utf8.DecodeRuneInString(s.body[i+size : s.end])
		if i+size >= s.end {
			after = ' '
		}
		switch {
		case unicode.IsLetter(after) || unicode.IsDigit(after) || unicode.IsSpace(before) || i == from:
		case strings.ContainsRune(".,?!…", before):
			return i, size
		case before != 's' || !unicode.IsSpace(after):
			return i, size
		case end < 0:
			end, width = i, size
		}
		i += size
	}
	if end < 0 {
		s.noMore = limit
	}
	return end, width
}

// around returns the runes before and after a mark; the ends of the paragraph count as spaces.
func (s *scanner) around(size int) (before, after rune) {
	before, after = ' ', ' '
	if s.at > s.from {
		before, _ = utf8.DecodeLastRuneInString(s.body[s.from:s.at])
	}
	if s.at+size < s.end {
		after, _ = utf8.DecodeRuneInString(s.body[s.at+size : s.end])
	}
	return before, after
}

func (s *scanner) begin(r rune, size int) {
	s.opener = r
	s.open.Outer.Start = s.at
	s.open.Inner.Start = s.at + size
	s.open.Closed = true
	s.at += size
}

// finish closes the open span at byte at, where a mark of that size stands.
func (s *scanner) finish(at, size int, closed bool) {
	m := s.open
	m.Inner.End, m.Outer.End, m.Closed = at, at+size, closed
	for m.Inner.End > m.Inner.Start {
		r, n := utf8.DecodeLastRuneInString(s.body[m.Inner.Start:m.Inner.End])
		if !unicode.IsSpace(r) {
			break
		}
		m.Inner.End -= n
	}
	for m.Inner.Start < m.Inner.End {
		r, n := utf8.DecodeRuneInString(s.body[m.Inner.Start:m.Inner.End])
		if !unicode.IsSpace(r) {
			break
		}
		m.Inner.Start += n
	}
	if !closed {
		m.Outer.End = max(m.Inner.End, m.Inner.Start)
		s.odd = true
	}
	if m.Inner.End > m.Inner.Start {
		s.marks = append(s.marks, m)
	}
	s.open, s.at = Mark{}, at+size
}
