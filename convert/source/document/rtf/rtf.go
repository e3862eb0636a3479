// Package rtf reads the text of a document in the Rich Text Format (RTF 1.9).
//
// In: its bytes. Out: its lines: headings, paragraphs, items of lists, rows of tables.
// Laws: text is what a reader sees: not fonts, pictures, headers of pages, hidden or
// deleted text; characters are read by the code page of their font, or as \u states
// them; what is damaged or cut off is read as far as it goes and the error says so;
// time and memory are linear in the file.
package rtf

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"

	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/schema"
)

var (
	errCut  = errors.New("it is cut off: groups are not closed")
	errDeep = errors.New("its groups are nested too deep")
	errNone = errors.New("it does not begin with {\\rtf")
)

// maxDepth bounds the groups that are open; Word writes about ten.
const maxDepth = 4096

// Read returns the text of a document; with rows a row of a table is a line, else each
// paragraph of a cell is. Where the error is not nil, the text holds what stands before
// the damage.
func Read(file []byte, rows bool) (*document.Text, error) {
	t := &document.Text{Raw: file, Properties: make(map[string]string)}
	if !bytes.HasPrefix(file, []byte(`{\rtf`)) {
		return t, errNone
	}
	r := reader{file: file, text: t, rows: rows, page: codePage(1252), pages: make(map[int]encoding.Encoding), styles: make(map[int]int)}
	r.uc = 1
	err := r.run()
	r.flush()
	r.endPara()
	r.endRow()
	return t, err
}

// group is what holds until the end of a group.
type group struct {
	dest destination
	uc   int // how many characters stand for one of \u
	// hidden and deleted say that text is not shown.
	hidden, deleted bool
	font            int
}

// destination is where the text of a group goes.
type destination uint8

const (
	shown destination = iota
	nowhere
	fonts      // the font table
	styleSheet // names of styles
	info       // what the document says of itself
	title      // its title
	author
)

// reader is a document that is being read.
type reader struct {
	file  []byte
	at    int
	text  *document.Text
	rows  bool
	page  encoding.Encoding // of the document
	pages map[int]encoding.Encoding
	// styles are the levels of headings by the numbers of their styles.
	styles map[int]int
	style  int // that the style sheet defines
	name   strings.Builder

	group
	stack []group
	star  bool // \* was read: the next word may be passed over

	raw     []byte // characters that are not decoded yet
	high    rune   // the first half of a pair
	skip    int    // characters that stand for one of \u
	words   strings.Builder
	from    int // of the paragraph
	level   int
	styled  int
	list    bool
	inTable bool
	newPage bool
	cells   []string
	cell    strings.Builder
	rowFrom int
}

func (r *reader) run() error {
	for r.at < len(r.file) {
		c := r.file[r.at]
		switch c {
		case '{':
			r.flush()
			if len(r.stack) == maxDepth {
				return errDeep
			}
			r.stack = append(r.stack, r.group)
			r.at++
			r.skip, r.star = 0, false
		case '}':
			r.flush()
			r.at++
			r.skip = 0
			if r.close() {
				return nil
			}
		case '\\':
			r.control()
		case '\r', '\n':
			r.at++
		default:
			r.at++
			r.char(c)
		}
	}
	return errCut
}

// close ends a group and reports whether it was the last.
func (r *reader) close() bool {
	n := len(r.stack)
	if n == 0 {
		return true
	}
	was := r.group
	r.group = r.stack[n-1]
	r.stack = r.stack[:n-1]
	switch {
	case was.dest == styleSheet:
		r.endStyle()
	case was.dest != r.dest:
		r.endDestination(was.dest)
	}
	return n == 1
}

// char takes a byte of text.
func (r *reader) char(c byte) {
	if r.skip > 0 {
		r.skip--
		return
	}
	if r.dest == nowhere || r.hidden || r.deleted {
		return
	}
	r.raw = append(r.raw, c)
}

// flush decodes the characters that were read.
func (r *reader) flush() {
	if len(r.raw) == 0 {
		return
	}
	e := r.page
	if own, ok := r.pages[r.font]; ok && r.dest == shown {
		e = own
	}
	s := string(r.raw)
	if !ascii(r.raw) {
		if out, err := e.NewDecoder().Bytes(r.raw); err == nil {
			s = string(out)
		}
	}
	r.raw = r.raw[:0]
	r.write(s)
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// write takes text.
func (r *reader) write(s string) {
	switch {
	case r.dest == nowhere || r.hidden || r.deleted || r.dest == info:
	case r.dest != shown:
		r.name.WriteString(s)
	default:
		r.words.WriteString(s)
	}
}

// unicode takes a character by its number.
func (r *reader) unicode(n int) {
	r.flush()
	u := rune(uint16(n)) // negative numbers are those above 32,767
	high := r.high
	r.high = 0
	switch {
	case u >= 0xd800 && u < 0xdc00:
		r.high = u
	case utf16.IsSurrogate(u):
		r.write(string(utf16.DecodeRune(high, u)))
	default:
		r.write(string(u))
	}
	r.skip = r.uc
}

// endPara writes the paragraph that was read.
func (r *reader) endPara() {
	words := r.words.String()
	r.words.Reset()
	from := r.from
	r.from = r.at
	if r.inTable && r.rows {
		if r.cell.Len() > 0 {
			r.cell.WriteByte(' ')
		}
		r.cell.WriteString(document.Tidy(strings.NewReplacer("\t", " ", "\n", " ").Replace(words)))
		return
	}
	l := document.Line{From: from, To: r.at}
	if l.Level = r.level; l.Level == 0 {
		l.Level = r.styles[r.styled]
	}
	switch {
	case l.Level > 0:
		l.Kind = schema.KindHeading
	case r.list:
		l.Kind = schema.KindListItem
	}
	r.list = false
	for part := range strings.SplitSeq(words, "\n") {
		if l.Text = document.Tidy(part); l.Text == "" {
			continue
		}
		if rest, ok := strings.CutPrefix(l.Text, "•"); ok && l.Kind == "" {
			l.Text, l.Kind = document.Tidy(rest), schema.KindListItem
		}
		l.NewPage, r.newPage = r.newPage, false
		r.text.Lines = append(r.text.Lines, l)
		l.From = l.To // the first line has the bytes
	}
	r.text.Break(r.at)
}

// endCell ends a cell of a table.
func (r *reader) endCell() {
	r.inTable = true
	r.endPara()
	if !r.rows {
		return
	}
	if len(r.cells) == 0 {
		r.rowFrom = r.at
	}
	r.cells = append(r.cells, strings.TrimSpace(r.cell.String()))
	r.cell.Reset()
}

// endRow ends a row of a table.
func (r *reader) endRow() {
	if rest := strings.TrimSpace(r.cell.String()); rest != "" {
		r.cells = append(r.cells, rest)
	}
	r.cell.Reset()
	r.text.AddRow(r.cells, r.rowFrom, r.at)
	r.cells = r.cells[:0]
	r.inTable = false
	r.from = r.at
}
