// Package export holds what an archive of newspapers wrote to one file: many
// articles, each with fields of its own.
//
// In: the lines of a file. Out: its documents, and how many the file itself says it
// has. Laws: a document is found by the marks that the archive puts there, never by
// the look of the text; every mark makes one document; fewer documents than the file
// says are reported, and so is a last one that is cut off; copyright is a field, not text.
// The formats stand below: nexis, factiva, proquest.
package export

import (
	"fmt"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/schema"
)

// Doc is one document of an export.
type Doc struct {
	Raw    []byte // its bytes as they stand in the export, as UTF-8, without its number
	URL    string // the document's own, "" where it has none
	Fields schema.Fields
	// Other are fields that have no column of their own: length, copyright.
	Other []Field
	Body  []document.Line
	// Abstract says that Body is no more than a summary.
	Abstract bool
}

// Field is a field by its name in the export, in lower case with "_" for the rest.
type Field struct{ Name, Value string }

// Add notes a value of a field that has no column of its own. A second one is
// appended.
func (d *Doc) Add(name, value string) {
	if value == "" {
		return
	}
	for i := range d.Other {
		if d.Other[i].Name == name {
			d.Other[i].Value += "; " + value
			return
		}
	}
	d.Other = append(d.Other, Field{name, value})
}

// SetLanguage notes the language by its name; one that is not known is a field of its own.
func (d *Doc) SetLanguage(name string) {
	if d.Fields.Language = Language(name); d.Fields.Language == "" {
		d.Add("language", name)
	}
}

// File is the export that a file holds.
type File struct {
	Format schema.SourceFormat
	Docs   []Doc
	// Missing says what of the export is not in Docs; "" is nothing.
	Missing string
}

// Read counts the documents that have a text.
func (f *File) Read() int {
	n := 0
	for i := range f.Docs {
		if len(f.Docs[i].Body) > 0 {
			n++
		}
	}
	return n
}

// Expect compares what was read with how many documents the export says it has;
// stated 0 says nothing.
func (f *File) Expect(stated int, by string) {
	if n := f.Read(); n < stated && f.Missing == "" {
		f.Missing = fmt.Sprintf("%s says %d, %d were read with a text", by, stated, n)
	}
}

// Name returns the name of a field for a label: "PUBLICATION-TYPE" is publication_type.
func Name(label string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' || r == '/' {
			return '_'
		}
		return r
	}, strings.ToLower(label))
}

// List cuts names that stand in one line at semicolons.
func List(s string) []string {
	var list []string
	for part := range strings.SplitSeq(s, ";") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// Words joins the lines of a field.
func Words(lines []document.Line) string {
	var words []string
	for i := range lines {
		if lines[i].Text != "" {
			words = append(words, lines[i].Text)
		}
	}
	return strings.Join(words, " ")
}

// Trim cuts blank lines off both ends.
func Trim(lines []document.Line) []document.Line {
	for len(lines) > 0 && lines[0].Blank() {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1].Blank() {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// Raw returns the bytes of lines.
func Raw(t *document.Text, lines []document.Line) []byte {
	lines = Trim(lines)
	if len(lines) == 0 {
		return nil
	}
	return t.Raw[lines[0].From:lines[len(lines)-1].To]
}
