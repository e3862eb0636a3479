package rule

import "github.com/dsbuild/dsbuild/schema"

// fewestContents is how many headings a table of contents names.
const fewestContents = 2

// contents drops tables of contents: lists of links, most of which say what a heading
// below says. The headings say it again, where it belongs.
func (v *HTMLView) contents() {
	var headings map[uint64]int // by hash, the last one
	for i := v.End - 1; i >= v.Start; i-- {
		u := &v.Units[i]
		if _, known := headings[u.Hash]; u.Level > 0 && !known {
			if headings == nil {
				headings = map[uint64]int{}
			}
			headings[u.Hash] = i
		}
	}
	for i := v.Start; i < v.End && len(headings) >= fewestContents; {
		g := v.Group(v.Units[i].Parent)
		if g < 0 {
			i++
			continue
		}
		end, links, named := i, 0, 0
		for end < v.End && v.Group(v.Units[end].Parent) == g {
			u := &v.Units[end]
			if end++; u.LinkSize*10 >= u.Size*8 {
				links++
				if headings[u.Hash] >= end {
					named++
				}
			}
		}
		if links == end-i && named >= fewestContents && named*3 >= links*2 {
			v.beside(i, end, schema.KindNavigation, schema.ReasonRepeated)
		}
		i = end
	}
}
