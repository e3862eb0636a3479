package convert

import (
	"fmt"

	"github.com/dsbuild/dsbuild/schema"
)

// seen remembers the articles of a run, to find records and texts that come again.
type seen struct {
	records map[string]record
	texts   map[[16]byte]string // digest of the normalised text -> doc_id of the first
}

type record struct{ sha256, place string }

func newSeen() *seen {
	return &seen{records: map[string]record{}, texts: map[[16]byte]string{}}
}

// settle turns an article whose record came before into a reject, and marks one
// whose text came before.
func (s *seen) settle(r *result) {
	a := r.Article
	place := a.Source.URI
	if a.Source.Record != "" {
		place += ":" + a.Source.Record
	}
	if first, ok := s.records[a.ID]; ok {
		reason, message := schema.RejectDuplicatePage, fmt.Sprintf("the same record was read before as %s; that one is the article", first.place)
		if r.ownID && first.sha256 != a.Source.SHA256 {
			reason, message = schema.RejectDuplicateID, fmt.Sprintf("the id %q stands over another record, %s; give each record an id of its own", a.ID, first.place)
		}
		r.Article = nil
		r.Reject = &schema.Reject{
			Source: a.Source, ID: a.ID, URL: a.URL, Title: a.Title, Publisher: a.Publisher, PublishedDate: a.Published.Date,
			PageType: a.PageType, Stage: schema.StageStore, Reason: reason, Message: message,
		}
		return
	}
	s.records[a.ID] = record{a.Source.SHA256, place}
	if a.Text == "" {
		return
	}
	if first, ok := s.texts[r.textKey]; ok {
		a.DuplicateOf = first
	} else {
		s.texts[r.textKey] = a.ID
	}
}
