package factiva

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/convert/source/export"
	"github.com/dsbuild/dsbuild/schema"
)

// Root is the outermost element of an export as XML.
const Root = "PPSResponse"

// resultCount is how many documents an export says that it has. It takes longer to
// compile than all others here together, and few files are such an export.
var resultCount = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`<ppsarticleResultSet[^>]{0,200}\bcount="(\d{1,7})"`)
})

// ReadXML returns the documents of an export as XML.
func ReadXML(body []byte) *export.File {
	f := &export.File{Format: schema.FormatFactiva}
	stated := 0
	if m := resultCount().FindSubmatch(body); m != nil {
		stated, _ = strconv.Atoi(string(m[1]))
	}
	err := document.Trees(body, map[string]bool{"article": true}, func(n *document.Node) {
		d := xmlDoc(n)
		d.Raw = body[n.From:n.To]
		f.Docs = append(f.Docs, d)
	})
	if err != nil {
		f.Missing = fmt.Sprintf("the XML is damaged or cut off (%s)", err)
	}
	f.Expect(stated, "its count")
	return f
}

func xmlDoc(n *document.Node) export.Doc {
	var d export.Doc
	x := &d.Fields
	for _, k := range n.Kids {
		words := k.Words()
		if words == "" {
			continue
		}
		switch k.Name {
		case "headline":
			x.Title = words
		case "byline":
			x.Authors = export.List(words)
		case "sectionName", "columnName":
			if x.Section == "" {
				x.Section = words
			}
		case "publicationDate":
			x.Published = words
		case "sourceName":
			x.Publisher = words
		case "baseLanguage":
			x.Language = strings.ToLower(words)
		case "leadParagraph", "tailParagraphs":
			d.Body = append(d.Body, paragraphs(k)...)
		default:
			if name := names[k.Name]; name != "" {
				d.Add(name, words)
			}
		}
	}
	d.Body = export.Trim(d.Body)
	return d
}

// names are those of elements that have a column on request.
var names = map[string]string{
	"accessionNo": "document_id", "wordCount": "length", "region": "region", "newsSubject": "subject", "industry": "industry", "company": "company",
	"copyright": "copyright", "credit": "credit", "contact": "contact", "notes": "notes", "pages": "page", "edition": "edition",
	"publisherName": "publisher_group", "sourceCode": "source_code", "artWork": "graphic",
}

// paragraphs returns the text of an element. Where it holds no elements, lines that
// begin with two blanks begin paragraphs.
func paragraphs(n *document.Node) []document.Line {
	var out []document.Line
	if all := n.All("paragraph"); len(all) > 0 {
		for _, p := range all {
			out = p.Paragraphs(out, document.Line{})
		}
		return out
	}
	l := document.Line{From: n.From, To: n.To}
	var words strings.Builder
	end := func() {
		if l.Text = document.Tidy(words.String()); l.Text != "" {
			out = append(out, l, document.Line{From: n.To, To: n.To})
			l.From = l.To
		}
		words.Reset()
	}
	for line := range strings.SplitSeq(n.Raw(), "\n") {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "  ") {
			end()
		}
		words.WriteString(line)
		words.WriteByte('\n')
	}
	end()
	return out
}
