package validate_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/datasets/validate/rules"
	"github.com/dsbuild/dsbuild/schema"
)

// configured validates with a configuration and returns what was found as
// "severity rule table.column", once each.
func configured(t *testing.T, dir, config string) ([]string, *validate.Report) {
	t.Helper()
	c, err := rules.ParseConfig([]byte(config))
	if err != nil {
		t.Fatal(err)
	}
	r, err := validate.Run(context.Background(), []string{dir}, validate.Options{Config: c})
	if err != nil {
		t.Fatal(err)
	}
	got := []string{}
	for _, f := range r.Findings {
		if s := string(f.Severity) + " " + f.Rule + " " + f.Table + "." + f.Column; !slices.Contains(got, s) {
			got = append(got, s)
		}
	}
	return got, r
}

func TestOwnRules(t *testing.T) {
	n := 0
	dir := build(t, datasets.Options{}, 60, func(outcomes []schema.Outcome) {
		for _, o := range outcomes {
			if o.Article == nil {
				continue
			}
			if n++; n == 3 {
				o.Article.User[0] = schema.Value{Valid: true, Str: "w2"} // x_wave
				o.Article.User[2] = schema.Value{}                       // x_rank
				o.Article.User[5] = schema.Value{Valid: true, Int: 17}   // x_day
				o.Article.User[6] = schema.Value{Valid: true, Int: 1e15} // x_at, in 2001
			}
		}
	})
	for _, tc := range []struct {
		config string
		want   []string
	}{
		{"columns: {articles: {x_wave: {values: [w1, w2], pattern: 'w[0-9]', required: true}, x_rank: {min: 7, max: 7, max_null_share: 0.5}}}", []string{}},
		{"columns: {articles: {x_at: {min: 2001-09-09, max: 2001-09-09}, x_day: {max: 1970-01-18}, x_weight: {min: 0.25, max: 0.25}}}", []string{}},
		{"columns: {articles: {x_wave: {values: [w1]}}}", []string{"error own.values articles.x_wave"}},
		{"columns: {articles: {x_wave: {pattern: 'w1'}}}", []string{"error own.pattern articles.x_wave"}},
		{"columns: {articles: {x_tags: {pattern: 'none'}}}", []string{"error own.pattern articles.x_tags"}},
		{"columns: {articles: {x_wave: {unique: true, severity: note}}}", []string{"note own.unique articles.x_wave"}},
		{"columns: {articles: {x_rank: {required: true, severity: warning}}}", []string{"warning own.required articles.x_rank"}},
		{"columns: {articles: {x_rank: {max_null_share: 0}}}", []string{"error own.null_share articles.x_rank"}},
		{"columns: {articles: {x_rank: {min: 8}}}", []string{"error own.range articles.x_rank"}},
		{"columns: {articles: {x_weight: {max: 0.2}}}", []string{"error own.range articles.x_weight"}},
		{"columns: {articles: {x_day: {max: 1970-01-17}}}", []string{"error own.range articles.x_day"}},
		{"columns: {articles: {x_at: {max: 2001-09-08}}}", []string{"error own.range articles.x_at"}},
		{"columns: {articles: {x_none: {required: true}}}", []string{"error own.column articles.x_none"}},
		{"columns: {articles: {x_wave: {min: 3}, x_weight: {pattern: x}, x_day: {min: 3}}}", []string{"error own.column articles.x_day", "error own.column articles.x_wave", "error own.column articles.x_weight"}},
		{"columns: {articles: {x_wave: {values: [w1]}}}\nrules: {own.values: off}", []string{}},
		{"columns: {articles: {x_wave: {values: [w1], severity: off}}}", []string{}},
		{"columns: {articles: {x_wave: {values: [w1]}}}\nrules: {own.values: note}", []string{"note own.values articles.x_wave"}},
	} {
		got, _ := configured(t, dir, tc.config)
		slices.Sort(got)
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.config, diff)
		}
	}
	without := build(t, datasets.Options{Without: []string{"topics"}}, 20, nil)
	if got, _ := configured(t, without, "columns: {topics: {code: {required: true}}}"); !slices.Equal(got, []string{"error own.column topics.code"}) {
		t.Errorf("a table that is left out: %v", got)
	}
	_, r := configured(t, dir, "columns: {articles: {x_wave: {values: [w1]}}}")
	if f := r.Findings[0]; len(r.Findings) != 1 || f.Row == nil || f.DocID == "" || f.Value != "w2" || r.Passed {
		t.Errorf("the finding does not say where: %+v", f)
	}
}

func TestSeveritiesAreChanged(t *testing.T) {
	dir := build(t, datasets.Options{}, 100, func(outcomes []schema.Outcome) { first(outcomes, long).PageType = "essay" })
	write(t, dir, "README.md", []byte("# Mine"))
	for _, tc := range []struct {
		config string
		want   []string
		passed bool
	}{
		{"{}", []string{"warning file.beside .", "error values.vocabulary articles.page_type"}, false},
		{"rules: {file.beside: off, values.vocabulary: warning}", []string{"warning values.vocabulary articles.page_type"}, true},
		{"rules: {file.beside: error, values.vocabulary: note}", []string{"error file.beside .", "note values.vocabulary articles.page_type"}, false},
	} {
		got, r := configured(t, dir, tc.config)
		if diff := cmp.Diff(tc.want, got); diff != "" || r.Passed != tc.passed {
			t.Errorf("%s: passed %t (-want +got):\n%s", tc.config, r.Passed, diff)
		}
	}
}
