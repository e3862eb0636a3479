// Package names cuts the names of authors out of bylines.
//
// In: what a page states as author: "By JANE DOE and John Roe, Staff Writers".
// Out: one author a name, with its kind. Laws: a name is never a URL, a
// handle, a role, or a name that is to be left out (the publisher's); every
// name is clean text; linear in the input, of which 300 bytes are looked at.
package names

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/meta/names/known"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Options say how to read a byline. The zero value works.
type Options struct {
	Exclude      []string // keys (text.Key) of names that are no authors: publisher, site
	Organisation bool     // the page itself says that it is an organisation
	Inverted     bool     // one name, perhaps as "Doe, Jane" (citation_author)
	Account      bool     // it may be the name of an account: "mara_e", "ellison77"
	Shown        bool     // a line of the page, where sections and places stand beside names
}

const (
	maxRaw    = 300 // longer is a biography, not a byline
	maxName   = 60  // bytes of a person's name, by far the longest of gold is 45
	maxTokens = 6
)

// Split returns the authors of a byline in their order, without repetitions.
func Split(raw string, opt Options) []schema.Author {
	if strings.Contains(raw, "&") {
		raw = html.UnescapeString(raw)
	}
	s := text.Clean(text.Untag(raw), false)
	if s == "" || len(s) > maxRaw {
		return nil
	}
	if s = clip(unlink(s)); s == "" || slices.Contains(opt.Exclude, text.Key(s)) {
		return nil
	}
	if opt.Inverted || strings.Count(s, ",") == 1 {
		s = upright(s, opt.Inverted)
	}
	var all []schema.Author
	seen := map[string]bool{}
	split := parts(s)
	outlet := len(split) > 1 && siteName(split[0])
	if opt.Organisation || institute(s) {
		split = []string{s}
	}
	for i, part := range split {
		if beside(split, i, len(all), s) {
			continue
		}
		name, kind := one(part, &opt)
		if kind == schema.AuthorOrganisation && (outlet || len(all) > 0 && all[0].Kind == schema.AuthorPerson) {
			continue // where the person works, or a section of the site
		}
		key := text.Key(name)
		if key == "" || seen[key] || len(all) > 0 && kind == schema.AuthorPerson && single(name) && strings.Contains(all[0].Name, " ") {
			continue
		}
		seen[key] = true
		all = append(all, schema.Author{Name: name, Raw: text.Clean(raw, false), Kind: kind})
	}
	if opt.Shown && len(all) > 1 {
		all = likely(all)
	}
	return all
}

// beside reports whether the i-th part of a byline stands beside the names of authors, of
// whom so many were found: a credit, an occupation, the place of a reporter who has no name.
func beside(parts []string, i, found int, byline string) bool {
	part := strings.TrimSpace(parts[i])
	switch {
	case credited(part):
		return true
	case found > 0:
		return occupation(part, byline)
	}
	return i == 1 && Role(parts[0]) && !strings.Contains(part, " ")
}

// single reports whether a name is one Latin word: behind a full name it is a
// degree, a place or an account.
func single(s string) bool { return !strings.Contains(s, " ") && s[0] < 0xe3 }

// unlink drops URLs, before the slashes in them separate names.
func unlink(s string) string {
	if !strings.Contains(s, "://") && !strings.Contains(s, "www.") {
		return s
	}
	var keep []string
	for w := range strings.FieldsSeq(s) {
		if !strings.Contains(w, "://") && !strings.Contains(w, "www.") {
			keep = append(keep, w)
		}
	}
	return strings.Join(keep, " ")
}

// clip drops the introduction of a byline and what follows it.
func clip(s string) string {
	s = unprefix(s)
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return s // a letter whose cases differ in length: offsets would be off
	}
	end := len(s)
	for _, c := range cuts {
		if i := strings.Index(low, c); i > 0 && i < end && !Role(low[:i]) {
			end = i
		}
	}
	return s[:end]
}

// unprefix drops "By", "Text: von" and their like, at most three in a row.
func unprefix(s string) string {
	for range 3 {
		s = strings.TrimLeft(s, " -–—|•·:/*,.&\"“”")
		cut := 0
		for _, p := range introducing()[firstByte(s)] {
			if len(s) > len(p) && strings.EqualFold(s[:len(p)], p) && endsWord(p, s[len(p):]) {
				cut = len(p)
				break
			}
		}
		if cut == 0 {
			if len(s) > 4 && (s[:2] == "By" || s[:2] == "by") && s[2] >= 'A' && s[2] <= 'Z' && (s[3] >= 'a' || s[3] == '.') {
				return s[2:] // "ByMara Ellison": only a style sheet parts them
			}
			return s
		}
		s = s[cut:]
	}
	return s
}

// endsWord reports whether the prefix ends where a word ends.
func endsWord(prefix, rest string) bool {
	last, _ := utf8.DecodeLastRuneInString(prefix)
	if !unicode.IsLetter(last) || last >= 0x2e80 || spaceless(last) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return r == ' ' || r == ':' || r == '\u00a0'
}

// spaceless reports whether a letter is of a script of Southeast Asia that writes no
// spaces between words.
func spaceless(r rune) bool { return r >= 0xe00 && r < 0xf00 || r >= 0x1780 && r < 0x1800 }

// upright turns "Doe, Jane" round. Where the page does not use that form
// throughout, only a single word before the comma is taken for a surname.
func upright(s string, inverted bool) string {
	last, first, ok := strings.Cut(s, ", ")
	if !ok || strings.Contains(first, ",") {
		return s
	}
	n := len(strings.Fields(last))
	m := len(strings.Fields(first))
	if inverted && n <= 3 && m <= 3 || n == 1 && (m == 1 || m == 2) && nameLike(first) && nameLike(last) && !stated(first) && !stated(last) {
		return first + " " + last
	}
	return s
}

// stated reports whether a part is an agency, an organisation or a role.
func stated(s string) bool {
	if agencies[text.Key(s)] {
		return true
	}
	for w := range strings.FieldsSeq(strings.ToLower(s)) {
		w = strings.Trim(w, ".,")
		if bodies[w] || roles[strings.ReplaceAll(w, ".", "")] {
			return true
		}
	}
	return false
}

// Role reports whether s is nothing but roles: "Senior Contributor", "Staff writer".
func Role(s string) bool {
	words := strings.Fields(strings.ToLower(s))
	for _, w := range words {
		if !roles[strings.ReplaceAll(strings.Trim(w, ".,:&|"), ".", "")] {
			return false
		}
	}
	return len(words) > 0 && len(words) < 8
}

// joinWords stand between names, joiners are all that separates them.
var (
	joinWords = []string{
		" and ", " und ", " et ", " y ", " e ", " og ", " och ", " en ", " with ", " mit ", " avec ", " med ", " met ",
		" ve ", " és ", " και ", " dan ", " và ", " та ", " & ", " ja ", " a ", " i ", " и ", " and\u00a0",
	}
	joiners = append(slices.Clip(joinWords), "、", "，", "；", " + ", "・編集", " - ", " ⋅ ", " ● ")
)

// parts splits a byline at everything that separates names.
func parts(s string) []string {
	s = joinSection(s)
	for _, j := range joiners {
		if strings.Contains(s, j) {
			s = strings.ReplaceAll(s, j, "\x00")
		}
	}
	low := strings.ReplaceAll(s, " AND ", "\x00")
	return strings.FieldsFunc(low, func(r rune) bool {
		switch r {
		case 0, ',', ';', '|', '/', '•', '·', '\n', '／', '｜', '→', '—', '–':
			return true
		}
		return false
	})
}

// one cleans one name; an empty name means that it is none.
func one(s string, opt *Options) (string, schema.AuthorKind) {
	s = unprefix(bare(s))
	s = located(unglue(s))
	if s = text.Clean(trimName(s), false); !opt.Organisation && !slices.Contains(opt.Exclude, text.Key(s)) {
		s = loosen(s, opt.Exclude)
	}
	key := text.Key(s)
	if opt.Account && account(s) && !slices.Contains(opt.Exclude, key) && !stated(s) {
		return s, schema.AuthorPerson
	}
	if key == "" || len(s) > 2*maxName || strings.ContainsAny(s, "@=<>{}_#") || hasURL(s) {
		return "", ""
	}
	if slices.Contains(opt.Exclude, key) {
		return "", ""
	}
	if label(s) || Introduces(s) || ownProfile(s) || Place(s) && !(single(s) && known.Given(s)) {
		return "", ""
	}
	words := strings.Fields(s)
	if name := agency(s, words); name != "" {
		return name, schema.AuthorAgency
	}
	body, role := count(words)
	switch {
	case role == len(words):
		return "", ""
	case body > 0 || opt.Organisation:
		if len(words) > 8 || len(words) == 1 && !opt.Organisation && roles[strings.ToLower(s)] {
			return "", ""
		}
		return s, schema.AuthorOrganisation
	}
	switch strings.ToLower(words[0]) {
	case "of", "for", "from", "in", "at", "on", "to", "with", "via", "about", "is", "are", "was":
		return "", ""
	}
	if s = unrole(words); s == "" || len(words) == 1 &&
		(s == strings.ToLower(s) && (strings.Contains(s, "-") || domain(s)) || in(strayWords, s)) || len(s) > maxName || !nameLike(s) {
		return "", ""
	}
	return recase(s), schema.AuthorPerson
}

// agency is the agency that a part names: "Reuters", "Reuters in Oslo", "Staff, The Canadian Press".
func agency(s string, words []string) string {
	place, _, _ := strings.Cut(s, " in ")
	for _, name := range []string{s, place, unrole(words)} {
		if agencies[text.Key(name)] {
			return name
		}
	}
	return ""
}

// count counts the words that name organisations, and those that name roles.
func count(words []string) (body, role int) {
	for _, w := range words {
		w = strings.ToLower(strings.Trim(w, ".,:'’"))
		first, _, _ := strings.Cut(w, "-")
		if bodies[w[strings.LastIndexByte(w, '-')+1:]] || first != w && newspapers[first] ||
			slices.ContainsFunc(companies, func(c string) bool { return strings.HasSuffix(w, c) }) {
			body++ // also "Courier-Post"
		}
		if roles[strings.ReplaceAll(w, ".", "")] {
			role++
		}
	}
	return body, role
}

// newspapers are first parts of their names that are joined to others: "Times-Picayune".
var newspapers = text.WordSet(`times post news herald journal star tribune daily press`)

// trimName trims marks, but not the full stop of an initial.
func trimName(s string) string {
	t := strings.Trim(s, " .,:;-–—|*\"“”„'‘’[]()<>#")
	if i := strings.LastIndexByte(t, ' '); i > 0 && strings.HasPrefix(s[strings.Index(s, t)+len(t):], ".") &&
		(len(t)-i <= 2 || strings.HasSuffix(t, "Jr") || strings.HasSuffix(t, "Sr") || t[len(t)-2] == '.') {
		t += "."
	}
	return t
}

// unglue cuts words that only a style sheet parts: "Mara EllisonPublished".
func unglue(s string) string {
	for i := 1; i < len(s); i++ {
		if c := s[i-1]; c < 'a' || c > 'z' || s[i] < 'A' || s[i] > 'Z' {
			continue
		}
		word, rest, more := strings.Cut(s[i:], " ")
		word = strings.Trim(word, ".,:")
		if len(word) > 3 && (in(roles, word) || in(bodies, word)) || s[i:] == s[:i] || word == "The" && more {
			return s[:i]
		}
		if more && strings.Contains(s[:i], " ") && in(occupations, rest[strings.LastIndexByte(rest, ' ')+1:]) && !goesOn(s[:i]) {
			return s[:i] // "Mara EllisonLifestyle Writer"
		}
	}
	return s
}

// goesOn reports whether a name ends with a part that goes on without a space:
// McGregor, DeWitt.
func goesOn(s string) bool {
	switch s[strings.LastIndexByte(s, ' ')+1:] {
	case "Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Von", "Fitz":
		return true
	}
	return false
}

// bare drops what stands in brackets, handles and e-mail addresses.
func bare(s string) string {
	if i := strings.IndexAny(s, "([（【"); i > 0 && !nickname(s, i) {
		s = s[:i]
	}
	if !strings.Contains(s, "@") {
		return s
	}
	var keep []string
	for w := range strings.FieldsSeq(s) {
		if !strings.Contains(w, "@") {
			keep = append(keep, w)
		}
	}
	return strings.Join(keep, " ")
}

func hasURL(s string) bool {
	low := strings.ToLower(s)
	return strings.Contains(low, "://") || strings.Contains(low, "www.") || strings.HasSuffix(low, ".com") ||
		strings.HasSuffix(low, ".org") || strings.HasSuffix(low, ".net") || strings.HasSuffix(low, ".html")
}

// unrole drops roles at the ends of a name: "Health reporter Jane Doe".
func unrole(words []string) string {
	is := func(w string) bool {
		w = strings.ToLower(strings.ReplaceAll(strings.Trim(w, ",:"), ".", ""))
		w = w[strings.LastIndexByte(w, '-')+1:]
		return len(w) > 2 && roles[w] || w == "dr" || w == "prof" || w == "mr" || w == "mrs" || w == "ms"
	}
	for len(words) > 1 && is(words[0]) && (len(words) > 2 || !strings.EqualFold(words[0], "the")) {
		words = words[1:]
	}
	n := len(words)
	for len(words) > 1 && (is(words[len(words)-1]) || len(words) < n && in(departments, words[len(words)-1])) && !surname(words) {
		words = words[:len(words)-1]
	}
	return strings.Trim(strings.Join(words, " "), " ,:")
}

// departments are words that stand before the last word of a role and may be names elsewhere.
var departments = text.WordSet(`web video photo audio desk city night online mobile print copy show`)

// nameLike reports whether s has the form of a person's name: a few words,
// none with digits, none in lower case except particles.
func nameLike(s string) bool {
	words := strings.Fields(s)
	if len(words) > maxTokens {
		return false
	}
	lower := 0
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "'‘’\"“(-"))
		switch {
		case strings.ContainsAny(w, "0123456789?!:：%$") || in(strangers, w) || !strings.ContainsFunc(w, unicode.IsLetter):
			return false
		case unicode.IsLower(r) && !particles[strings.ToLower(strings.Trim(w, "'’"))]:
			lower++
		}
	}
	return lower == 0 || lower == len(words) && len(words) <= 3
}

// recase writes JANE DOE and jane doe as Jane Doe.
func recase(s string) string {
	upper, lower := 0, 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			upper++
		} else if unicode.IsLower(r) {
			lower++
		}
	}
	if upper > 0 && lower > 0 || upper+lower < 5 || !strings.Contains(s, " ") ||
		strings.ContainsFunc(s, func(r rune) bool { return r >= 0x2e80 }) {
		return s
	}
	words := strings.Split(s, " ")
	for i, w := range words {
		switch low := strings.ToLower(w); {
		case strings.Contains(w, "."):
		case particles[low] && i > 0 && len(w) > 1:
			words[i] = low
		default:
			words[i] = capitals(low)
		}
	}
	return strings.Join(words, " ")
}

// capitals sets the first letter of a word, and those behind a hyphen or the
// apostrophe of O'Dell.
func capitals(low string) string {
	var b strings.Builder
	start := true
	for _, r := range low {
		if start {
			r = unicode.ToUpper(r)
		}
		b.WriteRune(r)
		start = !unicode.IsLetter(r) && (r != '\'' || b.Len() < 3)
	}
	return b.String()
}
