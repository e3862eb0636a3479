package rules

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTableIsWhole(t *testing.T) {
	id := regexp.MustCompile(`^[a-z]+\.[a-z0-9_]+$`)
	seen, last := map[string]bool{}, ""
	var done []string
	for i := range Table {
		r := &Table[i]
		if !id.MatchString(r.ID) || seen[r.ID] || ByID(r.ID) != r {
			t.Errorf("%q is no id, or stands twice", r.ID)
		}
		seen[r.ID] = true
		if f := r.Family(); f != last {
			if families[f] == "" || slices.Contains(done, f) {
				t.Errorf("%s: the family is not described, or its rules stand apart", r.ID)
			}
			done, last = append(done, f), f
		}
		if !slices.Contains(Severities, r.Severity) || r.Checks == "" || r.Why == "" || r.Remedy == "" {
			t.Errorf("%s lacks something: %+v", r.ID, r)
		}
	}
	if len(done) != len(families) {
		t.Errorf("families with rules: %v", done)
	}
}

func TestReaches(t *testing.T) {
	for _, tc := range []struct {
		is, limit Severity
		want      bool
	}{
		{Error, Error, true},
		{Warning, Error, false},
		{Note, Error, false},
		{Error, Warning, true},
		{Warning, Warning, true},
		{Note, Warning, false},
		{Error, "", false},
	} {
		if got := tc.is.Reaches(tc.limit); got != tc.want {
			t.Errorf("%q reaches %q: %t", tc.is, tc.limit, got)
		}
	}
}

// TestDocumentIsInStep fails where `make docs` has not been run.
func TestDocumentIsInStep(t *testing.T) {
	body, err := os.ReadFile("../../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(body), Markdown()); diff != "" {
		t.Errorf("docs/rules.md is out of step; run make docs (-docs +table):\n%s", diff)
	}
}

func TestTextNamesEveryRule(t *testing.T) {
	var b strings.Builder
	if err := Text(&b); err != nil {
		t.Fatal(err)
	}
	for i := range Table {
		if !strings.Contains(b.String(), Table[i].ID+" (") {
			t.Errorf("%s is not printed", Table[i].ID)
		}
	}
}
