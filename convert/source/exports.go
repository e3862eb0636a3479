package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/dsbuild/dsbuild/convert/source/charset"
	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/convert/source/export"
	"github.com/dsbuild/dsbuild/convert/source/export/nexis"
	"github.com/dsbuild/dsbuild/schema"
)

// exportMarks stand in every export of an archive of newspapers: a file without them
// need not be cut into lines.
var exportMarks = [][]byte{
	[]byte("DOCUMENT"), []byte("Document "), []byte("Dokument"), []byte("End of Document"), []byte("Fin du document"), []byte("Fin del documento"),
}

// markupMarks are those of exports in HTML.
var markupMarks = [][]byte{[]byte("DOCFULL"), []byte("articleParagraph")}

func containsAny(body []byte, marks [][]byte) bool {
	for _, mark := range marks {
		if bytes.Contains(body, mark) {
			return true
		}
	}
	return false
}

// exported hands on the documents of a file of text or markup that is an export; ok
// is false where it is none.
func (c *crawl) exported(src schema.Source, body []byte) (more, ok bool) {
	isHTML := src.Format == schema.FormatHTML
	marks := exportMarks
	if isHTML {
		marks = markupMarks
	}
	wide := charset.UTF16(body[:min(len(body), 4096)]) != ""
	if !wide && !containsAny(body, marks) {
		return true, false
	}
	p := schema.Page{Source: src, Body: body}
	if Decode(&p) != nil || wide && !containsAny(p.Body, marks) {
		return true, false
	}
	var t *document.Text
	if isHTML {
		t = document.Markup(p.Body, true)
	} else {
		t = document.Plain(p.Body)
	}
	f := readExport(t)
	if f == nil {
		return true, false
	}
	return c.documents(&p, f), true
}

// readExport returns the export that lines hold, nil where they hold none.
func readExport(t *document.Text) *export.File {
	for _, read := range []func(*document.Text) *export.File{nexis.Read} {
		if f := read(t); f != nil {
			return f
		}
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
		c.otherFields(p, d.Other)
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
	q, err := c.at.fields.Read(p.Source, line, schema.FormatText, c.r.unmapped)
	if err != nil {
		return // the record has a text, so it is a page
	}
	p.Fields.User, p.URL = q.Fields.User, q.URL
	if q.OwnID {
		p.ID, p.OwnID = q.ID, true
	}
	p.Findings = append(p.Findings, q.Findings...)
}
