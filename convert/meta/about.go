package meta

import (
	"net/url"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// subtitle takes the deck: a visible line, never a description that only
// machines see.
func (f *finder) subtitle() {
	all := f.given(nil, func(x *schema.Fields) string { return clean(x.Subtitle) })
	title := text.Key(f.m.Title)
	for _, d := range f.lines.decks {
		if text.Key(d) != title {
			all = append(all, candidate{value: clean(d), evidence: schema.EvidenceText, score: 60})
		}
	}
	if len(f.lines.decks) == 0 {
		for _, d := range []candidate{
			{value: f.ld.description, evidence: schema.EvidenceJSONLD, score: 50},
			{value: clean(f.tags.first("og:description")), evidence: schema.EvidenceOpenGraph, score: 48},
			{value: clean(f.tags.first("description")), evidence: schema.EvidenceMeta, score: 46},
		} {
			if f.lines.stands(d.value) && text.Key(d.value) != title {
				all = append(all, d)
			}
		}
	}
	if best, ok := f.pool.choose("subtitle", all); ok {
		f.m.Subtitle = best.value
	}
}

// stands reports whether a dropped line between title and text is s.
func (l *lines) stands(s string) bool {
	key := text.Key(s)
	if key == "" || l.title < 0 {
		return false
	}
	for i := l.title + 1; i < min(max(l.first, 0), l.title+headBelow); i++ {
		if b := &l.blocks[i]; !b.Kept && len(b.Text) < 2*len(s)+20 && text.Key(b.Text) == key {
			return true
		}
	}
	return false
}

func (f *finder) section() {
	all := f.given(nil, func(x *schema.Fields) string { return clean(x.Section) })
	add := func(value string, evidence schema.Evidence, score int) {
		value = clean(value)
		if value == "" || len(value) > 60 || words(value) > 6 || f.isSite(value) || text.Key(value) == text.Key(f.m.Title) || strings.Contains(value, "://") || vague[text.Key(value)] {
			return
		}
		all = append(all, candidate{value: value, evidence: evidence, score: score})
	}
	add(f.ld.section, schema.EvidenceJSONLD, 60)
	add(f.tags.first("article:section"), schema.EvidenceOpenGraph, 58)
	add(f.tags.first("parsely-section"), schema.EvidenceMeta, 50)
	for _, c := range f.ld.crumbs {
		if k := text.Key(c); k != "home" && !f.isSite(c) && k != text.Key(f.m.Title) {
			add(c, schema.EvidenceJSONLD, 40)
			break
		}
	}
	add(f.crumbLine(), schema.EvidenceText, 36)
	for _, u := range []string{f.m.URL, f.m.CanonicalURL} {
		if s := pathSection(u); s != "" {
			add(s, schema.EvidenceURL, 20)
			break
		}
	}
	if best, ok := f.pool.choose("section", all); ok {
		f.m.Section = best.value
	}
}

// vague sections name no subject.
var vague = map[string]bool{"home": true, "homepage": true, "uncategorized": true, "article": true, "articles": true, "none": true, "null": true, "startseite": true, "accueil": true, "inicio": true, "default": true, "other": true}

// crumbLine reads breadcrumbs above the title: "Home Cybersecurity", "Home >
// World > Asia", or "Home" on a line of its own with the section below it.
func (f *finder) crumbLine() string {
	above := f.lines.above
	for i, s := range above {
		s = strings.TrimSpace(s)
		if len(s) > 120 {
			continue
		}
		rest := s
		if !cutWord(&rest, "Home", "HOME", "Startseite", "Accueil", "Inicio", "Início") {
			continue
		}
		rest = strings.Trim(rest, " >›»/|•·→-")
		if rest == "" && i > 0 && len(above[i-1]) < 40 && words(above[i-1]) <= 4 {
			return strings.Trim(above[i-1], " >›»/|•·→-")
		}
		if j := strings.IndexAny(rest, ">›»/|•→"); j > 0 {
			rest = strings.TrimSpace(rest[:j])
		}
		if r := rest; r != "" && words(r) <= 4 {
			return r
		}
	}
	return ""
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
	tags := f.tags.every("article:tag")
	if len(tags) == 1 {
		tags = splitList(tags[0])
	}
	for _, found := range [][]string{f.ld.keywords, tags, splitList(f.tags.first("parsely-tags")), splitList(f.tags.first("keywords"))} {
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// splitList cuts "a, b; c" at its commas, or at semicolons where it has any.
func splitList(s string) []string {
	if s == "" {
		return nil
	}
	sep := ","
	if strings.Contains(s, ";") && strings.Count(s, ";") >= strings.Count(s, ",") {
		sep = ";"
	} else if !strings.Contains(s, ",") && strings.Contains(s, "|") {
		sep = "|"
	}
	return strings.Split(s, sep)
}

func (f *finder) free() {
	f.m.IsFree = f.ld.free
	if f.m.IsFree.OK {
		return
	}
	switch strings.ToLower(f.tags.first("article:content_tier")) {
	case "free":
		f.m.IsFree = schema.Some(true)
	case "locked", "metered", "premium":
		f.m.IsFree = schema.Some(false)
	}
}

func (f *finder) types() {
	all := f.ld.types
	for _, t := range []string{f.tags.first("og:type"), f.tags.first("parsely-type")} {
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
