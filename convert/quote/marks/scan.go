package marks

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/schema"
)

// maxSingle is how far, in bytes, the partner of a single mark is looked for:
// farther away it is an apostrophe. It also keeps the search linear.
const maxSingle = 2000

// maxTag is the longest pseudo-markup ("<tweet id=...>") whose marks are no quote marks.
const maxTag = 400

// scanner reads one paragraph.
type scanner struct {
	body      string
	from, end int
	at        int
	marks     []Mark
	had       int // marks of the paragraphs before
	style     style
	odd       bool
	stray     int // first mark: a closing one without partner; -1 none
	straySize int

	open   Mark // Outer.Start and Inner.Start
	inside bool // a span is open
	opener rune
	depth  int // spans of the same marks open inside it
	noMore int // no single mark before this offset can find its partner

	straight struct{ total, seen int } // of ", counted when first needed; total -1 not yet
	balance  [len(pairs)]int8          // by pair: 1 enough closing marks, -1 too few, 0 not counted
}

// run reads the paragraph.
func (s *scanner) run() {
	s.had = len(s.marks)
	s.straight.total = -1
	for s.at < s.end {
		if !starts[s.body[s.at]] {
			s.at++
			continue
		}
		s.step()
	}
	if s.inside {
		s.finish(s.end, 0, false)
	}
}

// starts are the bytes that marks begin with.
var starts = [256]bool{'"': true, '\'': true, '`': true, '<': true, ',': true, 0xC2: true, 0xE2: true, 0xE3: true, 0xEF: true}

func (s *scanner) step() {
	c := s.body[s.at]
	twice := s.at+1 < s.end && s.body[s.at+1] == c
	switch c {
	case '"':
		s.double(1)
	case '\'', '`':
		switch {
		case twice:
			if s.inside && s.at+2 < s.end && s.body[s.at+2] == c {
				s.at++ // a single mark closes before the double one
			}
			s.double(2)
		default:
			s.single(1, "'’")
		}
	case ',':
		if before, after := s.around(2); twice && unicode.IsSpace(before) && unicode.IsLetter(after) {
			s.start('„', 2) // ,,so``
			return
		}
		s.at++
	case '<':
		s.tag()
	default:
		r, size := utf8.DecodeRuneInString(s.body[s.at:s.end])
		s.shaped(r, size)
	}
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

// double handles marks that look the same on both sides: ", ” and two backticks.
func (s *scanner) double(size int) {
	before, after := s.around(size)
	if size == 1 {
		s.straight.seen++
		if s.gershayim(before, after) {
			s.at++
			return
		}
	}
	switch {
	case !s.inside:
		switch {
		case unicode.IsDigit(before) && !unicode.IsLetter(after):
			s.at += size // inches
		case unicode.IsSpace(after) && !unicode.IsSpace(before):
			s.lost(size)
		default:
			s.begin('"', size)
		}
	case s.opener != '"' && s.opener != '“' && s.opener != '„':
		s.at += size
	case unicode.IsDigit(before) && unicode.IsSpace(after) && size == 1 && s.left()%2 == 1:
		s.at += size // inches inside: the marks behind it come out even without this one
	case unicode.IsSpace(before) && !unicode.IsSpace(after) && s.at-s.open.Outer.Start > 1 && s.opener == '"':
		s.finish(s.at, 0, false) // the closing mark was forgotten
		s.begin('"', size)
	default:
		s.finish(s.at, size, true)
	}
}

// gershayim reports whether a mark stands before the last letter of a Hebrew
// word, which makes that an abbreviation.
func (s *scanner) gershayim(before, after rune) bool {
	if !unicode.Is(unicode.Hebrew, before) || !unicode.Is(unicode.Hebrew, after) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(s.body[s.at+1+utf8.RuneLen(after) : s.end])
	return !unicode.IsLetter(next)
}

// left counts the straight marks behind this one.
func (s *scanner) left() int {
	if s.straight.total < 0 {
		s.straight.total = strings.Count(s.body[s.from:s.end], `"`)
	}
	return s.straight.total - s.straight.seen
}

// shaped handles marks whose shape tells their side, as far as a language allows.
func (s *scanner) shaped(r rune, size int) {
	switch r {
	case '“', '‟':
		s.high(size)
	case '”', '＂':
		s.close(r, size)
	case '„':
		s.start('„', size)
	case '«', '»', '‹', '›':
		s.guillemet(r, size)
	case '「', '｢', '『':
		s.corner(size, 1)
	case '」', '』', '｣':
		s.corner(size, -1)
	case '‘':
		s.single(size, "'’")
	case '‚':
		s.single(size, "‘’'")
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
func (s *scanner) high(size int) {
	before, after := s.around(size)
	behind := !unicode.IsSpace(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after)
	switch {
	case !s.inside && behind && unicode.IsLetter(before):
		s.lost(size)
	case !s.inside:
		s.begin('“', size)
	case s.opener == '„':
		s.shut(size)
	case s.opener == '“' && s.opens(before, after):
		s.again(size)
	case (s.opener == '“' || s.opener == '”' || s.opener == '"') && behind:
		s.finish(s.at, size, true) // the wrong shape at the right place
	default:
		s.at += size
	}
}

// opens reports whether a mark stands where one opens.
func (s *scanner) opens(before, after rune) bool {
	return unicode.IsSpace(before) && !unicode.IsSpace(after)
}

// close handles ”, which opens where it stands before a word and nothing is open.
func (s *scanner) close(r rune, size int) {
	before, after := s.around(size)
	switch {
	case s.inside && (s.opener == '“' || s.opener == '„' || s.opener == '"' || s.opener == r):
		s.shut(size)
	case !s.inside && s.opens(before, after):
		s.begin(r, size)
	case !s.inside:
		s.lost(size)
	default:
		s.at += size
	}
}

// start handles a mark that only opens.
func (s *scanner) start(r rune, size int) {
	switch before, after := s.around(size); {
	case !s.inside:
		s.begin(r, size)
	case s.opener == r && s.opens(before, after):
		s.again(size)
	default:
		s.at += size
	}
}

// pairs are the marks that may stand inside each other: opening, and all that close.
var pairs = [...]struct {
	opening rune
	closing []string
}{{'“', []string{"”"}}, {'„', []string{"“", "”"}}, {'«', []string{"»"}}, {'»', []string{"«"}}}

// again handles an opening mark inside a span of the same marks: where the
// paragraph has closing marks for all, a span inside that span begins; else the
// closing mark was forgotten.
func (s *scanner) again(size int) {
	if s.paired(s.opener) {
		s.depth++
		s.at += size
		return
	}
	r := s.opener
	s.finish(s.at, 0, false)
	s.begin(r, size)
}

// paired reports whether the paragraph has as many closing marks as opening ones.
func (s *scanner) paired(opening rune) bool {
	for i := range pairs {
		if pairs[i].opening != opening {
			continue
		}
		if s.balance[i] == 0 {
			paragraph, closing := s.body[s.from:s.end], 0
			for _, c := range pairs[i].closing {
				closing += strings.Count(paragraph, c)
			}
			s.balance[i] = 1
			if strings.Count(paragraph, string(opening)) > closing {
				s.balance[i] = -1
			}
		}
		return s.balance[i] > 0
	}
	return false
}

// shut closes the open span, or one inside it.
func (s *scanner) shut(size int) {
	if s.depth > 0 {
		s.depth--
		s.at += size
		return
	}
	s.finish(s.at, size, true)
}

// lost passes over a closing mark whose partner is lost.
func (s *scanner) lost(size int) {
	if len(s.marks) == s.had && s.stray < 0 {
		s.stray, s.straySize = s.at, size
	}
	s.odd = true
	s.at += size
}

// guillemet opens and closes as the text does it, or else by which of the two comes first.
func (s *scanner) guillemet(r rune, size int) {
	left, partner := r == '«' || r == '‹', partners[r]
	turned := s.style.turned
	before, after := s.around(size)
	if s.inside {
		switch {
		case s.opener == partner:
			s.shut(size)
		case s.opener == r && left && !turned && !unicode.IsSpace(before) && (unicode.IsSpace(after) || strings.ContainsRune(",.;:", after)):
			s.finish(s.at, size, true) // «so«
		case s.opener == r && (left && !turned || s.opens(before, after)):
			s.again(size)
		case s.opener == r && !left && (s.style.same || !s.style.known):
			s.finish(s.at, size, true) // »so»
		default:
			s.at += size
		}
		return
	}
	switch {
	case left && !turned, turned && (s.style.shown || s.follows(size, partner)):
		s.begin(r, size)
	case !left && s.style.same && s.follows(size, r), !left && !s.style.known && (s.follows(size, partner) || s.follows(size, r)):
		s.begin(r, size)
	case !unicode.IsSpace(before) && s.style.known:
		s.lost(size)
	default:
		s.at += size // a bullet
	}
}

var partners = map[rune]rune{'«': '»', '»': '«', '‹': '›', '›': '‹'}

// follows reports whether a mark follows in the paragraph.
func (s *scanner) follows(size int, r rune) bool {
	return strings.ContainsRune(s.body[s.at+size:min(s.end, s.at+size+maxSingle)], r)
}

// corner handles 「」『』, which nest in each other.
func (s *scanner) corner(size, step int) {
	in := s.inside && s.opener == '「'
	switch {
	case step > 0 && !s.inside:
		s.begin('「', size)
	case in && step > 0:
		s.depth++
		s.at += size
	case in:
		s.shut(size)
	case !s.inside && step < 0:
		s.lost(size)
	default:
		s.at += size
	}
}

// single handles a single mark that may open a span: it must stand before a
// word, and its partner, one of the closing marks, must be found.
func (s *scanner) single(size int, closing string) {
	before, after := s.around(size)
	outside := unicode.IsSpace(before) || strings.ContainsRune("([—–-:", before)
	if s.inside || s.at < s.noMore || !outside || unicode.IsSpace(after) || unicode.IsDigit(after) {
		s.at += size
		return
	}
	end, width := s.singleEnd(s.at+size, closing)
	if end < 0 {
		s.at += size
		return
	}
	s.begin('‘', size)
	s.open.Minor = s.style.minor
	s.finish(end, width, true)
}

// singleEnd finds the closing single mark: behind punctuation at once; behind
// a letter, unless it is the apostrophe of a plural and a better one follows.
func (s *scanner) singleEnd(from int, closing string) (end, width int) {
	limit := min(s.end, from+maxSingle)
	end = -1
	i := from
	for i < limit {
		r, size := utf8.DecodeRuneInString(s.body[i:limit])
		if r == '“' || r == '"' || r == '”' || r == '`' {
			break
		}
		if !strings.ContainsRune(closing, r) {
			i += size
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(s.body[from-1 : i])
		after, _ := utf8.DecodeRuneInString(s.body[i+size : s.end])
		if i+size >= s.end {
			after = ' '
		}
		switch {
		case (unicode.IsLetter(after) || unicode.IsDigit(after)) &&
			!unicode.In(after, unicode.Hangul, unicode.Han, unicode.Hiragana, unicode.Katakana), unicode.IsSpace(before) || i == from:
		case strings.ContainsRune(".,?!…", before) || r == '‘':
			return i, size
		case before != 's' || !unicode.IsSpace(after):
			return i, size
		case end < 0:
			end, width = i, size
		}
		i += size
	}
	if end < 0 {
		s.noMore = i
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
	s.opener, s.inside, s.depth = r, true, 0
	s.open = Mark{Outer: schema.Span{Start: s.at}, Inner: schema.Span{Start: s.at + size}}
	s.at += size
}

// finish closes the open span at byte at, where a mark of that size stands.
func (s *scanner) finish(at, size int, closed bool) {
	m := s.open
	m.Inner.End, m.Outer.End, m.Closed = at, at+size, closed
	m.Inner = trim(s.body, m.Inner)
	if !closed {
		m.Outer.End = max(m.Inner.End, m.Inner.Start)
		s.odd = true
	}
	if !m.Inner.Empty() {
		s.marks = append(s.marks, m)
	}
	s.inside, s.at = false, at+size
}

// trim takes the white space off both ends of a span.
func trim(body string, s schema.Span) schema.Span {
	in := body[s.Start:s.End]
	s.End -= len(in) - len(strings.TrimRightFunc(in, unicode.IsSpace))
	s.Start += len(in) - len(strings.TrimLeftFunc(in, unicode.IsSpace))
	if s.Start > s.End {
		s.Start = s.End
	}
	return s
}
