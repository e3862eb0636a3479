// Package nexis reads what LexisNexis and Nexis Uni wrote to one file.
//
// In: the lines of a file. Out: its documents. There are two layouts: the older one
// sets "1 of 20 DOCUMENTS" above each document and labels in capitals around the
// text, the newer one sets "Body" above the text and "End of Document" below it.
// Laws: as of package export.
package nexis

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/convert/source/export"
	"github.com/dsbuild/dsbuild/schema"
)

// counter stands above a document of the older layout, alone on its line.
var counter = regexp.MustCompile(`^(?:(\d{1,7}) of (\d{1,7}) DOCUMENTS?|Dokument (\d{1,7}) von (\d{1,7})|Document (\d{1,7}) de (\d{1,7}))$`)

// endings stand below a document of the newer layout.
var endings = map[string]bool{
	"End of Document": true, "Ende des Dokuments": true, "Dokumentende": true, "Fin du document": true, "Fin del documento": true,
}

// bodies stand above its text.
var bodies = map[string]bool{"Body": true, "Text": true, "Corps": true, "Texte": true, "Cuerpo": true}

// mark is a line that parts documents.
type mark struct{ at, number, of int }

// Read returns the export that t holds, nil where it holds none.
func Read(t *document.Text) *export.File {
	var counters []mark
	var ends []int
	labels, body := false, false
	for i := range t.Lines {
		s := t.Lines[i].Text
		if s == "" || len(s) > 200 {
			continue
		}
		if c := s[len(s)-1]; c == 'S' || c == 'T' || c >= '0' && c <= '9' {
			if m, ok := counted(s, i); ok {
				counters = append(counters, m)
				continue
			}
		}
		body = body || bodies[s]
		if _, _, known := labelled(s, false); known || export.IsCopyright(s) {
			labels = true
		}
		if endings[s] {
			ends = append(ends, i)
		}
	}
	f := &export.File{Format: schema.FormatNexis}
	switch {
	case len(counters) > 0 && labels:
		older(f, t, counters)
	case len(ends) > 0 && (labels || body):
		newer(f, t, ends)
	default:
		return nil
	}
	return f
}

// counted reads a counter.
func counted(s string, at int) (mark, bool) {
	m := counter.FindStringSubmatch(s)
	if m == nil {
		return mark{}, false
	}
	for i := 1; i < len(m); i += 2 {
		if m[i] != "" {
			n, _ := strconv.Atoi(m[i])
			of, _ := strconv.Atoi(m[i+1])
			return mark{at, n, of}, true
		}
	}
	return mark{}, false
}

// older reads the documents between counters.
func older(f *export.File, t *document.Text, counters []mark) {
	width := t.Width()
	for i, m := range counters {
		end := len(t.Lines)
		if i+1 < len(counters) {
			end = counters[i+1].at
		}
		lines := t.Lines[m.at+1 : end]
		d := olderDoc(lines, width)
		d.Raw = export.Raw(t, lines)
		f.Docs = append(f.Docs, d)
	}
	f.Missing = gaps(counters)
	if stated := request(t.Lines[:counters[0].at]); stated > 0 {
		f.Missing = ""
		f.Expect(stated, "the request at its top")
	}
	if empty := len(f.Docs) - f.Read(); empty > 0 && f.Missing == "" {
		f.Missing = fmt.Sprintf("%d of its %d documents have no text", empty, len(f.Docs))
	}
}

// perFile divides the numbers at which the archive cuts a long result into files:
// 100, 200 or 500 documents each.
const perFile = 100

// gaps compares the numbers of the documents with each other and with their total.
// A file that begins behind, or ends with, a round number is one of several.
func gaps(counters []mark) string {
	for i, m := range counters {
		switch {
		case i > 0 && m.number > counters[i-1].number+1:
			return fmt.Sprintf("document %d is followed by %d", counters[i-1].number, m.number)
		case (i == 0 || m.number <= counters[i-1].number) && m.number%perFile != 1:
			return fmt.Sprintf("the first document has the number %d", m.number)
		case (i == len(counters)-1 || counters[i+1].number <= m.number) && m.number < m.of && m.number%perFile != 0:
			return fmt.Sprintf("the last document is %d of %d", m.number, m.of)
		}
	}
	return ""
}

var selected = regexp.MustCompile(`^(?:Download Request|Ausgabeauftrag|Demande de téléchargement): .*?(\d+)-(\d+)$`)

// request returns how many documents were asked for, 0 where the cover does not say.
func request(cover []document.Line) int {
	for i := range cover {
		if m := selected.FindStringSubmatch(cover[i].Text); m != nil {
			from, _ := strconv.Atoi(m[1])
			to, _ := strconv.Atoi(m[2])
			return max(0, to-from+1)
		}
	}
	return 0
}

// group is the lines between two blank ones.
type group []document.Line

func groups(lines []document.Line) []group {
	var all []group
	start := 0
	for i := 0; i <= len(lines); i++ {
		if i == len(lines) || lines[i].Blank() {
			if i > start {
				all = append(all, group(lines[start:i]))
			}
			start = i + 1
		}
	}
	return all
}

// olderDoc reads a document of the older layout.
func olderDoc(lines []document.Line, width int) export.Doc {
	var d export.Doc
	all := withoutRights(&d, groups(lines))
	all = masthead(&d, all)
	from, to := text(all)
	var title []string
	for _, g := range all[:from] {
		if !fields(&d, g, true) {
			title = append(title, export.Words(g))
		}
	}
	if len(title) > 0 && d.Fields.Title == "" {
		d.Fields.Title, title = title[0], title[1:]
	}
	if len(title) > 0 && d.Fields.Subtitle == "" {
		d.Fields.Subtitle = strings.Join(title, " ")
	}
	last := ""
	for _, g := range all[to:] {
		if !fields(&d, g, true) {
			d.Add(last, export.Words(g))
			continue
		}
		if name, _, ok := labelled(g[len(g)-1].Text, true); ok {
			last = name
		}
	}
	d.Body = joined(all[from:to], width)
	return d
}

// joined makes paragraphs of groups.
func joined(all []group, width int) []document.Line {
	var body []document.Line
	for i, g := range all {
		if i == 0 && g[0].Text == "BODY:" {
			g = g[1:]
		}
		body = append(append(body, document.Join(g, width)...), document.Line{})
	}
	return export.Trim(body)
}

// withoutRights takes lines about rights out of the first and the last groups.
func withoutRights(d *export.Doc, all []group) []group {
	const near = 3 // groups from either end
	var out []group
	for i, g := range all {
		if i < near || i >= len(all)-near {
			if i >= len(all)-near && len(g) > 1 && export.IsCopyright(g[len(g)-1].Text) {
				d.Add("copyright", export.Words(g)) // of the outlet, and all rights reserved
				continue
			}
			for len(g) > 0 && export.IsCopyright(g[0].Text) {
				d.Add("copyright", g[0].Text)
				g = g[1:]
			}
		}
		if len(g) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// masthead reads outlet and date, which stand above the headline, and returns the
// groups below.
func masthead(d *export.Doc, all []group) []group {
	const deep = 4 // groups
	for i, g := range all {
		if i == deep {
			break
		}
		for j := range g {
			date, edition, ok := export.CutDate(g[j].Text)
			if !ok {
				continue
			}
			d.Fields.Published = date
			d.Add("edition", strings.TrimSpace(edition+" "+export.Words(g[j+1:])))
			above := export.Words(g[:j])
			for k := i - 1; k >= 0 && above == ""; k-- {
				above = export.Words(all[k])
			}
			d.Fields.Publisher = above
			return all[i+1:]
		}
		if _, _, ok := labelled(g[0].Text, true); ok {
			break
		}
	}
	if len(all) > 0 {
		if !anyLabel(all) {
			for _, g := range all { // a message of the archive in place of the document
				d.Add("notice", export.Words(g))
			}
			return nil
		}
		if _, _, ok := labelled(all[0][0].Text, true); !ok {
			d.Fields.Publisher = export.Words(all[0])
			return all[1:]
		}
	}
	return all
}

func anyLabel(all []group) bool {
	for _, g := range all {
		if _, _, ok := labelled(g[0].Text, true); ok {
			return true
		}
	}
	return false
}

// text returns which groups are the text: those behind the labels above it, where
// LENGTH is the last but for the place, and before the labels below it.
func text(all []group) (from, to int) {
	const deep = 15 // groups
	found := false
	for i, g := range all[:min(deep, len(all))] {
		name, place, ok := labelled(g[0].Text, true)
		goesOn := !found || from == i || name == "length"
		switch {
		case ok && place == above && goesOn:
			from, found = i+1, true
		case ok && place != above:
			to = i
		}
		if to > 0 {
			break
		}
	}
	if !found && len(all) > 1 {
		from = 1 // the headline
	}
	to = len(all)
	for to > from {
		if _, place, ok := labelled(all[to-1][0].Text, true); !ok || place == above {
			break
		}
		to--
	}
	// A correction or a caption takes several groups, in front of labels that only
	// the archive writes.
	for i := from; i < to; i++ {
		if _, place, ok := labelled(all[i][0].Text, true); ok && place == archive {
			to = i
		}
	}
	return from, to
}

// fields reads the labels of a group and reports whether it begins with one.
func fields(d *export.Doc, g group, capitals bool) bool {
	name, value := "", ""
	for i := range g {
		if next, _, ok := labelled(g[i].Text, capitals); ok {
			set(d, name, value)
			_, value, _ = strings.Cut(g[i].Text, ":")
			name, value = next, strings.Trim(value, " \u00a0")
		} else if i == 0 {
			return false
		} else {
			value = strings.TrimSpace(value + " " + g[i].Text)
		}
	}
	set(d, name, value)
	return true
}

// set notes a field by the name of its label.
func set(d *export.Doc, name, value string) {
	if value == "" {
		return
	}
	switch name {
	case "title":
		d.Fields.Title = value
	case "authors":
		d.Fields.Authors = append(d.Fields.Authors, export.List(value)...)
	case "section":
		d.Fields.Section = value
	case "subtitle":
		d.Fields.Subtitle = value
	case "language":
		d.SetLanguage(value)
	default:
		d.Add(name, value)
	}
}
