// Package docx reads the text of a Word document (ISO 29500, .docx).
//
// In: the parts of the document that hold its text, its styles and what it says of
// itself. Out: its lines: headings, paragraphs, items of lists, rows of tables. Laws:
// text is what a reader sees: inserted text is, deleted text, comments and headers of
// pages are not; a text box stands once; what is damaged or cut off is read as far as
// it goes and the error says so; time and memory are linear in the parts.
package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/document"
)

// The names of the parts in the archive.
const (
	Main       = "word/document.xml"
	Styles     = "word/styles.xml"
	Core       = "docProps/core.xml"
	wordSpace  = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	wordStrict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
)

// Read returns the text of a document; parts are its parts by name, and with rows a
// row of a table is a line, else each paragraph of a cell is. Where the error is not
// nil, the text holds what stands before the damage.
func Read(parts map[string][]byte, rows bool) (*document.Text, error) {
	main := parts[Main]
	t := &document.Text{Raw: main, Properties: make(map[string]string)}
	if main == nil {
		return t, fmt.Errorf("it has no %s", Main)
	}
	r := reader{text: t, rows: rows, styles: make(map[string]style)}
	r.readStyles(parts[Styles])
	r.readCore(parts[Core])
	err := r.body(main)
	return t, err
}

// reader is a document that is being read.
type reader struct {
	text   *document.Text
	styles map[string]style
	rows   bool

	para    *para
	outer   []*para // the paragraphs around text boxes
	skip    int     // elements that are open and not shown
	inText  bool
	hidden  bool // the run is
	newPage bool
	tables  int // tables that are open: one in a cell belongs to the cell
	cells   []string
	rowFrom int
}

// para is a paragraph that is being read.
type para struct {
	from  int
	words strings.Builder
	style string
	level int
	list  bool
	// pageBehind says that a printed page ends in it.
	pageBehind bool
}

// tokens calls f for each token of a part.
func tokens(part []byte, f func(t xml.Token, from, to int)) error {
	d := xml.NewDecoder(bytes.NewReader(part))
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("it is not in UTF-8") }
	return document.Tokens(d, f)
}

func attr(e *xml.StartElement, name string) string { return document.Attr(e.Attr, name) }

func isWord(n xml.Name) bool { return n.Space == wordSpace || n.Space == wordStrict || n.Space == "w" }

// body reads the part that holds the text.
func (r *reader) body(part []byte) error {
	err := tokens(part, func(t xml.Token, from, to int) {
		switch e := t.(type) {
		case xml.StartElement:
			r.start(&e, from)
		case xml.EndElement:
			r.end(e.Name, to)
		case xml.CharData:
			if r.skip == 0 && r.para != nil && r.inText {
				r.para.words.Write(e)
			}
		}
	})
	r.endPara(len(part))
	r.endRow(len(part))
	return err
}
