package tags

import (
	"bytes"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/internal/text"
)

// besideHeadline are the ends of class words that name what outlets set into an
// h1 beside the headline: the line above it, the line below it, a label.
var besideHeadline = []string{
	"kicker", "overline", "eyebrow", "topline", "toptitle", "pretitle", "supertitle", "overtitle", "roofline", "dachzeile", "spitzmarke", "surtitre", "surtitle", "antetitulo", "volanta", "occhiello",
	"subheadline", "subhead", "subheading", "subtitle", "subline", "deck", "label",
}

// wholeHeadline names the part that is the headline, whatever else its classes say.
const wholeHeadline = "headline"

// h1 takes what an element says for a line that the page shows as its headline.
func (t *Tags) h1(d *markup.Doc, n int32) {
	if s := clean(d.Text(n)); s != "" {
		t.H1, t.Headlines, t.place.h1 = append(t.H1, s), append(t.Headlines, headline(d, n)), append(t.place.h1, n)
	}
}

// entryTitle takes what the one element of the class of hAtom says for the h1 of a page
// that has none. Where there are several the page is a list.
func (t *Tags) entryTitle(d *markup.Doc) {
	found := int32(-1)
	for n := range int32(len(d.Nodes)) {
		if !isEntryTitle(d.AttrRaw(n, markup.KeyClass)) {
			continue
		}
		if found >= 0 {
			return
		}
		found = n
	}
	if found >= 0 {
		t.h1(d, found)
	}
}

// isEntryTitle reports whether the class is among those of an element. Most elements are told by a look at all
// of them.
func isEntryTitle(classes []byte) bool {
	const title = "entry-title"
	return bytes.Contains(classes, []byte(title)) &&
		slices.ContainsFunc(bytes.Fields(classes), func(class []byte) bool { return string(class) == title })
}

// headline returns the text of an h1 without the parts that the markup sets apart
// from the headline, or "" where it has none or nothing much would be left.
func headline(d *markup.Doc, n int32) string {
	end := d.Nodes[n].End
	var b []byte
	found := false
	for i := n + 1; i < end; {
		x := &d.Nodes[i]
		switch {
		case x.Tag == markup.TagText:
			b = d.AppendText(b, i)
		case x.Tag.NoText() || setApart(d, i):
			found = found || !x.Tag.NoText()
			b = append(b, ' ')
			i = x.End
			continue
		case x.Tag.Block() || x.Tag == markup.TagBr:
			b = append(b, ' ')
		}
		i++
	}
	if !found {
		return ""
	}
	s := strings.Trim(clean(string(b)), " :-–—|•·/")
	if len(text.Key(s)) < 8 {
		return ""
	}
	return s
}

// setApart reports whether an element inside an h1 holds another line than the headline.
func setApart(d *markup.Doc, n int32) bool {
	switch d.Nodes[n].Tag {
	case markup.TagSmall, markup.TagTime:
		return true
	case markup.TagBr, markup.TagText:
		return false
	default: // its class says it
	}
	if bytes.EqualFold(d.AttrRaw(n, markup.KeyItemprop), []byte(wholeHeadline)) {
		return false
	}
	for w := range bytes.FieldsFuncSeq(d.AttrRaw(n, markup.KeyClass), func(r rune) bool { return r < 0x80 && !letter(byte(r)) }) {
		for _, end := range besideHeadline {
			if len(w) >= len(end) && bytes.EqualFold(w[len(w)-len(end):], []byte(end)) {
				return true
			}
		}
	}
	return false
}
