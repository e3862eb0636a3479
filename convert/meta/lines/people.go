package lines

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/meta/dates"
	"github.com/dsbuild/dsbuild/convert/meta/names"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Person finds a name on a line of its own in the article's head, or beside a
// date or outlet: the byline of pages that write no "By". signs counts what
// speaks for it: it stands right below the title of a dump, a date in the line
// or on one beside it, a role on the line below, another line that begins with it.
func (l *Lines) Person(lang string) (name string, signs int) {
	from, to := l.headRange()
	from = max(from, l.title+1+l.rest)
	if l.dump && l.first >= 0 {
		to = max(to, min(l.first+opening, len(l.blocks)))
	}
	for i := from; i < to; i++ {
		if l.blocks[i].Kept || l.blocks[i].Kind == schema.KindCaption || l.dump && i > l.title+2*headBelow && !l.opens(i) {
			continue
		}
		s, n := l.nameAt(i, lang)
		if s == "" || l.titled(s) {
			continue
		}
		if n += l.signs(s, i, from, to, lang); n > signs {
			name, signs = s, n
		}
	}
	return name, signs
}

// nameAt returns the name on a line, and 1 where a date or a role stands in it.
func (l *Lines) nameAt(i int, lang string) (name string, signs int) {
	line := oneLine(l.blocks[i].Text)
	name, dated := nameIn(line, lang)
	switch {
	case dated:
		return name, 1
	case name == "" && l.dump:
		return nameWithRole(line), 1
	}
	return name, 0
}

// signs counts what around the name on line i says that it is the author's.
func (l *Lines) signs(name string, i, from, to int, lang string) (n int) {
	if l.dump && l.title >= 0 && i <= l.title+2 {
		n++
	}
	for _, j := range []int{i - 1, i + 1, i + 2} {
		if j >= from && j < to && !l.blocks[j].Kept && len(l.blocks[j].Text) <= 80 && mostlyDate(l.blocks[j].Text, lang) {
			n++
			break
		}
	}
	if i+1 < to && names.Role(l.blocks[i+1].Text) {
		n++
	}
	if l.again(name, i) {
		n++
	}
	return n
}

// nameIn returns the line where it is a person's name, or the name that stands
// before its date or its outlet: "Mara Ellison 4:05 PM on May 3, 2021", "May 3,
// 2021 / Mara Ellison", "Mara Ellison • Harbour Post".
func nameIn(s, lang string) (name string, dated bool) {
	if len(s) > maxNameLine {
		return "", false
	}
	if personLine(s) {
		return s, false
	}
	if strings.ContainsAny(s, "0123456789") {
		found := dates.All(s, dates.Options{Language: lang})
		if len(found) == 0 {
			return "", false
		}
		for _, f := range slices.Backward(found) {
			s = s[:f.Start] + "|" + s[f.End:]
		}
		dated = true
	}
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '|' || r == '•' || r == '/' || r == '·' }) {
		part = strings.TrimSpace(part)
		for _, word := range []string{" on", " at", " am", " pm"} {
			part = strings.TrimSuffix(part, word)
		}
		if i := strings.LastIndex(part, " by "); i >= 0 {
			part = part[i+len(" by "):]
		}
		part = strings.Trim(strings.TrimPrefix(part, "by "), " ,:-–—")
		if i := strings.IndexAny(part, "0123456789"); i > 0 {
			part = strings.TrimSpace(part[:i])
		}
		if personLine(part) {
			return part, dated
		}
		if !dated {
			break // the name stands first
		}
	}
	return "", false
}

// nameWithRole returns the name that begins a line which ends with a role: "Mara
// Ellison Ports editor".
func nameWithRole(s string) string {
	words := strings.Fields(s)
	if n := len(words); n < 3 || n > 6 || len(s) > maxNameLine || !names.Occupation(s) {
		return ""
	}
	n := 2
	if strings.HasSuffix(words[1], ".") && len(words) > 3 {
		n = 3 // an initial
	}
	if name := strings.Join(words[:n], " "); personLine(name) {
		return name
	}
	return ""
}

// maxNameLine is the longest line, in bytes, of name, date and outlet.
const maxNameLine = 90

// mostlyDate reports whether a line is a date with little else.
func mostlyDate(s, lang string) bool {
	if !strings.ContainsAny(s, "0123456789") {
		return false
	}
	m := dates.All(s, dates.Options{Language: lang})
	return len(m) > 0 && (m[0].End-m[0].Start)*2 >= len(s) && m[0].Precision != schema.PrecisionYear && m[0].Precision != schema.PrecisionMonth
}

// personLine reports whether a line could be a person's name and nothing else:
// two to four capitalised words, none of which is a role or a word of menus.
func personLine(s string) bool {
	if len(s) > 40 {
		return false
	}
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 4 {
		return false
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && len(w) > 3 || len(w) > 3 && w == strings.ToUpper(w) && len(words) == 2 && strings.HasSuffix(w, "S") {
			return false
		}
	}
	a := names.Split(s, names.Options{})
	return len(a) == 1 && a[0].Kind == schema.AuthorPerson && text.Key(a[0].Name) == text.Key(s)
}

// again reports whether the name begins another line of the page.
func (l *Lines) again(name string, at int) bool {
	for i := range l.blocks {
		if s := l.blocks[i].Text; i != at && !l.blocks[i].Kept && len(s) >= len(name) && s[:len(name)] == name {
			return true
		}
	}
	return false
}

// Bio finds the name that a biography near the text begins with: "Mara Ellison
// is a reporter", "Mara Ellison covers ports".
func (l *Lines) Bio() (string, bool) {
	for i := max(l.last, 0); i < len(l.blocks) && i <= l.last+12; i++ {
		s := oneLine(l.blocks[i].Text)
		if l.blocks[i].Kept || len(s) < 40 {
			continue
		}
		for _, verb := range []string{" is a ", " is an ", " is the ", " covers ", " writes ", " is CNN", " has been ", " has covered ", " was a ", " joined ", " reports ", " ist ", " est ", " es "} {
			if j := strings.Index(s, verb); j > 4 && j < 40 && personLine(s[:j]) {
				return s[:j], l.again(s[:j], i)
			}
		}
	}
	return "", false
}

// unglue parts what only a style sheet keeps apart: "Mara EllisonDec 22, 2021",
// "May 3, 202110:30 AM".
func unglue(s string) string { return unglueYear(unglueClock(unglueWord(s))) }

// unglueYear parts a year from the day of the date behind it: "9 Oct 20219 Oct 2021".
func unglueYear(s string) string {
	i := strings.Index(s, " 20")
	if i < 0 || len(s) < i+8 {
		return s
	}
	end := i + 1
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	if n := end - i - 1; (n == 5 || n == 6) && end+1 < len(s) && s[end] == ' ' && s[end+1] >= 'A' {
		return s[:i+5] + " | " + s[i+5:]
	}
	return s
}

// unglueClock parts a year from the time behind it.
func unglueClock(s string) string {
	i := strings.IndexByte(s, ':')
	start := i
	for start > 0 && s[start-1] >= '0' && s[start-1] <= '9' {
		start--
	}
	if i-start == 4 && start > 0 && s[start-1] == '.' {
		return s[:start+2] + " " + s[start+2:] // "03.05.2110:30"
	}
	if n := i - start; n != 5 && n != 6 || !strings.HasPrefix(s[start:], "20") && !strings.HasPrefix(s[start:], "19") {
		return s
	}
	return s[:start+4] + " " + s[start+4:]
}

func unglueWord(s string) string {
	for i := 1; i < len(s); i++ {
		if c := s[i]; c < 'A' || c > 'Z' || !gluedTo(s[i-1]) {
			continue
		}
		end := i + 1
		for end < len(s) && s[end] >= 'a' && s[end] <= 'z' {
			end++
		}
		if gluedWord(s[i:end]) {
			return s[:i] + " | " + s[i:]
		}
	}
	return s
}

func gluedTo(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '.' }

func gluedWord(w string) bool {
	switch w {
	case "Published", "Updated", "Posted", "Last", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday":
		return true
	}
	return len(w) >= 3 && dates.Month(strings.ToLower(w)) > 0
}
