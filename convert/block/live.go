package block

import (
	"bytes"
	"slices"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

// minEntries is how many entries with a time of their own make a live blog.
const minEntries = 3

// entries returns the first unit of a live blog's entries, or the number of units
// where there are none. The linked data and the names of an element must say that
// it is a live blog, and times must stand in it between pieces of running text: what
// comes before the first of them is the article, the entries are texts of their own.
func (v *htmlView) entries() int {
	if v.hints.facts>>slices.Index(facts[:], liveBlog)&1 == 0 {
		return len(v.Units)
	}
	first, found, text := 0, 0, false
	for i := v.start; i < v.end; i++ {
		u := &v.Units[i]
		switch {
		case v.good[i]:
			text = true
		case text && (isDate(u) || v.Context[u.Parent]&IsTime != 0):
			if found == 0 {
				first = i
			}
			found++
			text = false
		}
	}
	if found < minEntries || !v.named(v.Units[first].Parent) {
		return len(v.Units)
	}
	if u := &v.Units[first-1]; u.Kind == schema.KindHeading {
		first--
	}
	return first
}

// named reports whether the class or id of an element around n names a live blog.
func (v *htmlView) named(n int32) bool {
	for ; n > 0; n = v.Doc.Nodes[n].Parent {
		for _, key := range [...]markup.Key{markup.KeyClass, markup.KeyID, markup.KeyTest} {
			value := v.Doc.AttrRaw(n, key)
			for _, name := range [...]string{"liveblog", "live-blog", "live_blog", "live-post", "livepost", "live-entry"} {
				if bytes.Contains(value, []byte(name)) {
					return true
				}
			}
		}
	}
	return false
}
