package meta

import (
	"net/url"
	"strings"
	"time"

	"github.com/dsbuild/dsbuild/convert/meta/weburl"
	"github.com/dsbuild/dsbuild/schema"
)

// urls settles url, canonical_url, site and when the page was fetched.
func (f *finder) urls() {
	var saved weburl.Saved
	if f.in.Doc != nil {
		saved = weburl.Saver(f.in.Doc.Src)
	}
	own, archived := weburl.Unwrap(weburl.Absolute(f.in.Page.URL, nil))
	f.m.Retrieved = f.in.Page.Retrieved
	for _, t := range []time.Time{archived, saved.At} {
		if f.m.Retrieved.IsZero() {
			f.m.Retrieved = t
		}
	}
	var all []candidate
	if f.in.Page.Index != nil {
		all = append(all, urlCandidate(weburl.Absolute(f.in.Page.Index.URL, nil), schema.EvidenceIndex, f.indexScore()))
	}
	all = append(all, urlCandidate(own, schema.EvidenceRecord, scoreRecord),
		urlCandidate(weburl.Absolute(saved.URL, nil), schema.EvidenceSaver, 80))
	if best, ok := f.pool.choose("url", all); ok {
		f.m.URL = best.value
	}
	base, _ := url.Parse(f.m.URL)
	page := func(raw string, evidence schema.Evidence, score int) candidate {
		u, at := weburl.Unwrap(weburl.Absolute(raw, base))
		if f.m.Retrieved.IsZero() {
			f.m.Retrieved = at
		}
		return urlCandidate(u, evidence, score)
	}
	best, ok := f.pool.choose("canonical_url", []candidate{
		page(f.tags.Canonical, schema.EvidenceMeta, 70),
		page(f.tags.First("og:url"), schema.EvidenceOpenGraph, 60),
		page(f.ld.URL, schema.EvidenceJSONLD, 50),
		page(f.tags.First("parsely-link"), schema.EvidenceMeta, 40),
	})
	if ok {
		f.m.CanonicalURL = best.value
	}
	if f.m.Site = weburl.Site(f.m.URL); f.m.Site == "" {
		f.m.Site = weburl.Site(f.m.CanonicalURL)
	}
}

// urlCandidate compares URLs without scheme, "www." and a last slash.
func urlCandidate(u string, evidence schema.Evidence, score int) candidate {
	key := u
	if _, rest, ok := strings.Cut(u, "://"); ok {
		key = strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
	}
	return candidate{value: u, key: key, evidence: evidence, score: score}
}
