package tags

import (
	"bytes"
	"slices"

	"github.com/dsbuild/dsbuild/convert/markup"
)

// keepOwnDates drops the dates that microdata states of something else than the page: a picture,
// a comment, another story. The page's own item is the innermost that holds the headline,
// else the first that has a date.
func (t *Tags) keepOwnDates(d *markup.Doc) {
	own, holds := int32(-1), false
	look := func(n int32) {
		s := scopeOf(d, n)
		if s < 0 || isThing(d, s) {
			return
		}
		h := slices.ContainsFunc(t.place.h1, func(h int32) bool { return h > s && h < d.Nodes[s].End })
		if own < 0 || h && (!holds || s > own) {
			own, holds = s, h
		}
	}
	stated := 0
	for i := range t.metas {
		if x := &t.metas[i]; t.isScoped(d, x) && stated < maxScoped {
			stated++
			look(x.node)
		}
	}
	for i := range t.Times {
		look(t.Times[i].Node)
	}
	foreign := func(n int32) bool {
		s := scopeOf(d, n)
		return s >= 0 && (isThing(d, s) || s != own && (s > own || d.Nodes[s].End < d.Nodes[own].End))
	}
	t.metas = slices.DeleteFunc(t.metas, func(x metaTag) bool {
		if !t.isScoped(d, &x) {
			return false
		}
		stated--
		return stated < 0 || foreign(x.node)
	})
	t.Times = slices.DeleteFunc(t.Times, func(x Time) bool { return d.Has(x.Node, markup.KeyItemprop) && foreign(x.Node) })
}

// maxScoped bounds the dates in <meta itemprop> that are looked at.
const maxScoped = 64

// isScoped reports whether a <meta> is a date that microdata states.
func (t *Tags) isScoped(d *markup.Doc, x *metaTag) bool {
	return x.name == ItemDate || x.name == "datemodified" && d.Has(x.node, markup.KeyItemprop)
}

// scopeOf returns the item that a property belongs to, -1 where there is none.
func scopeOf(d *markup.Doc, n int32) int32 {
	for p, up := d.Nodes[n].Parent, 0; p > 0 && up < maxUp; p, up = d.Nodes[p].Parent, up+1 {
		if d.Has(p, markup.KeyItemscope) {
			return p
		}
	}
	return -1
}

// maxUp is how far above a property its item may stand.
const maxUp = 32

// isThing reports whether an item is no text: its dates are not those of the page.
func isThing(d *markup.Doc, n int32) bool {
	kind := d.AttrRaw(n, markup.KeyItemtype)
	switch string(kind[bytes.LastIndexByte(kind, '/')+1:]) {
	case "ImageObject", "VideoObject", "AudioObject", "MediaObject", "Comment", "UserComments", "Person", "Organization", "NewsMediaOrganization", "Event", "Product", "Offer", "WebSite", "BreadcrumbList":
		return true
	}
	return false
}
