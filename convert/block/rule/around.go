package rule

import (
	"bytes"

	"github.com/dsbuild/dsbuild/convert/markup"
)

// BlockParent is the nearest block element around element n, or -1.
func (v *HTMLView) BlockParent(n int32) int32 {
	for n = v.Doc.Nodes[n].Parent; n > 0 && !v.Doc.Nodes[n].Tag.Block(); n = v.Doc.Nodes[n].Parent {
	}
	return n
}

// Signature is the hash of the tags and classes of element n and the block element around it.
func (v *HTMLView) Signature(n int32) uint64 {
	h := uint64(14695981039346656037)
	for range 2 {
		if n < 0 {
			break
		}
		h = (h ^ uint64(v.Doc.Nodes[n].Tag)) * 1099511628211
		for _, c := range v.Doc.AttrRaw(n, markup.KeyClass) {
			h = (h ^ uint64(c)) * 1099511628211
		}
		n = v.BlockParent(n)
	}
	return h
}

// Box is the block element l levels above n.
func (v *HTMLView) Box(n int32, l int) int32 {
	for ; l > 0 && n > 0; l-- {
		n = max(v.BlockParent(n), 0)
	}
	return n
}

// Distance is how far up from n the first element is that holds the best one too,
// and how deep n stands inside of the best, or -1.
func (v *HTMLView) Distance(n int32) (up, down int16) {
	nodes := v.Doc.Nodes
	down = -1
	if n >= v.Chosen.node && n < nodes[v.Chosen.node].End {
		down = int16(min(int(nodes[n].Depth)-int(nodes[v.Chosen.node].Depth), 40))
	}
	for ; n > 0 && up < 40; n = nodes[n].Parent {
		if v.Chosen.node >= n && v.Chosen.node < nodes[n].End {
			return up, down
		}
		up++
	}
	return up, down
}

// Group is the innermost list or table around n, or -1; tables that lay out a page are none.
func (v *HTMLView) Group(n int32) int32 {
	for ; n > 0; n = v.Doc.Nodes[n].Parent {
		switch v.Doc.Nodes[n].Tag {
		case markup.TagUl, markup.TagOl, markup.TagDl, markup.TagTable:
			return n
		}
	}
	return -1
}

// leadsBelow is what leads says of an address on the page itself.
const leadsBelow = 2

// Leads says what kind of address a link has.
func Leads(href []byte) int16 {
	switch {
	case len(href) == 0:
		return 1
	case href[0] == '#':
		return leadsBelow
	case bytes.HasPrefix(href, []byte("http")):
		return 3
	case bytes.HasPrefix(href, []byte("mailto:")), bytes.HasPrefix(href, []byte("tel:")):
		return 4
	case bytes.HasPrefix(href, []byte("javascript:")):
		return 5
	}
	return 6
}
