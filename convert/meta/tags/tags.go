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
	Heads                  []int32  // nodes of the h1 elements
	metas                  []metaTag
	Linked                 []string // texts of links to pages of authors, those beside the first
	taken                  int32    // end of the byline element read last
	linkedEnd              int32    // end of the last of Linked
	place                  place
	Elsewhere              Elsewhere
}

// place is where the headline stands.
type place struct {
	heads  []int32 // Heads, or the node that stands for them
	lesser []int32 // nodes of the first h2 and h3 elements
}

type metaTag struct {
	name, content string
	node          int32
}

// Time is a <time>, or an element whose itemprop or class says date.
type Time struct {
	At, Text            string // machine-readable, shown
	Label               string // the text before it, where it has no digit
	Node                int32
	Away                int  // bytes of text between the headline and it; NoHead where there is none above it
	Published, Modified bool // its itemprop or class says so
}

// Headed reports whether a headline was found that dates can stand above or below.
func (t *Tags) Headed() bool { return len(t.place.heads) > 0 }

// NoHead is how far a time is away from a headline that does not stand above it.
const NoHead = 1 << 30

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
			if len(t.Heads) < maxHeads {
				if s := clean(d.Text(n)); s != "" {
					t.H1 = append(t.H1, s)
					t.Headlines = append(t.Headlines, headline(d, n))
					t.Heads = append(t.Heads, n)
				}
			}
		}
	}
	t.around(d)
	t.own(d)
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

// around looks for bylines and dates near the headline.
func (t *Tags) around(d *markup.Doc) {
	windows := t.Heads
	if len(windows) == 0 {
		windows = []int32{t.lesserHead(d)}
		if windows[0] != nearBefore {
			t.place.heads = windows
		}
	} else {
		t.place.heads = windows
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
		t.Elsewhere.far(d, n)
	}
	// A <time> with a role is worth finding anywhere: some stand below the text.
	for n := done; n < int32(len(d.Nodes)) && len(t.Times) < maxTimes; n++ {
		if tag := d.Nodes[n].Tag; tag == markup.TagTime || tag > markup.TagForeign && (d.Has(n, markup.KeyItemprop) || d.Has(n, markup.KeyProperty)) {
			t.when(d, n, roleOf(d, n)&^roleDate)
		}
	}
}

// lesserHead returns the h2 or h3 that begins the page's title, where no h1 is its headline;
// else a node so far down that the search begins at the first.
func (t *Tags) lesserHead(d *markup.Doc) int32 {
	titles := text.Key(t.Title) + "\n" + text.Key(t.First("og:title"))
	for _, n := range t.place.lesser {
		if key := text.Key(d.Text(n)); len(key) >= longKey && strings.Contains(titles, key) {
			return n
		}
	}
	return nearBefore
}

// longKey is how many letters of a headline are no accident.
const longKey = 16

func (t *Tags) element(d *markup.Doc, n int32) {
	tag := d.Nodes[n].Tag
	if tag <= markup.TagForeign && tag != markup.TagOther || tag == markup.TagMeta || tag == markup.TagScript || tag == markup.TagBody || tag == markup.TagHTML {
		return
	}
	role := roleOf(d, n)
	t.when(d, n, role)
	if tag == markup.TagA && role&rolePerson == 0 && d.Nodes[n].End-n <= 12 && authorPage(d.AttrRaw(n, markup.KeyHref)) {
		t.linked(d, n)
	}
	if role&(roleAuthor|rolePerson) == 0 || n < t.taken || d.Nodes[n].End-n > 120 {
		return
	}
	s := clean(spaced(d, n))
	if s == "" || len(s) > maxByline {
		return
	}
	if role&rolePerson != 0 {
		t.People = append(t.People, s)
	} else {
		t.Bylines = append(t.Bylines, s)
		t.taken = d.Nodes[n].End
	}
}

// when reads a <time> or an element that says it holds a date.
func (t *Tags) when(d *markup.Doc, n int32, role role) {
	if len(t.Times) >= maxTimes || d.Nodes[n].Tag != markup.TagTime && role&(rolePublished|roleModified|roleDate) == 0 {
		return
	}
	at, _ := d.Attr(n, markup.KeyDatetime)
	for _, k := range []markup.Key{markup.KeyContent, markup.KeyDataTime} {
		if at == "" {
			at, _ = d.Attr(n, k)
		}
	}
	x := Time{At: strings.TrimSpace(at), Node: n, Published: role&rolePublished != 0, Modified: role&roleModified != 0}
	if d.Nodes[n].End-n < 40 {
		if s := clean(spaced(d, n)); len(s) <= 120 {
			x.Text = s
		}
	}
	if x.At == "" {
		if s, _ := d.Attr(n, markup.KeyTitle); isoDay(s) {
			x.At = s // hAtom
		}
	}
	if x.At != "" || x.Text != "" && strings.ContainsAny(x.Text, "0123456789") {
		x.Label, x.Away = label(d, n), t.away(d, n)
		t.Times = append(t.Times, x)
	}
}

const (
	maxLabel  = 60 // bytes of a label
	labelNear = 12 // nodes between a label and what it labels
	maxAway   = 4096
)

// label is the text that stands before an element, where it can be a label.
func label(d *markup.Doc, n int32) string {
	for i := n - 1; i > max(0, n-labelNear); i-- {
		if x := &d.Nodes[i]; x.Tag == markup.TagText && !x.Blank {
			if s := clean(d.Text(i)); len(s) <= maxLabel && !strings.ContainsAny(s, "0123456789") {
				return s
			}
			return ""
		}
	}
	return ""
}

// away counts the bytes of text between the headline next above an element and it, up
// to maxAway.
func (t *Tags) away(d *markup.Doc, n int32) int {
	head := int32(-1)
	for _, h := range t.place.heads {
		if h < n {
			head = h
		}
	}
	if head < 0 {
		return NoHead
	}
	if n-head > nearAfter {
		return maxAway
	}
	size := 0
	for i := d.Nodes[head].End; i < n && size < maxAway; i++ {
		if x := &d.Nodes[i]; x.Tag == markup.TagText && !x.Blank {
			size += len(d.Raw(i))
		} else if x.Tag.NoText() {
			i = max(i, x.End-1)
		}
	}
	return size
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

func roleOf(d *markup.Doc, n int32) (r role) {
	var stated, property []byte
	for k, v := range d.Attrs(n) {
		switch k {
		case markup.KeyItemprop:
			stated = v
		case markup.KeyProperty:
			property = v[bytes.LastIndexByte(v, ':')+1:] // RDFa: "schema:datePublished"
		case markup.KeyRel:
			if relIs(v, "author") {
				r |= rolePerson
			}
		case markup.KeyClass, markup.KeyTest, markup.KeyID:
			r |= roleOfClass(v)
		default: // says nothing of a role
		}
	}
	if stated == nil {
		stated = property
	}
	return r | roleOfProperty(stated)
}

func roleOfProperty(v []byte) role {
	if len(v) == 0 || len(v) >= 24 {
		return 0
	}
	switch strings.ToLower(string(v)) {
	case "datepublished", "datecreated":
		return rolePublished
	case "datemodified":
		return roleModified
	case "author", "creator":
		return rolePerson
	}
	return 0
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

// classRoles are the words of classes, in lower case, that say what an element holds.
var classRoles = newClassRoles()

func newClassRoles() map[string]role {
	all := map[string]role{}
	for r, words := range map[role]string{
		roleAuthor:               "byline author authors authorname bylines autor autoren auteur autore writer contributor contributors",
		roleDate:                 "date dateline timestamp datetime datum fecha pubdate publishdate postdate",
		rolePublished | roleDate: "published publish posted",
		roleModified | roleDate:  "updated modified",
	} {
		for w := range strings.FieldsSeq(words) {
			all[w] = r
		}
	}
	return all
}

// classEnds are for each first letter, by its number, the last letters of these words.
var classEnds = newClassEnds()

func newClassEnds() (ends [32]uint32) {
	for w := range classRoles {
		ends[w[0]&31] |= 1 << (w[len(w)-1] & 31)
	}
	return ends
}

func classWord(w []byte) role {
	var buf [16]byte
	if len(w) > len(buf) || classEnds[w[0]&31]>>(w[len(w)-1]&31)&1 == 0 {
		return 0
	}
	low := buf[:0]
	for _, c := range w {
		low = append(low, c|0x20)
	}
	return classRoles[string(low)]
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

func clean(s string) string { return text.Clean(s, false) }
