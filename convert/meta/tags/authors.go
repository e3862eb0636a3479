package tags

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

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
	if len(t.place.h1) == 0 || n < t.place.h1[0]-beside || len(t.Linked) >= maxLinked || len(t.Linked) > 0 && n > t.linkedEnd+beside {
		return
	}
	if s := clean(spaced(d, n)); s != "" && len(s) <= maxByline/4 {
		t.Linked, t.linkedEnd = append(t.Linked, s), d.Nodes[n].End
	}
}

// maxFar is how many authors are taken that are named far from the headline; more are
// those of other stories.
const maxFar = 8

// Elsewhere are authors that a page names far from its headline.
type Elsewhere struct {
	Far      []string // by rel, itemprop or the form of a link
	Scripted []string // in data for scripts
}

// far takes an author that the markup names far from the headline: below the text.
func (t *Tags) far(d *markup.Doc, n int32) {
	tag, e := d.Nodes[n].Tag, &t.Elsewhere
	if len(e.Far) > maxFar || tag <= markup.TagForeign || d.Nodes[n].End-n > 12 {
		return
	}
	is := tag == markup.TagA && (relIs(d.AttrRaw(n, markup.KeyRel), "author") || authorPage(d.AttrRaw(n, markup.KeyHref)))
	if !is && d.Has(n, markup.KeyItemprop) {
		is = roleOfProperty(d.AttrRaw(n, markup.KeyItemprop))&rolePerson != 0
	}
	if !is {
		return
	}
	if s := clean(spaced(d, n)); s != "" && len(s) <= maxByline/4 && !slices.Contains(e.Far, s) && !t.byReader(d, n) {
		e.Far = append(e.Far, s)
	}
}

// script takes the authors that data for scripts states: "pagePostAuthor":"Mara Ellison".
func (t *Elsewhere) script(raw []byte) {
	for tries := 0; tries < maxTries && len(t.Scripted) < maxFar; tries++ {
		i := bytes.Index(raw, []byte("uthor"))
		if i < 0 {
			return
		}
		key, value, rest := stated(raw, i)
		raw = rest
		if scriptKeys[strings.ToLower(key)] && value != "" && !slices.Contains(t.Scripted, value) {
			t.Scripted = append(t.Scripted, value)
		}
	}
}

const (
	maxTries    = 200 // places in a script that are looked at
	maxScripted = 80  // bytes of a value
)

var scriptKeys = map[string]bool{
	"author": true, "authors": true, "authorname": true, "author_name": true, "pagepostauthor": true, "articleauthor": true, "article_author": true, "pageauthor": true,
	"page_author": true, "contentauthor": true, "content_author": true, "postauthor": true, "post_author": true, "storyauthor": true, "authorfullname": true, "author_realname": true,
}

// stated reads the name and value of a field whose name holds what stands at i.
func stated(raw []byte, i int) (key, value string, rest []byte) {
	start, end := i, i
	for start > 0 && (letter(raw[start-1]) || raw[start-1] == '_') {
		start--
	}
	for end < len(raw) && (letter(raw[end]) || raw[end] == '_') {
		end++
	}
	key, rest = string(raw[start:end]), raw[end:]
	s := bytes.TrimLeft(rest[:min(len(rest), 16)], `"' `)
	if len(s) == 0 || s[0] != ':' {
		return key, "", rest
	}
	from := end + len(rest[:min(len(rest), 16)]) - len(bytes.TrimLeft(s[1:], "[ "))
	if from >= len(raw) || raw[from] != '"' && raw[from] != '\'' {
		return key, "", rest
	}
	to := bytes.IndexByte(raw[from+1:min(len(raw), from+1+maxScripted)], raw[from])
	if to < 0 {
		return key, "", rest
	}
	value = string(raw[from+1 : from+1+to])
	if strings.Contains(value, `\`) {
		unquoted, err := strconv.Unquote(`"` + value + `"`)
		if err != nil {
			return key, "", rest
		}
		value = unquoted
	}
	return key, clean(value), rest
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
			inner, _, more := bytes.Cut(href[end+1:], []byte("/"))
			return !more || !subjectFolders[string(inner)]
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

// subjectFolders are folders in them that hold whom sites write about.
var subjectFolders = map[string]bool{
	"spieler": true, "player": true, "players": true, "jugador": true, "joueur": true, "giocatore": true, "jogador": true, "trainer": true, "coach": true, "schiedsrichter": true,
	"team": true, "verein": true, "club": true, "company": true, "companies": true, "school": true,
}

// maxFolder is the length of the longest of them.
const maxFolder = 12
