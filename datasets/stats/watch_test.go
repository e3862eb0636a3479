package stats

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/schema"
)

// seen writes what a Watch is shown, a line an article.
func seen(t *testing.T, ds Dataset) []string {
	t.Helper()
	var lines []string
	w := &Watch{Columns: []string{"title", "nothing", "page_type"}, Restart: func() { lines = nil }}
	w.Article = func(s *Seen) {
		line := s.ID + " " + keyCell(s.Outlet) + " " + keyCell(s.Month) + " " + s.Cells[2].Str
		if s.Cells[1].Valid {
			t.Error("a column that is not there has a value")
		}
		for _, said := range append(s.Said, s.Kinds...) {
			line += fmt.Sprintf(" %s/%s %d %d", said.Name, said.Kind, said.Quotes, said.Words)
		}
		lines = append(lines, line+fmt.Sprint(" ", s.Topics))
	}
	if _, err := Collect(context.Background(), ds, Options{Watch: w, By: []string{"language"}}); err != nil {
		t.Fatal(err)
	}
	return lines
}

// A Watch sees each article once with its topics and who speaks, whatever is counted, and
// in whatever order the other tables stand.
func TestWatch(t *testing.T) {
	m := example()
	want := []string{
		"a1 The Post 2024-03 article Ann Lee/ 2 4 Bo Chen/ 1 1 / 3 5 [cap:7 Environment]",
		"a2 Herald NULL article Ann Lee/ 1 3 / 2 4 [cap:no_policy]",
		"a3 The Post NULL article Bo Chen/ 1 2 / 1 2 [cap:7 Environment]",
	}
	if diff := cmp.Diff(want, seen(t, m)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, seen(t, shuffled{example()})); diff != "" {
		t.Errorf("shuffled: %s", diff)
	}
	for i := range m.outcomes {
		for q := range m.outcomes[i].Article.Quotes {
			m.outcomes[i].Article.Quotes[q].SpeakerKind = schema.SpeakerGroup
		}
	}
	if got := seen(t, m)[0]; got != "a1 The Post 2024-03 article Ann Lee/group 2 4 Bo Chen/group 1 1 /group 3 5 [cap:7 Environment]" {
		t.Error(got)
	}
}
