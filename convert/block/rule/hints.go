package rule

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
)

// Hints are letters that the page's head gives: what it says the page is about,
// and the text of the article where the linked data hold it.
type Hints struct {
	About []byte // letters and digits in lower case
	Body  []byte
	Facts int16 // bits of what the head says the page is
	// Authors are those that the head names, in letters, each on a line of its own.
	Authors []byte
	opening []byte // letters that a text begins with
}

// LiveBlog is what linked data call a live blog.
const LiveBlog = "LiveBlogPosting"

// Facts are words of the linked data that tell kinds of pages apart, which differ
// in what counts as their text.
var Facts = [...]string{"NewsArticle", LiveBlog, "FAQPage", "BlogPosting", "Product", "Recipe"}

// maxHint bounds how much of the linked data's text is read.
const maxHint = 200_000

// read looks for the hints of a page.
func (h *Hints) read(d *markup.Doc) {
	h.About, h.Body, h.Authors, h.Facts = h.About[:0], h.Body[:0], h.Authors[:0], 0
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
					h.Facts |= 1 << len(Facts)
				}
			}
			if bytes.EqualFold(k, []byte("author")) || bytes.EqualFold(k, []byte("article:author")) {
				content, _ := d.Attr(n, markup.KeyContent)
				h.author([]byte(content))
			}
			if len(h.About) == 0 && (bytes.EqualFold(k, []byte("og:description")) || bytes.EqualFold(k, []byte("description"))) {
				content, _ := d.Attr(n, markup.KeyContent)
				h.About = unit.AppendLetters(h.About, []byte(content))
			}
		case markup.TagScript:
			if bytes.Contains(d.AttrRaw(n, markup.KeyType), []byte("ld+json")) {
				script := d.Raw(n)
				h.linked(script)
				h.authors(script)
				h.kinds(script)
			}
		}
	}
}

// kinds notes which of the facts a script of linked data states.
func (h *Hints) kinds(script []byte) {
	for i, f := range Facts {
		for rest := script; ; {
			k := bytes.Index(rest, []byte(f))
			if k < 0 {
				break
			}
			if k > 0 && rest[k-1] == '"' && k+len(f) < len(rest) && rest[k+len(f)] == '"' {
				h.Facts |= 1 << i
				break
			}
			rest = rest[k+len(f):]
		}
	}
	for rest, found := script, true; found; {
		if _, rest, found = bytes.Cut(rest, []byte(`"isAccessibleForFree":`)); found {
			value := bytes.TrimPrefix(rest, []byte(" "))
			if bytes.HasPrefix(value, []byte("false")) || bytes.HasPrefix(value, []byte(`"False"`)) {
				h.Facts |= 1 << (len(Facts) + 1)
			}
		}
	}
}

// linked takes the longest articleBody of a script of linked data.
func (h *Hints) linked(script []byte) {
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
		end := endOfString(script)
		if value := script[1:end]; len(value) > 2*len(h.Body) {
			h.Body = appendJSONLetters(h.Body[:0], value[:min(len(value), maxHint)])
		}
		script = script[end:]
	}
}

// author notes a name.
func (h *Hints) author(name []byte) {
	if len(name) < longestName && len(h.Authors) < maxAuthors && !bytes.Contains(name, []byte("://")) {
		h.Authors = append(appendJSONLetters(h.Authors, name), '\n')
	}
}

// maxAuthors bounds how many letters of names are noted.
const maxAuthors = 1000

// authors notes the names that a script of linked data gives as authors: strings behind
// the key, and the names of the things behind it.
func (h *Hints) authors(script []byte) {
	for {
		i := bytes.Index(script, []byte(`"author"`))
		if i < 0 {
			return
		}
		script = bytes.TrimLeft(script[i+len(`"author"`):], " \t\r\n:")
		depth, named := 0, true // the next string is a name
		for k := 0; k < min(len(script), maxAuthors); k++ {
			switch script[k] {
			case '{', '[':
				depth++
				named = script[k] == '['
			case '}', ']':
				depth--
			case '"':
				word := script[k+1 : k+endOfString(script[k:])]
				if k += len(word) + 1; named {
					h.author(word)
				}
				named = string(word) == "name"
			}
			if depth <= 0 {
				break
			}
		}
	}
}

// endOfString is where the string of JSON that t begins with ends, before its last mark.
func endOfString(t []byte) int {
	end := 1
	for end < len(t) && t[end] != '"' {
		if t[end] == '\\' {
			end++
		}
		end++
	}
	return min(end, len(t))
}

// appendJSONLetters is unit.AppendLetters of the inside of a JSON string.
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
