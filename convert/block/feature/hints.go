package feature

import (
	"bytes"

	"github.com/dsbuild/dsbuild/convert/block/rule"
	"github.com/dsbuild/dsbuild/convert/block/unit"
)

// probe is how many letters of a unit are looked for in a hint.
const probe = 32

// maxSearched bounds how many letters of the linked data are looked through, all units together.
const maxSearched = 16 << 20

// appendProbe is unit.AppendLetters of the beginning of t: of at least probe letters, where
// they stand in the first 3*probe bytes.
func appendProbe(dst, t []byte) []byte {
	const near = probe + probe/4 // mostly enough
	if dst = unit.AppendLetters(dst, t[:min(len(t), near)]); len(dst) < probe && len(t) > near {
		dst = unit.AppendLetters(dst[:0], t[:min(len(t), 3*probe)])
	}
	return dst
}

// hints writes whether the head of the page says what a unit says.
func (r *HTMLRows) hints() {
	v := r.v
	h := &v.Hints
	about, body, title := r.column("head_about"), r.column("head_text"), r.column("head_title")
	for b, name := range append(rule.Facts[:], "og_article", "not_free") {
		if name == rule.LiveBlog { // too few pages to learn from; see rule.LiveBlogs
			continue
		}
		c := r.column("page_", name)
		for i := range c {
			c[i] = h.Facts >> b & 1
		}
	}
	at, searched := 0, 0
	heads := unit.AppendLetters(nil, []byte(v.Title))
	for i := range v.Units {
		u := &v.Units[i]
		about[i], body[i], title[i] = bit(len(h.About) > 0)-1, bit(len(h.Body) > 0)-1, 0
		if u.Size < 12 || len(heads)+len(h.About)+len(h.Body) == 0 {
			continue
		}
		r.key = appendProbe(r.key[:0], v.Bytes(u))
		key := r.key[:min(len(r.key), probe)]
		if len(heads) > 0 && len(key) >= 8 && bytes.Contains(heads, key) {
			title[i] = 1
		}
		if len(key) < 16 {
			continue
		}
		if k := bytes.Index(h.About, key); k >= 0 {
			about[i] = 1 + bit(k == 0)
		}
		if searched += len(h.Body); len(h.Body) > 0 && searched <= maxSearched {
			var found bool
			at, found = find(h.Body, key, at)
			body[i] = max(body[i], bit(found))
		}
	}
}

// find looks for key behind a place of t, then in all of it, and returns where it
// stands, or the place.
func find(t, key []byte, from int) (at int, ok bool) {
	if k := bytes.Index(t[from:], key); k >= 0 {
		return from + k, true
	}
	if k := bytes.Index(t[:min(len(t), from+len(key)-1)], key); k >= 0 { // it begins before that place
		return k, true
	}
	return from, false
}
