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
	raw := []string{page.URL, "", "", ""}
	if page.Index != nil {
		raw[1] = page.Index.URL
	}
	if d != nil {
		raw[2] = weburl.Saver(d.Src).URL
		raw[3] = tags.Canonical(d)
	}
	for _, r := range raw {
		u, _ := weburl.Unwrap(weburl.Absolute(r, nil))
		if site := weburl.Site(u); site != "" {
			return urlCandidate(u, "", 0).key, site
		}
	}
	return "", ""
}
