package unit

import (
	"strconv"

	"github.com/dsbuild/dsbuild/convert/markup"
)

// maxPathDepth is how many elements a path names; the outermost are left out.
const maxPathDepth = 6

// AppendPath appends where a unit stands: the line of a dump, or the innermost
// elements with the first name of their class.
func (p *Page) AppendPath(dst []byte, u *Unit) []byte {
	if p.Doc == nil {
		return strconv.AppendInt(append(dst, "line "...), int64(u.Number), 10)
	}
	var up [maxPathDepth]int32
	n, at := 0, u.Parent
	for ; at > 0 && n < maxPathDepth; at = p.Doc.Nodes[at].Parent {
		up[n] = at
		n++
	}
	if at > 0 {
		dst = append(dst, "…"...)
	} else {
		dst = append(dst, "html"...)
	}
	for n--; n >= 0; n-- {
		dst = append(dst, p.step(up[n])...)
	}
	return dst
}

// step is what a path says of one element: "/div.story". It is written once.
func (p *Page) step(n int32) []byte {
	s := &p.steps[n]
	if s.to == 0 {
		s.from = int32(len(p.stepText))
		p.stepText = append(append(p.stepText, '/'), p.Doc.Nodes[n].Tag.String()...)
		if c := firstName(p.Doc.AttrRaw(n, markup.KeyClass)); len(c) > 0 {
			p.stepText = append(append(p.stepText, '.'), c...)
		}
		s.to = int32(len(p.stepText))
	}
	return p.stepText[s.from:s.to]
}

// maxName is the longest class name a path shows: longer ones are generated.
const maxName = 40

// firstName returns the first class name, if it is short and of plain characters.
func firstName(class []byte) []byte {
	from := 0
	for from < len(class) && class[from] <= ' ' {
		from++
	}
	to := from
	for to < len(class) && class[to] > ' ' {
		if class[to] >= 0x7f {
			return nil
		}
		to++
	}
	if to-from > maxName {
		return nil
	}
	return class[from:to]
}
