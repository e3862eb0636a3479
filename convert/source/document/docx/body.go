package docx

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/schema"
)

// unseen are elements of which a reader of the document sees nothing: what was
// deleted or moved away, the older form of a drawing, readings beside ruby.
var unseen = map[string]bool{
	"del": true, "moveFrom": true, "Fallback": true, "rt": true, "sectPrChange": true, "pPrChange": true,
	"rPrChange": true,
}

func (r *reader) start(e *xml.StartElement, at int) {
	name := e.Name.Local
	if r.skip > 0 || unseen[name] {
		r.skip++
		return
	}
	if !isWord(e.Name) {
		return
	}
	switch name {
	case "p":
		if r.para != nil {
			r.outer = append(r.outer, r.para)
		}
		r.para = &para{from: at}
	case "tbl":
		if r.tables++; r.tables == 1 {
			r.cells = nil
		}
	case "tr":
		if r.tables == 1 {
			r.rowFrom = at
		}
	case "tc":
		if r.tables == 1 {
			r.cells = append(r.cells, "")
		}
	}
	if r.para != nil {
		r.inPara(name, e)
	}
}

// inPara reads an element of a paragraph.
func (r *reader) inPara(name string, e *xml.StartElement) {
	p := r.para
	switch name {
	case "pStyle":
		p.style = attr(e, "val")
	case "outlineLvl":
		p.level = level(attr(e, "val"))
	case "numPr":
		p.list = true
	case "pageBreakBefore":
		r.newPage = on(e)
	case "sectPr": // of a section that ends with the paragraph
		p.pageBehind = true
	case "r":
		r.hidden = false
	case "vanish":
		r.hidden = on(e)
	case "t":
		r.inText = !r.hidden
	case "tab":
		if attr(e, "pos") == "" { // else a stop of the ruler
			p.words.WriteByte(' ')
		}
	case "br", "cr":
		p.words.WriteByte('\n')
		if attr(e, "type") == "page" {
			p.pageBehind = true
		}
	case "noBreakHyphen":
		p.words.WriteByte('-')
	}
}

// on reads an element that is there or is not.
func on(e *xml.StartElement) bool {
	v := attr(e, "val")
	return v != "0" && v != "false" && v != "off"
}

// level reads the level of an outline, which counts from 0; 9 is text.
func level(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 8 {
		return 0
	}
	return min(n+1, 6)
}

func (r *reader) end(n xml.Name, at int) {
	if r.skip > 0 {
		r.skip--
		return
	}
	if !isWord(n) {
		return
	}
	switch n.Local {
	case "t":
		r.inText = false
	case "p":
		r.endPara(at)
	case "tbl":
		r.tables = max(0, r.tables-1)
	case "tr":
		if r.tables == 1 {
			r.endRow(at)
		}
	}
}

// endPara writes the paragraph that is open.
func (r *reader) endPara(at int) {
	p := r.para
	if p == nil {
		return
	}
	r.para, r.inText = nil, false
	if n := len(r.outer); n > 0 {
		r.para, r.outer = r.outer[n-1], r.outer[:n-1]
	}
	st := r.style(p.style)
	if st.contents {
		return
	}
	if r.rows && r.tables > 0 && len(r.cells) > 0 {
		cell := &r.cells[len(r.cells)-1]
		*cell = strings.TrimSpace(*cell + " " + document.Tidy(strings.ReplaceAll(p.words.String(), "\t", " ")))
		return
	}
	l := document.Line{From: p.from, To: at, Kind: st.kind, Level: p.level}
	if l.Level == 0 {
		l.Level = st.level
	}
	switch {
	case l.Level > 0:
		l.Kind = schema.KindHeading
	case p.list:
		l.Kind = schema.KindListItem
	}
	for words := range strings.SplitSeq(p.words.String(), "\n") {
		l.Text = document.Tidy(strings.ReplaceAll(words, "\t", " "))
		if l.Text == "" {
			continue
		}
		l.NewPage, r.newPage = r.newPage, false
		r.text.Lines = append(r.text.Lines, l)
		l.From = l.To // the first line has the bytes
	}
	r.newPage = r.newPage || p.pageBehind
	r.text.Break(at)
}

// endRow writes the row that is open.
func (r *reader) endRow(at int) {
	r.text.AddRow(r.cells, r.rowFrom, at)
	r.cells = nil
}

// style is what a style says of its paragraphs.
type style struct {
	level    int // of a heading; 0 none
	kind     schema.BlockKind
	contents bool // a line of a table of contents
	based    string
}

// style returns what a style and those it is based on say.
func (r *reader) style(id string) style {
	const longest = 10 // chains of styles
	var all style
	for range longest {
		s, ok := r.styles[id]
		if !ok {
			break
		}
		if all.level == 0 {
			all.level = s.level
		}
		if all.kind == "" {
			all.kind = s.kind
		}
		all.contents = all.contents || s.contents
		id = s.based
	}
	return all
}

// readStyles reads the part of the styles; what is damaged there is no style.
func (r *reader) readStyles(part []byte) {
	id, current := "", style{}
	_ = tokens(part, func(t xml.Token, _, _ int) {
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "style":
				id, current = attr(&e, "styleId"), style{}
			case "name":
				current.named(attr(&e, "val"))
			case "basedOn":
				current.based = attr(&e, "val")
			case "outlineLvl":
				current.level = level(attr(&e, "val"))
			}
		case xml.EndElement:
			if e.Name.Local == "style" && id != "" {
				r.styles[id] = current
				id = ""
			}
		}
	})
}

// named reads the name of a style that Word brings along.
func (s *style) named(name string) {
	name = strings.ToLower(name)
	rest, heading := strings.CutPrefix(name, "heading ")
	switch {
	case heading:
		if n, err := strconv.Atoi(rest); err == nil && n > 0 {
			s.level = min(n, 6)
		}
	case name == "title":
		s.level = 1
	case name == "quote" || name == "intense quote" || name == "block text":
		s.kind = schema.KindBlockQuote
	case strings.HasPrefix(name, "list bullet") || strings.HasPrefix(name, "list number"):
		s.kind = schema.KindListItem
	case strings.HasPrefix(name, "toc ") && name != "toc heading":
		s.contents = true
	}
}

// readCore reads what the document says of itself.
func (r *reader) readCore(part []byte) {
	name := ""
	_ = tokens(part, func(t xml.Token, _, _ int) {
		switch e := t.(type) {
		case xml.StartElement:
			name = e.Name.Local
		case xml.EndElement:
			name = ""
		case xml.CharData:
			if known[name] {
				r.text.Properties[name] = document.Tidy(r.text.Properties[name] + string(e))
			}
		}
	})
}

// known are the properties that are read.
var known = map[string]bool{"title": true, "creator": true, "created": true, "modified": true}
