package markup

import (
	"bytes"
	"strings"
)

// AppendText appends the text of text node n, with character references decoded
// and white space as in the source. What is no character of a page (NUL) is left out.
func (d *Doc) AppendText(dst []byte, n int32) []byte {
	node := &d.Nodes[n]
	if node.Tag > TagRawText {
		return dst
	}
	b := d.Src[node.pos:node.b]
	if bytes.IndexByte(b, 0) >= 0 {
		b = bytes.ReplaceAll(b, []byte{0}, nil)
	}
	if !node.escaped {
		return append(dst, b...)
	}
	return appendDecoded(dst, b, false)
}

// Chars returns the text of text node n as AppendText appends it: the bytes of the
// page where they need no decoding, else *buf overwritten.
func (d *Doc) Chars(buf *[]byte, n int32) []byte {
	node := &d.Nodes[n]
	if node.Tag <= TagRawText && !node.escaped {
		if b := d.Src[node.pos:node.b:node.b]; bytes.IndexByte(b, 0) < 0 {
			return b
		}
	}
	*buf = d.AppendText((*buf)[:0], n)
	return *buf
}

// Raw returns the bytes of a raw element's content (script, style, textarea,
// title) or of a text node, as written.
func (d *Doc) Raw(n int32) []byte {
	node := &d.Nodes[n]
	switch {
	case node.Tag <= TagRawText:
		return d.Src[node.pos:node.b:node.b]
	case node.End > n+1 && d.Nodes[n+1].Tag == TagRawText:
		return d.Raw(n + 1)
	}
	return nil
}

// Text returns the text of the subtree of n with a line break where a block or
// <br> ends a line. Elements whose content is no text (Tag.NoText) are left out,
// unless n is one itself.
func (d *Doc) Text(n int32) string {
	return string(d.AppendSubtree(nil, n))
}

// AppendSubtree is Text, appended to dst.
func (d *Doc) AppendSubtree(dst []byte, n int32) []byte {
	start := len(dst)
	ends := d.Nodes[n].End // of the innermost block
	for i := n; i < d.Nodes[n].End; {
		node := &d.Nodes[i]
		if i > n && node.Tag.NoText() {
			i = node.End
			continue
		}
		switch {
		case node.Tag <= TagRawText:
			if i >= ends {
				dst, ends = lineBreak(dst, start), d.blockEnd(node.Parent, n)
			}
			dst = d.AppendText(dst, i)
		case node.Tag == TagBr:
			dst = lineBreak(dst, start)
		case i > n && node.Tag.Block():
			dst = lineBreak(dst, start)
			ends = node.End
		}
		i++
	}
	return dst
}

// blockEnd returns the end of the innermost block around i, at most that of n.
func (d *Doc) blockEnd(i, n int32) int32 {
	for i > n && !d.Nodes[i].Tag.Block() {
		i = d.Nodes[i].Parent
	}
	return d.Nodes[i].End
}

func lineBreak(dst []byte, start int) []byte {
	if len(dst) > start && dst[len(dst)-1] != '\n' {
		dst = append(dst, '\n')
	}
	return dst
}

// TitleHint returns the page's title as cheaply as it can be had: og:title, else
// the title element, else the first h1; white space is folded.
func (d *Doc) TitleHint() string {
	title, h1 := int32(-1), int32(-1)
	for i := range d.Nodes {
		n := int32(i)
		switch d.Nodes[i].Tag {
		case TagMeta:
			if k := d.AttrRaw(n, KeyProperty); bytes.EqualFold(k, []byte("og:title")) {
				content, _ := d.Attr(n, KeyContent)
				if content = fold(content); content != "" {
					return content
				}
			}
		case TagTitle:
			if title < 0 {
				title = n
			}
		case TagH1:
			if h1 < 0 {
				h1 = n
			}
		}
	}
	for _, n := range []int32{title, h1} {
		if n >= 0 {
			if s := fold(d.Text(n)); s != "" {
				return s
			}
		}
	}
	return ""
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }
