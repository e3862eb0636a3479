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
	r := reader{
		file: file, text: t, rows: rows, now: group{uc: 1}, styles: styles{levels: make(map[int]int)},
		chars: chars{page: codePage(1252), byFont: make(map[int]encoding.Encoding)},
	}
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
	file []byte
	at   int
	text *document.Text
	rows bool
	now  group
	// stack are the groups around it.
	stack  []group
	star   bool // \* was read: the next word may be passed over
	chars  chars
	styles styles
	name   strings.Builder // of a style, or what the document says of itself
	para   para
	row    row
}

// chars are characters that are not decoded yet.
type chars struct {
	page   encoding.Encoding // of the document
	byFont map[int]encoding.Encoding
	raw    []byte
	high   rune // the first half of a pair
	skip   int  // how many stand for one of \u, and are passed over
}

// styles are those of the style sheet that are headings.
type styles struct {
	levels  map[int]int // by number
	defined int         // the one that is defined here
}

// para is the paragraph that is being read.
type para struct {
	words   strings.Builder
	from    int
	level   int // as a heading
	style   int
	list    bool // an item of one
	newPage bool // it begins one
}

// row is the row of a table that is being read.
type row struct {
	open  bool // the paragraph stands in a table
	cells []string
	cell  strings.Builder
	from  int
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
			r.stack = append(r.stack, r.now)
			r.at++
			r.chars.skip, r.star = 0, false
		case '}':
			r.flush()
			r.at++
			r.chars.skip = 0
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
	was := r.now
	r.now = r.stack[n-1]
	r.stack = r.stack[:n-1]
	switch {
	case was.dest == styleSheet:
		r.endStyle()
	case was.dest != r.now.dest:
		r.endDestination(was.dest)
	}
	return n == 1
}

// char takes a byte of text.
func (r *reader) char(c byte) {
	if r.chars.skip > 0 {
		r.chars.skip--
		return
	}
	if r.now.dest == nowhere || r.now.hidden || r.now.deleted {
		return
	}
	r.chars.raw = append(r.chars.raw, c)
}

// flush decodes the characters that were read.
func (r *reader) flush() {
	if len(r.chars.raw) == 0 {
		return
	}
	e := r.chars.page
	if own, ok := r.chars.byFont[r.now.font]; ok && r.now.dest == shown {
		e = own
	}
	s := string(r.chars.raw)
	if !ascii(r.chars.raw) {
		if out, err := e.NewDecoder().Bytes(r.chars.raw); err == nil {
			s = string(out)
		}
	}
	r.chars.raw = r.chars.raw[:0]
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
	case r.now.dest == nowhere || r.now.hidden || r.now.deleted || r.now.dest == info:
	case r.now.dest != shown:
		r.name.WriteString(s)
	default:
		r.para.words.WriteString(s)
	}
}

// unicode takes a character by its number.
func (r *reader) unicode(n int) {
	r.flush()
	u := rune(uint16(n)) // negative numbers are those above 32,767
	high := r.chars.high
	r.chars.high = 0
	switch {
	case u >= 0xd800 && u < 0xdc00:
		r.chars.high = u
	case utf16.IsSurrogate(u):
		r.write(string(utf16.DecodeRune(high, u)))
	default:
		r.write(string(u))
	}
	r.chars.skip = r.now.uc
}

// endPara writes the paragraph that was read.
func (r *reader) endPara() {
	words := r.para.words.String()
	r.para.words.Reset()
	from := r.para.from
	r.para.from = r.at
	if r.row.open && r.rows {
		if r.row.cell.Len() > 0 {
			r.row.cell.WriteByte(' ')
		}
		r.row.cell.WriteString(document.Tidy(strings.NewReplacer("\t", " ", "\n", " ").Replace(words)))
		return
	}
	l := document.Line{From: from, To: r.at}
	if l.Level = r.para.level; l.Level == 0 {
		l.Level = r.styles.levels[r.para.style]
	}
	switch {
	case l.Level > 0:
		l.Kind = schema.KindHeading
	case r.para.list:
		l.Kind = schema.KindListItem
	}
	r.para.list = false
	for part := range strings.SplitSeq(words, "\n") {
		if l.Text = document.Tidy(part); l.Text == "" {
			continue
		}
		if rest, ok := strings.CutPrefix(l.Text, "•"); ok && l.Kind == "" {
			l.Text, l.Kind = document.Tidy(rest), schema.KindListItem
		}
		l.NewPage, r.para.newPage = r.para.newPage, false
		r.text.Lines = append(r.text.Lines, l)
		l.From = l.To // the first line has the bytes
	}
	r.text.Break(r.at)
}

// endCell ends a cell of a table.
func (r *reader) endCell() {
	r.row.open = true
	r.endPara()
	if !r.rows {
		return
	}
	if len(r.row.cells) == 0 {
		r.row.from = r.at
	}
	r.row.cells = append(r.row.cells, strings.TrimSpace(r.row.cell.String()))
	r.row.cell.Reset()
}

// endRow ends a row of a table.
func (r *reader) endRow() {
	if rest := strings.TrimSpace(r.row.cell.String()); rest != "" {
		r.row.cells = append(r.row.cells, rest)
	}
	r.row.cell.Reset()
	r.text.AddRow(r.row.cells, r.row.from, r.at)
	r.row.cells = r.row.cells[:0]
	r.row.open = false
	r.para.from = r.at
}
