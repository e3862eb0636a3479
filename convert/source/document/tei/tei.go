// Package tei reads the articles of XML that trafilatura or another tool wrote: TEI,
// or trafilatura's own form.
//
// In: the bytes of a file. Out: its articles, one or many. Laws: a text is the elements
// of its body and nothing else: comments of readers are left out; what is damaged or
// cut off is read as far as it goes and Missing says so.
package tei

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/convert/source/export"
	"github.com/dsbuild/dsbuild/schema"
)

var articles = map[string]bool{"TEI": true, "doc": true}

// Is reports whether XML may hold articles by the name of its outermost element.
func Is(root string) bool {
	return articles[root] || root == "teiCorpus" || root == "corpus" || root == "docs"
}

// Read returns the articles of a file, nil where it has none.
func Read(body []byte) *export.File {
	f := &export.File{Format: schema.FormatTEI}
	err := document.Trees(body, articles, func(n *document.Node) {
		var d export.Doc
		switch {
		case n.Name == "TEI":
			d = teiDoc(n)
		case n.Find("main") != nil:
			d = ownDoc(n)
		default:
			return
		}
		d.Raw = body[n.From:n.To]
		f.Docs = append(f.Docs, d)
	})
	switch {
	case err == nil && len(f.Docs) == 0:
		return nil
	case err != nil:
		f.Missing = "the XML is damaged or cut off (" + err.Error() + ")"
	}
	return f
}

// ownDoc reads trafilatura's own form.
func ownDoc(n *document.Node) export.Doc {
	d := export.Doc{URL: n.Get("url"), Fields: schema.Fields{
		Title: n.Get("title"), Authors: export.List(n.Get("author")), Published: n.Get("date"), Publisher: n.Get("sitename"),
		Language: n.Get("language"), Subtitle: n.Get("description"), Section: n.Get("categories"), Keywords: keywords(n.Get("tags")),
	}}
	if d.URL == "" {
		d.URL = n.Get("source")
	}
	if d.Fields.Publisher == "" {
		d.Fields.Publisher = n.Get("hostname")
	}
	d.Add("license", n.Get("license"))
	d.Add("fingerprint", n.Get("fingerprint"))
	d.Body = withoutTitle(lines(nil, n.Find("main").Kids), d.Fields.Title)
	return d
}

func keywords(s string) []string {
	return export.List(strings.ReplaceAll(s, ",", ";"))
}

// teiDoc reads TEI.
func teiDoc(n *document.Node) export.Doc {
	var d export.Doc
	if head := n.Find("teiHeader"); head != nil {
		header(&d, head)
	}
	if body := n.Find("text", "body"); body != nil {
		d.Body = withoutTitle(lines(nil, body.Kids), d.Fields.Title)
	}
	return d
}

func header(d *export.Doc, head *document.Node) {
	x := &d.Fields
	titles(x, head.Find("fileDesc", "titleStmt"))
	titles(x, head.Find("fileDesc", "sourceDesc", "biblFull", "titleStmt"))
	publication(d, head.Find("fileDesc", "sourceDesc", "biblFull", "publicationStmt"))
	publication(d, head.Find("fileDesc", "publicationStmt"))
	if lang := head.Find("profileDesc", "langUsage", "language"); lang != nil {
		x.Language = lang.Get("ident")
	}
	x.Subtitle = head.Find("profileDesc", "abstract").Words()
	if terms := head.Find("profileDesc", "textClass", "keywords"); terms != nil {
		for _, term := range terms.All("term") {
			if term.Get("type") == "categories" {
				x.Section = term.Words()
			} else {
				x.Keywords = append(x.Keywords, keywords(term.Words())...)
			}
		}
	}
}

// titles reads title and authors; what was found before stays.
func titles(x *schema.Fields, n *document.Node) {
	if n == nil {
		return
	}
	if x.Title == "" {
		x.Title = n.Find("title").Words()
	}
	if len(x.Authors) > 0 {
		return
	}
	for _, a := range n.All("author") {
		x.Authors = append(x.Authors, export.List(a.Words())...)
	}
}

// publication reads outlet, date and address; what was found before stays.
func publication(d *export.Doc, n *document.Node) {
	if n == nil {
		return
	}
	x := &d.Fields
	if x.Publisher == "" {
		x.Publisher, _, _ = strings.Cut(n.Find("publisher").Words(), " (")
	}
	if date := n.Find("date"); date != nil && x.Published == "" {
		if x.Published = date.Get("when"); x.Published == "" {
			x.Published = date.Words()
		}
	}
	if ptr := n.Find("ptr"); ptr != nil && d.URL == "" {
		d.URL = ptr.Get("target")
	}
}

// withoutTitle takes the title off the top of a text.
func withoutTitle(body []document.Line, title string) []document.Line {
	body = export.Trim(body)
	if title != "" && len(body) > 0 && body[0].Kind == schema.KindHeading && body[0].Text == title {
		return export.Trim(body[1:])
	}
	return body
}

// inline are elements inside of a paragraph.
var inline = map[string]bool{
	"hi": true, "ref": true, "lb": true, "del": true, "graphic": true, "code": true, "a": true, "name": true,
	"persName": true, "placeName": true, "orgName": true, "emph": true, "date": true,
}

// lines appends the lines of elements.
func lines(out []document.Line, kids []*document.Node) []document.Line {
	for i := 0; i < len(kids); i++ {
		k := kids[i]
		if k.Name == "" || inline[k.Name] {
			// Words beside elements are a paragraph of their own.
			loose := &document.Node{From: k.From, To: k.To}
			for ; i < len(kids) && (kids[i].Name == "" || inline[kids[i].Name]); i++ {
				loose.Kids = append(loose.Kids, kids[i])
				loose.To = kids[i].To
			}
			i--
			if loose.Words() != "" {
				out = loose.Paragraphs(out, document.Line{})
			}
			continue
		}
		out = element(out, k)
	}
	return out
}

func element(out []document.Line, k *document.Node) []document.Line {
	switch k.Name {
	case "div", "body", "sp", "lg", "figure":
		if k.Get("type") == "comments" {
			return out
		}
		return lines(out, k.Kids)
	case "head", "ab":
		l := document.Line{}
		if k.Name == "head" || k.Get("type") == "header" {
			l.Kind, l.Level = schema.KindHeading, 2
			if rend := k.Get("rend"); len(rend) == 2 && rend[0] == 'h' && rend[1] >= '1' && rend[1] <= '6' {
				l.Level = int(rend[1] - '0')
			}
		}
		return k.Paragraphs(out, l)
	case "list":
		for _, item := range k.All("item") {
			out = item.Paragraphs(out, document.Line{Kind: schema.KindListItem})
		}
		return out
	case "quote", "cit":
		from := len(out)
		out = lines(out, k.Kids)
		for i := range out[from:] {
			if l := &out[from+i]; l.Kind == "" && !l.Blank() {
				l.Kind = schema.KindBlockQuote
			}
		}
		return out
	case "table":
		return table(out, k)
	case "comments", "note", "figDesc":
		return out
	default:
		return k.Paragraphs(out, document.Line{})
	}
}

func table(out []document.Line, k *document.Node) []document.Line {
	for _, row := range k.All("row") {
		var cells []string
		for _, cell := range row.All("cell") {
			cells = append(cells, cell.Words())
		}
		if text := strings.Join(cells, "\t"); strings.Trim(text, "\t ") != "" {
			out = append(out, document.Line{Text: strings.Trim(text, " "), Kind: schema.KindTableRow, From: row.From, To: row.To},
				document.Line{From: row.To, To: row.To})
		}
	}
	return out
}
