package meta

import (
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/schema"
)

// lines is what the typed blocks say: all there is in a dump, and what a reader
// sees in a page.
type lines struct {
	blocks      []schema.Block
	title       int // the first block typed title, or -1
	first, last int // the first and last kept block, or -1
	titles      []string
	bylines     []string
	decks       []string
	dates       []dateLine
	above       []string // lines above the title, the nearest first
}

// dateLine is a line that may hold a date; strong where it is typed date or byline.
type dateLine struct {
	text   string
	strong bool
	below  bool // it stands after the title
	far    bool // it stands outside of the article's head
}

const (
	// headAbove and headBelow are how many blocks around the title may belong
	// to the head of the article.
	headAbove, headBelow = 8, 14
	// farAbove and farBelow are how far from title and text a date may stand that
	// has a line of its own.
	farAbove, farBelow = 48, 12
	maxDates           = 32 // lines with dates that are read
	// maxTitles: a page that repeats its title in menus and footers says no more.
	maxTitles = 4
)

func (l *lines) read(blocks []schema.Block) {
	l.blocks, l.title, l.first, l.last = blocks, -1, -1, -1
	for i := range blocks {
		b := &blocks[i]
		if b.Kind == schema.KindTitle && len(l.titles) < maxTitles && b.Text != "" {
			if l.title < 0 {
				l.title = i
			}
			l.titles = append(l.titles, oneLine(b.Text))
		}
		if b.Kept {
			if l.first < 0 {
				l.first = i
			}
			l.last = i
		}
	}
	l.head()
	for i := l.title - 1; i >= max(0, l.title-headAbove); i-- {
		l.above = append(l.above, oneLine(blocks[i].Text))
	}
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }

// head reads the bylines, dates and decks of the article's head.
func (l *lines) head() {
	from, to := l.headRange()
	for i := range l.blocks {
		b := &l.blocks[i]
		in := i >= from && i < to
		typed := b.Kind == schema.KindByline || b.Kind == schema.KindDate
		if b.Kept && !typed && b.Kind != schema.KindDeck && i > l.first+1 || len(b.Text) > 600 && !typed {
			continue
		}
		if !in && !typed {
			l.far(i)
			continue
		}
		switch {
		case b.Kind == schema.KindDeck && in && !l.untyped(i):
			l.decks = append(l.decks, b.Text)
		case b.Kind == schema.KindByline && (in || i > l.last && i <= l.last+3):
			l.byline(i)
		case in && i > l.title && !b.Kept:
			l.untyped(i)
		}
		if len(l.dates) < maxDates && strings.ContainsAny(b.Text, "0123456789०१२३४५६७८९٠١٢٣٤٥٦٧٨٩") {
			for s := range strings.SplitSeq(b.Text, "\n") {
				l.dates = append(l.dates, dateLine{text: unglue(s), strong: typed && in, below: i >= l.title})
			}
		}
	}
}

// far takes a short line with a date from the menus above the title, where some
// pages print it, or from the lines below the text.
func (l *lines) far(i int) {
	b := &l.blocks[i]
	if len(b.Text) > 100 || b.Kept || len(l.dates) >= maxDates || !strings.ContainsAny(b.Text, "0123456789") {
		return
	}
	if l.title >= 0 && i < l.title && i > l.title-farAbove || l.last >= 0 && i > l.last && i < l.last+farBelow {
		l.dates = append(l.dates, dateLine{text: unglue(oneLine(b.Text)), far: true, below: i > l.title})
	}
}

func (l *lines) headRange() (from, to int) {
	switch {
	case l.title >= 0 && l.first > l.title:
		return max(0, l.title-headAbove), min(l.first+1, l.title+2*headBelow)
	case l.title >= 0:
		return max(0, l.title-headAbove), min(l.title+headBelow, len(l.blocks))
	case l.first >= 0:
		return max(0, l.first-headBelow), l.first + 1
	}
	return 0, 0
}

// byline takes a byline block; where it only introduces one ("Written by"),
// the next block has the name.
func (l *lines) byline(i int) {
	s := l.blocks[i].Text
	if introduces(s) && i+1 < len(l.blocks) && len(l.blocks[i+1].Text) <= maxByline {
		s += "\n" + l.blocks[i+1].Text
	}
	for part := range strings.SplitSeq(s, "\n") {
		if !introduces(part) && part != "" {
			l.bylines = append(l.bylines, unglue(part))
		}
	}
}

// untyped takes a line of the head that begins like a byline, and reports
// whether it does.
func (l *lines) untyped(i int) bool {
	s := l.blocks[i].Text
	for _, p := range []string{"By ", "BY ", "Von ", "Par ", "Por ", "Written by ", "Words by "} {
		if strings.HasPrefix(s, p) && len(s) <= maxByline && !strings.HasSuffix(s, ".") {
			l.bylines = append(l.bylines, unglue(oneLine(s)))
			return true
		}
	}
	if introduces(s) && l.blocks[i].Kind != schema.KindByline {
		l.byline(i)
		return true
	}
	return false
}

// introduces reports whether the line is nothing but the words before a name.
func introduces(s string) bool {
	switch strings.ToLower(strings.Trim(s, " :|-–—\n")) {
	case "by", "written by", "von", "par", "por", "author", "authors", "autor", "autoren", "auteur", "posted by", "words by", "story by", "published by", "text", "text von", "di", "door", "av", "af", "text:", "article by", "reviewed by":
		return utf8.RuneCountInString(s) < 20
	}
	return false
}
