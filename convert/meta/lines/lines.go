// Package lines reads the lines of a page that a reader sees around its text.
//
// In: the typed blocks of a page. Out: titles, bylines, dates, decks, names of
// people and of the outlet, as they stand there: all there is in a dump. Laws:
// what it returns stands in a block; linear in the blocks.
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

// Lines is what the typed blocks of a page say.
type Lines struct {
	Titles      []string
	Bylines     []string
	Signed      []string // the author's name as a label below the text introduces it
	Elsewhere   []string // lines far from the head that begin like a byline
	Decks       []string
	Dates       []Date
	Above       []string // lines above the title, the nearest first
	blocks      []schema.Block
	title       int // the first block typed title, or -1
	first, last int // the first and last kept block, or -1
	dump        bool
	farDates    int // how many of Dates are Far
	rest        int // how many lines below the title are the rest of it
}

// Date is a line that may hold a date; Strong where it is typed date or byline.
type Date struct {
	Text   string
	Strong bool
	Below  bool   // it stands after the title
	Far    bool   // it stands outside of the article's head
	Entry  bool   // it says when the entry was written
	Label  string // the line before it, where it has no digit
	Inside bool   // it stands behind the beginning of the text
}

const (
	// headAbove and headBelow are how many blocks around the title may belong
	// to the head of the article.
	headAbove, headBelow = 8, 14
	// farAbove and farBelow are how far from title and text a date may stand that
	// has a line of its own.
	farAbove, farBelow = 48, 12
	maxDates           = 32 // lines of the head with dates that are read
	maxFarDates        = 32 // lines elsewhere: lists of months are longer
	// maxTitles: a page that repeats its title in menus and footers says no more.
	maxTitles   = 4
	maxHeadLine = 600 // bytes; more is text
	maxByline   = 240 // bytes; more is a biography
)

// Read fills l from the blocks of a page, which it keeps. In a dump, where no
// markup names the headline, it is looked for among the lines.
func (l *Lines) Read(blocks []schema.Block, dump bool) {
	l.blocks, l.title, l.first, l.last, l.dump, l.rest, l.farDates = blocks, -1, -1, -1, dump, 0, 0
	for i := range blocks {
		b := &blocks[i]
		if b.Kind == schema.KindTitle && len(l.Titles) < maxTitles && b.Text != "" {
			if l.title < 0 {
				l.title = i
			}
			l.Titles = append(l.Titles, oneLine(b.Text))
		}
		if b.Kept {
			if l.first < 0 {
				l.first = i
			}
			l.last = i
		}
	}
	if dump {
		l.retitle()
		l.lengthen()
	}
	l.head()
	if slices.ContainsFunc(l.Bylines, func(s string) bool { return !names.Reviews(s) }) {
		l.Bylines = slices.DeleteFunc(l.Bylines, names.Reviews)
	}
	head := l.title
	if head < 0 {
		head = l.first
	}
	for i := head - 1; i >= max(0, head-headAbove); i-- {
		l.Above = append(l.Above, oneLine(blocks[i].Text))
	}
}

// headingAbove is how many blocks above the text its own heading may stand.
const headingAbove = 4

// Heading is the heading that stands nearest above the text, or begins it, where its
// element says that it is one; kept reports that it is the first line of the text.
func (l *Lines) Heading() (s string, kept bool) {
	for i := l.first; i >= 0 && i >= l.first-headingAbove; i-- {
		b := &l.blocks[i]
		if b.Kept && b.Kind != schema.KindHeading || b.Kind == schema.KindDate || b.Kind == schema.KindByline || strings.Contains(b.Text, "\n") ||
			len(b.Text) > maxHeadline {
			continue
		}
		if titleElement(b.Path[strings.LastIndexByte(b.Path, '/')+1:]) && text.Words(b.Text) >= 2 {
			return b.Text, b.Kept
		}
	}
	return "", false
}

// titleElement reports whether an element of a path is a heading of the second rank or
// the third, or its class says that it is the title of an entry.
func titleElement(s string) bool {
	tag, class, _ := strings.Cut(s, ".")
	switch tag {
	case "h2", "h3", "h4":
		return true
	case "li", "a":
		return false
	}
	class = strings.ToLower(class)
	return strings.Contains(class, "title") && !strings.Contains(class, "subtitle") || strings.Contains(class, "headline") ||
		strings.HasSuffix(class, "header")
}

// Extent is the block of the title, or 0, and the last block of the text, or -1.
func (l *Lines) Extent() (title, last int) { return max(l.title, 0), l.last }

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }

// head reads the bylines, dates and decks of the article's head.
func (l *Lines) head() {
	from, to := l.headRange()
	for i := range l.blocks {
		b := &l.blocks[i]
		in := i >= from && i < to || l.opens(i)
		more := (i < from || i >= to) && len(l.Bylines) > 0 // of another story
		typed := b.Kind == schema.KindByline || b.Kind == schema.KindDate
		switch {
		case !typed && (len(b.Text) > maxHeadLine || b.Kept && b.Kind != schema.KindDeck && i > l.first+1):
			continue
		case !in && !typed:
			l.far(i)
			l.signed(i)
			l.elsewhere(i)
			continue
		}
		switch {
		case i > l.title && i <= l.title+l.rest:
		case b.Kind == schema.KindDeck && in && !l.untyped(i):
			l.Decks = append(l.Decks, b.Text)
		case more:
		case b.Kind == schema.KindByline && (in || i > l.last && i <= l.last+3):
			l.byline(i)
		case in && i > l.title && !b.Kept && l.untyped(i):
		case in && b.Kind == schema.KindDate && i >= l.title && l.datedByline(i):
		case in && l.signsHead(i):
			l.Bylines = append(l.Bylines, unglue(oneLine(b.Text)))
		case in && i >= l.title && strings.Contains(b.Text, "\n"):
			l.inside(b.Text)
		}
		l.dated(i, typed && in)
	}
}

// dated takes the lines of a block that may hold a date.
func (l *Lines) dated(i int, strong bool) {
	s := l.blocks[i].Text
	if strings.IndexFunc(s, unicode.IsDigit) < 0 {
		return
	}
	label := ""
	if i > 0 {
		label = labelOf(l.blocks[i-1].Text)
	}
	for line := range strings.SplitSeq(s, "\n") {
		if len(l.Dates)-l.farDates < maxDates {
			l.Dates = append(l.Dates, Date{
				Text: unglue(line), Strong: strong, Below: i >= l.title, Label: label,
				Inside: l.first >= 0 && i > l.prose(),
			})
		}
		label = labelOf(line)
	}
}

// maxLabel is how many bytes a line has that labels the next.
const maxLabel = 40

// labelOf is the last line of a text, where it can be the label of the next line.
func labelOf(s string) string {
	s = s[strings.LastIndexByte(s, '\n')+1:]
	if len(s) > maxLabel || strings.IndexFunc(s, unicode.IsDigit) >= 0 {
		return ""
	}
	return s
}

// far takes a short line with a date from the menus above the title, where some
// pages print it, or from the lines below the text; and from anywhere the line
// in which blogs and footers say when the page was written or changed.
func (l *Lines) far(i int) {
	b := &l.blocks[i]
	if b.Kept || len(b.Text) > maxFar || l.farDates >= maxFarDates || !hasDigit(b.Text) {
		return
	}
	near := l.title >= 0 && i < l.title && i > l.title-farAbove || l.last >= 0 && i > l.last && i < l.last+farBelow
	for s := range strings.SplitSeq(b.Text, "\n") {
		if l.farDates >= maxFarDates || !hasDigit(s) {
			continue
		}
		if entry := entryLine(s); entry || near && len(s) <= maxFarLine || i >= len(l.blocks)-footer && len(s) <= maxFarLine && changedLine(s) {
			l.Dates = append(l.Dates, Date{Text: unglue(s), Far: true, Entry: entry, Below: i > l.title})
			l.farDates++
		}
	}
}

const (
	maxFar     = 400 // bytes of a block read for far dates
	maxFarLine = 100
	footer     = 12 // blocks at the end of a page that say when it was changed
)

// hasDigit reports whether s has an ASCII digit.
func hasDigit(s string) bool {
	for i := range len(s) {
		if s[i]-'0' < 10 {
			return true
		}
	}
	return false
}

// entryLine reports whether a line says when the entry was written, as the
// themes of blogs do below it: "This entry was posted on May 3, 2021".
func entryLine(s string) bool {
	s = s[:min(len(s), maxEntry)]
	for i := range entryWords {
		if e := &entryWords[i]; strings.Contains(s, e.verb) &&
			slices.ContainsFunc(e.words, func(w string) bool { return strings.Contains(s, w) }) {
			return true
		}
	}
	return false
}

// maxEntry is how many bytes of such a line are looked at.
const maxEntry = 120

// entryWords leave out first letters, which may be capitals. All words of a row hold its
// verb: most lines have none of the few verbs.
var entryWords = []struct {
	verb  string
	words []string
}{
	{" was", []string{"his entry was", "his post was", "his article was"}},
	{" wurde ", []string{"rtikel wurde ", "eitrag wurde ", "intrag wurde ", " und wurde am "}},
	{"rschienen am", []string{"rschienen am"}},
	{" a été", []string{"tte entrée a été", "t article a été", "e billet a été"}},
	{" fue", []string{"sta entrada fue", "ste artículo fue"}},
	{"uesto articolo è", []string{"uesto articolo è"}},
	{"it bericht ", []string{"it bericht werd", "it bericht is"}},
	{"en wpis został", []string{"en wpis został"}},
	{"ste post foi", []string{"ste post foi"}},
}

// changedLine reports whether a line of the footer says when the page was changed.
func changedLine(s string) bool {
	low := strings.ToLower(s)
	for _, w := range []string{
		"stand:", "last updated", "last modified", "last edited", "last change", "page updated", "letzte änderung",
		"zuletzt", "dernière mise", "última actualización", "última modificación", "ultimo aggiornamento", "laatst", "senast", "sist",
	} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// opens reports whether a block of a dump stands around the beginning of the
// text, where a deck or a list of tools may part it from the title.
func (l *Lines) opens(i int) bool {
	return l.dump && l.first >= 0 && i >= l.first-opening && i <= l.first+opening && (i < l.first || !l.blocks[i].Kept)
}

// opening is how many blocks above and below the first of the text are its head.
const opening = 8

// prose is the first kept block, or the first that is no short line where it stands near:
// a place or a byline that is taken for text ends no head.
func (l *Lines) prose() int {
	for i := l.first; i < min(l.first+openLines, len(l.blocks)); i++ {
		if b := &l.blocks[i]; b.Kept && len(b.Text) > openLine {
			return i
		}
	}
	return l.first
}

const (
	openLines = 5  // blocks from the first kept one to the first of the text
	openLine  = 60 // bytes of a line above the text
)

func (l *Lines) headRange() (from, to int) {
	switch {
	case l.title >= 0 && l.first > l.title:
		return max(0, l.title-headAbove), min(l.prose()+1, l.title+2*headBelow)
	case l.title >= 0:
		return max(0, l.title-headAbove), min(l.title+headBelow, len(l.blocks))
	case l.first >= 0:
		return max(0, l.first-headBelow), l.first + 1
	}
	return 0, 0
}

// byline takes a byline block; where it only introduces one ("Written by"),
// the next block has the name.
func (l *Lines) byline(i int) {
	s := l.blocks[i].Text
	if introduces(s) && i+1 < len(l.blocks) && len(l.blocks[i+1].Text) <= maxByline {
		s += "\n" + l.blocks[i+1].Text
	}
	for part := range strings.SplitSeq(s, "\n") {
		if !introduces(part) && part != "" {
			l.Bylines = append(l.Bylines, unglue(part))
		}
	}
}

// datedByline takes what stands behind the date of a line and begins like a byline, and
// reports whether there is some: "May 3, 2021 by Mara Ellison".
func (l *Lines) datedByline(i int) bool {
	n := len(l.Bylines)
	for line := range strings.SplitSeq(l.blocks[i].Text, "\n") {
		rest, found := dates.Part(line[:min(len(line), maxByline)], dates.Options{})
		if found == 0 {
			continue
		}
		for part := range strings.SplitSeq(rest, "|") {
			if part = strings.TrimSpace(part); begins(part) {
				part, _, _ = strings.Cut(part, " in ") // a section follows
				l.Bylines = append(l.Bylines, unglue(part))
			}
		}
	}
	return len(l.Bylines) > n
}

// signsHead reports whether a line that is typed otherwise begins like a byline and holds its
// date: right above the title, or where it is taken for the first line of the text.
func (l *Lines) signsHead(i int) bool {
	b := &l.blocks[i]
	if !(b.Kept && i == l.first || !b.Kept && !l.dump && i < l.title && i >= l.title-rightAbove) || len(b.Text) > maxSigned ||
		!hasDigit(b.Text) || !begins(b.Text) {
		return false
	}
	m := dates.All(b.Text, dates.Options{})
	return len(m) > 0 && m[0].Precision != schema.PrecisionYear
}

const (
	rightAbove = 2   // blocks above the title where its byline may stand
	maxSigned  = 120 // bytes of a byline with its date
)

// signed takes an author's name that a label below the text introduces: "Author:
// Mara Ellison", or "Article by" above the name.
func (l *Lines) signed(i int) {
	s := l.blocks[i].Text
	if l.last < 0 || i <= l.last || i > l.last+signedBelow || len(s) > maxInside || l.blocks[i].Kept || len(l.Signed) > 0 {
		return
	}
	if label, name, ok := strings.Cut(s, ":"); ok && introduces(label) && !strings.Contains(name, ":") {
		l.Signed = append(l.Signed, strings.ReplaceAll(name, "\n", " "))
		return
	}
	if introduces(s) && i+1 < len(l.blocks) && personLine(oneLine(l.blocks[i+1].Text)) {
		l.Signed = append(l.Signed, oneLine(l.blocks[i+1].Text))
	}
}

// signedBelow is how many blocks below the text an author's name may be labelled.
const signedBelow = 10

// untyped takes a line of the head that begins like a byline, and reports
// whether it does.
func (l *Lines) untyped(i int) bool {
	s := l.blocks[i].Text
	if begins(s) && len(s) <= maxByline {
		l.Bylines = append(l.Bylines, unglue(oneLine(s)))
		return true
	}
	if introduces(s) && l.blocks[i].Kind != schema.KindByline {
		l.byline(i)
		return true
	}
	return false
}

// inside takes the bylines among the lines of one block: pages without headings
// set title, date and byline in one cell.
func (l *Lines) inside(s string) {
	for line := range strings.SplitSeq(s, "\n") {
		if begins(line) && len(line) <= maxInside {
			l.Bylines = append(l.Bylines, unglue(line))
		}
	}
}

// maxInside is the longest byline, in bytes, believed among lines that may be text.
const maxInside = 100

// begins reports whether a line begins like a byline.
func begins(s string) bool {
	if strings.HasSuffix(s, ".") && text.Words(s) > 6 { // "By J. Doe Jr." is none of the text's sentences
		return false
	}
	s = strings.TrimLeft(s, " •*|")
	if len(s) > 3 && (s[:2] == "By" || s[:2] == "by") && s[2] >= 'A' && s[2] <= 'Z' && s[3] >= 'a' {
		return true // only a style sheet parts them
	}
	if s == "" {
		return false
	}
	for _, p := range openers[s[0]] {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// openers are the words with which a byline begins, by their first byte.
var openers = func() (by [256][]string) {
	for _, p := range []string{
		"By ", "BY ", "by ", "By:", "By\u00a0", "Von ", "von ", "Von:", "Par ", "Por ", "Di ", "di ", "Door ", "Av ", "Af ", "Written by ", "Words by ", "Review by ", "News by ", "Reviewed by ",
		"Article by: ", "Posted by ", "Kolumne von ", "Eine Analyse von ", "Ein Artikel von ", "Reporting by ", "Article by ",
	} {
		by[p[0]] = append(by[p[0]], p)
	}
	return by
}()

// introduces reports whether the line is nothing but the words before a name.
func introduces(s string) bool {
	switch strings.ToLower(strings.Trim(s, " :|-–—\n")) {
	case "by", "written by", "von", "par", "por", "author", "authors", "author(s)", "contributors", "autorin", "autor/in", "ein artikel von",
		"redaktion", "autor", "autoren", "auteur", "posted by", "words by", "story by", "published by", "text", "text von", "di", "door", "av", "af", "text:", "article by", "reviewed by", "author of the article", "autore", "commentary by":
		return utf8.RuneCountInString(s) < 20
	}
	return false
}

// Stands reports whether a dropped line between title and text is s.
func (l *Lines) Stands(s string) bool {
	key := text.Key(s)
	if key == "" || l.title < 0 {
		return false
	}
	for i := l.title + 1; i < min(max(l.first, 0), l.title+headBelow); i++ {
		if b := &l.blocks[i]; !b.Kept && len(b.Text) < 2*len(s)+20 && text.Key(b.Text) == key {
			return true
		}
	}
	return false
}
