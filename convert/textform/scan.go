package textform

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
)

// raw is a line of the text given.
type raw struct {
	from, to int   // without white space at its ends
	end      int   // behind its white space
	indent   int32 // columns before it
	width    int32 // columns of it
	words    int32
	feed     bool // a form feed stands before or in it
	trailing bool // ends with white space
	bullet   int8 // bytes of the mark of a list that it begins with
}

func (l *raw) blank() bool { return l.from == l.to }

// col is the column at which a line ends.
func (l *raw) col() int32 { return l.indent + l.width }

// scanned is a text cut into lines.
type scanned struct {
	body  []byte
	lines []raw
	limit int32 // of columns, where lines are broken at one
	slack int32 // how far below the limit a full line may end
	links bool  // numbers in brackets are those of links
}

func (s *scanned) text(l *raw) []byte { return s.body[l.from:l.to] }

// scan cuts text into lines.
func scan(body []byte) *scanned {
	s := &scanned{body: body, lines: make([]raw, 0, bytes.Count(body, []byte{'\n'})+1)}
	for at := 0; at < len(body); {
		end, next := len(body), len(body)
		if i := bytes.IndexByte(body[at:], '\n'); i >= 0 {
			end, next = at+i, at+i+1
		}
		s.lines = append(s.lines, measure(body, at, end))
		at = next
	}
	return s
}

// measure reads one line.
func measure(body []byte, from, end int) raw {
	l := raw{from: from, to: end, end: end}
	for l.from < l.to {
		n := spaceAt(body[l.from:l.to])
		if n == 0 {
			break
		}
		switch body[l.from] {
		case '\t':
			l.indent += 8 - l.indent%8
		case '\f':
			l.feed, l.indent = true, 0
		case '\r':
		default:
			l.indent++
		}
		l.from += n
	}
	for l.to > l.from {
		n := spaceBefore(body[l.from:l.to])
		if n == 0 {
			break
		}
		if c := body[l.to-1]; c != '\r' && c != '\f' {
			l.trailing = true
		}
		l.to -= n
	}
	if bytes.IndexByte(body[l.from:end], '\f') >= 0 {
		l.feed = true
	}
	l.width, l.words = columns(body[l.from:l.to])
	l.bullet = int8(bulletOf(body[l.from:l.to]))
	return l
}

// columns counts the columns and words of a line. A wide character counts for two.
func columns(t []byte) (width, words int32) {
	in := false
	for i := 0; i < len(t); {
		if c := t[i]; c < utf8.RuneSelf {
			i++
			width++
			if c <= ' ' {
				in = false
			} else if !in {
				in = true
				words++
			}
			continue
		}
		r, n := utf8.DecodeRune(t[i:])
		i += n
		switch {
		case text.ClassOf(r)&text.Space != 0:
			in = false
			width++
			continue
		case wide(r):
			width += 2
		case !unicode.Is(unicode.Mn, r) && !text.Invisible(r):
			width++
		}
		if !in {
			in = true
			words++
		}
	}
	return width, words
}

// wide reports whether r takes two columns, and no space parts it from its like.
func wide(r rune) bool {
	return r >= 0x1100 &&
		(r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6f ||
			r >= 0xff00 && r <= 0xff60 || r >= 0x20000 && r <= 0x3fffd)
}

// unspaced reports whether no space stands between r and its like: Han and Kana, not Hangul.
func unspaced(r rune) bool { return wide(r) && (r < 0xac00 || r > 0xd7a3) && r >= 0x2e80 }

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// spaceAt is how many bytes of white space t begins with: one character of it, or 0.
func spaceAt(t []byte) int {
	switch {
	case len(t) == 0:
	case isSpace(t[0]):
		return 1
	case t[0] >= utf8.RuneSelf:
		if r, n := utf8.DecodeRune(t); unicode.IsSpace(r) {
			return n
		}
	}
	return 0
}

// spaceBefore is how many bytes of white space t ends with: one character of it, or 0.
func spaceBefore(t []byte) int {
	if len(t) == 0 {
		return 0
	}
	c := t[len(t)-1]
	switch {
	case isSpace(c):
		return 1
	case c >= utf8.RuneSelf:
		if r, n := utf8.DecodeLastRune(t); unicode.IsSpace(r) {
			return n
		}
	}
	return 0
}

// bulletOf is how many bytes the mark of a list takes that t begins with, with the
// white space behind it; 0 where there is none.
func bulletOf(t []byte) int {
	n := 0
	switch {
	case len(t) == 0:
		return 0
	case t[0] == '*' || t[0] == '+' || t[0] == '-' || t[0] == 'o':
		n = 1
	case t[0] >= utf8.RuneSelf:
		r, size := utf8.DecodeRune(t)
		switch r {
		case '•', '□', '■', '▪', '◦', '○', '●', '☆', '★', '‣', '–', '·':
			n = size
		}
	}
	if n == 0 || n < len(t) && spaceAt(t[n:]) == 0 {
		return 0
	}
	for n < len(t) && n < 16 {
		k := spaceAt(t[n:])
		if k == 0 {
			break
		}
		n += k
	}
	return n
}

// numbered reports whether t begins with the number of an item: "3. ", "(b) ".
func numbered(t []byte) bool {
	i := 0
	if i < len(t) && t[i] == '(' {
		i++
	}
	from := i
	for i < len(t) && i-from < 3 && t[i] >= '0' && t[i] <= '9' {
		i++
	}
	if lone := i == from && i+1 < len(t) && t[i] >= 'a' && t[i] <= 'z'; lone && (t[i+1] == ')' || t[i+1] == '.') {
		i++
	}
	return i > from && i+1 < len(t) && (t[i] == '.' || t[i] == ')') && t[i+1] == ' '
}

// firstWord is the columns of the first word of t. Where no spaces part words it is one character.
func firstWord(t []byte) int32 {
	width := int32(0)
	for i := 0; i < len(t); {
		r, n := utf8.DecodeRune(t[i:])
		if unicode.IsSpace(r) {
			break
		}
		if unspaced(r) {
			return max(width, 2)
		}
		i += n
		width++
		if width > 200 {
			break
		}
	}
	return width
}

func firstRune(t []byte) rune {
	r, _ := utf8.DecodeRune(t)
	return r
}

func lastRune(t []byte) rune {
	r, _ := utf8.DecodeLastRune(t)
	return r
}

// closes reports whether a sentence ends with t: a full stop, question mark or its
// like, behind which brackets and quotation marks may stand.
func closes(t []byte) bool {
	for t = t[max(0, len(t)-64):]; len(t) > 0; {
		r, n := utf8.DecodeLastRune(t)
		switch r {
		case '.', '!', '?', '…', '。', '！', '？', '．', '।', '؟', '።':
			return true
		case '"', '\'', '”', '’', '»', '«', '“', ')', ']', '」', '』', '）':
			t = t[:len(t)-n]
		default:
			if !unicode.IsSpace(r) {
				return false
			}
			t = t[:len(t)-n]
		}
	}
	return false
}

// attaches reports whether a line that begins with t goes on with what stands before
// it: with a small letter, or a mark that closes.
func attaches(t []byte) bool { return small(t) || closing(firstRune(t)) }

// small reports whether t begins with a word in small letters: not with an address, the
// letter of an item, or a name such as "iPhone".
func small(t []byte) bool {
	r, n := utf8.DecodeRune(t)
	if !unicode.IsLower(r) {
		return false
	}
	next, _ := utf8.DecodeRune(t[n:])
	return !unicode.IsUpper(next) && !hasScheme(t) && !numbered(t) && next != '.' && next != ')'
}

// closing reports whether r is a mark that no text begins with.
func closing(r rune) bool {
	switch r {
	case ',', '.', ';', ':', '!', '?', ')', ']', '”', '’', '»', '%', '…', '、', '。', '，', '」', '）':
		return true
	}
	return false
}

// opening reports whether r is a mark that no text ends with.
func opening(r rune) bool {
	switch r {
	case '(', '[', '“', '„', '«', '¿', '¡', '‘', '/', '$', '€', '£', '@', '#', '&', '「', '（':
		return true
	}
	return false
}
