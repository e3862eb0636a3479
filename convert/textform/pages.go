package textform

import (
	"bytes"
	"strings"
	"unicode"
)

// findReferences marks the list of the addresses of numbered links: "12. https://…",
// and the headings that lynx puts above it.
func (s *scanned) findReferences(dropped []Reason) {
	run := 0
	for i := range s.lines {
		l := &s.lines[i]
		if l.blank() {
			continue
		}
		if t := s.text(l); isReference(t) {
			run++
			dropped[i] = References
		} else {
			if run > 0 && run < 2 {
				s.unmark(dropped, i)
			}
			run = 0
		}
	}
	for i := range s.lines {
		if dropped[i] != References {
			continue
		}
		for j := i - 1; j >= 0 && i-j <= 4; j-- { // the headings above it
			t := s.text(&s.lines[j])
			if isReferenceHead(t) {
				dropped[j] = References
			} else if len(t) > 0 {
				break
			}
		}
	}
}

// unmark takes the mark from the one reference before line i, which is no list.
func (s *scanned) unmark(dropped []Reason, i int) {
	for j := i - 1; j >= 0; j-- {
		if dropped[j] == References {
			dropped[j] = ""
			return
		}
	}
}

func isReferenceHead(t []byte) bool {
	switch string(t) {
	case "References", "Visible links:", "Visible links", "Hidden links:", "Hidden links":
		return true
	}
	return false
}

// schemes begin the addresses in lists of links.
var schemes = [...]string{
	"http://", "https://", "file://", "mailto:", "javascript:", "tel:", "ftp://", "whatsapp:", "sms:", "data:",
	"about:", "viber:", "tg:", "fb-messenger:", "intent:", "localhost",
}

// isReference reports whether t is a number and an address: "12. https://…", "[12]: https://…".
func isReference(t []byte) bool {
	i := 0
	if i < len(t) && t[i] == '[' {
		i++
	}
	from := i
	for i < len(t) && i-from < 5 && t[i] >= '0' && t[i] <= '9' {
		i++
	}
	if i == from {
		return false
	}
	for i < len(t) && bytes.IndexByte([]byte("]:. )"), t[i]) >= 0 {
		i++
	}
	return hasScheme(t[i:])
}

func hasScheme(t []byte) bool {
	for _, scheme := range schemes {
		if len(t) >= len(scheme) && string(t[:len(scheme)]) == scheme {
			return true
		}
	}
	return false
}

// findControls marks what a browser in a terminal shows of buttons, fields and frames.
func (s *scanned) findControls(dropped []Reason) {
	for i := range s.lines {
		if l := &s.lines[i]; !l.blank() && dropped[i] == "" && isControl(s.text(l)) {
			dropped[i] = Control
		}
	}
}

// isControl reports whether t is nothing but a field, a button or a frame: "[ Search ]"
// of w3m is not told from words in brackets, "[      ]", "(*)", "______", "IFRAME: …" are.
func isControl(t []byte) bool {
	for _, p := range [...]string{"IFRAME: ", "(BUTTON)", "[BUTTON]", "#alternate", "#[1]"} {
		if bytes.HasPrefix(t, []byte(p)) && len(t) < len(p)+120 {
			return true
		}
	}
	words := false
	for _, c := range t {
		if strings.IndexByte(" _[]()", c) < 0 {
			words = true
			break
		}
	}
	if !words {
		return bytes.ContainsAny(t, "_[")
	}
	// The name of a picture without words for it: "[logo-small]".
	return t[0] == '[' && t[len(t)-1] == ']' && bytes.IndexByte(t, ' ') < 0 && bytes.IndexByte(t, ']') == len(t)-1 && linkNumber(t) == 0
}

// findPages marks the numbers of printed pages, and what recurs at their tops and
// bottoms, where form feeds part the pages; without them only lines such as "Page 3 of 8".
func (s *scanned) findPages(dropped []Reason) {
	tops, bottoms := s.pageEdges()
	for _, edge := range [...][]int{tops, bottoms} {
		seen := map[string]int{}
		for _, i := range edge {
			seen[s.headKey(i)]++
		}
		for _, i := range edge {
			switch {
			case isPageNumber(s.text(&s.lines[i]), true):
				dropped[i] = PageNumber
			case seen[s.headKey(i)] >= 3 || seen[s.headKey(i)] == 2 && len(edge) <= 3*edgeLines:
				dropped[i] = RunningHead
			}
		}
	}
	for i := range s.lines {
		if l := &s.lines[i]; dropped[i] == "" && !l.blank() && s.alone(i) && isPageNumber(s.text(l), false) {
			dropped[i] = PageNumber
		}
	}
}

// edgeLines is how many lines of a page's top and bottom may be a running head.
const edgeLines = 2

// pageEdges returns the first and last lines of every page that form feeds part.
func (s *scanned) pageEdges() (tops, bottoms []int) {
	var page []int // lines that say something
	flush := func() {
		tops = append(tops, page[:min(edgeLines, len(page))]...)
		bottoms = append(bottoms, page[max(0, len(page)-edgeLines):]...)
		page = page[:0]
	}
	feeds := 0
	for i := range s.lines {
		l := &s.lines[i]
		if l.feed {
			feeds++
			flush()
		}
		if !l.blank() {
			page = append(page, i)
		}
	}
	if feeds == 0 {
		return nil, nil
	}
	flush()
	return tops, bottoms
}

// headKey is a line without its digits.
func (s *scanned) headKey(i int) string {
	t := s.text(&s.lines[i])
	if len(t) > 160 {
		return string(t[:160])
	}
	return string(bytes.Map(func(r rune) rune {
		if unicode.IsDigit(r) || r == ' ' {
			return -1
		}
		return r
	}, t))
}

func (s *scanned) alone(i int) bool {
	return (i == 0 || s.lines[i-1].blank()) && (i+1 == len(s.lines) || s.lines[i+1].blank())
}

// isPageNumber reports whether t is the number of a page: "Page 3 of 8", "- 3 -", "3/8"
// at the edge of a page also "3".
func isPageNumber(t []byte, edge bool) bool {
	if len(t) > 24 {
		return false
	}
	t = bytes.ToLower(t)
	rest := bytes.TrimPrefix(bytes.TrimPrefix(bytes.TrimPrefix(t, []byte("page ")), []byte("seite ")), []byte("p. "))
	named := len(rest) < len(t)
	if bytes.HasPrefix(rest, []byte("- ")) && bytes.HasSuffix(rest, []byte(" -")) {
		rest, named = rest[2:len(rest)-2], true
	}
	digits, others := 0, 0
	for _, word := range bytes.FieldsFunc(rest, func(r rune) bool { return r == ' ' || r == '/' || r == '|' }) {
		switch {
		case len(bytes.Trim(word, "0123456789")) == 0 && len(word) <= 4:
			digits++
		case string(word) == "of" || string(word) == "von" || string(word) == "de" || string(word) == "page":
		default:
			others++
		}
	}
	return others == 0 && digits > 0 && digits <= 2 && (named || edge)
}
