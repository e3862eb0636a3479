package meta

import (
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta/tags"
	"github.com/dsbuild/dsbuild/convert/meta/weburl"
	"github.com/dsbuild/dsbuild/schema"
)

// Address returns the URL by which a page is told from others before anything else
// of it is known, and its site: that of its record, of its row in the index, of the
// program that saved it, or else its canonical URL. Both are "" where there is none.
// d is nil for dumps.
func Address(page *schema.Page, d *markup.Doc) (address, site string) {
	if address, site = addressOf(page.URL); site != "" {
		return address, site
	}
	if page.Index != nil {
		if address, site = addressOf(page.Index.URL); site != "" {
			return address, site
		}
	}
	if d == nil {
		return "", ""
	}
	if address, site = addressOf(weburl.Saver(d.Src).URL); site != "" {
		return address, site
	}
	return addressOf(tags.Canonical(d))
}

func addressOf(raw string) (address, site string) {
	u, _ := weburl.Unwrap(weburl.Absolute(raw, nil))
	if site = weburl.Site(u); site == "" {
		return "", ""
	}
	return urlCandidate(u, "", 0).key, site
}
