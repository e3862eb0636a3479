// Package factiva reads what Dow Jones Factiva wrote to one file.
//
// In: the lines of a file (HTML, RTF, text), or XML. Out: its documents. There are two
// layouts as lines: one sets a code of two or three letters beside each field, the
// other has none and sets the length above the date; both end a document with a line
// "Document" and its number. Laws: as of package export.
package factiva

import (
	"regexp"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/convert/source/export"
	"github.com/dsbuild/dsbuild/schema"
)

// number ends a document: TESTFR0020111229e7ct0001r.
var number = regexp.MustCompile(`^(?:Document|Documento|Dokument) ([A-Z][A-Z0-9]{3,}\d{8}[a-z0-9]{6,})$`)

// length stands above the date where there are no codes.
var length = regexp.MustCompile(`^\d[\d., \x{a0}]* ?(?:words|mots|Wörter|palabras|parole|woorden|palavras)$`)

// codes are those of the fields and the names that stand for them here; those of
// title, byline and text are read by their own.
var codes = map[string]string{
	"HD": "", "BY": "", "LP": "", "TD": "", "SE": "", "PD": "", "SN": "", "LA": "", "CY": "copyright",
	"CR": "credit", "WC": "length", "ET": "time", "SC": "source_code", "NGC": "source_group", "GC": "group_code", "ED": "edition", "PG": "page", "VOL": "volume",
	"CT": "contact", "RF": "references", "CO": "company", "IN": "industry", "NS": "subject", "RE": "region", "IPC": "information_code", "IPD": "information", "PUB": "publisher_group",
	"AN": "document_id", "ART": "graphic", "CLM": "column", "CX": "correction", "RST": "", "DLN": "dateline",
}

// Read returns the export that t holds, nil where it holds none.
func Read(t *document.Text) *export.File {
	ends, coded := marks(t)
	if ends == nil {
		return nil
	}
	width := t.Width()
	f := &export.File{Format: schema.FormatFactiva}
	start := 0
	for _, end := range append(ends, len(t.Lines)) {
		last := end == len(t.Lines)
		lines := t.Lines[start:min(end+1, len(t.Lines))]
		start = end + 1
		if last && !begun(t, lines, coded) {
			break // what stands below the last document
		}
		var d export.Doc
		if coded {
			lines = fromCode(lines)
			d = codedDoc(t, lines, width)
		} else {
			d = plainDoc(lines, width)
		}
		d.Raw = export.Raw(t, lines)
		f.Docs = append(f.Docs, d)
		if last {
			f.Missing = "the last document is cut off"
		}
	}
	f.Expect(len(f.Docs), "the number of its ends")
	return f
}

// marks returns the lines that end documents, and whether fields have codes; nil where
// t is no export.
func marks(t *document.Text) (ends []int, coded bool) {
	lengths := false
	for i := range t.Lines {
		s := t.Lines[i].Text
		if s == "" || len(s) > 200 {
			continue
		}
		code, value, ok := coding(t, i)
		coded = coded || ok && (code == "HD" || code == "AN")
		lengths = lengths || length.MatchString(s)
		if ok && code == "AN" && value != "" {
			s = value
		}
		if number.MatchString(s) {
			ends = append(ends, i)
		}
	}
	if !coded && !lengths {
		return nil, false
	}
	return ends, coded
}

// begun reports whether a document begins in lines that have no end.
func begun(t *document.Text, lines []document.Line, coded bool) bool {
	for i := range lines {
		if coded {
			if code := codeOf(t, &lines[i]); code == "HD" {
				return true
			}
		} else if length.MatchString(lines[i].Text) {
			return true
		}
	}
	return false
}

// coding returns the code that a line begins with, and what stands behind it.
func coding(t *document.Text, i int) (code, value string, ok bool) {
	l := &t.Lines[i]
	code = codeOf(t, l)
	if code == "" {
		return "", "", false
	}
	return code, strings.TrimSpace(l.Text[len(code):]), true
}

// codeOf returns the code of a line: alone, before a tab, or before two blanks.
func codeOf(t *document.Text, l *document.Line) string {
	const longest = 3
	s := l.Text
	i := strings.IndexAny(s, " \t")
	if i < 0 {
		i = len(s)
	}
	if i > longest || i < 2 {
		return ""
	}
	if _, ok := codes[s[:i]]; !ok {
		return ""
	}
	if i < len(s) && s[i] == ' ' {
		raw := strings.TrimLeft(string(t.Raw[l.From:l.To]), " \t\ufeff\f")
		if !t.Printed || !strings.HasPrefix(raw, s[:i]+"  ") && !strings.HasPrefix(raw, s[:i]+"\u00a0") {
			return ""
		}
	}
	return s[:i]
}

// fromCode drops lines above the first code.
func fromCode(lines []document.Line) []document.Line {
	for i := range lines {
		s := lines[i].Text
		for _, first := range []string{"SE", "HD", "CLM", "BY", "CR", "WC"} {
			if rest, ok := strings.CutPrefix(s, first); ok && (rest == "" || rest[0] == '\t' || rest[0] == ' ') {
				return lines[i:]
			}
		}
	}
	return lines
}

// codedDoc reads a document that has codes.
func codedDoc(t *document.Text, lines []document.Line, width int) export.Doc {
	var d export.Doc
	code, from := "", 0
	for i := 0; i <= len(lines); i++ {
		next := ""
		if i < len(lines) {
			next = codeOf(t, &lines[i])
			if next == "" {
				continue
			}
		}
		field(&d, code, lines[from:i], width)
		code, from = next, i
	}
	d.Body = export.Trim(d.Body)
	return d
}

// field reads the lines of a code, which stands at the beginning of the first.
func field(d *export.Doc, code string, lines []document.Line, width int) {
	if code == "" || len(lines) == 0 {
		return
	}
	first := lines[0]
	first.Text = strings.TrimSpace(first.Text[len(code):])
	lines = append([]document.Line{first}, lines[1:]...)
	words, x := export.Words(lines), &d.Fields
	switch code {
	case "HD":
		x.Title = words
	case "BY":
		x.Authors = export.List(words)
	case "SE":
		x.Section = words
	case "PD":
		x.Published = strings.TrimSpace(words + " " + x.Published)
	case "ET":
		x.Published = strings.TrimSpace(x.Published + " " + words)
		d.Add("time", words)
	case "SN":
		x.Publisher = words
	case "LA":
		d.SetLanguage(words)
	case "LP", "TD":
		d.Body = append(append(d.Body, document.Join(export.Trim(lines), width)...), document.Line{})
	case "AN":
		d.Add("document_id", strings.TrimSpace(number.ReplaceAllString(words, "$1")))
	default:
		d.Add(codes[code], words)
	}
}

// plainDoc reads a document without codes.
func plainDoc(lines []document.Line, width int) export.Doc {
	const deep = 12 // lines above the length, and below it
	var d export.Doc
	if n := len(lines); n > 0 {
		if m := number.FindStringSubmatch(lines[n-1].Text); m != nil {
			d.Add("document_id", m[1])
			lines = lines[:n-1]
		}
	}
	lines = export.Trim(lines)
	at, said := -1, 0
	for i := range lines {
		if lines[i].Blank() {
			continue
		}
		if said++; length.MatchString(lines[i].Text) {
			at = i
			break
		}
		if said > deep {
			break
		}
	}
	if at < 0 {
		d.Body = document.Join(lines, width)
		return d
	}
	above(&d, lines[:at])
	d.Add("length", lines[at].Text)
	body := below(&d, lines[at+1:])
	d.Body = export.Trim(document.Join(export.Trim(body), width))
	return d
}

// above reads section, headline and byline, of which only the headline must be there.
func above(d *export.Doc, lines []document.Line) {
	var said []string
	for i := range lines {
		if s := lines[i].Text; s != "" && !foot(s) {
			said = append(said, s)
		}
	}
	x := &d.Fields
	switch n := len(said); {
	case n == 0:
	case n == 1:
		x.Title = said[0]
	case n == 2 && (byline(said[1]) || len(said[1]) < len(said[0])):
		x.Title, x.Authors = said[0], export.List(said[1])
	case n == 2:
		x.Section, x.Title = said[0], said[1]
	default:
		x.Section, x.Title, x.Authors = said[0], strings.Join(said[1:n-1], " "), export.List(said[n-1])
	}
}

// foot reports whether a line is of the archive's pages.
func foot(s string) bool {
	return strings.HasPrefix(s, "Page ") && strings.Contains(s, "Factiva") || strings.HasSuffix(s, "Factiva, Inc. All rights reserved.")
}

func byline(s string) bool {
	for _, by := range []string{"By ", "BY ", "Par ", "Von ", "Por ", "Di ", "Door "} {
		if strings.HasPrefix(s, by) {
			return true
		}
	}
	return false
}

var (
	clock      = regexp.MustCompile(`^\d{1,2}:\d{2}`)
	sourceCode = regexp.MustCompile(`^[A-Z0-9]{2,10}$`)
	pages      = regexp.MustCompile(`^[A-Z]{0,3}\d{1,4}[A-Z]?$`)
)

// below reads what stands between the length and the text: date, time, outlet, its code,
// page, language and rights, in this order. It returns the text.
func below(d *export.Doc, lines []document.Line) []document.Line {
	const most = 9 // lines
	x := &d.Fields
	said := 0
	for i := range lines {
		s := lines[i].Text
		if s == "" {
			continue
		}
		if said++; said > most {
			return lines[i:]
		}
		date, _, isDate := export.CutDate(s)
		switch {
		case export.IsCopyright(s) || strings.HasSuffix(strings.ToLower(s), "all rights reserved."):
			d.Add("copyright", s)
			return lines[i+1:]
		case isDate && x.Published == "":
			x.Published = date
		case clock.MatchString(s) && len(s) < 16:
			x.Published = strings.TrimSpace(x.Published + " " + s)
			d.Add("time", s)
		case x.Publisher == "" && x.Published != "":
			x.Publisher = s
		case export.Language(s) != "":
			x.Language = export.Language(s)
		case pages.MatchString(s):
			d.Add("page", s)
		case sourceCode.MatchString(s):
			d.Add("source_code", s)
		case len(s) > 60:
			return lines[i:] // no line about rights
		default:
			d.Add("edition", s)
		}
	}
	return nil
}
