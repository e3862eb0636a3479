package meta

import (
	"bytes"
	"strings"

	"github.com/dsbuild/dsbuild/convert/markup"
)

// tags is what the markup states, read in one pass over the nodes.
type tags struct {
	lang, title, canonical string
	metas                  []metaTag
	h1                     []string
	times                  []timeTag
	bylines                []string // elements whose class says byline or author
	people                 []string // rel=author, itemprop=author: one name each
	scripts                []int32  // JSON-LD
	heads                  []int32  // nodes of the h1 elements
	taken                  int32    // end of the byline element read last
}

type metaTag struct{ name, content string }

// timeTag is a <time>, or an element whose itemprop or class says date.
type timeTag struct {
	at, text            string
	node                int32
	published, modified bool // its itemprop or class says so
}

const (
	// near is how many nodes around the headline are searched for bylines and
	// dates; further away they belong to other stories.
	nearBefore, nearAfter = 250, 500
	maxTimes              = 64
	maxHeads              = 16
	maxByline             = 240 // bytes of text; more is a biography
)

// read fills t from a page.
func (t *tags) read(d *markup.Doc) {
	last := int32(len(d.Nodes))
	for n := int32(0); n < last; n++ {
		x := &d.Nodes[n]
		switch x.Tag {
		case markup.TagText, markup.TagRawText, markup.TagOther, markup.TagForeign:
		case markup.TagHTML:
			t.lang, _ = d.Attr(n, markup.KeyLang)
		case markup.TagTitle:
			if t.title == "" {
				t.title = clean(d.Text(n))
			}
		case markup.TagMeta:
			t.meta(d, n)
		case markup.TagLink:
			if t.canonical == "" && relIs(d.AttrRaw(n, markup.KeyRel), "canonical") {
				t.canonical, _ = d.Attr(n, markup.KeyHref)
			}
		case markup.TagScript:
			if isLinked(d.AttrRaw(n, markup.KeyType)) {
				t.scripts = append(t.scripts, n)
			}
		case markup.TagH1:
			if len(t.heads) < maxHeads {
				if s := clean(d.Text(n)); s != "" {
					t.h1 = append(t.h1, s)
					t.heads = append(t.heads, n)
				}
			}
		}
	}
	t.around(d)
}

func isLinked(kind []byte) bool {
	return len(kind) >= 19 && bytes.EqualFold(bytes.TrimSpace(kind)[:min(19, len(bytes.TrimSpace(kind)))], []byte("application/ld+json"))
}

func relIs(rel []byte, want string) bool {
	for w := range bytes.FieldsSeq(rel) {
		if strings.EqualFold(string(w), want) {
			return true
		}
	}
	return false
}

// meta keeps a <meta> whose name somebody here asks for.
func (t *tags) meta(d *markup.Doc, n int32) {
	name := d.AttrRaw(n, markup.KeyProperty)
	if name == nil {
		name = d.AttrRaw(n, markup.KeyName)
	}
	if name == nil {
		name = d.AttrRaw(n, markup.KeyItemprop)
	}
	if name == nil {
		name = d.AttrRaw(n, markup.KeyHTTPEquiv)
	}
	var buf [48]byte
	if len(name) == 0 || len(name) > len(buf) {
		return
	}
	low := buf[:0]
	for _, c := range bytes.TrimSpace(name) {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		low = append(low, c)
	}
	known, ok := metaNames[string(low)]
	if !ok {
		return
	}
	if content, _ := d.Attr(n, markup.KeyContent); strings.TrimSpace(content) != "" {
		t.metas = append(t.metas, metaTag{known, strings.TrimSpace(content)})
	}
}

// first returns the content of the first <meta> with one of the names, which
// are tried in order.
func (t *tags) first(names ...string) string {
	for _, name := range names {
		for i := range t.metas {
			if t.metas[i].name == name {
				return t.metas[i].content
			}
		}
	}
	return ""
}

// around looks for bylines and dates near the headline.
func (t *tags) around(d *markup.Doc) {
	windows := t.heads
	if len(windows) == 0 {
		windows = []int32{nearBefore}
	}
	done := int32(0)
	for _, h := range windows[:min(len(windows), 3)] {
		from, to := max(h-nearBefore, done), min(h+nearAfter, int32(len(d.Nodes)))
		for n := from; n < to; n++ {
			t.element(d, n)
		}
		done = max(done, to)
	}
	// A <time> with a role is worth finding anywhere: some stand below the text.
	for n := done; n < int32(len(d.Nodes)) && len(t.times) < maxTimes; n++ {
		if tag := d.Nodes[n].Tag; tag == markup.TagTime || tag > markup.TagForeign && d.Has(n, markup.KeyItemprop) {
			t.time(d, n, roleOf(d, n)&^roleDate)
		}
	}
}

func (t *tags) element(d *markup.Doc, n int32) {
	tag := d.Nodes[n].Tag
	if tag <= markup.TagForeign && tag != markup.TagOther || tag == markup.TagMeta || tag == markup.TagScript || tag == markup.TagBody || tag == markup.TagHTML {
		return
	}
	role := roleOf(d, n)
	t.time(d, n, role)
	if role&(roleAuthor|rolePerson) == 0 || n < t.taken || d.Nodes[n].End-n > 120 {
		return
	}
	s := clean(spaced(d, n))
	if s == "" || len(s) > maxByline {
		return
	}
	if role&rolePerson != 0 {
		t.people = append(t.people, s)
	} else {
		t.bylines = append(t.bylines, s)
		t.taken = d.Nodes[n].End
	}
}

// time reads a <time> or an element that says it holds a date.
func (t *tags) time(d *markup.Doc, n int32, role role) {
	if len(t.times) >= maxTimes || d.Nodes[n].Tag != markup.TagTime && role&(rolePublished|roleModified|roleDate) == 0 {
		return
	}
	at, _ := d.Attr(n, markup.KeyDatetime)
	for _, k := range []markup.Key{markup.KeyContent, markup.KeyDataTime} {
		if at == "" {
			at, _ = d.Attr(n, k)
		}
	}
	x := timeTag{at: strings.TrimSpace(at), node: n, published: role&rolePublished != 0 || d.Has(n, markup.KeyPubdate), modified: role&roleModified != 0}
	if d.Nodes[n].End-n < 40 {
		if s := clean(spaced(d, n)); len(s) <= 120 {
			x.text = s
		}
	}
	if x.at != "" || x.text != "" && strings.ContainsAny(x.text, "0123456789") {
		t.times = append(t.times, x)
	}
}

// spaced is the text of a subtree with a space between its texts.
func spaced(d *markup.Doc, n int32) string {
	var b strings.Builder
	for i := n + 1; i < d.Nodes[n].End && b.Len() < 2*maxByline; i++ {
		switch x := &d.Nodes[i]; {
		case x.Tag == markup.TagText:
			s := d.Text(i)
			if glued(b.String(), s) {
				b.WriteString(" | ")
			}
			b.WriteString(s)
		case x.Tag.NoText():
			i = x.End - 1
		case x.Tag.Block() || x.Tag == markup.TagBr:
			b.WriteString(" | ")
		}
	}
	return strings.Trim(b.String(), " |")
}

// glued reports whether two texts of neighbouring elements would run together
// in the middle of a word: "Ellison" and "Staff writer".
func glued(before, after string) bool {
	if before == "" || after == "" {
		return false
	}
	l, c := before[len(before)-1], after[0]
	return (l >= 'a' && l <= 'z' || l == '.') && c >= 'A' && c <= 'Z'
}

// role is what an element's attributes say it holds.
type role uint8

const (
	roleAuthor role = 1 << iota
	rolePerson
	roleDate
	rolePublished
	roleModified
)

func roleOf(d *markup.Doc, n int32) role {
	var r role
	if v := d.AttrRaw(n, markup.KeyItemprop); v != nil {
		switch strings.ToLower(string(v)) {
		case "datepublished", "datecreated":
			r |= rolePublished
		case "datemodified":
			r |= roleModified
		case "author", "creator":
			r |= rolePerson
		}
	}
	if relIs(d.AttrRaw(n, markup.KeyRel), "author") {
		r |= rolePerson
	}
	for _, k := range []markup.Key{markup.KeyClass, markup.KeyTest, markup.KeyID} {
		if v := d.AttrRaw(n, k); v != nil {
			r |= roleOfClass(v)
		}
	}
	return r
}

// roleOfClass reads the words of a class: "c-byline__author", "postDate".
func roleOfClass(v []byte) role {
	var r role
	for i := 0; i < len(v); {
		for i < len(v) && !letter(v[i]) {
			i++
		}
		start := i
		for i < len(v) && letter(v[i]) && (i == start || v[i] >= 'a' || v[i-1] < 'a') {
			i++
		}
		if i-start >= 4 {
			r |= classWord(v[start:i])
		}
	}
	return r
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func classWord(w []byte) role {
	var buf [16]byte
	if len(w) > len(buf) {
		return 0
	}
	low := buf[:0]
	for _, c := range w {
		low = append(low, c|0x20)
	}
	switch string(low) {
	case "byline", "author", "authors", "authorname", "bylines", "autor", "autoren", "auteur", "autore", "writer", "contributor", "contributors":
		return roleAuthor
	case "date", "dateline", "timestamp", "datetime", "datum", "fecha", "pubdate", "publishdate", "postdate":
		return roleDate
	case "published", "publish", "posted":
		return rolePublished | roleDate
	case "updated", "modified":
		return roleModified | roleDate
	}
	return 0
}
