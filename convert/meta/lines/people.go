package lines

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/meta/dates"
	"github.com/dsbuild/dsbuild/convert/meta/names"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Person finds a name on a line of its own in the article's head: the byline of
// pages that write no "By". signs counts what speaks for it: a date on a line
// beside it, a role on the line below, another line that begins with it.
func (l *Lines) Person(lang string) (name string, signs int) {
	from, to := l.headRange()
	from = max(from, l.title+1)
	for i := from; i < to; i++ {
		s := oneLine(l.blocks[i].Text)
		if l.blocks[i].Kept || l.blocks[i].Kind == schema.KindCaption || !personLine(s) {
			continue
		}
		n := 0
		for _, j := range []int{i - 1, i + 1, i + 2} {
			if j >= from && j < to && !l.blocks[j].Kept && len(l.blocks[j].Text) <= 80 && mostlyDate(l.blocks[j].Text, lang) {
				n++
				break
			}
		}
		if i+1 < to && names.Role(l.blocks[i+1].Text) {
			n++
		}
		if l.again(s, i) {
			n++
		}
		if n > signs {
			name, signs = s, n
		}
	}
	return name, signs
}

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

// unglue parts what only a style sheet keeps apart: "Mara EllisonDec 22, 2021".
func unglue(s string) string {
	for i := 1; i < len(s); i++ {
		if c := s[i]; c < 'A' || c > 'Z' || s[i-1] < 'a' && s[i-1] != '.' || s[i-1] > 'z' {
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

func gluedWord(w string) bool {
	switch w {
	case "Published", "Updated", "Posted", "Last", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday":
		return true
	}
	return len(w) >= 3 && dates.Month(strings.ToLower(w)) > 0
}
