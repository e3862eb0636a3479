package linked

import (
	"html"

	"github.com/dsbuild/dsbuild/convert/meta/loosejson"
	"github.com/dsbuild/dsbuild/internal/text"
)

// Update is an entry of a live blog as the JSON-LD lists it.
type Update struct {
	Title, Published, Author string
	Begin                    string // of its text
}

const (
	maxUpdates = 1000 // a live blog of the corpora lists 429
	maxBegin   = 80   // bytes of the text of an update that are kept
)

// updates reads the entries of a live blog.
func (l *Data) updates(v loosejson.Value) {
	for u := range v.Get("liveBlogUpdate").Items() {
		if len(l.Updates) == maxUpdates {
			return
		}
		out := Update{
			Title: firstText(u, "headline", "name"), Published: firstText(u, "datePublished", "dateCreated"),
			Begin: begin(u.Get("articleBody").Text()),
		}
		for a := range u.Get("author").Items() {
			if out.Author = textOf(a.Get("name")); out.Author == "" {
				out.Author = textOf(a)
			}
			break
		}
		l.Updates = append(l.Updates, out)
	}
}

// begin is the beginning of a text that may hold tags.
func begin(s string) string {
	const most = 4 * maxBegin
	if len(s) > most {
		s = s[:most]
	}
	s = text.Clean(html.UnescapeString(text.Untag(s)), false)
	return s[:min(len(s), maxBegin)]
}
