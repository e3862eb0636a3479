package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/dsbuild/dsbuild/convert/source/charset"
	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/convert/source/document/tei"
	"github.com/dsbuild/dsbuild/convert/source/export"
	"github.com/dsbuild/dsbuild/convert/source/export/factiva"
	"github.com/dsbuild/dsbuild/convert/source/export/nexis"
	"github.com/dsbuild/dsbuild/convert/source/export/proquest"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// exportMarks stand in every export of an archive of newspapers: a file without them
// need not be cut into lines.
var exportMarks = []string{
	"DOCUMENT", "Document ", "Dokument", "End of Document", "Fin du document", "Fin del documento",
	"ProQuest document ID:", "ER  -", "Permalink", "PRESSREADER",
}

// markupMarks are those of exports in HTML, xmlMarks those near the top of XML.
var (
	markupMarks = []string{"DOCFULL", "articleParagraph"}
	xmlMarks    = []string{"<PPSResponse", "<TEI", "<teiCorpus", "<doc ", "<docs", "<corpus"}
)

// marked reports whether a file may be an export.
func marked(body []byte, isHTML bool) bool {
	const top = 4096
	head := body[:min(len(body), top)]
	isXML := bytes.HasPrefix(bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n"), []byte("<"))
	switch {
	case isXML && containsAny(head, xmlMarks):
		return true
	case isHTML || isXML:
		return containsAny(body, markupMarks)
	}
	return containsAny(body, exportMarks)
}

// headRoom is how much blank there may be before XML.
const headRoom = 256

func containsAny(body []byte, marks []string) bool {
	return slices.ContainsFunc(marks, func(mark string) bool { return text.IndexRare(body, mark) >= 0 })
}

// exported hands on the documents of a file of text or markup that is an export; ok
// is false where it is none.
func (c *crawl) exported(src schema.Source, body []byte) (more, ok bool) {
	isHTML := src.Format == schema.FormatHTML
	wide := charset.UTF16(body[:min(len(body), 4096)]) != ""
	if !wide && !marked(body, isHTML) {
		return true, false
	}
	src.SHA256, src.Size = c.sum(body), int64(len(body))
	p := schema.Page{Source: src, ID: idOf(src), Body: body}
	if Decode(&p) != nil || wide && !marked(p.Body, isHTML) {
		return true, false
	}
	f := readXML(p.Body)
	if f == nil {
		f = exportOf(p.Body, isHTML)
	}
	if f != nil {
		return c.documents(&p, f), true
	}
	if name, remedy := unreadExport(p.Body); !isHTML && name != "" {
		return c.rejectPage(&schema.Reject{
			Source: p.Source, ID: p.ID, Reason: schema.RejectUnsupportedType,
			Message: "this is " + name + "; " + remedy,
		}), true
	}
	return true, false
}

// unreadExport names an export that is known but not read, and what to do; "" where
// the text is none.
func unreadExport(body []byte) (name, remedy string) {
	start := bytes.TrimLeft(body[:min(len(body), headRoom)], "\xef\xbb\xbf \t\r\n")
	has := func(s string) bool { return bytes.Contains(body, []byte(s)) }
	switch {
	case has("EBSCO") && (has("Permalink") || bytes.HasPrefix(start, []byte("TY  - "))):
		return "an export of EBSCO", "it lists records, not texts: save the HTML full text of each article, and name the folder"
	case has("PRINTED AND DISTRIBUTED BY PRESSREADER"):
		return "a page of PressReader", "its columns are mixed: open the article there in text view, and save it as HTML"
	case bytes.HasPrefix(start, []byte("TY  - ")):
		return "a list of references (RIS)", "it holds no texts: save the page of each article as HTML, and name the folder"
	}
	return "", ""
}

// exportOf returns the export that text or markup holds, nil where it holds none.
func exportOf(body []byte, isHTML bool) *export.File {
	if isHTML {
		return readExport(document.Markup(body, true), func() *document.Text { return document.Markup(body, false) })
	}
	t := document.Plain(body)
	return readExport(t, func() *document.Text { return t })
}

// readExport returns the export that a file holds, nil where it holds none. In t a row
// of a table is a line; cells cuts the file so that each paragraph of a cell is one.
func readExport(t *document.Text, cells func() *document.Text) *export.File {
	if f := nexis.Read(t); f != nil {
		return f
	}
	apart := cells()
	if f := factiva.Read(apart); f != nil {
		return f
	}
	return proquest.Read(apart)
}

// readXML returns the articles of a file of XML, nil where it is none that holds some.
func readXML(body []byte) *export.File {
	switch root := document.Root(body); {
	case root == factiva.Root:
		return factiva.ReadXML(body)
	case tei.Is(root):
		return tei.Read(body)
	}
	return nil
}

// documents hands on the documents of an export; of is the file they stand in, decoded.
func (c *crawl) documents(of *schema.Page, f *export.File) bool {
	src := of.Source
	src.Format = f.Format
	if f.Read() == 0 {
		return c.rejectPage(&schema.Reject{Source: src, ID: of.ID, Reason: schema.RejectBadRecord, Message: fmt.Sprintf(
			"this is an export of %s, but none of its %d documents could be read; export it again as text, or report it", f.Format, len(f.Docs))})
	}
	for i := range f.Docs {
		d := &f.Docs[i]
		src.Record, src.SHA256, src.Size = strconv.Itoa(i+1), hexSum(d.Raw), int64(len(d.Raw))
		p := &schema.Page{
			Source: src, Inner: schema.FormatGiven, ID: src.SHA256[:docIDLength], Fields: d.Fields,
			Body: document.AppendHTML(nil, d.Body), Charset: of.Charset, CharsetFrom: of.CharsetFrom,
		}
		p.Findings = append(p.Findings, of.Findings...)
		if f.Missing != "" {
			p.Findings = append(p.Findings, schema.Finding{
				Code: schema.FindingExportIncomplete, Message: "of the export this is a document of, " + f.Missing + "; export it again",
			})
		}
		if d.Abstract {
			p.Findings = append(p.Findings, schema.Finding{Code: schema.FindingExportAbstract, Message: "the text is the abstract of the export"})
		}
		if c.otherFields(p, d.Other); d.URL != "" {
			p.URL = text.Clean(d.URL, false)
			if !p.OwnID {
				p.ID = schema.DocID(d.URL, d.Raw)
			}
		}
		if !c.page(p) {
			return false
		}
	}
	return true
}

// otherFields gives a page the fields of its document that a map carries.
func (c *crawl) otherFields(p *schema.Page, other []export.Field) {
	record := map[string]string{"text": "-"}
	for _, f := range other {
		record[f.Name] = f.Value
	}
	line, err := json.Marshal(record)
	if err != nil {
		return // strings always can be written
	}
	q, err := c.at.fields.Read(p.Source, line, schema.FormatText, c.r.state.Unmapped)
	if err != nil {
		return // the record has a text, so it is a page
	}
	p.Fields.User, p.URL = q.Fields.User, q.URL
	if q.OwnID {
		p.ID, p.OwnID = q.ID, true
	}
	p.Findings = append(p.Findings, q.Findings...)
}
