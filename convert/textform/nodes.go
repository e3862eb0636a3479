package textform

import (
	"bytes"
	"unicode"

	"github.com/dsbuild/dsbuild/internal/text"
)

// joiner joins text nodes that stand on lines of their own.
type joiner struct {
	s      *scanned
	b      *builder
	spaced bool // nodes kept the white space at their ends
	parted bool // blank lines part paragraphs, and nothing else does
	last   int  // the line of the open paragraph that was read last
	first  int  // the line that began it
}

func joinNodes(s *scanned, b *builder) {
	j := &joiner{s: s, b: b, last: -1}
	j.spaced = j.keepsSpaces()
	j.parted = j.spaced && j.partsParagraphs()
	words := nextWords(s)
	for i := range s.lines {
		l := &s.lines[i]
		if l.blank() {
			continue
		}
		if j.last >= 0 && j.joins(i, words[i]) {
			j.glue(i)
		} else {
			if j.last >= 0 && i > j.last+1 {
				b.gap()
			}
			b.begin("", 0, 0)
			b.copy(l.from, l.to)
			j.first = i
		}
		j.last = i
	}
}

// nextWords is for every line the next one that says something, or -1.
func nextWords(s *scanned) []int {
	next, at := make([]int, len(s.lines)), -1
	for i := len(s.lines) - 1; i >= 0; i-- {
		next[i] = at
		if !s.lines[i].blank() {
			at = i
		}
	}
	return next
}

// keepsSpaces reports whether nodes kept the spaces at their ends, which then say
// whether two of them are parted.
func (j *joiner) keepsSpaces() bool {
	n, joints, marks := 0, 0, 0
	before := -1
	for i := range j.s.lines {
		l := &j.s.lines[i]
		if l.blank() {
			before = -1
			continue
		}
		if before >= 0 && j.s.joint(&j.s.lines[before], l) {
			joints++
			switch {
			case j.s.lines[before].trailing || l.indent == 1:
				n++
			case closing(firstRune(j.s.text(l))):
				marks++
			}
		}
		before = i
	}
	return n >= 2 && n+marks >= joints-n-marks
}

// Lines of so many words are sentences, and so few pairs of them show what parts them.
const sentence, enoughPairs = 12, 3

// partsParagraphs reports whether sentences that begin behind the end of another stand
// below two blank lines or more nearly always: the source of the page had white space
// between its paragraphs, which is a node too. Lines without blank ones between them are
// then of one paragraph.
func (j *joiner) partsParagraphs() bool {
	adjacent, parted := 0, 0
	before := -1
	for i := range j.s.lines {
		l := &j.s.lines[i]
		if l.blank() {
			continue
		}
		if before >= 0 && l.indent == 0 && l.words >= sentence && unicode.IsUpper(firstRune(j.s.text(l))) {
			last := &j.s.lines[before]
			switch {
			case last.words < sentence || last.trailing || !closes(j.s.text(last)):
			case i == before+1:
				adjacent++
			case i > before+2:
				parted++
			}
		}
		before = i
	}
	return parted >= enoughPairs && adjacent*8 <= adjacent+parted
}

// Nodes of fewer than few words are names and labels; one that stands within a sentence
// has at most maxInline where no letter shows it.
const few, maxInline = 4, 14

// joins reports whether node i goes on with the open line; next is the node behind it.
func (j *joiner) joins(i, next int) bool {
	s := j.s
	l := &s.lines[i]
	line, t := j.b.tail(), s.text(l)
	if l.bullet > 0 || isTableRow(t) {
		return false
	}
	near := i == j.last+1 || j.parted && i == j.last+2 && s.lines[i-1].indent > 0 // white space between two nodes is one
	if !near && i > j.last+6 {
		return false
	}
	if !near && (!attaches(t) || closes(line) || words(line) < few) {
		return false
	}
	first, end := firstRune(t), lastRune(line)
	switch {
	case near && len(line) > 1 && (opening(end) || beginsQuote(line)):
		return true
	case closing(first) || endsQuote(line, t) || near && aside(line, t):
		return true
	case j.spaced && near && hyphened(line, t):
		return true
	case small(t):
		return !closes(line) && end != ':' && (unicode.IsUpper(firstRune(line)) || words(line) >= few || l.words >= few || j.inline(l))
	case !near:
		return false
	case end == ':' && words(line) < few && !j.parted:
		return true // "Age:", "19"
	case j.spaced:
		return j.spacing(line, l)
	}
	return !closes(line) && j.capital(line, i, next)
}

// inline reports whether white space at the ends of nodes says that they stand side by side.
func (j *joiner) inline(l *raw) bool {
	return j.spaced && (j.s.lines[j.last].trailing || l.indent == 1)
}

// spacing decides by the white space at the ends of nodes, where they kept it.
func (j *joiner) spacing(line []byte, l *raw) bool {
	last := &j.s.lines[j.last]
	long := l.words >= sentence && !closes(line) && lastRune(line) != ':'
	heads := j.first == j.last && long && last.words < sentence // a heading, for all that is seen
	switch {
	case l.indent == 1:
		return true
	case last.trailing:
		return !heads && (!closes(line) || l.words < few || j.parted)
	}
	return j.parted && !heads
}

// capital decides on a node that begins with a capital or a digit behind one whose
// sentence is not closed.
func (j *joiner) capital(line []byte, i, next int) bool {
	s := j.s
	l := &s.lines[i]
	var follows []byte
	if next >= 0 && next <= i+2 {
		follows = s.text(&s.lines[next])
	}
	switch {
	case titled(line) && l.words >= 2 && l.words <= 4 && attaches(follows):
		return true // "County Attorney", "Mara Holt", "said today that …"
	case lastRune(line) == ',' || lastRune(line) == ';':
		return words(line) >= 3
	case leadsOn(line):
		return words(line) >= 5 || l.words <= maxInline && attaches(follows)
	}
	return attaches(follows) && (l.words < few || l.words <= maxInline && words(line) >= 8)
}

// glue appends a node to the open line.
func (j *joiner) glue(i int) {
	l := &j.s.lines[i]
	last, first := lastRune(j.b.tail()), firstRune(j.s.text(l))
	switch {
	case unspaced(last) && unspaced(first):
	case j.spaced && !j.s.lines[j.last].trailing && l.indent == 0 && i == j.last+1:
	case !j.spaced && (closing(first) && first != '…' || opening(last)):
	default:
		j.b.space()
	}
	j.b.copy(l.from, l.to)
}

// titled reports whether t is the office of somebody whose name follows.
func titled(t []byte) bool {
	if len(t) > 80 {
		return false
	}
	for w := range bytes.FieldsSeq(t) {
		if r := firstRune(w); !unicode.IsUpper(r) && len(w) > 3 {
			return false
		}
	}
	return offices[string(bytes.TrimRight(t[bytes.LastIndexByte(t, ' ')+1:], ","))]
}

// offices are words that stand before the name of who holds one.
var offices = text.WordSet(`Attorney Prosecutor Sheriff Mayor Governor Senator Secretary Minister President Chief Commissioner Director General Judge Justice Chancellor
	Councilmember Councilman Councilwoman Councillor Representative Congressman Congresswoman Premier Chair Chairman Chairwoman Superintendent Supervisor Spokesperson Spokesman Spokeswoman
	Ministerin Präsident Präsidentin Senatorin Kanzler Bürgermeister Bürgermeisterin Staatsanwalt Ministre Président Présidente Maire Ministro Ministra Presidente Presidenta Alcalde Alcaldesa`)

// beginsQuote reports whether t ends with a straight quotation mark that opens.
func beginsQuote(t []byte) bool {
	n := len(t)
	return n > 0 && (t[n-1] == '"' || t[n-1] == '\'') && (n == 1 || isSpace(t[n-2]) || t[n-2] == '(')
}

// endsQuote reports whether t begins with a straight quotation mark that closes one
// opened in line.
func endsQuote(line, t []byte) bool {
	for _, goesOn := range [...]string{"'s ", "‘s ", "“,", "“."} {
		if bytes.HasPrefix(t, []byte(goesOn)) {
			return true
		}
	}
	if len(t) == 0 || t[0] != '"' && t[0] != '\'' {
		return false
	}
	alone := len(t) == 1 || isSpace(t[1]) || closing(rune(t[1]))
	return alone && bytes.IndexByte(line[max(0, len(line)-400):], t[0]) >= 0
}

// aside reports whether t goes on with the sentence of line behind a dash.
func aside(line, t []byte) bool {
	rest := bytes.TrimLeft(t, "–—-")
	return len(rest) < len(t) && len(rest) > 1 && rest[0] == ' ' && small(rest[1:]) && !closes(line) && words(line) >= few
}

// hyphened reports whether t goes on with a compound word that line began.
func hyphened(line, t []byte) bool {
	return len(t) > 2 && t[0] == '-' && isLetter(t[1]) && unicode.IsLetter(lastRune(line))
}

// words counts the words that t begins with, as far as anyone wants to know.
func words(t []byte) int {
	n, in := 0, false
	for i := range t[:min(len(t), 1000)] {
		if isSpace(t[i]) {
			in = false
		} else if !in {
			in = true
			n++
		}
	}
	return n
}

// leadsOn reports whether t ends with a word that no sentence or heading ends with.
func leadsOn(t []byte) bool {
	t = t[max(0, len(t)-16):]
	from := bytes.LastIndexFunc(t, unicode.IsSpace) + 1
	return leading[string(t[from:])]
}

// leading are articles, prepositions and conjunctions of some languages.
var leading = text.WordSet(`the a an of in on at to for from by with and or but as that than into onto over under about after before between against during
		through via per if when while where which who whose is are was were be been has have had will would can could may said says told mr mrs ms dr
		der die das den dem des ein eine einen einem einer eines im zum zur von vom mit bei auf für und oder aber als dass wie nach vor über unter durch gegen ohne um aus seit ist sind war sagte
		le la les un une des du de d au aux et ou mais que qui dans sur sous par pour avec sans chez vers selon est a ont son sa ses
		el los las una unos unas del al y o pero en con sin por para según es su sus lo
		il lo gli i uno della dello dei degli delle dal dalla nel nella sul sulla e ed con per tra fra che di da
		o os as um uma do dos das na nas pelo pela em com sem sob
		het een van op met voor door bij naar tot uit
		och att i på av för med till från som ett en det den
		w z na do od po pod za o i że się
		v ve s se na do od po za k ke a že`)
