package rule

import (
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/schema"
)

// Once tells a second copy of the text from paragraphs that recur in it.
type Once struct {
	said  map[uint64]int // by hash, where a paragraph stands in units
	units []int          // the long paragraphs that were kept, and all copies of them
}

// fewestCopied is how many paragraphs of a text in their order make a copy of it.
const fewestCopied = 3

// Keep drops the second copy of a text: a page may hold it for small screens and for
// large ones, and again for printers. One paragraph may recur: a refrain, a notice
// under each of several headings.
func (o *Once) Keep(p *unit.Page) {
	if clear(o.said); o.said == nil {
		o.said = map[uint64]int{}
	}
	o.units = o.units[:0]
	from, last := 0, -1 // the copies in units that follow each other as their originals do, and the last of those
	for i := range p.Units {
		u := &p.Units[i]
		at, again := o.said[u.Hash]
		if !u.Prose() || !again && !(u.Kept() && u.Kind == schema.KindParagraph) {
			continue
		}
		switch {
		case !again:
			o.drop(p, from, last)
			o.said[u.Hash] = len(o.units)
			last = -1
		case last < 0 || at != last+1:
			o.drop(p, from, last)
			from, last = len(o.units), at
		default:
			last = at
		}
		o.units = append(o.units, i)
	}
	o.drop(p, from, last)
}

// drop drops the copies from a place of units on, if they are enough.
func (o *Once) drop(p *unit.Page, from, last int) {
	n := len(o.units) - from
	if last < 0 || n < fewestCopied && 2*n < len(o.units) {
		return
	}
	for _, i := range o.units[from:] {
		if u := &p.Units[i]; u.Kept() {
			u.Drop(schema.KindOther, schema.ReasonRepeated)
		}
	}
}
