package meta

import (
	"strings"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

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
	add(f.ld.publisher, schema.EvidenceJSONLD, 58)
	add(f.ld.site, schema.EvidenceJSONLD, 50)
	t := &f.tags
	add(t.first("og:site_name"), schema.EvidenceOpenGraph, 62)
	add(t.first("publisher"), schema.EvidenceMeta, 46)
	add(t.first("application-name"), schema.EvidenceMeta, 44)
	if tail := titleTail(t.title); tail != "" {
		add(tail, schema.EvidenceMeta, 24)
	}
	if len(all) < 3 {
		for _, c := range f.lines.outlets() {
			add(c.value, schema.EvidenceText, c.score)
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
	for _, k := range f.siteKeys {
		if key == k {
			return true
		}
	}
	return false
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

// outlets finds the outlet's name in the lines that are not the article: "About
// X", "© 2024 X", "X content and recommendations are editorially independent".
// A name gains with every kind of line that has it.
func (l *lines) outlets() []candidate {
	var all []candidate
	add := func(name string, score int) {
		name = strings.Trim(name, " .,:;|-–—•*!’'\"“”()")
		key := text.Key(name)
		if key == "" || len(name) > 40 || words(name) > 5 || generic[key] {
			return
		}
		for i := range all {
			if all[i].key == key {
				all[i].score = min(all[i].score+score/2, 50)
				return
			}
		}
		all = append(all, candidate{value: name, key: key, score: score})
	}
	for i := range l.blocks {
		b := &l.blocks[i]
		if b.Kept || len(b.Text) > 1200 {
			continue
		}
		for s := range strings.SplitSeq(b.Text, "\n") {
			outlet(s, add)
		}
	}
	// A name that begins other lines is confirmed by them.
	for i := range all {
		n := 0
		for j := range l.blocks {
			if b := &l.blocks[j]; !b.Kept && b.Text != all[i].value && len(b.Text) > len(all[i].value) && strings.EqualFold(b.Text[:len(all[i].value)], all[i].value) {
				n++
			}
		}
		all[i].score += min(n, 3) * 4
		all[i].key = ""
	}
	return all
}

// generic are what menus put where a name would stand.
var generic = map[string]bool{
	"us": true, "me": true, "this": true, "thissite": true, "our": true, "ourads": true, "theauthor": true, "author": true, "theauthors": true, "usprivacy": true, "cookies": true,
	"newsletter": true, "ournewsletter": true, "allrightsreserved": true, "theproject": true, "company": true, "thecompany": true, "contact": true, "thiswebsite": true, "thewriter": true,
}

func outlet(s string, add func(string, int)) {
	s = strings.TrimSpace(strings.TrimLeft(s, "•*-– "))
	if len(s) > 400 {
		return
	}
	switch {
	case cutWord(&s, "About ") && len(s) < 40:
		add(s, 30)
	case cutWord(&s, "Subscribe to ", "Advertise with ", "Advertise on ", "Follow ", "Support ", "Join ") && len(s) < 40:
		add(s, 14)
	case strings.HasPrefix(s, "©") || strings.HasPrefix(s, "Copyright") || strings.Contains(s, "All rights reserved") || strings.Contains(s, "All Rights Reserved"):
		add(copyright(s), 22)
	default:
		for _, mark := range []string{" content and product recommendations", " may earn ", " is editorially independent", " may receive a commission", " participates in ", " uses cookies", " is part of ", " is a registered trademark"} {
			if i := strings.Index(s, mark); i > 0 && i < 40 {
				add(s[:i], 26)
				return
			}
		}
	}
}

func cutWord(s *string, prefixes ...string) bool {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(*s, p); ok {
			*s = rest
			return true
		}
	}
	return false
}

// copyright reads the holder from "© 2012-2024 Harbor Post Ltd. All rights reserved."
func copyright(s string) string {
	if i := strings.Index(s, "©"); i >= 0 {
		s = s[i+len("©"):]
	}
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), "Copyright"))
	s = strings.TrimLeft(s, "©0123456789-–,. ()cC")
	s = strings.TrimPrefix(s, "by ")
	for _, end := range []string{". ", " All ", " all ", " | ", " – ", " - ", ", Inc", " Inc", " Ltd", " LLC", " GmbH", ", a "} {
		if i := strings.Index(s, end); i > 0 {
			s = s[:i]
		}
	}
	return s
}
