package meta

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// maxSiteWords is the most words of a site's name where a headline may stand.
const maxSiteWords = 5

// publisher settles the outlet's name, and the keys by which the site names itself.
func (f *finder) publisher() {
	label := siteLabel(f.m.Site)
	all := f.given(nil, func(x *schema.Fields) string { return clean(x.Publisher) })
	add := func(value string, evidence schema.Evidence, score int) {
		value = strings.Trim(clean(value), " |-–—")
		if value == "" || len(value) > 80 || strings.Contains(value, "://") || strings.HasPrefix(value, "@") {
			return
		}
		if key := text.Key(value); label != "" && (strings.Contains(key, label) || strings.Contains(label, key) && len(key) > 2) {
			score += agreement
		}
		all = append(all, candidate{value: value, evidence: evidence, score: score})
	}
	add(f.ld.Publisher, schema.EvidenceJSONLD, 58)
	add(f.ld.Site, schema.EvidenceJSONLD, 50)
	t := &f.tags
	add(t.First("og:site_name"), schema.EvidenceOpenGraph, 62)
	add(t.First("publisher"), schema.EvidenceMeta, 46)
	if s := t.First("application-name"); words(s) <= maxSiteWords { // some state the page's title here
		add(s, schema.EvidenceMeta, 44)
	}
	if tail := titleTail(t.Title); tail != "" && !slices.Contains(t.Headlines, tail) &&
		!slices.ContainsFunc(t.H1, func(s string) bool { return s == tail || strings.HasSuffix(s, " "+tail) }) {
		add(tail, schema.EvidenceMeta, 24)
	}
	if len(all) < 3 {
		for _, c := range f.lines.Outlets() {
			add(c.Name, schema.EvidenceText, c.Score)
		}
	}
	f.siteKeys = nil
	for _, c := range all {
		f.siteKey(c.value)
	}
	f.siteKey(label)
	f.siteKey(f.m.Site)
	if best, ok := f.pool.choose("publisher", all); ok {
		f.m.Publisher = best.value
	}
}

func (f *finder) siteKey(name string) {
	if key := text.Key(name); key != "" {
		f.siteKeys = append(f.siteKeys, key, strings.TrimPrefix(key, "the"))
	}
}

// isSite reports whether s names the site: "The Harbor Post", "harborpost.example".
func (f *finder) isSite(s string) bool {
	key := strings.TrimPrefix(text.Key(s), "the")
	if key == "" {
		return false
	}
	return slices.Contains(f.siteKeys, key)
}

// siteLabel is the part of the domain that names it: "harborpost".
func siteLabel(site string) string {
	label, _, _ := strings.Cut(site, ".")
	return text.Key(label)
}

// titleTail is what stands behind the last separator of a <title>.
func titleTail(title string) string {
	best := ""
	at := -1
	for _, sep := range separators[:7] {
		if i := strings.LastIndex(title, sep); i > at {
			at, best = i, title[i+len(sep):]
		}
	}
	if best = strings.TrimSpace(best); words(best) > 4 {
		return ""
	}
	return best
}
