package article

import (
	"net/url"
	"strings"

	"github.com/dsbuild/dsbuild/convert/meta/weburl"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// linker places the links of blocks into the article's text.
type linker struct {
	a     *schema.Article
	base  *url.URL // nil: unknown
	sites map[string]string
}

func newLinker(a *schema.Article) linker {
	l := linker{a: a, sites: map[string]string{}}
	raw := a.URL
	if raw == "" {
		raw = a.CanonicalURL
	}
	if u, err := url.Parse(raw); err == nil && u.Host != "" {
		l.base = u
	}
	return l
}

// add places the links that lie in bytes from:to of the block's text, which
// became the paragraph s at byte start of the article's text.
func (l *linker) add(b *schema.Block, from, to int, s string, start, paragraph int) {
	raw := b.Text[from:to]
	searched := 0
	for _, link := range b.Links {
		lo, hi := max(link.Start, from)-from, min(link.End, to)-from
		if lo >= hi || hi > len(raw) {
			continue
		}
		for lo < hi && raw[lo] == ' ' {
			lo++
		}
		for lo < hi && raw[hi-1] == ' ' {
			hi--
		}
		if lo == hi {
			continue
		}
		if s != raw { // cleaning moved the text: find it again, after the link before
			mention := text.Clean(raw[lo:hi], false)
			i := strings.Index(s[searched:], mention)
			if mention == "" || i < 0 {
				continue
			}
			lo, hi = searched+i, searched+i+len(mention)
			searched = hi
		}
		target, same := l.resolve(link.URL)
		if target == "" {
			continue
		}
		l.a.Links = append(l.a.Links, schema.Link{
			Span: schema.Span{Start: start + lo, End: start + hi}, Paragraph: paragraph, URL: target,
			SameSite: same,
		})
	}
}

// resolve returns the absolute URL of a link, or "" where it leads nowhere
// else: fragments, scripts, mail. A relative link stays as written where the
// page's own URL is unknown.
func (l *linker) resolve(raw string) (string, schema.Opt[bool]) {
	raw = strings.TrimSpace(raw)
	u, err := url.Parse(raw)
	if err != nil || raw == "" || raw[0] == '#' {
		return "", schema.Opt[bool]{}
	}
	web := (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
	if u.Scheme != "" && !web {
		return "", schema.Opt[bool]{}
	}
	relative := u.Host == ""
	if u.Scheme == "" && l.base != nil {
		u = l.base.ResolveReference(u)
	}
	target := text.Clean(u.String(), false)
	switch {
	case l.a.Site == "":
		return target, schema.Opt[bool]{}
	case relative:
		return target, schema.Some(true)
	}
	site, ok := l.sites[u.Host]
	if !ok {
		site = weburl.Site("http://" + u.Host)
		l.sites[u.Host] = site
	}
	return target, schema.Some(site == l.a.Site)
}
