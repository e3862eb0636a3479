package stats

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/schema"
)

// TestStories: a story counts once, for the first article of it that is read; a revision and
// an excerpt are stories of their own.
func TestStories(t *testing.T) {
	m := example()
	m.tables = without("people")
	for _, id := range []string{"a4", "a5", "a6"} {
		m.outcomes = append(m.outcomes, article(id, "Herald", schema.Date{Year: 2024, Month: 4, Day: 2}, nil))
	}
	m.summary.Duplicates = slices.Values([]*schema.Duplicate{
		{ID: "a3", Cluster: "a1", Other: "a1", Relation: schema.RelationIdentical},
		{ID: "a4", Cluster: "gone", Other: "gone", Relation: schema.RelationSyndicated}, // of a choice without that one
		{ID: "a5", Cluster: "gone", Other: "a4", Relation: schema.RelationNear},
		{ID: "a6", Cluster: "gone", Other: "a5", Relation: schema.RelationRevision},
	})
	r, err := Collect(context.Background(), m, Options{By: []string{"publisher"}, Units: []Unit{Articles, Stories}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Herald: 4 3", "The Post: 2 1"}, lines(&r.Groups[0])); diff != "" {
		t.Error(diff)
	}
	if n, ok := r.Totals.Of(Stories); n != 4 || !ok {
		t.Errorf("%d stories", n)
	}
	m.tables = without("duplicates")
	_, err = Collect(context.Background(), m, Options{Units: []Unit{Stories}})
	if err == nil || !strings.Contains(err.Error(), "no table duplicates") {
		t.Error(err)
	}
}
