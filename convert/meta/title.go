package meta

import (
	"cmp"
	"html"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Scores of titles before agreement is added. Untuned, the h1 that agrees with
// another statement, then the headline, then og:title is right on .92 of naeb.
const (
	titleH1      = 40
	titleBlock   = 52
	titleBoth    = 84 // an h1 that block, too, takes for the title
	titleLinked  = 58
	titleOG      = 50
	titleMeta    = 46
	titleTwitter = 40
	titleElement = 30
	// titleShown is for a statement that stands on the page as an h1 or title block.
	titleShown = 30
	// titleParted is for an h1 whose markup sets other lines apart from the
	// headline; statements beside the page join them.
	titleParted = 15
)

// maxTitle is the longest headline believed, in bytes; longer are whole texts.
const maxTitle = 400

func (f *finder) title() {
	shown := f.shownTitles()
	all := f.given(nil, func(x *schema.Fields) string { return clean(x.Title) })
	add := func(value string, evidence schema.Evidence, score int, tailed bool) {
		if strings.Contains(value, "&") {
			value = html.UnescapeString(value) // escaped twice
		}
		value = clean(value)
		if tailed {
			value = f.untail(value, shown)
		}
		if value != "" && len(value) <= maxTitle && !f.isSite(value) {
			all = append(all, candidate{value: value, evidence: evidence, score: score})
		}
	}
	add(f.ld.Title, schema.EvidenceJSONLD, titleLinked, false)
	t := &f.tags
	add(t.First("og:title"), schema.EvidenceOpenGraph, titleOG, true)
	add(t.First("citation_title"), schema.EvidenceMeta, titleLinked, true)
	add(t.First("parsely-title"), schema.EvidenceMeta, titleMeta, true)
	add(t.First("twitter:title"), schema.EvidenceMeta, titleTwitter, true)
	add(t.First("title"), schema.EvidenceMeta, titleElement, true)
	add(t.Title, schema.EvidenceMeta, titleElement, true)
	stated := len(all)
	for i := range shown {
		f.shownTitle(&shown[i], i, all[:stated:stated], add)
	}
	all = f.underLogo(all, stated)
	best, ok := f.pool.choose("title", all)
	if !ok {
		if len(f.in.Blocks) > 0 {
			f.pool.note(schema.FindingNoTitle, "title", "neither markup nor text states a title")
		}
		return
	}
	f.m.Title = best.value
	f.titleConflict(best, all)
}

// underLogo adds the heading above the text where the page's h1 names the site or a
// section: another part of <title>, or one word or two that no field states as headline.
func (f *finder) underLogo(all []candidate, stated int) []candidate {
	heading, kept := f.lines.Heading()
	heading = clean(heading)
	key := text.Key(heading)
	if len(key) < 8 || f.isSite(heading) || f.in.Doc == nil {
		return all
	}
	logo, own := false, false
	head := ""
	for part := range titleParts(f.tags.Title) {
		switch k := text.Key(part); {
		case k == key:
			own = true
		case slices.ContainsFunc(f.tags.H1, func(s string) bool { return text.Key(s) == k }):
			logo, head = true, k
		}
	}
	for i := range all[:stated] {
		c := &all[i]
		if k := text.Key(c.value); (c.evidence == schema.EvidenceJSONLD || c.evidence == schema.EvidenceOpenGraph) && k != head &&
			!alike(k, key) {
			return all // a field states another headline
		}
	}
	switch {
	case own && (logo || f.generic(nil)):
	case kept || words(heading) < 4 || !f.generic(all[:stated]):
		return all
	}
	return append(all, candidate{value: heading, evidence: schema.EvidenceText, score: titleBoth + titleShown})
}

// generic reports whether the page's h1 is one word, or, where it has none, whatever is
// stated as its title: a word or two, or a line that names the site.
func (f *finder) generic(stated []candidate) bool {
	if len(f.tags.H1) > 0 {
		return !slices.ContainsFunc(f.tags.H1, func(s string) bool { return words(s) > 1 })
	}
	label := siteLabel(f.m.Site)
	return !slices.ContainsFunc(stated, func(c candidate) bool {
		return words(c.value) > 2 && (len(label) < minLabel || !strings.Contains(text.Key(c.value), label))
	})
}

// minLabel is the length in bytes from which the label of a domain is no word by chance.
const minLabel = 5

// titleParts are what separators part in a title.
func titleParts(title string) iter.Seq[string] {
	for _, sep := range separators {
		title = strings.ReplaceAll(title, sep, "\x00")
	}
	return strings.SplitSeq(title, "\x00")
}

// shownTitle scores the i-th line that the page shows as its headline.
func (f *finder) shownTitle(s *shownTitle, i int, stated []candidate,
	add func(value string, evidence schema.Evidence, score int, tailed bool),
) {
	score := titleH1 - min(i, 5)
	switch {
	case s.block && s.h1 && words(s.text) > 2 && !f.outstated(s, stated): // "News", "Article view" are templates
		score = titleBoth
	case s.block:
		score = titleBlock
	}
	evidence := schema.EvidenceH1
	if !s.h1 {
		evidence = schema.EvidenceText
	}
	if f.agrees(s.text, stated) || f.agrees(s.parted, stated) {
		score += titleShown
	}
	shown := f.unlogo(s.text, stated)
	if s.parted != "" {
		if shown = cmp.Or(joined(s, stated), f.apart(s, stated)); shown == "" {
			add(s.parted, evidence, score+titleParted, false)
			return
		}
	}
	if t := unkicker(shown, stated); t != "" && (s.parted != "" || !s.block || !isStated(shown, stated)) {
		add(t, evidence, score+agreement+1, false)
	}
	add(shown, evidence, score, s.block && !s.h1)
}

// outstated reports whether nothing states a shown line, and another h1 is what the page's
// JSON-LD or its card states: then the line is the heading of a part.
func (f *finder) outstated(s *shownTitle, stated []candidate) bool {
	if f.agrees(s.text, stated) || f.agrees(s.parted, stated) {
		return false
	}
	return slices.ContainsFunc(f.tags.H1, func(h string) bool { return h != s.text && words(h) > 2 && isStated(h, stated) })
}

// isStated reports whether the page states a line as its title, word for word.
func isStated(s string, stated []candidate) bool {
	key := text.Key(s)
	return slices.ContainsFunc(stated, func(c candidate) bool {
		return (c.evidence == schema.EvidenceJSONLD || c.evidence == schema.EvidenceOpenGraph) && text.Key(c.value) == key
	})
}

// apart returns the line that the markup of an h1 sets apart where the page states that line
// as its title, and what is left nowhere: a section is left.
func (f *finder) apart(s *shownTitle, stated []candidate) string {
	if f.agrees(s.parted, stated) {
		return ""
	}
	key := text.Key(s.text)
	for i := range stated {
		if v := stated[i].value; words(v) > 2 && strings.HasSuffix(key, text.Key(v)) {
			return v
		}
	}
	return ""
}

// unlogo cuts the site's name off an h1 that holds its logo, too, where another
// statement is the headline alone.
func (f *finder) unlogo(shown string, stated []candidate) string {
	for i := range stated {
		if rest, ok := strings.CutPrefix(shown, stated[i].value); ok && rest != "" && rest[0] != ' ' && f.isSite(rest) {
			return stated[i].value
		}
	}
	return shown
}

// joined returns the lines of an h1 as one headline where the outlet itself
// states them so, with a colon: "Harbour dispute: Council closes the bridge".
func joined(s *shownTitle, stated []candidate) string {
	key := text.Key(s.text)
	for i := range stated {
		v := stated[i].value
		if at := len(v) - len(s.parted); at > 2 && v[at-2:at] == ": " && text.Key(v) == key && strings.EqualFold(v[at:], s.parted) {
			return v
		}
	}
	return ""
}

// unkicker returns the headline without the kicker before it, where another
// statement is just that: "Harbour dispute: Council closes the bridge".
func unkicker(shown string, stated []candidate) string {
	key := text.Key(shown)
	for i := range stated {
		b := text.Key(stated[i].value)
		if len(b) < 15 || len(b)*5 < len(key)*2 || len(b) == len(key) || !strings.HasSuffix(key, b) {
			continue
		}
		cut := len(shown) - len(stated[i].value)
		if cut > 0 && strings.EqualFold(shown[cut:], stated[i].value) && strings.ContainsAny(shown[max(0, cut-3):cut], ":-–—|·/") {
			return shown[cut:]
		}
	}
	return ""
}

// shownTitle is a line of the page that may be its headline.
type shownTitle struct {
	text      string
	parted    string // the headline alone, where the h1 holds other lines too
	h1, block bool
}

func (f *finder) shownTitles() []shownTitle {
	var shown []shownTitle
	for i, s := range f.tags.H1 {
		shown = append(shown, shownTitle{text: s, parted: f.tags.Headlines[i], h1: true})
	}
	for _, s := range f.lines.Titles {
		same := false
		for i := range shown {
			if k := text.Key(s); k == text.Key(shown[i].text) || k == text.Key(shown[i].parted) {
				shown[i].block, same = true, true
			}
		}
		if !same {
			shown = append(shown, shownTitle{text: s, block: true})
		}
	}
	return shown
}

// agrees reports whether another statement is the shown title, or begins with
// it, or is contained in it for the most part.
func (f *finder) agrees(shown string, stated []candidate) bool {
	a := text.Key(shown)
	if len(a) < 4 {
		return false
	}
	for i := range stated {
		b := text.Key(stated[i].value)
		if a == b || alike(a, b) {
			return true
		}
	}
	return false
}

// alike reports whether one key holds most of the other.
func alike(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a)*2 >= len(b) && len(a) >= 8 && strings.Contains(b, a)
}

// separators stand between a headline and the name of the site.
var separators = []string{
	" | ", " - ", " – ", " — ", " :: ", " · ", " » ", " « ", " • ", " ‹ ", " › ", " ~ ", " // ", "｜", " |", "| ",
	" / ", " < ", " > ", " : ",
}

// untail cuts the site's name, sections and slogans off a title. What is left
// must be at least two words, or what the page shows as its headline.
func (f *finder) untail(s string, shown []shownTitle) string {
	for range 4 {
		cut, at := "", -1
		for _, sep := range separators {
			if i := strings.LastIndex(s, sep); i > at {
				at, cut = i, sep
			}
		}
		if at < 0 {
			return f.unhead(f.unmark(s), nil)
		}
		head, tail := strings.TrimSpace(s[:at]), strings.TrimSpace(s[at+len(cut):])
		switch {
		case strings.HasSuffix(head, "Blog Archive") || strings.HasSuffix(head, "Blog Archiv"):
			return tail
		case head == "" || f.isSite(head):
			s = tail
			continue
		case tail == "" || f.isSite(tail) || isShown(head, shown):
		case strings.Contains(cut, "|") && words(tail) <= 5 && words(head) >= 3 && !isShown(s, shown):
		case f.isSection(tail) && words(head) >= 3:
		default:
			return f.unhead(f.unmark(s), shown)
		}
		s = head
	}
	return s
}

// unmark cuts the site's name off a title where a mark without its spaces stands before it:
// "Council closes the bridge- Harbour Post".
func (f *finder) unmark(s string) string {
	i := strings.LastIndexAny(s, "-–—|:»")
	if i <= 0 {
		return s
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	if head := strings.TrimSpace(s[:i]); words(head) > 2 && f.isSite(s[i+size:]) {
		return head
	}
	return s
}

// unhead cuts "Site: " and "Section | " off the beginning of a title.
func (f *finder) unhead(s string, shown []shownTitle) string {
	for _, sep := range append(separators[:7:7], ": ") {
		if head, tail, ok := strings.Cut(s, sep); ok && (f.isSite(head) || isShown(tail, shown)) && tail != "" {
			return strings.TrimSpace(tail)
		}
	}
	return s
}

func words(s string) int {
	n := text.Words(s)
	if n == 1 && utf8.RuneCountInString(s) > 6 && s[0] >= 0xe3 {
		return utf8.RuneCountInString(s) / 3 // scripts without spaces
	}
	return n
}

func isShown(s string, shown []shownTitle) bool {
	key := text.Key(s)
	for i := range shown {
		if key != "" && text.Key(shown[i].text) == key {
			return true
		}
	}
	return false
}

func (f *finder) isSection(s string) bool {
	key := text.Key(s)
	if key == "" {
		return false
	}
	for _, c := range append([]string{f.ld.Section, f.tags.First("article:section"), f.tags.First("parsely-section")}, f.ld.Crumbs...) {
		if text.Key(c) == key {
			return true
		}
	}
	return false
}

// titleConflict notes that the page shows one title and states another, where
// neither holds most of the other.
func (f *finder) titleConflict(best candidate, all []candidate) {
	for i := range all {
		c := &all[i]
		if c.evidence == schema.EvidenceIndex || c.evidence == best.evidence || c.key == best.key || alike(c.key, best.key) {
			continue
		}
		if c.evidence == schema.EvidenceJSONLD || c.evidence == schema.EvidenceOpenGraph || c.evidence == schema.EvidenceRecord {
			f.pool.note(schema.FindingTitleConflict, "title", "%s says %q, %s says %q", best.evidence, best.value, c.evidence, c.value)
			return
		}
	}
}
