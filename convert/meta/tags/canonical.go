package tags

import (
	"bytes"

	"github.com/dsbuild/dsbuild/convert/markup"
)

// Canonical returns the URL that a page gives as its own: that of its canonical
// link, else of og:url, as written; "" where it gives none. It is a look at two
// kinds of elements, for who needs nothing else of Tags.
func Canonical(d *markup.Doc) string {
	shared := ""
	for n := range d.Nodes {
		switch i := int32(n); d.Nodes[n].Tag {
		case markup.TagLink:
			if relIs(d.AttrRaw(i, markup.KeyRel), "canonical") {
				if href, ok := d.Attr(i, markup.KeyHref); ok && href != "" {
					return href
				}
			}
		case markup.TagMeta:
			if shared == "" && bytes.EqualFold(d.AttrRaw(i, markup.KeyProperty), []byte("og:url")) {
				shared, _ = d.Attr(i, markup.KeyContent)
			}
		}
	}
	return shared
}
