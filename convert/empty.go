package convert

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// fewWords is how many bytes of text a page shows at most that waits for its scripts: a
	// name, a few links, "You need to enable JavaScript to run this app".
	fewWords = 600
	// maxFrames is how many addresses of frames a message names.
	maxFrames = 3
)

// whyEmpty says why a page without text has none, as far as its markup shows.
func whyEmpty(d *markup.Doc, blocks []schema.Block) string {
	scripts := false
	var frames []string
	for i := range d.Nodes {
		n := int32(i)
		switch d.Nodes[i].Tag {
		case markup.TagScript:
			scripts = scripts || len(d.Raw(n)) > 0 || len(d.AttrRaw(n, markup.KeySrc)) > 0
		case markup.TagFrame, markup.TagIframe:
			if src, _ := d.Attr(n, markup.KeySrc); src != "" && len(frames) < maxFrames {
				frames = append(frames, src)
			}
		default:
		}
	}
	size := 0
	for i := range blocks {
		size += len(blocks[i].Text)
	}
	switch {
	case framed(d):
		return "the page is a set of frames and has no text of its own; fetch what they show: " + strings.Join(frames, ", ")
	case size > fewWords:
		return "no text of an article was found"
	case scripts:
		return "the page is built by its scripts and holds no text without them: it needs a browser; save it from one, or fetch it with one"
	case len(frames) > 0:
		return "the page shows another page in a frame; fetch that one: " + strings.Join(frames, ", ")
	}
	return "the page holds no text of an article"
}

func framed(d *markup.Doc) bool {
	for i := range d.Nodes {
		if d.Nodes[i].Tag == markup.TagFrame {
			return true
		}
	}
	return false
}
