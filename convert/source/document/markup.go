package document

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"github.com/dsbuild/dsbuild/schema"
)

// Markup cuts HTML, which is UTF-8, into lines. A block is a paragraph, <br> a line
// break, and with rows a row of a table is a line. What is not shown is left out, and
// so are pictures.
func Markup(body []byte, rows bool) *Text {
	m := marked{text: &Text{Raw: body}, rows: rows}
	z := html.NewTokenizer(bytes.NewReader(body))
	z.SetMaxBuf(0)
	for {
		kind := z.Next()
		from := m.at
		m.at += len(z.Raw())
		switch kind {
		case html.ErrorToken:
			m.block(from)
			return m.text
		case html.TextToken:
			if m.hidden == 0 {
				m.words(string(z.Text()), from)
			}
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, _ := z.TagName()
			m.tag(string(name), kind, from)
		case html.CommentToken, html.DoctypeToken:
		}
	}
}

// marked is markup that is being cut into lines.
type marked struct {
	text            *Text
	at              int // behind the current token
	line            []string
	from            int
	heading, hidden int
	item            bool
	rows            bool // rows are lines
	row             bool // in a row
	cells           int  // of the row
}

func (m *marked) words(s string, from int) {
	if m.line == nil {
		if strings.TrimSpace(s) == "" {
			return
		}
		m.from = from
	}
	m.line = append(m.line, strings.ReplaceAll(s, "\t", " "))
}

// end ends a line where there is one.
func (m *marked) end(at int) bool {
	s := Tidy(strings.Join(m.line, ""))
	if m.cells > 0 {
		s = tabs.Replace(s)
	}
	m.line = nil
	if s == "" {
		return false
	}
	l := Line{Text: s, From: m.from, To: at}
	switch {
	case m.heading > 0:
		l.Kind, l.Level = schema.KindHeading, m.heading
	case m.item:
		l.Kind = schema.KindListItem
	case m.cells > 0:
		l.Kind = schema.KindTableRow
	}
	m.text.Lines = append(m.text.Lines, l)
	return true
}

// tabs are those between cells with blanks around them.
var tabs = strings.NewReplacer(" \t ", "\t", " \t", "\t", "\t ", "\t")

// block ends a paragraph. In a row of a table it is a blank.
func (m *marked) block(at int) {
	if m.row {
		if m.line != nil {
			m.line = append(m.line, " ")
		}
		return
	}
	m.end(at)
	m.text.Break(at)
}

func (m *marked) tag(name string, kind html.TokenType, from int) {
	starts := kind != html.EndTagToken
	switch name {
	case "script", "style", "title", "noscript", "textarea", "select":
		if starts && kind != html.SelfClosingTagToken {
			m.hidden++
		} else if m.hidden > 0 {
			m.hidden--
		}
	case "br":
		if !m.row {
			m.end(from)
		}
	case "tr", "table":
		m.tableRow(name == "tr" && starts, from)
	case "td", "th":
		m.cell(starts, from)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		m.block(from)
		if m.heading = 0; starts {
			m.heading = int(name[1] - '0')
		}
	case "li":
		m.block(from)
		m.item = starts
	case "p", "div", "ul", "ol", "body", "blockquote", "section", "article", "hr", "dl", "dt", "dd", "pre":
		m.block(from)
	}
}

// tableRow ends a row of a table, and begins one.
func (m *marked) tableRow(starts bool, at int) {
	m.row = false
	m.block(at)
	m.cells = 0
	if m.rows && starts {
		m.row = true
	}
}

// cell begins or ends a cell.
func (m *marked) cell(starts bool, at int) {
	switch {
	case !m.row:
		m.block(at)
	case starts:
		if m.cells++; m.cells > 1 {
			m.line = append(m.line, "\t")
		}
		if m.cells == 1 {
			m.from = at
		}
	}
}
