// Package unread finds running text that a page holds where no reader sees it.
//
// In: a parsed page, and the texts of its blocks. Out: how many words of running text,
// not among those blocks, stand in the place that holds most of it, and what element that
// is: a piece of a script, or all elements of a kind that browsers do not show as text
// (template, textarea, noscript, svg and others). It may be the text of the article or
// of another: it is a sign, and no text is taken from it. Laws: time and memory are
// linear in the page, of whose scripts at most maxRead bytes are read.
package unread

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta/loosejson"
)

const (
	// maxRead bounds what is read of a page: states of news pages have 0.3 MB, the largest 3.
	maxRead = 16 << 20
	// opening is how many letters tell that a piece of text is one of the page's blocks.
	opening = 40
	// shortest is how many bytes a piece of running text has at least.
	shortest = 80
	// deepest is how often a string of a script may hold the strings of another.
	deepest = 2
	// maxGap is how many bytes stand between two pieces of one text in a script at most:
	// between two stories stand their addresses, names and pictures.
	maxGap = 300
)

// Place is where text stands that nobody sees.
type Place struct {
	Element string // its name
	Words   int    // of running text that stands in no block of the page
}

// Script reports whether it is a piece of a script.
func (p Place) Script() bool { return p.Element == script }

const script = "script"

// Most returns the place with most words; its Words are 0 where there is none.
func Most(d *markup.Doc, blocks []string) Place {
	r := reader{seen: make(map[string]struct{}, len(blocks))}
	for _, t := range blocks {
		for line := range strings.SplitSeq(t, "\n") {
			r.first([]byte(line))
		}
	}
	var places []Place
	for i := int32(0); int(i) < len(d.Nodes); {
		if !hidden(d, i) {
			i++
			continue
		}
		if r.words = 0; d.Nodes[i].Tag == markup.TagScript {
			r.strings(d.Raw(i), 0)
			r.end()
		} else {
			r.pieces(d.AppendSubtree(nil, i))
			places = add(places, Place{d.Name(i), r.words})
		}
		i = d.Nodes[i].End
	}
	most := Place{script, r.most}
	for _, p := range places {
		if p.Words > most.Words {
			most = p
		}
	}
	return most
}

// add counts the words of elements of one name together: a text may stand in many buttons.
func add(places []Place, p Place) []Place {
	i := slices.IndexFunc(places, func(q Place) bool { return q.Element == p.Element })
	if i < 0 {
		return append(places, p)
	}
	places[i].Words += p.Words
	return places
}

// hidden reports whether no block is made of what an element holds.
func hidden(d *markup.Doc, n int32) bool {
	switch d.Nodes[n].Tag {
	case markup.TagTemplate:
		return !d.Has(n, markup.KeyShadow)
	case markup.TagScript, markup.TagTextarea, markup.TagNoscript, markup.TagIframe, markup.TagSelect, markup.TagButton, markup.TagSVG,
		markup.TagMath, markup.TagObject, markup.TagApplet, markup.TagCanvas, markup.TagVideo, markup.TagAudio, markup.TagForeign:
		return true
	default:
		return false
	}
}

// reader counts the words of running text that stands in no block.
type reader struct {
	seen  map[string]struct{} // the letters that texts begin with
	words int                 // of the pieces in hand
	since int                 // bytes of the script since the last of them
	most  int                 // words of the longest run of pieces in a script
	read  int
	key   []byte
}

// first reports whether no text before began as t does.
func (r *reader) first(t []byte) bool {
	r.key = appendLetters(r.key[:0], t)
	if _, ok := r.seen[string(r.key)]; ok {
		return false
	}
	r.seen[string(r.key)] = struct{}{}
	return true
}

// appendLetters appends the letters and digits that t begins with, those of ASCII in lower case:
// spaces and quotation marks are written in many ways.
func appendLetters(dst, t []byte) []byte {
	for _, c := range t {
		switch {
		case len(dst) >= opening:
			return dst
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9':
			dst = append(dst, c|0x20)
		case c >= 0x80 && c != 0xc2 && c != 0xa0:
			dst = append(dst, c)
		}
	}
	return dst
}

// strings reads the strings of a script. Where a quotation mark is none, as in a regular
// expression, some are missed.
func (r *reader) strings(src []byte, depth int) {
	if r.read += len(src); r.read > maxRead {
		return
	}
	var none [3]int // per mark: up to where no string ends
	for i := 0; i < len(src); i++ {
		if r.since++; r.since >= maxGap {
			r.end()
		}
		k := strings.IndexByte("\"'`", src[i])
		switch {
		case src[i] == '\\':
			i++
			continue
		case k < 0 || i < none[k]:
			continue
		}
		end, ok := closing(src, i)
		if !ok {
			none[k] = end
			continue
		}
		if s := src[i+1 : end]; len(s) >= shortest && bytes.ContainsFunc(s, spaceOrWide) {
			r.str([]byte(loosejson.Unescape(s)), depth)
		} else {
			r.since += len(s)
		}
		i = end
	}
}

// spaceOrWide tells text from encoded bytes.
func spaceOrWide(c rune) bool { return c == ' ' || c >= utf8.RuneSelf }

// str reads a string: text with or without tags, or data in a string.
func (r *reader) str(s []byte, depth int) {
	if depth < deepest && bytes.Contains(s, []byte(`":`)) {
		r.strings(s, depth+1)
		return
	}
	before := r.words
	r.pieces(s)
	if r.since += len(s); r.words > before {
		r.since = 0
	}
}

// closing is where the string ends that begins at i, or how far it was looked for.
func closing(src []byte, i int) (end int, ok bool) {
	for k := i + 1; k < len(src); k++ {
		switch src[k] {
		case src[i]:
			return k, true
		case '\\':
			k++
		case '\n':
			if src[i] != '`' {
				return k, false
			}
		}
	}
	return len(src), false
}

// end ends a run of pieces of a script.
func (r *reader) end() {
	r.most = max(r.most, r.words)
	r.words = 0
}

// pieces reads what stands between the lines and tags of a text.
func (r *reader) pieces(s []byte) {
	for len(s) >= shortest {
		piece := s
		if end := bytes.IndexAny(s, "<\n"); end >= 0 {
			piece, s = s[:end], s[end+1:]
		} else {
			s = nil
		}
		if i := bytes.IndexByte(piece, '>'); i >= 0 { // the rest of a tag
			piece = piece[i+1:]
		}
		r.piece(piece)
	}
}

// piece counts the words of running text that is not known.
func (r *reader) piece(s []byte) {
	if len(s) < shortest {
		return
	}
	if m := lexicon.Measure(s); m.Prose() && prose(s, &m) && r.first(s) {
		r.words += int(m.Words)
	}
}

// prose tells sentences of a story from code, lists of addresses and words of the site.
func prose(s []byte, m *lexicon.Stats) bool {
	marks := 0
	for _, c := range s {
		switch c {
		case '{', '}', '=', '_', '|', '#', '%', '\\', '[', ']', '/':
			marks++
		}
	}
	return marks*50 <= len(s) && int(m.Words)*30 >= len(s) && lexicon.PhrasesOf(s) == 0
}
