package textform

import (
	"github.com/dsbuild/dsbuild/schema"
)

// builder writes lines and notes where each byte came from.
type builder struct {
	given  []byte
	opt    Options
	out    []byte
	pieces []piece
	lines  []Line
	drops  []Drop
	line   Line
	open   bool
	margin bool
	links  []Link // of the open line
}

// begin opens a line, and ends the one before it.
func (b *builder) begin(kind schema.BlockKind, level int8, indent int32) {
	b.end()
	if len(b.lines) == 0 {
		b.margin = false
	}
	if b.margin {
		b.out = append(b.out, '\n')
	}
	b.line = Line{From: len(b.out), Kind: kind, Level: level, Indent: indent, Margin: b.margin}
	b.open, b.margin = true, false
}

// end ends the open line. One that says nothing is taken back.
func (b *builder) end() {
	if !b.open {
		return
	}
	b.open = false
	b.trim()
	if len(b.out) == b.line.From {
		if b.line.Margin {
			b.out = b.out[:len(b.out)-1]
			b.margin = true
		}
		b.links = b.links[:0]
		return
	}
	b.line.To = len(b.out)
	for _, l := range b.links {
		if l.To = min(l.To, b.line.To); l.From < l.To {
			b.line.Links = append(b.line.Links, l)
		}
	}
	b.links = b.links[:0]
	b.lines = append(b.lines, b.line)
	b.out = append(b.out, '\n')
}

// trim takes white space off the end of the open line.
func (b *builder) trim() {
	for n := len(b.out); n > b.line.From && isSpace(b.out[n-1]); n-- {
		b.out = b.out[:n-1]
	}
	for i := len(b.pieces) - 1; i >= 0; i-- {
		p := &b.pieces[i]
		if p.Out+p.Len <= len(b.out) {
			break
		}
		if p.Len = len(b.out) - p.Out; p.Len <= 0 {
			b.pieces = b.pieces[:i]
		}
	}
}

// gap puts a margin before the next line.
func (b *builder) gap() {
	b.end()
	b.margin = true
}

// copy appends bytes of the text given.
func (b *builder) copy(from, to int) {
	if from >= to {
		return
	}
	if len(b.out) == b.line.From { // no line begins with white space
		for from < to && isSpace(b.given[from]) {
			from++
		}
		if from == to {
			return
		}
	}
	if n := len(b.pieces); n > 0 && b.pieces[n-1].In+b.pieces[n-1].Len == from && b.pieces[n-1].Out+b.pieces[n-1].Len == len(b.out) {
		b.pieces[n-1].Len += to - from
	} else {
		b.pieces = append(b.pieces, piece{len(b.out), from, to - from})
	}
	b.out = append(b.out, b.given[from:to]...)
}

// put appends bytes that the text given does not have there.
func (b *builder) put(s string) { b.out = append(b.out, s...) }

// space puts a space between words.
func (b *builder) space() {
	if n := len(b.out); n > b.line.From && !isSpace(b.out[n-1]) {
		b.out = append(b.out, ' ')
	}
}

// drop notes that bytes of the text given stand in no line.
func (b *builder) drop(from, to int, why Reason) {
	for from < to && isSpace(b.given[from]) {
		from++
	}
	for to > from && isSpace(b.given[to-1]) {
		to--
	}
	if from == to {
		return
	}
	before := len(b.lines)
	if b.open {
		before++
	}
	b.drops = append(b.drops, Drop{from, to, why, before})
}

func (b *builder) finish() {
	b.end()
	for i := range b.drops { // a line that said nothing was taken back
		b.drops[i].Before = min(b.drops[i].Before, len(b.lines))
	}
}

// tail is the last bytes of the open line.
func (b *builder) tail() []byte {
	if !b.open {
		return nil
	}
	return b.out[b.line.From:]
}
