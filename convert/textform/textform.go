// Package textform tells how a tool laid text out, and undoes it.
//
// In: the text of a page or of an article, as some tool wrote it. Out: its form, and
// lines of which each is a paragraph, a heading, an item of a list or a row of a
// table. The forms: flow (a paragraph a line), wrapped (lines broken at a width),
// node_lines (a text node a line), runs (text nodes run together) and markdown.
//
// Laws: text in the form flow is handed back as it is; every byte of a line that was
// not put in by this package is mapped to the byte of the text given that it is; every
// byte given that is no white space stands in a line or in a Drop with a reason; where
// Options.Whole says that all of it is text of an article, no word is dropped; time is
// linear in the text; nothing depends on anything but text and options.
//
//	t := textform.Read(body, textform.Options{})
//	t.Form, t.Body, t.Lines
package textform

import (
	"sort"

	"github.com/dsbuild/dsbuild/schema"
)

// Options say how text is read. The zero value is for the text of a page.
type Options struct {
	// Whole says that the text is that of an article and nothing else: lines are
	// joined, and none is left out.
	Whole bool
}

// Text is a text whose form was undone.
type Text struct {
	Form schema.TextForm
	// Body is the lines, each ended by "\n"; a margin is a blank line.
	Body []byte
	// Lines are the lines of Body that say something; nil where Body is the text as given.
	Lines []Line
	// Drops are what of the text given stands in no line, in order, without white space.
	Drops []Drop

	given  []byte
	pieces []piece
}

// Line is a line of Text.Body.
type Line struct {
	From, To int // its bytes of Body
	Kind     schema.BlockKind
	Level    int8 // 1 to 6 of a heading, or 0 where it is not known
	Indent   int32
	Margin   bool // a blank line stands before it
	Links    []Link
}

// Link is a part of a line that is linked.
type Link struct {
	From, To int // bytes of Body
	URL      string
}

// Reason says why a part of the text given stands in no line.
type Reason string

// The reasons.
const (
	Marks       Reason = "marks"        // of Markdown, of a list, of a form
	Address     Reason = "address"      // of a link or of a picture
	Picture     Reason = "picture"      // the words that stand for a picture
	References  Reason = "references"   // the numbers of links, and the list of their addresses
	PageNumber  Reason = "page_number"  // of a printed page
	RunningHead Reason = "running_head" // recurs at the top or bottom of printed pages
	Hyphen      Reason = "hyphen"       // a word was broken there
	Control     Reason = "control"      // a button or field that a browser shows
	Code        Reason = "code"         // of the page's scripts and styles
)

// wholeLine reports whether what was dropped for r is a line of its own.
func (r Reason) wholeLine() bool {
	switch r {
	case Picture, References, PageNumber, RunningHead, Control, Code:
		return true
	default:
		return false
	}
}

// Drop is a part of the text given that stands in no line.
type Drop struct {
	From, To int // its bytes
	Reason   Reason
	Before   int // how many lines stand before it
}

// Words reports whether words were dropped, not only marks between them.
func (d *Drop) Words() bool { return d.Reason.wholeLine() }

// piece says that Len bytes at Out of Body are those at In of the text given.
type piece struct{ Out, In, Len int }

// Read tells the form of text and undoes it. The result may share memory with body.
func Read(body []byte, opt Options) *Text {
	s := scan(body)
	form := s.decideForm(opt)
	b := &builder{given: body, opt: opt}
	switch form {
	case schema.TextWrapped:
		unwrap(s, b)
	case schema.TextNodeLines:
		joinNodes(s, b)
	case schema.TextRuns:
		splitRuns(s, b)
	case schema.TextMarkdown:
		readMarkdown(s, b)
	default:
		return &Text{Form: schema.TextFlow, Body: body, given: body}
	}
	b.finish()
	return &Text{Form: form, Body: b.out, Lines: b.lines, Drops: b.drops, given: body, pieces: b.pieces}
}

// Source returns the words that were dropped.
func (t *Text) Source(d *Drop) []byte { return t.given[d.From:d.To] }

// Given maps a part of Body to the part of the text given that it was made of: from
// its first byte to behind its last.
func (t *Text) Given(from, to int) (start, end int) {
	if t.Lines == nil {
		return from, to
	}
	if to <= from {
		at := t.at(from)
		return at, at
	}
	return t.at(from), max(t.at(to-1)+1, t.at(from))
}

// at is the byte of the text given that a byte of Body is; one that was put in is
// where the next one stands.
func (t *Text) at(out int) int {
	i := sort.Search(len(t.pieces), func(i int) bool { return t.pieces[i].Out+t.pieces[i].Len > out })
	if i == len(t.pieces) {
		if i == 0 {
			return 0
		}
		last := t.pieces[i-1]
		return last.In + last.Len
	}
	p := t.pieces[i]
	return p.In + max(out-p.Out, 0)
}
