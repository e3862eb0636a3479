// Package document holds a text as lines, whatever it was written in: a printed
// page, a web page, a word processor.
//
// In: a file. Out: its lines, each with the bytes it takes and what its form says
// of it; a blank line parts paragraphs. AppendHTML writes lines as markup that
// holds the text of an article and nothing else. Laws: no text is lost but white
// space; lines stand in the order of their bytes and share none; time and memory
// are linear in the file.
package document

import (
	"bytes"
	"html"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/schema"
)

// Line is a paragraph, or what a line break or a printed page makes of one.
type Line struct {
	// Text has no line breaks and no blanks around it; "" parts paragraphs. The
	// cells of a table row are parted by tabs.
	Text string
	// Kind is heading, list_item, table_row, block_quote or preformatted, as the
	// file says; "" is a paragraph.
	Kind  schema.BlockKind
	Level int // 1 to 6 of a heading
	// From and To are its bytes in Text.Raw.
	From, To int
	NewPage  bool // a printed page begins with it
}

// Text is a file as lines.
type Text struct {
	Raw   []byte // what From and To count in
	Lines []Line
	// Printed says that a paragraph may take several lines.
	Printed bool
	// Properties are what the file says of itself, by name: title, creator, created, modified.
	Properties map[string]string
}

// Blank reports whether the line parts paragraphs.
func (l *Line) Blank() bool { return l.Text == "" }

// Break parts what follows, which begins at a byte, from what stands above.
func (t *Text) Break(at int) {
	if n := len(t.Lines); n > 0 && !t.Lines[n-1].Blank() {
		t.Lines = append(t.Lines, Line{From: at, To: at})
	}
}

// AddRow adds a row of a table, which takes some bytes; one of a single cell is a box
// around text, and one without words is none.
func (t *Text) AddRow(cells []string, from, to int) {
	row := Tidy(strings.Join(cells, "\t"))
	if strings.Trim(row, "\t") == "" {
		return
	}
	l := Line{Text: row, From: from, To: to}
	if strings.Contains(row, "\t") {
		l.Kind = schema.KindTableRow
	}
	t.Lines = append(t.Lines, l)
	t.Break(to)
}

// Plain cuts text without markup, which is UTF-8, into lines.
func Plain(body []byte) *Text {
	t := &Text{Raw: body, Printed: true}
	newPage := false
	for at := 0; at < len(body); {
		end, next := len(body), len(body)
		if i := bytes.IndexByte(body[at:], '\n'); i >= 0 {
			end, next = at+i, at+i+1
		}
		line := body[at:end]
		newPage = newPage || bytes.IndexByte(line, '\f') >= 0
		l := Line{Text: Tidy(string(line)), From: at, To: next}
		if l.Text != "" {
			l.NewPage, newPage = newPage, false
		}
		t.Lines = append(t.Lines, l)
		at = next
	}
	return t
}

// Tidy joins words with one blank. Tabs stay: they part cells and labels.
func Tidy(s string) string {
	s = strings.Trim(s, " \t\r\n\f\v\u00a0\ufeff\u200b")
	if !strings.ContainsAny(s, "\n\r\f\v\u00a0\ufeff") && !strings.Contains(s, "  ") {
		return s
	}
	var b strings.Builder
	blank := false
	for _, r := range s {
		switch r {
		case ' ', '\n', '\r', '\f', '\v', '\u00a0':
			blank = true
			continue
		case '\ufeff':
			continue
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// maxWidth is wider than any printed page: text with longer lines is not wrapped.
const maxWidth = 132

// Width returns the length of the longest line that holds a blank, in characters, or
// 0 where the lines are not those of a printed page. No line of several words is
// longer than the page is wide.
func (t *Text) Width() int {
	if !t.Printed {
		return 0
	}
	width := 0
	for i := range t.Lines {
		if strings.IndexByte(t.Lines[i].Text, ' ') >= 0 {
			width = max(width, utf8.RuneCountInString(t.Lines[i].Text))
		}
	}
	if width > maxWidth {
		return 0
	}
	return width
}

// Join makes paragraphs of printed lines. width is that of the page; 0 joins nothing.
func Join(lines []Line, width int) []Line {
	if width == 0 {
		return lines
	}
	out := make([]Line, 0, len(lines))
	var parts []string // of the last line of out
	flush := func() {
		if len(parts) > 1 {
			out[len(out)-1].Text = strings.Join(parts, "")
		}
		parts = parts[:0]
	}
	last := "" // the line before, as printed
	for i := range lines {
		l := lines[i]
		if goesOn(last, l.Text, width) && l.Kind == "" {
			if !brokenWord(last, l.Text) {
				parts = append(parts, " ")
			}
			parts = append(parts, l.Text)
			out[len(out)-1].To = l.To
		} else {
			flush()
			out = append(out, l)
			parts = append(parts, l.Text)
		}
		last = l.Text
	}
	flush()
	return out
}

// goesOn reports whether the paragraph of a printed line goes on in the next: the
// first word there did not fit, or begins small, or the line is long and no sentence
// ends with it, since some archives leave a margin.
func goesOn(line, next string, width int) bool {
	if line == "" || next == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(next)
	if unicode.IsLower(r) && brokenWord(line, next) {
		return true
	}
	first, _, _ := strings.Cut(next, " ")
	size := utf8.RuneCountInString(line)
	if size+1+utf8.RuneCountInString(first) > width {
		return true
	}
	return size*5 > width*3 && (unicode.IsLower(r) || !strings.ContainsAny(line[len(line)-1:], ".!?:;\"") && !strings.HasSuffix(line, "”"))
}

// brokenWord reports whether a line ends inside a word that has a hyphen of its own:
// "four-year-" before "old".
func brokenWord(line, next string) bool {
	return len(line) > 2 && line[len(line)-1] == '-' && letter(line[len(line)-2]) && next != "" && letter(next[0])
}

func letter(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= utf8.RuneSelf || c >= '0' && c <= '9'
}

// AppendHTML writes lines as markup.
func AppendHTML(dst []byte, lines []Line) []byte {
	open := "" // the element around lines of one kind
	for i := range lines {
		l := &lines[i]
		if l.Blank() {
			continue
		}
		around, before, after := "", "<p>", "</p>"
		switch l.Kind {
		case schema.KindHeading:
			n := strconv.Itoa(min(max(l.Level, 1), 6))
			before, after = "<h"+n+">", "</h"+n+">"
		case schema.KindListItem:
			around, before, after = "ul", "<li>", "</li>"
		case schema.KindTableRow:
			around, before, after = "table", "<tr><td>", "</td></tr>"
		case schema.KindBlockQuote:
			before, after = "<blockquote><p>", "</p></blockquote>"
		case schema.KindPreformatted:
			before, after = "<pre>", "</pre>"
		default:
		}
		if open != around {
			dst = element(dst, "</", open)
			dst = element(dst, "<", around)
			open = around
		}
		dst = append(dst, before...)
		words := html.EscapeString(l.Text)
		if l.Kind == schema.KindTableRow {
			words = strings.ReplaceAll(words, "\t", "</td><td>")
		}
		dst = append(dst, words...)
		dst = append(append(dst, after...), '\n')
	}
	return element(dst, "</", open)
}

func element(dst []byte, begin, name string) []byte {
	if name == "" {
		return dst
	}
	return append(append(append(dst, begin...), name...), ">\n"...)
}
