// Package script finds the text of an article that a page holds only as data for
// its scripts.
//
// In: a parsed page of whose text the markup shows nothing or the beginning, and
// what it shows. Out: the text as HTML of a few plain elements, or nil. Laws: the
// text is one value of one script, a list of paragraphs or a string, and belongs to
// the page: it goes on where the markup stops, or the markup shows next to nothing
// and its object has the page's title, or it is the articleBody of JSON-LD; time and
// memory are linear in the scripts, of which at most maxScripts bytes are read.
package script

import (
	"bytes"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta/loosejson"
)

const (
	// maxScripts bounds what is read of a page: states of news pages have 0.3 MB, the largest 3.
	maxScripts = 16 << 20
	// fewest is how many letters a text has at least; what is shorter may be any description.
	fewest = 400
	// known is how many letters tell that a paragraph is one that the markup shows.
	known = 40
	// fewShown is how many bytes of text may be something else than the beginning of the article: a
	// caption, a note on the author.
	fewShown = 600
	// lead is how much of a script shows that it is data: there is a name with its value.
	lead = 4 << 10
)

// Shown is what the markup of the page shows.
type Shown struct {
	Title string   // a hint at the headline
	Texts []string // of the blocks that were kept
}

// Body returns the text as HTML.
func Body(d *markup.Doc, shown Shown) []byte {
	f := finder{title: letters(shown.Title, 1<<10)}
	size := 0
	for _, t := range shown.Texts {
		size += len(t)
		if k := letters(t, known); len(k) >= known {
			f.texts = append(f.texts, k)
			f.phrases = appendPhrases(f.phrases, t)
		}
	}
	if size <= fewShown && (len(f.phrases) > 0 || len(f.texts) == 0) {
		if f.phrases = appendPhrases(f.phrases, shown.Title); len(f.phrases) > 0 {
			f.phrases = append(f.phrases, []byte(`articleBody"`))
		}
	}
	f.least, f.shown = max(fewest, 2*size), size
	read := 0
	var next flight
	for i := range d.Nodes {
		if d.Nodes[i].Tag != markup.TagScript {
			continue
		}
		raw := d.Raw(int32(i))
		if read += len(raw); read > maxScripts {
			break
		}
		if bytes.Contains(raw, []byte(pushed)) {
			next.add(raw)
			continue
		}
		if len(raw) < f.least || !named(raw[:min(len(raw), lead)]) || !f.mayHold(raw) {
			continue
		}
		f.linked = bytes.Equal(d.AttrRaw(int32(i), markup.KeyType), []byte("application/ld+json"))
		f.roots(data(raw))
	}
	f.linked = false
	if rows := next.data(); len(rows) >= f.least && f.mayHold(rows) {
		f.roots(rows)
	}
	return f.best.html
}

// roots looks at all values of a script.
func (f *finder) roots(src []byte) {
	for root := range loosejson.Parse(src).Roots() {
		if whole := unflatten(root); whole != nil {
			for v := range loosejson.Parse(whole).Roots() {
				f.weigh(v, "", false)
			}
			continue
		}
		f.weigh(root, "", false)
	}
}

// named reports whether there is a name with its value: data, and no code.
func named(b []byte) bool {
	return bytes.Contains(b, []byte(`":`)) || bytes.Contains(b, []byte(`:"`)) || bytes.HasPrefix(bytes.TrimLeft(b, " \n\t"), []byte("["))
}

// data returns the JSON of a script: a string given to JSON.parse or to a stream is unpacked.
func data(raw []byte) []byte {
	var s []byte
	for _, call := range [...]string{"JSON.parse(", ".enqueue("} {
		if i := bytes.Index(raw[:min(len(raw), 256)], []byte(call)); i >= 0 {
			s = bytes.TrimLeft(raw[i+len(call):], " \n\t")
			break
		}
	}
	if len(s) < 2 || s[0] != '"' && s[0] != '\'' && s[0] != '`' {
		return raw
	}
	end := bytes.LastIndexByte(s, s[0])
	if end <= 0 {
		return raw
	}
	return []byte(loosejson.Unescape(s[1:end]))
}
