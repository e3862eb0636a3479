package lines

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/meta/dates"
	"github.com/dsbuild/dsbuild/convert/meta/names"
	"github.com/dsbuild/dsbuild/convert/meta/names/known"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Person is a name on a line of its own.
type Person struct {
	Name string
	// Signs counts what speaks for it: it stands right below the title of a dump, a date
	// in the line or on one beside it, a role on the line below, another line that begins
	// with it.
	Signs int
	Below int // how many blocks below the title it stands; 0 where there is none
}

const (
	maxPeople   = 16 // names of lines that are kept
	peopleAbove = 40 // blocks above the text of a dump that may be its head
)

// People finds the names on lines of their own in the article's head, or beside a date
// or outlet: the bylines of pages that write no "By".
func (l *Lines) People(lang string) (all []Person) {
	from, to := l.headRange()
	from = max(from, l.title+1+l.rest)
	if l.dump && l.first >= 0 {
		to = max(to, min(l.first+opening, len(l.blocks)))
	}
	near := from
	if l.dump && l.first >= 0 { // the title of a dump may be another line
		from, to = min(from, max(l.first-peopleAbove, 0)), max(to, min(l.first+opening, len(l.blocks)))
	}
	for i := from; i < to && len(all) < maxPeople; i++ {
		if l.blocks[i].Kept || l.blocks[i].Kind == schema.KindCaption {
			continue
		}
		s, n := l.nameAt(i, lang)
		if s == "" || l.titled(s) || l.dump && (i < near || i > l.title+2*headBelow && !l.opens(i)) && !known.Person(s) {
			continue
		}
		all = append(all, Person{s, n + l.signs(s, i, near, to, lang), i - max(l.title, 0)})
	}
	return all
}

// Likeliest is the first of those with the most signs.
func Likeliest(all []Person) (name string, signs int) {
	for i := range all {
		if all[i].Signs > signs {
			name, signs = all[i].Name, all[i].Signs
		}
	}
	return name, signs
}

// nameAt returns the name on a line, and 1 where a date or a role stands in it.
func (l *Lines) nameAt(i int, lang string) (name string, signs int) {
	line := oneLine(l.blocks[i].Text)
	name, dated := nameIn(line, lang)
	switch {
	case name != "":
		return name, bit(dated)
	case l.dump || i <= l.title+besideTitle:
		if name = nameWithRole(line); name != "" && (l.dump || known.Person(name)) {
			return name, 1
		}
	}
	if l.dump {
		return leading(line), 0
	}
	if s := l.blocks[i].Text; strings.Contains(s, "\n") {
		for part := range strings.SplitSeq(s, "\n") {
			if name, dated = nameIn(part, lang); name != "" {
				return name, bit(dated || hasDigit(s))
			}
		}
	}
	return "", 0
}

// besideTitle is how many blocks below the title a name stands with its role.
const besideTitle = 4

func bit(is bool) int {
	if is {
		return 1
	}
	return 0
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
	if hasDigit(s) {
		n := 0
		if s, n = dates.Part(s, dates.Options{Language: lang}); n == 0 {
			by := strings.LastIndex(s, " by ") // "2 min to read by Mara Ellison"
			if by < 0 {
				return "", false
			}
			s = s[by+1:]
		}
		dated = n > 0
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
		if !dated || severalPeople(part) {
			break // the name stands first
		}
	}
	return "", false
}

// severalPeople reports whether a part names two or more: what stands behind it is no third.
func severalPeople(part string) bool {
	return strings.Count(part, " ") > 2 && len(names.Split(part, names.Options{})) > 1
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

// leading returns the name that begins a short line of a dump, where only the layout of
// the page parted it from what follows: "Mara Ellison Mara Ellison", "Mara Ellison Tip us".
func leading(s string) string {
	s = strings.TrimLeft(s, " •*-–|")
	for _, by := range []string{"by", "By", "BY"} {
		rest, ok := strings.CutPrefix(s, by)
		if r, _ := utf8.DecodeRuneInString(rest); ok && unicode.IsUpper(r) {
			s = rest
		}
	}
	words := strings.Fields(s)
	if len(s) > maxNameLine || len(words) < 2 || !known.Given(words[0]) || ends(s) {
		return ""
	}
	n := 2
	for n < len(words) && n < 4 && (strings.HasSuffix(words[n-1], ".") || !known.Family(words[n-1])) && known.Family(words[n]) {
		n++
	}
	if name := strings.Trim(strings.Join(words[:n], " "), " ,|"); personLine(name) && known.Family(strings.Trim(words[n-1], ",|")) {
		return name
	}
	return ""
}

// maxNameLine is the longest line, in bytes, of name, date and outlet.
const maxNameLine = 90

// mostlyDate reports whether a line is a date with little else.
func mostlyDate(s, lang string) bool {
	if !hasDigit(s) {
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

// maxElsewhere is how many bylines far from the head are kept.
const maxElsewhere = 6

// elsewhere takes a line far from the head that begins like a byline and names somebody.
func (l *Lines) elsewhere(i int) {
	b := &l.blocks[i]
	if b.Kept || len(b.Text) > maxNameLine || len(l.Elsewhere) >= maxElsewhere {
		return
	}
	if s := oneLine(b.Text); (begins(s) || introduces(s[:max(strings.IndexByte(s, ':'), 0)])) && !slices.Contains(l.Elsewhere, s) {
		l.Elsewhere = append(l.Elsewhere, s)
	}
}

const (
	edgeAbove, edgeBelow = 2, 3 // kept blocks at the ends of the text that may be signed
	maxEdge              = 120  // bytes of a line that signs it
)

// Edges are the lines at both ends of the text that are names: of who signs it.
func (l *Lines) Edges(lang string) (all []string) {
	for i, n := max(l.first, 0), 0; i <= l.last && n < edgeAbove; i++ {
		if l.blocks[i].Kept {
			all = append(all, signatures(l.blocks[i].Text, lang)...)
			n++
		}
	}
	for i, n := l.last, 0; i > l.first && n < edgeBelow; i-- {
		if l.blocks[i].Kept {
			all = append(all, signatures(l.blocks[i].Text, lang)...)
			n++
		}
	}
	return all
}

// signatures are the lines of a block that are a name, perhaps behind a label or before
// a role, or begin like a byline: "Interview: Mara Ellison", "Mara Ellison, board member".
func signatures(s, lang string) (all []string) {
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.Trim(line, " ()[]–—-*_/|")
		if line == "" || len(line) > maxEdge {
			continue
		}
		label, name, ok := strings.Cut(line, ":")
		if !ok || len(label) > maxSignLabel {
			name, _, _ = strings.Cut(line, ",")
		}
		if found, _ := nameIn(strings.TrimSpace(name), lang); found != "" {
			all = append(all, found)
		} else if begins(line) && len(line) <= maxNameLine {
			all = append(all, line)
		}
	}
	return all
}

// maxSignLabel is the longest label, in bytes, before the name of who signs.
const maxSignLabel = 24

// Bio finds the name that a biography near the text begins with: "Mara Ellison
// is a reporter", "Mara Ellison covers ports".
func (l *Lines) Bio() (string, bool) {
	for i := max(l.last, 0); i < len(l.blocks) && i <= l.last+12; i++ {
		s := oneLine(l.blocks[i].Text)
		if l.blocks[i].Kept && i < l.last || len(s) < 40 {
			continue
		}
		for _, verb := range []string{
			" is a ", " is an ", " is the ", " covers ", " writes ", " is CNN", " has been ", " has covered ",
			" was a ", " joined ", " reports ", " ist ", " est ", " es ",
		} {
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
