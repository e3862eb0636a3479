package unit

import (
	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

// Page is what decides about blocks sees: the units of one page and their text.
type Page struct {
	Doc   *markup.Doc // nil where the page is a dump
	Title string      // a hint at the headline, "" where there is none
	Text  []byte      // the text of all units
	Units []Unit

	// For every node of Doc:
	Tokens  []lexicon.Tokens // what its own class and id say
	Context []Context        // where it stands
	First   []int32          // the first unit in or after it
	steps   []extent         // of stepText: what a path says of it

	stepText []byte
	Links    []Link   // of all units
	urls     []string // of the links of a dump
	Heads    HeadHashes
}

type extent struct{ from, to int32 }

// Link is the part of a hyperlink that stands in one unit.
type Link struct {
	from, to int32 // bytes of Page.Text
	Node     int32 // in a dump: which of Page.urls
}

// Unit is a block on its way: what it says, where it stands and what was decided.
type Unit struct {
	From, To int32 // its bytes of Page.Text
	lexicon.Stats
	Phrases  lexicon.Phrases
	LinkSize int32    // how much of Size is linked
	Hash     uint64   // of its letters and digits in lower case
	Earlier  int32    // the first unit with the same letters, or -1
	Near     int32    // the first unit that begins with the same letters, or -1: a copy that was cut or added to
	Again    bool     // a later unit has the same letters
	Level    int8     // 1 to 6 where the markup says heading
	Number   int32    // line number in a dump, node of its first text in HTML
	Parent   int32    // in HTML: the nearest block element
	Bullet   bool     // an item of a list
	Indent   int32    // spaces before a line of a dump
	Before   bool     // a blank line before it, in a dump
	After    bool     // a blank line after it, in a dump
	Links    [2]int32 // its range of Page.Links
	Entry    int32    // of a live blog it stands in, from 1; 0 none, beside for a ticker

	Kind   schema.BlockKind // what the markup says, until it is decided
	Reason schema.BlockReason
	Points int32 // 0 to 100: how sure that it is text of the article
	Beside bool  // its build shows that it stands beside the text: no model keeps it
}

// reset forgets the page before.
func (p *Page) reset() {
	p.Title, p.Links, p.urls, p.Text, p.Units = "", p.Links[:0], p.urls[:0], p.Text[:0], p.Units[:0]
}

// Bytes returns the text of a unit.
func (p *Page) Bytes(u *Unit) []byte { return p.Text[u.From:u.To] }

// Kept returns how many letters were kept.
func (p *Page) Kept() (size int32) {
	for i := range p.Units {
		if p.Units[i].Kept() {
			size += p.Units[i].Size
		}
	}
	return size
}

// Drop decides that a unit is no text of the article.
func (u *Unit) Drop(k schema.BlockKind, r schema.BlockReason) {
	u.Kind, u.Reason, u.Points = k, r, min(u.Points, 20)
}

// Keep decides that it is.
func (u *Unit) Keep(k schema.BlockKind, points int32) {
	u.Kind, u.Reason, u.Points = k, schema.ReasonBody, max(points, 55)
}

// Kept reports whether it is kept as text.
func (u *Unit) Kept() bool { return u.Reason == schema.ReasonBody }

// Alone reports whether a line of a dump has the margins of a paragraph or heading.
func (u *Unit) Alone() bool { return u.Before && u.After }

// HeadingLike reports whether the words of u could be a heading: few, and not
// the end of a sentence.
func HeadingLike(u *Unit) bool {
	return u.Size >= 2 && u.Size <= 120 && u.Lines <= 1 && !u.Closed && !u.Lower
}

// AppendLinks appends the links of a unit.
func (p *Page) AppendLinks(dst []schema.BlockLink, u *Unit) []schema.BlockLink {
	for _, l := range p.Links[u.Links[0]:u.Links[1]] {
		if p.Doc == nil {
			dst = append(dst, schema.BlockLink{Span: schema.Span{Start: int(l.from - u.From), End: int(l.to - u.From)}, URL: p.urls[l.Node]})
		} else if url, ok := p.Doc.Attr(l.Node, markup.KeyHref); ok && l.from < l.to {
			dst = append(dst, schema.BlockLink{Span: schema.Span{Start: int(l.from - u.From), End: int(l.to - u.From)}, URL: url})
		}
	}
	return dst
}
