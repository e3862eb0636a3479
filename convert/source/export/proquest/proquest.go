// Package proquest reads what ProQuest wrote to one file, as text or as RIS.
//
// In: the lines of a file. Out: its documents. As text, lines of underscores part
// documents, which are labels and, behind "Full text:", paragraphs. As RIS, "TY  - "
// begins a document and "ER  - " ends it; it holds an abstract at most. Laws: as of
// package export.
package proquest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/convert/source/export"
	"github.com/dsbuild/dsbuild/schema"
)

var counter = regexp.MustCompile(`^Document (\d{1,7}) of (\d{1,7})$`)

// names are the labels of a document and the names that stand for them here.
var names = map[string]string{
	"Author": "authors", "Title": "title", "Headline": "title", "Publication title": "publisher", "Publication date": "published", "Section": "section",
	"Language of publication": "language", "Full text": "text", "Full Text": "text", "Abstract": "abstract", "Subtitle": "subtitle",
	"Publication info": "publication_info", "Links": "links", "Subject": "subject", "Location": "location", "People": "people", "Company / organization": "company",
	"Pages": "page", "Publication year": "publication_year", "Year": "publication_year", "Publisher": "publisher_group", "Place of publication": "place",
	"Country of publication": "country", "Publication subject": "publication_subject", "ISSN": "issn", "Source type": "source_type", "Document type": "document_type",
	"ProQuest document ID": "document_id", "Document URL": "document_url", "Copyright": "copyright", "Last updated": "load_date", "Database": "database",
	"Identifier / keyword": "keywords", "Classification": "classification", "Volume": "volume", "Issue": "issue", "Dateline": "dateline", "Credit": "credit",
	"Alternate title": "alternate_title", "Document feature": "graphic", "Number of pages": "pages", "First page": "page", "Company": "company", "Edition": "edition",
}

const longestLabel = 24

// labelled reads the label of a line.
func labelled(s string) (name, value string, ok bool) {
	i := strings.IndexByte(s, ':')
	if i < 0 || i > longestLabel {
		return "", "", false
	}
	name, ok = names[s[:i]]
	return name, strings.TrimSpace(s[i+1:]), ok
}

// parts reports whether a line parts documents.
func parts(s string) bool { return len(s) >= 20 && strings.Trim(s, "_") == "" }

// Read returns the export that t holds, nil where it holds none.
func Read(t *document.Text) *export.File {
	if ris(t) {
		return readRIS(t)
	}
	ids := 0
	for i := range t.Lines {
		if strings.HasPrefix(t.Lines[i].Text, "ProQuest document ID:") {
			ids++
		}
	}
	if ids == 0 {
		return nil
	}
	f := &export.File{Format: schema.FormatProQuest}
	width := t.Width()
	stated, start := 0, 0
	for i := 0; i <= len(t.Lines); i++ {
		if i < len(t.Lines) && !parts(t.Lines[i].Text) {
			continue
		}
		lines := export.Trim(t.Lines[start:i])
		start = i + 1
		if n, of := number(lines); n > 0 {
			stated = max(stated, of)
		}
		if !begun(lines) {
			continue // a cover, a table of contents, a foot
		}
		d := textDoc(lines, width)
		if len(lines) > 0 && counter.MatchString(lines[0].Text) {
			lines = export.Trim(lines[1:])
		}
		d.Raw = export.Raw(t, lines)
		f.Docs = append(f.Docs, d)
	}
	f.Expect(stated, `"Document N of M"`)
	f.Expect(max(ids, len(f.Docs)), "the number of its ids")
	if len(f.Docs) > ids && f.Missing == "" {
		f.Missing = "a document has no id: it is cut off"
	}
	return f
}

func number(lines []document.Line) (n, of int) {
	for i := range lines {
		if m := counter.FindStringSubmatch(lines[i].Text); m != nil {
			n, _ = strconv.Atoi(m[1])
			of, _ = strconv.Atoi(m[2])
			return n, of
		}
	}
	return 0, 0
}

// begun reports whether lines hold a document.
func begun(lines []document.Line) bool {
	for i := range lines {
		if name, _, ok := labelled(lines[i].Text); ok && (name == "text" || name == "document_id" || name == "published") {
			return true
		}
	}
	return false
}

// textDoc reads a document as text.
func textDoc(lines []document.Line, width int) export.Doc {
	var d export.Doc
	name, value, from := "", "", 0
	end := func(to int) {
		switch name {
		case "text", "abstract":
			body := append([]document.Line(nil), lines[from:to]...)
			if len(body) > 0 {
				_, body[0].Text, _ = labelled(body[0].Text)
			}
			body = export.Trim(document.Join(export.Trim(body), width))
			switch {
			case name == "abstract":
				d.Add("abstract", export.Words(body))
			case len(body) > 0 && body[0].Text != "Not available.":
				d.Body = body
			}
		case "":
		default:
			set(&d, name, strings.TrimSpace(value))
		}
	}
	for i := range lines {
		s := lines[i].Text
		next, rest, ok := labelled(s)
		switch {
		case ok && (name != "text" || below[next]):
			end(i)
			name, value, from = next, rest, i
		case s == "" || counter.MatchString(s):
		case name == "" && d.Fields.Title == "" && !strings.HasPrefix(s, "http"):
			d.Fields.Title = s
		default:
			value += " " + s
		}
	}
	end(len(lines))
	return d
}

// below are labels that may end a text, which may have others.
var below = map[string]bool{
	"subject": true, "location": true, "people": true, "title": true, "publisher": true, "publication_year": true, "published": true, "document_id": true,
	"copyright": true, "credit": true, "company": true, "classification": true, "keywords": true,
}

func set(d *export.Doc, name, value string) {
	x := &d.Fields
	switch name {
	case "title":
		x.Title = value
	case "authors":
		x.Authors = authors(value)
	case "publisher":
		x.Publisher, _, _ = strings.Cut(value, ";")
		x.Publisher = strings.TrimSpace(x.Publisher)
	case "published":
		x.Published = value
	case "section":
		x.Section = value
	case "subtitle":
		x.Subtitle = value
	case "language":
		d.SetLanguage(value)
	case "keywords":
		x.Keywords = export.List(value)
	default:
		d.Add(name, value)
	}
}

// authors turns "Ellison, Mara; Quill, Tom" round.
func authors(s string) []string {
	list := export.List(s)
	for i, name := range list {
		last, first, ok := strings.Cut(name, ", ")
		if ok && !strings.Contains(first, ",") {
			list[i] = first + " " + last
		}
	}
	return list
}

// ris reports whether the file is RIS of ProQuest.
func ris(t *document.Text) bool {
	begins, ours := false, false
	for i := range t.Lines {
		s := t.Lines[i].Text
		if s == "" {
			continue
		}
		if !begins {
			if !strings.HasPrefix(s, "TY - ") {
				return false
			}
			begins = true
		}
		ours = ours || strings.Contains(strings.ToLower(s), "proquest")
	}
	return begins && ours
}

var tag = regexp.MustCompile(`^([A-Z][A-Z0-9]) - ?(.*)$`)

// readRIS reads RIS; a document without an end is cut off.
func readRIS(t *document.Text) *export.File {
	f := &export.File{Format: schema.FormatProQuest}
	start := -1
	for i := range t.Lines {
		m := tag.FindStringSubmatch(t.Lines[i].Text)
		switch {
		case m == nil:
		case m[1] == "TY":
			if start >= 0 {
				f.Missing = fmt.Sprintf("document %d has no end", len(f.Docs)+1)
				f.Docs = append(f.Docs, risDoc(t, start, i))
			}
			start = i
		case m[1] == "ER" && start >= 0:
			f.Docs = append(f.Docs, risDoc(t, start, i))
			start = -1
		}
	}
	if start >= 0 {
		f.Docs = append(f.Docs, risDoc(t, start, len(t.Lines)))
		f.Missing = "the last document is cut off"
	}
	return f
}

func risDoc(t *document.Text, from, to int) export.Doc {
	lines := t.Lines[from:to]
	d := export.Doc{Raw: export.Raw(t, lines)}
	x := &d.Fields
	last := ""
	for i := range lines {
		value := lines[i].Text
		m := tag.FindStringSubmatch(value)
		if m != nil {
			last, value = m[1], m[2]
		}
		if value == "" {
			continue
		}
		if n := len(d.Body); m == nil && n > 0 && (last == "AB" || last == "N2") { // it goes on
			d.Body[n-2].Text += " " + value
			continue
		}
		switch last {
		case "T1", "TI":
			x.Title = strings.TrimSpace(x.Title + " " + value)
		case "AU", "A1":
			x.Authors = append(x.Authors, authors(value)...)
		case "JF", "T2", "JO", "JA":
			if x.Publisher == "" {
				x.Publisher = value
			}
		case "DA", "Y1", "PY":
			if x.Published == "" || last == "DA" && len(value) >= len("2010/01/11") {
				x.Published = strings.TrimRight(value, "/")
			}
		case "LA":
			x.Language = export.Language(value)
		case "KW":
			x.Keywords = append(x.Keywords, value)
		case "AB", "N2":
			d.Abstract = true
			d.Body = append(d.Body, document.Line{Text: value, From: lines[i].From, To: lines[i].To}, document.Line{})
		default:
			if name := risNames[last]; name != "" {
				d.Add(name, value)
			}
		}
	}
	d.Body = export.Trim(d.Body)
	return d
}

var risNames = map[string]string{
	"TY": "document_type", "SP": "page", "EP": "last_page", "VL": "volume", "IS": "issue", "SN": "issn", "UR": "document_url", "L2": "link", "DB": "database", "N1": "notes",
	"AN": "document_id", "PB": "publisher_group", "CY": "place", "CP": "country",
}
