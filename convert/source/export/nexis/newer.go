package nexis

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/convert/source/export"
)

// stated is how many documents the cover lists; listed is one of them.
var (
	stated = regexp.MustCompile(`^(?:Documents|Dokumente|Documentos) ?\((\d{1,7})\)$`)
	listed = regexp.MustCompile(`^(\d{1,7})\. (.+)$`)
)

// newer reads the documents above the ends.
func newer(f *export.File, t *document.Text, ends []int) {
	width := t.Width()
	start, cover := 0, 0
	for i, end := range ends {
		lines := t.Lines[start:end]
		if i == 0 {
			cover = coverEnd(lines)
			lines = lines[cover:]
		}
		d := newerDoc(lines, width)
		d.Raw = export.Raw(t, lines)
		f.Docs = append(f.Docs, d)
		start = end + 1
	}
	// What stands below the last end is a document that is cut off, or a running foot.
	if rest := t.Lines[start:]; bodyAt(rest) >= 0 {
		d := newerDoc(rest, width)
		d.Raw = export.Raw(t, rest)
		f.Docs = append(f.Docs, d)
		f.Missing = "the last document is cut off"
	}
	for _, l := range t.Lines[:cover] {
		if m := stated.FindStringSubmatch(l.Text); m != nil {
			n, _ := strconv.Atoi(m[1])
			f.Expect(n, "its cover")
		}
	}
	f.Expect(len(f.Docs), "the number of its ends")
}

// bodyAt returns the line above the text, -1 where there is none.
func bodyAt(lines []document.Line) int {
	for i := range lines {
		if bodies[lines[i].Text] {
			return i
		}
	}
	return -1
}

// coverEnd returns where the first document begins below the cover: at the last page
// that begins above its text, else at the headline that the cover lists first.
func coverEnd(lines []document.Line) int {
	body := bodyAt(lines)
	if body < 0 {
		body = len(lines)
	}
	first, isCover := "", false
	for i := range lines[:body] {
		s := lines[i].Text
		if m := listed.FindStringSubmatch(s); m != nil && m[1] == "1" && first == "" {
			first = document.Tidy(m[2])
		}
		isCover = isCover || stated.MatchString(s) || strings.HasPrefix(s, "Job Number:")
	}
	if !isCover {
		return 0
	}
	for i := body - 1; i >= 0; i-- {
		if lines[i].NewPage {
			return i
		}
	}
	for i := body - 1; i > 0 && first != ""; i-- {
		if s := lines[i].Text; s != "" && (strings.HasPrefix(first, s) || strings.HasPrefix(s, first)) {
			return i
		}
	}
	return aboveDate(lines[:body])
}

// aboveDate returns the line two groups above the last date: the headline.
func aboveDate(lines []document.Line) int {
	seen := 0
	for i := len(lines) - 1; i >= 0; i-- {
		if lines[i].Blank() {
			continue
		}
		if _, _, ok := export.CutDate(lines[i].Text); ok || seen > 0 {
			if seen++; seen == 3 { // date, outlet, headline
				return i
			}
		}
	}
	return 0
}

// newerDoc reads a document of the newer layout.
func newerDoc(lines []document.Line, width int) export.Doc {
	var d export.Doc
	head := bodyAt(lines)
	text := head + 1
	if head < 0 { // a picture: all of it is above the text
		head, text = len(lines), len(lines)
		if at := lastLabel(lines); at >= 0 {
			head, text = at+1, at+1
		}
	}
	newerHead(&d, lines[:head])
	body := newerTail(&d, lines[text:])
	d.Body = joined(groups(body), width)
	return d
}

// lastLabel returns the last line above the text that has a label, -1 where none has.
func lastLabel(lines []document.Line) int {
	last := -1
	for i := range lines {
		if _, at, ok := labelled(lines[i].Text, false); ok && at == above {
			last = i
		}
	}
	return last
}

// newerHead reads headline, outlet, date and the labels below them.
func newerHead(d *export.Doc, lines []document.Line) {
	var top []string
	date, name := -1, ""
	for i := range lines {
		s := lines[i].Text
		if s == "" {
			continue
		}
		if next, _, ok := labelled(s, false); ok {
			_, value, _ := strings.Cut(s, ":")
			name = next
			set(d, name, strings.Trim(value, " \u00a0"))
			continue
		}
		switch {
		case export.IsCopyright(s):
			d.Add("copyright", s)
			name = "copyright"
		case name != "":
			d.Add(name, s)
		default:
			if _, _, ok := export.CutDate(s); ok && len(top) > 0 {
				date = len(top)
			}
			top = append(top, s)
		}
	}
	if date < 0 {
		d.Fields.Title = strings.Join(top, " ")
		return
	}
	var edition string
	d.Fields.Published, edition, _ = export.CutDate(top[date])
	d.Add("edition", strings.TrimSpace(edition+" "+strings.Join(top[date+1:], " ")))
	if date > 1 {
		d.Fields.Publisher, date = top[date-1], date-1
	}
	d.Fields.Title = strings.Join(top[:date], " ")
}

// newerTail reads what stands below the text and returns the text.
func newerTail(d *export.Doc, lines []document.Line) []document.Line {
	text := len(lines)
	for i, l := range slices.Backward(lines) {
		s := l.Text
		if _, at, ok := labelled(s, false); s == "Classification" || ok && at == archive && i > len(lines)-near {
			text = i
		}
	}
	for i := range lines[text:] {
		l := lines[text+i : text+i+1]
		if !fields(d, group(l), false) && export.IsCopyright(l[0].Text) {
			d.Add("copyright", l[0].Text)
		}
	}
	lines = lines[:text]
	for i, l := range slices.Backward(lines) {
		if name, ok := notes[l.Text]; ok {
			d.Add(name, export.Words(lines[i+1:]))
			lines = lines[:i]
		}
	}
	return lines
}

// near is how many lines from its end a document has labels of the archive.
const near = 60

// notes are headings below the text of which each begins what is no part of it.
var notes = map[string]string{"Graphic": "graphic", "Notes": "notes", "Correction": "correction", "Grafik": "graphic"}
