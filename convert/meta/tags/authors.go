package tags

import (
	"bytes"

	"github.com/dsbuild/dsbuild/convert/markup"
)

const (
	// beside is how many nodes apart the authors of one byline are linked;
	// further away stand the bylines of other stories.
	beside    = 24
	maxLinked = 12
)

// linked takes the text of a link to the page of an author, the first below the
// beginning of the first headline and those beside it.
func (t *Tags) linked(d *markup.Doc, n int32) {
	if len(t.Heads) == 0 || n < t.Heads[0]-beside || len(t.Linked) >= maxLinked || len(t.Linked) > 0 && n > t.linkedEnd+beside {
		return
	}
	if s := clean(spaced(d, n)); s != "" && len(s) <= maxByline/4 {
		t.Linked, t.linkedEnd = append(t.Linked, s), d.Nodes[n].End
	}
}

// authorPage reports whether a URL has the form of an author's page: a folder
// named for authors, and a name in it.
func authorPage(href []byte) bool {
	if i := bytes.Index(href, []byte("://")); i >= 0 {
		href = href[i+len("://"):]
	}
	for len(href) > 0 {
		i := bytes.IndexByte(href, '/')
		if i < 0 {
			return false
		}
		href = href[i+1:]
		end := bytes.IndexByte(href, '/')
		if end < 0 {
			return bytes.HasPrefix(href, []byte("?author="))
		}
		if end <= maxFolder && end+2 < len(href) && href[end+1] != '?' && href[end+1] != '#' && authorFolders[string(href[:end])] {
			return true
		}
	}
	return false
}

// authorFolders are the folders under which sites keep the pages of authors.
var authorFolders = map[string]bool{
	"author": true, "authors": true, "autor": true, "autoren": true, "autores": true, "auteur": true, "auteurs": true, "autore": true, "autori": true,
	"contributor": true, "contributors": true, "writer": true, "writers": true, "journalist": true, "journalists": true, "reporter": true, "reporters": true,
	"columnist": true, "columnists": true, "editors": true, "byline": true, "redaktion": true, "redakteur": true, "blogger": true, "profile": true, "profil": true,
}

// maxFolder is the length of the longest of them.
const maxFolder = 12
