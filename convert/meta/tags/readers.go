package tags

import (
	"bytes"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/internal/text"
)

// byReader reports whether an element stands among what readers wrote below the article:
// comments, replies, reviews, mentions from other sites. Its names are theirs. What holds
// the headline is no such part, whatever its class says.
func (t *Tags) byReader(d *markup.Doc, n int32) bool {
	for p, up := n, 0; p > 0 && up < maxUp; p, up = d.Nodes[p].Parent, up+1 {
		if tag := d.Nodes[p].Tag; tag == markup.TagBody || tag == markup.TagHTML {
			return false
		}
		if readers(d, p) {
			return !slices.ContainsFunc(t.place.heads, func(h int32) bool { return h >= p && h < d.Nodes[p].End })
		}
	}
	return false
}

// readers reports whether the attributes of an element say that readers wrote it.
func readers(d *markup.Doc, n int32) bool {
	for k, v := range d.Attrs(n) {
		switch k {
		case markup.KeyItemtype:
			if bytes.HasSuffix(v, []byte("Comment")) || bytes.HasSuffix(v, []byte("Comments")) {
				return true
			}
		case markup.KeyItemprop:
			if string(v) == "comment" {
				return true
			}
		case markup.KeyClass, markup.KeyID, markup.KeyTest:
			if readersClass(v) {
				return true
			}
		default: // says nothing of it
		}
	}
	return false
}

// readersClass reports whether a word of a class names what readers write.
func readersClass(v []byte) bool {
	for w := range bytes.FieldsFuncSeq(v, func(r rune) bool { return r < 0x80 && !letter(byte(r)) }) {
		if len(w) >= 3 && len(w) <= maxReaders && readerWords[strings.ToLower(string(w))] {
			return true
		}
	}
	return false
}

// maxReaders is the length of the longest of these words.
const maxReaders = 13

var readerWords = text.WordSet(`comment comments commentlist commentbody commentauthor commenter commenters disqus dsq livefyre respond replies webmention webmentions mentions trackback
	trackbacks pingback pingbacks kommentar kommentare kommentarer comentario comentarios comentários commentaire commentaires commento commenti reactie reacties komentarz komentarze komentar`)
