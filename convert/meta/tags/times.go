package tags

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/markup"
)

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
