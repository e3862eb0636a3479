package turns

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/schema"
)

// form is how a label names who speaks; 0 is no label.
type form uint8

const (
	mixed  form = iota + 1 // "Jane Roe"
	single                 // "Roe"
	caps                   // "JANE ROE", "ROE"
	titled                 // "Mr ROE", "Federal Minister Jane Roe"
	office                 // "The Chair", "THE PRESIDENT", "Moderator"
	letter                 // "Q", "A"
)

// label is what stands before the words of a turn.
type label struct {
	form   form
	end    int    // of the label in the paragraph: where the words begin
	whole  bool   // it fills the paragraph
	seat   bool   // brackets behind the name state a seat, party or office
	who    within // name with its honorific
	name   string // without honorific
	role   string
	bearer string // of an office: "The SPEAKER (Ms Vane)"
	asks   bool
	when   int // of its stamp, see seconds; 0 none
}

// within is a span inside a paragraph.
type within struct{ start, end int }

func (w within) at(start int) schema.Span {
	return schema.Span{Start: start + w.start, End: start + w.end}
}

func (l *label) alone() bool { return l.form != 0 && l.whole }

// sure reports labels that are such although they fill a paragraph.
func (l *label) sure() bool { return l.seat || l.when > 0 || l.form == titled || l.form == office }

// weak reports labels that lists, captions and headings have as well.
func (l *label) weak() bool {
	return !l.seat && l.when == 0 && (l.form == mixed || l.form == single || l.form == caps && l.whole)
}

// official reports labels of the records of official bodies.
func (l *label) official() bool {
	return l.form == titled || l.form == office || l.form == caps || l.seat
}

const (
	longest    = 160 // bytes of a label with all its brackets
	mostWords  = 9   // of the name with its office
	mostInName = 5
)

// parse reads the label at the start of a paragraph.
func parse(s string) label {
	head := startOf(s)
	if mayBeStamped(head) {
		if l := stampedLabel(s, head); l.form != 0 {
			return l
		}
	}
	if head == "" || !startsLabel(head) {
		return label{}
	}
	if l := letterLabel(head); l.form != 0 {
		return l
	}
	core, colon := cut(head)
	switch {
	case colon > 0:
		l := read(head[:colon], core)
		l.end = colon + len(":")
		if rest := s[l.end:]; rest == "" {
			l.whole = true
		} else if r, _ := utf8.DecodeRuneInString(rest); !unicode.IsSpace(r) && r != '“' && r != '"' {
			return label{}
		}
		return l
	case len(s) <= longest && core > 0 && !endsAsSentence(s) && sentenceEnd(s) < 0:
		if l := read(head, core); l.form != 0 && l.form != single {
			l.end, l.whole = len(s), true
			return l
		}
	}
	return pointLabel(head)
}

// mayCount reports whether the label of a paragraph, if it has one, may end before the
// paragraph does, or be sure. False means that it does not.
func mayCount(s string) bool {
	head, seat := s[:min(len(s), longest)], false
	if mayBeStamped(head) {
		return true
	}
	for i := range len(head) {
		switch head[i] {
		case ':', "："[2]:
			return true
		case '(', '[':
			seat = true
		}
	}
	return seat && len(s) <= longest && !endsAsSentence(s) || head != "" && (mayBeTitled(head) || letterLabel(head).form != 0)
}

func startsLabel(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r)
}

func latin(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }

// cut returns where the name of a label ends, before its brackets, and where its
// colon stands, 0 where there is none.
func cut(s string) (core, colon int) {
	depth := 0
	for i, r := range s {
		switch {
		case core == 0 && depth == 0 && (r == ' ' || latin(r)): // most of them
		case r == '(' || r == '[':
			if depth == 0 && core == 0 {
				core = i
			}
			depth++
		case r == ')' || r == ']':
			depth--
			if depth < 0 {
				return 0, 0
			}
		case depth > 0:
		case r == ':' || r == '：':
			if core == 0 {
				core = i
			}
			return core, i
		case core > 0 && !unicode.IsSpace(r) && r != '.' && r != ',':
			return 0, 0 // words behind the brackets
		case strings.ContainsRune("!?;\"“”\n", r):
			return 0, 0
		}
	}
	if depth != 0 {
		return 0, 0
	}
	if core == 0 {
		core = len(s)
	}
	return core, 0
}

// read judges the name of a label that ends at core; head goes on with its brackets.
func read(head string, core int) label {
	name := strings.TrimRight(head[:core], " \u00a0,.")
	l := label{who: within{0, len(name)}}
	if before, after, ok := strings.Cut(name, ", "); ok && len(strings.Fields(after)) <= mostWords {
		if !isSuffix(after) {
			name, l.role = before, joinRole(after, l.role)
			l.who.end = len(strings.TrimRight(before, " "))
		}
	}
	judge(&l, name)
	for _, group := range groups(head[core:]) {
		switch r, _ := utf8.DecodeRuneInString(group); {
		case isTime(group) || unicode.IsLower(r): // "(continuing)"
		case l.form == office && l.bearer == "" && isPersonName(group):
			l.bearer = stripTitles(group)
		default:
			l.seat = true
			l.role = joinRole(l.role, group)
		}
	}
	return l
}

// judge sets form, name and role of a label by its words.
func judge(l *label, name string) {
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > mostWords {
		return
	}
	n := 0
	if mayBeTitled(name) {
		if isOffice(words) {
			l.form, l.name = office, name
			return
		}
		n = titleWords(words)
	}
	rest := words[n:]
	if len(rest) == 0 || len(rest) > mostInName || !nameWords(rest) {
		return
	}
	l.name = strings.Join(rest, " ")
	if n > 0 {
		if role := roleOf(words[:n]); role != "" {
			l.role = joinRole(role, l.role)
		}
		l.form = titled
		return
	}
	switch {
	case allCaps(l.name):
		if l.form = caps; notPeople[strings.ToLower(l.name)] {
			l.form = 0
		}
	case notPeople[strings.ToLower(l.name)] || notPeople[strings.ToLower(rest[len(rest)-1])]:
	case len(rest) == 1:
		l.form = single
	default:
		l.form = mixed
	}
}

// letterLabel reads "Q:", "A.", "Q —", "Question:".
func letterLabel(s string) label {
	for _, w := range letters {
		rest, ok := strings.CutPrefix(s, w.word)
		if !ok {
			continue
		}
		l := label{form: letter, asks: w.asks, who: within{0, len(w.word)}}
		trimmed := strings.TrimLeft(rest, " \u00a0")
		mark, size := utf8.DecodeRuneInString(trimmed)
		switch {
		case mark == ':' || mark == '：':
		case len(w.word) == 1 && (mark == '—' || mark == '–'):
		case len(w.word) == 1 && mark == '.' && len(rest) == len(trimmed):
		case len(w.word) == 1 && w.word == "Q" && len(trimmed) < len(rest) && len(rest)-len(trimmed) >= 2:
			size = 0 // "Q   Thank you": the briefings of the White House
		default:
			continue
		}
		l.end = len(s) - len(trimmed) + size
		l.whole = l.end == len(s)
		if !l.whole && size > 0 {
			if r, _ := utf8.DecodeRuneInString(s[l.end:]); !unicode.IsSpace(r) {
				continue
			}
		}
		return l
	}
	return label{}
}

// pointLabel reads "Mr. ROE.", "Mr. ROE of Ohio.", "The PRESIDING OFFICER.",
// "Mr. ROE (during the reading)." and "M. Jean Roe (Centre).".
func pointLabel(s string) label {
	if !mayBeTitled(s) {
		return label{}
	}
	return titledLabel(s)
}

// titledLabel is pointLabel without the quick check.
func titledLabel(s string) label {
	end := sentenceEnd(s)
	if end < 0 {
		return label{}
	}
	core, _ := cut(s[:end])
	if core == 0 {
		return label{}
	}
	name := s[:core]
	if i := strings.Index(name, " of "); i > 0 {
		name = name[:i]
	}
	l := read(s[:end], core)
	if name != s[:core] {
		seat := l
		l = label{who: within{0, len(strings.TrimRight(name, " "))}, role: seat.role}
		judge(&l, strings.TrimSpace(name))
	}
	french := strings.HasPrefix(s, "M. ") || strings.HasPrefix(s, "Mme ") || strings.HasPrefix(s, "Mme. ")
	if l.form != titled && l.form != office || !french && !shouts(l.name) {
		return label{}
	}
	l.seat, l.end = false, end+len(".")
	return l
}

// sentenceEnd returns where the first period of s stands that ends a sentence, outside
// brackets; -1 where there is none, or another mark comes first.
func sentenceEnd(s string) int {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case '.':
			spaced := strings.HasPrefix(s[i+1:], " ") || strings.HasPrefix(s[i+1:], "\u00a0")
			if depth == 0 && spaced && !abbreviates(s[:i]) {
				return i
			}
		case '\n', '!', '?', ':', ';', '"':
			if depth == 0 {
				return -1
			}
		}
	}
	return -1
}

// abbreviates reports whether the period behind s belongs to its last word, as in "Mr." and "J.".
func abbreviates(s string) bool {
	word := s[strings.LastIndexAny(s, " (\u00a0")+1:]
	return len(word) <= 1 || len(word) <= len("Capt") && titles[strings.ToLower(word)] && !shouts(word) || utf8.RuneCountInString(word) == 1
}

// groups returns what stands in the brackets of s.
func groups(s string) []string {
	var out []string
	for {
		open := strings.IndexAny(s, "([")
		if open < 0 {
			return out
		}
		n := bracketed(s[open:])
		if n == 0 {
			return out
		}
		if in := strings.TrimSpace(s[open+1 : open+n-1]); in != "" {
			out = append(out, in)
		}
		s = s[open+n:]
	}
}

// bracketed returns the length of the brackets at the start of s, 0 where there are none.
func bracketed(s string) int {
	if s == "" || s[0] != '(' && s[0] != '[' {
		return 0
	}
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

func joinRole(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}
