package lines

import (
	"slices"
	"strings"
	"unicode"
)

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
	// farAbove and farBelow are how far from title and text a date may stand that
	// has a line of its own.
	farAbove, farBelow = 48, 12
	maxDates           = 32 // lines of the head with dates that are read
	maxFarDates        = 32 // lines elsewhere: lists of months are longer

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
