package source

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/container"
	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/convert/source/document/docx"
	"github.com/dsbuild/dsbuild/convert/source/document/rtf"
	"github.com/dsbuild/dsbuild/convert/source/export"
	"github.com/dsbuild/dsbuild/schema"
)

// rtf reads a document in the Rich Text Format: an export, or one article.
func (c *crawl) rtf(src schema.Source, body []byte) bool {
	src.SHA256, src.Size = c.sum(body), int64(len(body))
	return c.word(src, func(rows bool) (*document.Text, error) { return rtf.Read(body, rows) })
}

// docx reads a Word document: an export, or one article. file is its bytes.
func (c *crawl) docx(z *container.Zip, file io.Reader, src schema.Source) bool {
	src.Format = schema.FormatDOCX
	h := sha256.New()
	n, err := io.Copy(h, file)
	if err != nil {
		return c.readError(src, err)
	}
	src.SHA256, src.Size = hex.EncodeToString(h.Sum(nil)), min(n, maxByteSize)
	parts := make(map[string][]byte)
	for _, name := range []string{docx.Main, docx.Styles, docx.Core} {
		if parts[name], err = c.part(z, name); err != nil {
			break
		}
	}
	switch {
	case errors.Is(err, errTooLarge):
		return c.reject(src, schema.RejectTooLarge, fmt.Sprintf("a part of it is larger than %s; raise --max-record to read it",
			megabytes(c.r.opt.MaxRecord)))
	case errors.Is(err, errRatio):
		return c.readError(src, err)
	case err != nil:
		return c.badDocument(src, err)
	}
	return c.word(src, func(rows bool) (*document.Text, error) { return docx.Read(parts, rows) })
}

// part unpacks a part of a document.
func (c *crawl) part(z *container.Zip, name string) ([]byte, error) {
	body, packed, err := z.Open(name)
	if err != nil || body == nil {
		return nil, err
	}
	defer body.Close() // it was only read
	guard := &guardReader{src: body, packed: func() int64 { return packed }, ratio: int64(c.r.opt.MaxRatio)}
	return readLimited(guard, c.r.opt.MaxRecord)
}

var documentNames = map[schema.SourceFormat]string{
	schema.FormatDOCX: "a Word document (docx)", schema.FormatRTF: "an RTF document",
	schema.FormatTEI: "a TEI or trafilatura XML file",
}

// badDocument rejects a document that is damaged.
func (c *crawl) badDocument(src schema.Source, err error) bool {
	return c.rejectPage(&schema.Reject{
		Source: src, ID: idOf(src), Reason: schema.RejectBadRecord,
		Message: "this is " + documentNames[src.Format] +
			", but it is damaged (" + reasonOf(err) + "); fetch it again, or open it and save it anew",
	})
}

func idOf(src schema.Source) string { return src.SHA256[:min(docIDLength, len(src.SHA256))] }

// word hands on the pages of a document of a word processor; with rows, read makes a
// line of a row of a table, else of each paragraph of its cells.
func (c *crawl) word(src schema.Source, read func(rows bool) (*document.Text, error)) bool {
	of := &schema.Page{Source: src, ID: idOf(src), Charset: "utf-8", CharsetFrom: "utf8"}
	t, damage := read(true)
	f := readExport(t, func() *document.Text {
		apart, _ := read(false) // the damage is the same
		return apart
	})
	switch {
	case f != nil:
		if damage != nil && f.Missing == "" {
			f.Missing = "the file is damaged (" + damage.Error() + ")"
		}
		return c.documents(of, f)
	case damage != nil:
		return c.badDocument(src, damage)
	}
	title, body := headline(t)
	of.Fields.Title, of.Inner, of.Body = title, schema.FormatGiven, document.AppendHTML(nil, body)
	var other []export.Field
	for _, name := range []string{"creator", "created", "modified"} { // of the file, not of the article
		if v := t.Properties[name]; v != "" {
			other = append(other, export.Field{Name: "file_" + name, Value: v})
		}
	}
	c.otherFields(of, other)
	return c.page(of)
}

// headline returns the title of a document and the lines that are left: its first
// heading, where that stands at the top, else what the properties say.
func headline(t *document.Text) (string, []document.Line) {
	const top = 4 // lines that say something
	seen := 0
	for i := range t.Lines {
		l := &t.Lines[i]
		if l.Kind == schema.KindHeading {
			// A title page or line above it may say the same.
			return l.Text, slices.DeleteFunc(slices.Clone(t.Lines), func(o document.Line) bool { return o.From <= l.From && o.Text == l.Text })
		}
		if !l.Blank() {
			if seen++; seen == top {
				break
			}
		}
	}
	title := t.Properties["title"]
	for i := range t.Lines {
		if !t.Lines[i].Blank() {
			if t.Lines[i].Text == title {
				return title, slices.Delete(slices.Clone(t.Lines), i, i+1)
			}
			break
		}
	}
	if low := strings.ToLower(title); strings.HasPrefix(low, "microsoft word - ") || strings.HasPrefix(low, "document") ||
		strings.HasSuffix(low, ".docx") || strings.HasSuffix(low, ".doc") {
		title = ""
	}
	return title, t.Lines
}
