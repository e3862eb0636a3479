package meta

import (
	"net/url"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/meta/linked"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// subtitle takes the deck: a visible line, never a description that only
// machines see.
func (f *finder) subtitle() {
	all := f.given(nil, func(x *schema.Fields) string { return clean(x.Subtitle) })
	title := text.Key(f.m.Title)
	for _, d := range f.lines.Decks {
		if text.Key(d) != title {
			all = append(all, candidate{value: clean(d), evidence: schema.EvidenceText, score: 60})
		}
	}
	if len(f.lines.Decks) == 0 {
		for _, d := range []candidate{
			{value: f.ld.Description, evidence: schema.EvidenceJSONLD, score: 50},
			{value: clean(f.tags.First("og:description")), evidence: schema.EvidenceOpenGraph, score: 48},
			{value: clean(f.tags.First("description")), evidence: schema.EvidenceMeta, score: 46},
		} {
			if f.lines.Stands(d.value) && text.Key(d.value) != title {
				all = append(all, d)
			}
		}
	}
	if best, ok := f.pool.choose("subtitle", all); ok {
		f.m.Subtitle = best.value
	}
}

func (f *finder) section() {
	all := f.given(nil, func(x *schema.Fields) string { return clean(x.Section) })
	add := func(value string, evidence schema.Evidence, score int) {
		value = clean(value)
		if value == "" || len(value) > 60 || words(value) > 6 || f.isSite(value) || text.Key(value) == text.Key(f.m.Title) ||
			strings.Contains(value, "://") || vague[text.Key(value)] {
			return
		}
		all = append(all, candidate{value: value, evidence: evidence, score: score})
	}
	add(f.ld.Section, schema.EvidenceJSONLD, 60)
	add(f.tags.First("article:section"), schema.EvidenceOpenGraph, 58)
	add(f.tags.First("parsely-section"), schema.EvidenceMeta, 50)
	for _, c := range f.ld.Crumbs {
		if k := text.Key(c); k != "home" && !f.isSite(c) && k != text.Key(f.m.Title) {
			add(c, schema.EvidenceJSONLD, 40)
			break
		}
	}
	add(f.lines.Section(), schema.EvidenceText, 36)
	add(f.lines.Kicker(), schema.EvidenceText, 34)
	for _, u := range []string{f.m.URL, f.m.CanonicalURL} {
		if s := pathSection(u); s != "" {
			if printed := f.lines.Printed(s); printed != "" {
				s = printed
			}
			add(s, schema.EvidenceURL, 20)
			break
		}
	}
	if best, ok := f.pool.choose("section", all); ok {
		f.m.Section = best.value
	}
}

// vague sections name no subject.
var vague = map[string]bool{
	"home": true, "homepage": true, "uncategorized": true, "article": true, "articles": true, "none": true,
	"null": true, "startseite": true, "accueil": true, "inicio": true, "default": true, "other": true,
}

// pathSection reads the first folder of a URL's path where it can be a section.
func pathSection(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if len(parts) < 2 {
		return ""
	}
	s := parts[0]
	if len(s) < 4 || len(s) > 24 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz-") != "" || notSections[s] {
		return ""
	}
	return strings.ReplaceAll(s, "-", " ")
}

var notSections = map[string]bool{
	"article": true, "articles": true, "story": true, "stories": true, "post": true, "posts": true, "blog": true, "blogs": true, "archive": true, "archives": true, "content": true,
	"index": true, "node": true, "page": true, "pages": true, "wiki": true, "artikel": true, "beitrag": true, "item": true, "items": true, "view": true, "media": true, "docs": true,
	"category": true, "categories": true, "tags": true, "author": true, "watch": true, "video": true, "videos": true, "live": true, "print": true, "mobile": true, "questions": true, "forum": true, "products": true, "news": true,
}

// maxKeywords bounds pages that list every word they know.
const maxKeywords = 100

func (f *finder) keywords() {
	index, record := f.stated()
	var found []string
	switch {
	case index != nil && index.Keywords != nil && !f.in.Page.Index.Last:
		found = index.Keywords
	case record.Keywords != nil:
		found = record.Keywords
	case f.in.Doc == nil:
		return
	default:
		found = f.pageKeywords()
	}
	if len(found) == 0 && index != nil {
		found = index.Keywords
	}
	f.m.Keywords = []string{}
	seen := map[string]bool{}
	for _, k := range found {
		k = clean(k)
		if key := text.Key(k); key != "" && len(k) <= 100 && !seen[key] && len(f.m.Keywords) < maxKeywords {
			seen[key] = true
			f.m.Keywords = append(f.m.Keywords, k)
		}
	}
}

func (f *finder) pageKeywords() []string {
	tags := f.tags.Every("article:tag")
	if len(tags) == 1 {
		tags = linked.SplitList(tags[0])
	}
	for _, found := range [][]string{
		f.ld.Keywords, tags, linked.SplitList(f.tags.First("parsely-tags")),
		linked.SplitList(f.tags.First("keywords")),
	} {
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

func (f *finder) free() {
	f.m.IsFree = f.ld.Free
	if f.m.IsFree.OK {
		return
	}
	switch strings.ToLower(f.tags.First("article:content_tier")) {
	case "free":
		f.m.IsFree = schema.Some(true)
	case "locked", "metered", "premium":
		f.m.IsFree = schema.Some(false)
	}
}

func (f *finder) types() {
	all := f.ld.Types
	for _, t := range []string{f.tags.First("og:type"), f.tags.First("parsely-type")} {
		if t != "" {
			all = append(all, clean(t))
		}
	}
	for _, t := range all {
		if t != "" && !slices.Contains(f.m.Types, t) {
			f.m.Types = append(f.m.Types, t)
		}
	}
}
