package convert

import (
	"fmt"
	"iter"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/schema"
)

// TestRecaptures: an article is marked where its page came before with another text.
func TestRecaptures(t *testing.T) {
	const canonical = `<link rel="canonical" href="https://town.example/%s">`
	tests := []struct {
		url, canonical string
		text           int // the number of the text
		want           bool
	}{
		{"https://town.example/1", "1", 1, false},
		{"https://town.example/1", "1", 2, true},
		{"http://town.example/1?from=front", "1", 3, true},
		{"https://town.example/1#top", "1", 1, true}, // others differ from it
		{"https://town.example/2", "2", 4, false},
		{"https://town.example/2?again", "2", 4, false}, // the same text
		{"https://town.example/3", "", 5, false},        // a front page as the canonical URL of all
		{"https://town.example/4", "", 6, false},
		{"https://town.example/3", "", 7, true},
		{"", "none", 8, false}, // pages without a URL of their own
		{"", "none", 9, true},
	}
	read := func(yield func(*schema.Page, error) bool) {
		for i, tt := range tests {
			p := page(tt.text)
			p.Body = fmt.Appendf(nil, canonical+"<!-- %d -->%s", tt.canonical, i, p.Body)
			p.ID, p.URL = schema.DocID(tt.url, p.Body), tt.url
			if !yield(p, nil) {
				return
			}
		}
	}
	var got, want []bool
	for _, o := range collect(t, New(Options{Workers: 3}).Outcomes(t.Context(), iter.Seq2[*schema.Page, error](read))) {
		found := false
		for _, f := range o.Article.Findings {
			found = found || f.Code == schema.FindingRecapture
		}
		got = append(got, found)
	}
	for _, tt := range tests {
		want = append(want, tt.want)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
