package share_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/share"
	"github.com/dsbuild/dsbuild/schema"
)

// wantedOf is what a derivative without text wants.
func wantedOf(t *testing.T, ds *datasets.Dataset) *share.Wanted {
	t.Helper()
	out, _ := derive(t, ds, share.Options{Rights: datasets.RightsNone})
	w := share.NewWanted()
	for e, err := range share.Entries(out) {
		if err != nil {
			t.Fatal(err)
		}
		w.Add(e)
	}
	return w
}

// take asks for the pages of all outcomes, and gives what change makes of them.
func take(w *share.Wanted, outcomes []schema.Outcome, change func(*schema.Outcome)) (kept []schema.Outcome) {
	for _, o := range outcomes {
		if o.Article != nil {
			again := *o.Article
			o.Article = &again
		} else {
			again := *o.Reject
			o.Reject = &again
		}
		change(&o)
		var s *schema.Source
		if o.Article != nil {
			s = &o.Article.Source
		} else {
			s = &o.Reject.Source
		}
		w.Found(s)
		if w.Page(s) && w.Take(&o) {
			kept = append(kept, o)
		}
	}
	return kept
}

// TestWanted wants what is as it was to come back, in its place, and says why all else does not.
func TestWanted(t *testing.T) {
	outcomes, ds := originalOf(t, false)
	called := map[string]bool{} // as their titles say, which the derivative has not
	for _, o := range outcomes {
		if a := o.Article; a != nil && strings.Contains(a.Source.URI, a.Title) {
			called[a.ID] = true
		}
	}
	for _, tc := range []struct {
		what, why string
		change    func(*schema.Outcome)
	}{
		{"as it was", "", func(*schema.Outcome) {}},
		{"in another place", "", func(o *schema.Outcome) {
			if o.Article != nil {
				o.Article.Source.URI = "moved/" + o.Article.ID
			}
		}},
		{"another page", "the page is another one now", func(o *schema.Outcome) {
			if o.Article != nil {
				o.Article.Source.SHA256 = strings.Repeat("ab", 32)
			}
		}},
		{"no page", "the page is not among the pages", func(o *schema.Outcome) {
			if o.Article != nil {
				o.Article.Source = schema.Source{URI: "x", SHA256: strings.Repeat("ab", 32)}
			}
		}},
		{"another text", "the text became another one", func(o *schema.Outcome) {
			if o.Article != nil {
				o.Article.Text += " More."
			}
		}},
		{"another section and date", "columns became others: section, published_date", func(o *schema.Outcome) {
			if o.Article != nil {
				o.Article.Section += "!"
				o.Article.Published.Date = schema.Date{Year: 1999, Month: 1, Day: 2}
			}
		}},
		{"no row of the index", "columns became others: findings", func(o *schema.Outcome) {
			if o.Article != nil {
				o.Article.Findings = append(slices.Clone(o.Article.Findings), schema.Finding{Code: schema.FindingNoIndexRow})
			}
		}},
		{"a reject", "the page became a reject: no_text", func(o *schema.Outcome) {
			if a := o.Article; a != nil {
				*o = schema.Outcome{Reject: &schema.Reject{Source: a.Source, ID: a.ID, Reason: schema.RejectNoText}}
			}
		}},
	} {
		w := wantedOf(t, ds)
		kept := take(w, outcomes, tc.change)
		b := w.Back()
		if n := b.Articles + int64(len(b.Lost)); n != ds.Manifest().Counts.Articles || int64(len(kept)) != b.Articles+b.Rejects {
			t.Errorf("%s: %d articles came back or not, %d outcomes kept, %d and %d back", tc.what, n, len(kept), b.Articles, b.Rejects)
		}
		if b.Rejects != ds.Manifest().Counts.Rejects {
			t.Errorf("%s: %d rejects came back", tc.what, b.Rejects)
		}
		if tc.why == "" {
			if b.Articles != ds.Manifest().Counts.Articles {
				t.Errorf("%s: %d articles came back, not %v", tc.what, b.Articles, b.Missing)
			}
			for _, o := range kept {
				if a := o.Article; a != nil && strings.HasPrefix(a.Source.URI, "moved/") && !called[a.ID] {
					t.Errorf("%s: %s stands at %s", tc.what, o.Article.ID, o.Article.Source.URI)
				}
			}
		} else if len(b.Missing) == 0 || !strings.HasPrefix(b.Missing[0].Name, tc.why) || b.Articles > 0 {
			t.Errorf("%s: %v, not %q; %d came back", tc.what, b.Missing, tc.why, b.Articles)
		}
	}
}
