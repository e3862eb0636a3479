package unit

import (
	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/textform"
)

// Cutter cuts pages into units. It is a workspace that is used again: its Page is
// valid until the next one.
type Cutter struct {
	Page    Page
	segment segmenter
	seen    map[uint64]int32 // units by the hash of their letters
	opened  map[uint64]int32 // and of their first letters
	linked  []int32          // units of running text that are links as a whole
}

// HTML makes the units of a parsed page, not yet measured. noscript says that what
// browsers without scripts show is text too; names and tags of the groups in forget say
// nothing of what an element holds. passed is how many letters for such browsers were
// left out.
func (c *Cutter) HTML(d *markup.Doc, noscript bool, forget lexicon.Tokens) (passed int32) {
	p, s := &c.Page, &c.segment
	p.reset()
	n := len(d.Nodes)
	p.Doc, p.Title = d, d.TitleHint()
	p.Heads = HashHead(p.Title)
	p.Tokens, p.Context, p.First = Grow(p.Tokens, n), Grow(p.Context, n), Grow(p.First, n)
	p.steps, p.stepText = Grow(p.steps, n), p.stepText[:0]
	s.page, s.doc, s.noscript, s.forget = p, d, noscript, forget
	s.run()
	return s.passed
}

// Lines makes units of the lines of a page-text dump or of clean text, not yet measured.
func (c *Cutter) Lines(t *textform.Text, dump bool) {
	p := &c.Page
	p.reset()
	p.Doc = nil
	if t.Lines == nil {
		p.splitLines(t.Body, dump)
	} else {
		p.splitForm(t, dump)
	}
}

// Release lets go of the parsed page.
func (c *Cutter) Release() { c.Page.Doc, c.segment.doc = nil, nil }

// Measure fills what the words of all units say, and which of them are copies.
func (c *Cutter) Measure() {
	p := &c.Page
	clear(c.seen)
	clear(c.opened)
	if c.seen == nil {
		c.seen, c.opened = map[uint64]int32{}, map[uint64]int32{}
	}
	c.linked = c.linked[:0]
	for i := range p.Units {
		u := &p.Units[i]
		t := p.Bytes(u)
		u.Stats = lexicon.Measure(t)
		u.Phrases = lexicon.PhrasesOf(t)
		whole, opening := hashes(t)
		u.Hash = whole
		for _, l := range p.Links[u.Links[0]:u.Links[1]] {
			if l.from == u.From && l.to == u.To {
				u.LinkSize += u.Size
				if u.Prose() {
					c.linked = append(c.linked, int32(i))
				}
			} else {
				u.LinkSize += lexicon.SizeOf(p.Text[l.from:l.to])
			}
		}
		if first, ok := c.seen[u.Hash]; ok && u.Size > 0 {
			u.Earlier = first
			p.Units[first].Again = true
		} else {
			c.seen[u.Hash] = int32(i)
		}
		if opening == 0 {
			continue
		}
		if first, ok := c.opened[opening]; ok {
			u.Near = first
		} else {
			c.opened[opening] = int32(i)
		}
	}
	c.unlink()
}

// fewestLinked is how many paragraphs with one address are a text in a link: a teaser
// has a headline and one or two.
const fewestLinked = 4

// unlink takes the links off a text all of whose paragraphs lead to one address, or
// nowhere: a link around it was never closed, or the whole is one large button.
func (c *Cutter) unlink() {
	p := &c.Page
	if len(c.linked) < fewestLinked || p.Doc == nil {
		return
	}
	address := func(i int32) string {
		return string(p.Doc.AttrRaw(p.Links[p.Units[i].Links[0]].Node, markup.KeyHref))
	}
	count := map[string]int{}
	for _, i := range c.linked {
		count[address(i)]++
	}
	for _, i := range c.linked {
		if count[address(i)] >= fewestLinked {
			p.Units[i].LinkSize = 0
		}
	}
}
