// Package tags reads what the markup of a page states: meta elements, headings,
// times and bylines.
//
// In: a parsed page. Out: its values as written, in the order of the page.
// Laws: one pass over the nodes; only names that somebody asks for are kept.
package tags

import (
	"bytes"
	"strings"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/internal/text"
)

// Tags is what the markup states, read in one pass over the nodes.
type Tags struct {
	Lang, Title, Canonical string
	H1                     []string
	Headlines              []string // of each h1 without the lines set apart in it; "" where there are none
	Times                  []Time
	Bylines                []string // elements whose class says byline or author
	People                 []string // rel=author, itemprop=author: one name each
	Scripts                []int32  // nodes of JSON-LD
	metas                  []metaTag
	Linked                 []string // texts of links to pages of authors, those beside the first
	taken                  int32    // end of the byline element read last
	linkedEnd              int32    // end of the last of Linked
	place                  place
	Elsewhere              Elsewhere
}

// place is where the headline stands.
type place struct {
	h1     []int32 // nodes of the h1 elements
	heads  []int32 // these, or the node that stands for them
	lesser []int32 // nodes of the first h2 and h3 elements
}

type metaTag struct {
	name, content string
	node          int32
}

const (
	// near is how many nodes around the headline are searched for bylines and
	// dates; further away they belong to other stories.
	nearBefore, nearAfter = 250, 500
	maxTimes              = 64
	maxHeads              = 16
	maxByline             = 240 // bytes of text; more is a biography
)

// Read fills t from a page.
func (t *Tags) Read(d *markup.Doc) {
	last := int32(len(d.Nodes))
	for n := range last {
		x := &d.Nodes[n]
		switch x.Tag {
		case markup.TagText, markup.TagRawText, markup.TagOther, markup.TagForeign:
		case markup.TagHTML:
			t.Lang, _ = d.Attr(n, markup.KeyLang)
		case markup.TagTitle:
			if t.Title == "" {
				t.Title = clean(d.Text(n))
			}
		case markup.TagMeta:
			t.meta(d, n)
		case markup.TagLink:
			if t.Canonical == "" && relIs(d.AttrRaw(n, markup.KeyRel), "canonical") {
				t.Canonical, _ = d.Attr(n, markup.KeyHref)
			}
		case markup.TagScript:
			if isLinked(d.AttrRaw(n, markup.KeyType)) {
				t.Scripts = append(t.Scripts, n)
			} else {
				t.Elsewhere.script(d.Raw(n))
			}
		case markup.TagH2, markup.TagH3:
			if len(t.place.lesser) < maxHeads {
				t.place.lesser = append(t.place.lesser, n)
			}
		case markup.TagH1:
			if len(t.place.h1) < maxHeads {
				t.h1(d, n)
			}
		}
	}
	if len(t.H1) == 0 {
		t.entryTitle(d)
	}
	t.around(d)
	t.keepOwnDates(d)
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
func (t *Tags) meta(d *markup.Doc, n int32) {
	name := d.AttrRaw(n, markup.KeyProperty)
	if name == nil {
		name = d.AttrRaw(n, markup.KeyName)
	}
	item := name == nil
	if item {
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
		if !bytes.Contains(low, []byte("publish")) {
			return
		}
		known = otherPublished
	}
	if item && known == otherPublished {
		known = ItemDate
	}
	content, _ := d.Attr(n, markup.KeyContent)
	if content == "" {
		content, _ = d.Attr(n, markup.KeyValue) // not HTML, but templates write it
	}
	if content = strings.TrimSpace(content); content != "" && (ok || isoDay(content)) {
		t.metas = append(t.metas, metaTag{known, content, n})
	}
}

// otherPublished is the name under which a date is kept that a <meta> states
// whose name nobody here knows but that speaks of publishing: "x-published-on".
const otherPublished = "date"

// ItemDate is the name under which a date is kept that microdata states in a <meta>.
const ItemDate = "item:date"

// isoDay reports whether s begins with a day as ISO 8601 writes it.
func isoDay(s string) bool {
	return len(s) >= 10 && len(s) <= 40 && s[4] == '-' && s[7] == '-' && s[0] >= '1' && s[0] <= '2' && s[9] >= '0' && s[9] <= '9'
}

// First returns the content of the first <meta> with one of the names, which
// are tried in order.
func (t *Tags) First(names ...string) string {
	for _, name := range names {
		for i := range t.metas {
			if t.metas[i].name == name {
				return t.metas[i].content
			}
		}
	}
	return ""
}

// Every returns the contents of all <meta> with the name, at most 32.
func (t *Tags) Every(name string) []string {
	var all []string
	for i := range t.metas {
		if t.metas[i].name == name && len(all) < maxEvery {
			all = append(all, t.metas[i].content)
		}
	}
	return all
}

// maxEvery: authors of a paper or tags of a story; more are no metadata.
const maxEvery = 32

// around looks for bylines and dates near the headline.
func (t *Tags) around(d *markup.Doc) {
	t.place.heads = t.place.h1
	if len(t.place.heads) == 0 {
		t.place.heads = t.lesserHead(d)
	}
	windows := t.place.heads
	if len(windows) == 0 {
		windows = []int32{nearBefore} // the search begins at the first node
	}
	done := int32(0)
	for _, h := range windows[:min(len(windows), 3)] {
		from, to := max(h-nearBefore, done), min(h+nearAfter, int32(len(d.Nodes)))
		for n := from; n < to; n++ {
			t.element(d, n)
		}
		done = max(done, to)
	}
	for n := done; n < int32(len(d.Nodes)); n++ {
		t.far(d, n)
	}
	// A <time> with a role is worth finding anywhere: some stand below the text.
	for n := done; n < int32(len(d.Nodes)) && len(t.Times) < maxTimes; n++ {
		if tag := d.Nodes[n].Tag; tag == markup.TagTime || tag > markup.TagForeign &&
			(d.Has(n, markup.KeyItemprop) || d.Has(n, markup.KeyProperty)) {
			t.when(d, n, roleOf(d, n)&^roleDate)
		}
	}
}

// lesserHead returns the first h2 or h3 that the page's title holds, if one does: it stands
// for the h1.
func (t *Tags) lesserHead(d *markup.Doc) []int32 {
	titles := text.Key(t.Title) + "\n" + text.Key(t.First("og:title"))
	for i, n := range t.place.lesser {
		if key := text.Key(d.Text(n)); len(key) >= longKey && strings.Contains(titles, key) {
			return t.place.lesser[i : i+1]
		}
	}
	return nil
}

// longKey is how many letters of a headline are no accident.
const longKey = 16

func (t *Tags) element(d *markup.Doc, n int32) {
	tag := d.Nodes[n].Tag
	if tag <= markup.TagForeign && tag != markup.TagOther || tag == markup.TagMeta || tag == markup.TagScript || tag == markup.TagBody ||
		tag == markup.TagHTML {
		return
	}
	role := roleOf(d, n)
	t.when(d, n, role)
	if tag == markup.TagA && role&rolePerson == 0 && d.Nodes[n].End-n <= 12 && authorPage(d.AttrRaw(n, markup.KeyHref)) && !t.byReader(d, n) {
		t.linked(d, n)
	}
	if role&(roleAuthor|rolePerson) == 0 || n < t.taken || d.Nodes[n].End-n > 120 {
		return
	}
	s := clean(spaced(d, n))
	if s == "" || len(s) > maxByline || t.byReader(d, n) {
		return
	}
	if role&rolePerson != 0 {
		t.People = append(t.People, s)
	} else {
		t.Bylines = append(t.Bylines, s)
		t.taken = d.Nodes[n].End
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

func clean(s string) string { return text.Clean(s, false) }
