// Package lines reads the lines of a page that a reader sees around its text.
//
// In: the typed blocks of a page. Out: titles, bylines, dates, decks, names of
// people and of the outlet, as they stand there: all there is in a dump. Laws:
// what it returns stands in a block; linear in the blocks.
package lines

import (
	"slices"
	"strings"

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

const (
	// headAbove and headBelow are how many blocks around the title may belong
	// to the head of the article.
	headAbove, headBelow = 8, 14
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
