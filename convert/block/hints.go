package block

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
)

// hints are letters that the page's head gives: what it says the page is about,
// and the text of the article where the linked data hold it.
type hints struct {
	about []byte // letters and digits in lower case
	body  []byte
	facts int16 // bits of what the head says the page is
}

const liveBlog = "LiveBlogPosting"

// facts are words of the linked data that tell kinds of pages apart, which differ
// in what counts as their text.
var facts = [...]string{"NewsArticle", liveBlog, "FAQPage", "BlogPosting", "Product", "Recipe"}

// maxHint bounds how much of the linked data's text is read.
const maxHint = 200_000

// read looks for the hints of a page.
func (h *hints) read(d *markup.Doc) {
	h.about, h.body, h.facts = h.about[:0], h.body[:0], 0
	for i := range d.Nodes {
		n := int32(i)
		switch d.Nodes[i].Tag {
		case markup.TagMeta:
			k := d.AttrRaw(n, markup.KeyProperty)
			if k == nil {
				k = d.AttrRaw(n, markup.KeyName)
			}
			if bytes.EqualFold(k, []byte("og:type")) {
				content := d.AttrRaw(n, markup.KeyContent)
				if bytes.Contains(content, []byte("article")) {
					h.facts |= 1 << len(facts)
				}
			}
			if len(h.about) == 0 && (bytes.EqualFold(k, []byte("og:description")) || bytes.EqualFold(k, []byte("description"))) {
				content, _ := d.Attr(n, markup.KeyContent)
				h.about = unit.AppendLetters(h.about, []byte(content))
			}
		case markup.TagScript:
			if bytes.Contains(d.AttrRaw(n, markup.KeyType), []byte("ld+json")) {
				script := d.Raw(n)
				h.linked(script)
				h.kinds(script)
			}
		}
	}
}

// kinds notes which of the facts a script of linked data states.
func (h *hints) kinds(script []byte) {
	for i, f := range facts {
		for rest := script; ; {
			k := bytes.Index(rest, []byte(f))
			if k < 0 {
				break
			}
			if k > 0 && rest[k-1] == '"' && k+len(f) < len(rest) && rest[k+len(f)] == '"' {
				h.facts |= 1 << i
				break
			}
			rest = rest[k+len(f):]
		}
	}
	for _, word := range [...]string{`"isAccessibleForFree":false`, `"isAccessibleForFree": false`, `"isAccessibleForFree":"False"`, `"isAccessibleForFree": "False"`} {
		if bytes.Contains(script, []byte(word)) {
			h.facts |= 1 << (len(facts) + 1)
		}
	}
}

// linked takes the longest articleBody of a script of linked data.
func (h *hints) linked(script []byte) {
	key := []byte(`"articleBody"`)
	for {
		i := bytes.Index(script, key)
		if i < 0 {
			return
		}
		script = bytes.TrimLeft(script[i+len(key):], " \t\r\n:")
		if len(script) == 0 || script[0] != '"' {
			continue
		}
		end := 1
		for end < len(script) && script[end] != '"' {
			if script[end] == '\\' {
				end++
			}
			end++
		}
		if value := script[1:min(end, len(script))]; len(value) > 2*len(h.body) {
			h.body = appendJSONLetters(h.body[:0], value[:min(len(value), maxHint)])
		}
		script = script[min(end, len(script)):]
	}
}

// appendJSONLetters is appendLetters of the inside of a JSON string.
func appendJSONLetters(dst, t []byte) []byte {
	for len(t) > 0 {
		i := bytes.IndexByte(t, '\\')
		if i < 0 {
			return unit.AppendLetters(dst, t)
		}
		dst = unit.AppendLetters(dst, t[:i])
		switch {
		case i+6 <= len(t) && t[i+1] == 'u':
			r := rune(0)
			for _, c := range t[i+2 : i+6] {
				r = r<<4 | rune(hexDigit(c))
			}
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				dst = utf8.AppendRune(dst, unicode.ToLower(r))
			}
			t = t[i+6:]
		default:
			t = t[min(i+2, len(t)):]
		}
	}
	return dst
}

func hexDigit(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10
	}
	return 0
}

// probe is how many letters of a unit are looked for in a hint.
const probe = 32

// maxSearched bounds how many letters of the linked data are looked through, all units together.
const maxSearched = 16 << 20

// appendProbe is appendLetters of the beginning of t: of at least probe letters, where
// they stand in the first 3*probe bytes.
func appendProbe(dst, t []byte) []byte {
	const near = probe + probe/4 // mostly enough
	if dst = unit.AppendLetters(dst, t[:min(len(t), near)]); len(dst) < probe && len(t) > near {
		dst = unit.AppendLetters(dst[:0], t[:min(len(t), 3*probe)])
	}
	return dst
}

// hints writes whether the head of the page says what a unit says.
func (r *htmlRows) hints() {
	v := r.v
	h := &v.hints
	about, body, title := r.column("head_about"), r.column("head_text"), r.column("head_title")
	for b, name := range append(facts[:], "og_article", "not_free") {
		if name == liveBlog { // too few pages to learn from; see entries
			continue
		}
		c := r.column("page_", name)
		for i := range c {
			c[i] = h.facts >> b & 1
		}
	}
	at, searched := 0, 0
	heads := unit.AppendLetters(nil, []byte(v.Title))
	for i := range v.Units {
		u := &v.Units[i]
		about[i], body[i], title[i] = bit(len(h.about) > 0)-1, bit(len(h.body) > 0)-1, 0
		if u.Size < 12 || len(heads)+len(h.about)+len(h.body) == 0 {
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
		if k := bytes.Index(h.about, key); k >= 0 {
			about[i] = 1 + bit(k == 0)
		}
		if searched += len(h.body); len(h.body) > 0 && searched <= maxSearched {
			var found bool
			at, found = find(h.body, key, at)
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
	if k := bytes.Index(t, key); k >= 0 {
		return k, true
	}
	return from, false
}
