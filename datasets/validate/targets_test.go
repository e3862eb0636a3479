package validate_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/schema"
)

func TestRoot(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, dir := range []string{"out/articles", "out/quotes"} {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, tc := range []struct {
		targets []string
		want    string
	}{
		{[]string{"out"}, "out"},
		{[]string{"a.parquet"}, "."},
		{[]string{"out/articles/a.parquet"}, "out/articles"},
		{[]string{"out/articles/a.parquet", "out/quotes/b.parquet"}, "out"},
		{[]string{"out/articles", "out/quotes"}, "out"},
		{[]string{"out/*/x.parquet"}, "out"},
		{[]string{"out/art*/x.parquet"}, "out"},
		{[]string{"/a/b.parquet", "/c/d.parquet"}, "/"},
		{[]string{"/a/b/c.parquet"}, "/a/b"},
		{[]string{"a/x.parquet", "b/x.parquet"}, "."},
	} {
		if got := filepath.ToSlash(validate.Root(tc.targets)); got != tc.want {
			t.Errorf("%v stand below %q, not %q", tc.targets, got, tc.want)
		}
	}
}

// TestFilesAndFolders validates parts of a dataset in every way they can be named.
func TestFilesAndFolders(t *testing.T) {
	dir := build(t, datasets.Options{Parquet: true, Arrow: true}, 100, nil)
	articles, paragraphs := filepath.Join(dir, "articles"), filepath.Join(dir, "paragraphs")
	for _, tc := range []struct {
		targets []string
		tables  int
	}{
		{[]string{articles}, 1},
		{[]string{articles, paragraphs}, 2},
		{[]string{filepath.Join(dir, "[ap]*", "*.parquet")}, 5},
		{[]string{filepath.Join(articles, "articles-00000.parquet"), paragraphs}, 2},
		{[]string{filepath.Join(dir, "arrow", "articles", "articles-00000.arrow"), filepath.Join(dir, "arrow", "quotes")}, 2},
	} {
		r, err := validate.Run(context.Background(), tc.targets, validate.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Tables) != tc.tables || slices.ContainsFunc(r.Rules, func(h validate.RuleHits) bool { return h.Rule != "file.manifest" }) {
			t.Errorf("%v: %s", tc.targets, text(t, r))
		}
	}
	for _, targets := range [][]string{{filepath.Join(dir, "*.none")}, {articles, filepath.Join(dir, "nothing")}, {dir, "here.parquet"}} {
		if _, err := validate.Run(context.Background(), targets, validate.Options{}); err == nil {
			t.Errorf("%v were validated", targets)
		}
	}
	if _, err := validate.Run(context.Background(), []string{dir}, validate.Options{Table: "articles"}); err == nil {
		t.Error("the table of a dataset's files can be named otherwise")
	}
}

// pinned returns the present schema as an older version would be, changed.
func pinned(t *testing.T, change func(*schema.Document)) *schema.Document {
	t.Helper()
	body, err := json.Marshal(schema.Describe(nil))
	if err != nil {
		t.Fatal(err)
	}
	d, err := schema.ParseDocument(body)
	if err != nil {
		t.Fatal(err)
	}
	change(d)
	return d
}

// TestPinnedSchema checks data against a version other than the present one: its
// columns, types, words and promises count.
func TestPinnedSchema(t *testing.T) {
	dir := build(t, datasets.Options{}, 60, nil)
	for _, tc := range []struct {
		name   string
		change func(*schema.Document)
		rule   string
	}{
		{"the same", func(*schema.Document) {}, ""},
		{"another version", func(d *schema.Document) { d.Version, d.Hash = "0.0.9", "beef" }, "schema.compatible"},
		{"another version, and a word of it is gone", func(d *schema.Document) {
			d.Version, d.Hash = "0.0.9", "beef"
			d.Vocabularies[0].Terms = append(d.Vocabularies[0].Terms, schema.TermDocument{Code: "gone"})
		}, "schema.version"},
		{"a column came later", func(d *schema.Document) { a := d.Table("articles"); a.Columns = a.Columns[:len(a.Columns)-1] }, "schema.column"},
		{"a table came later", func(d *schema.Document) { d.Tables = d.Tables[:len(d.Tables)-1] }, ""},
		{"another type", func(d *schema.Document) { d.Table("articles").Columns[2].Type = "int32" }, "schema.type"},
		{"another vocabulary", func(d *schema.Document) {
			for i := range d.Vocabularies {
				d.Vocabularies[i].Terms = []schema.TermDocument{{Code: "odd"}}
			}
		}, "values.vocabulary"},
	} {
		r, err := validate.Run(context.Background(), []string{dir}, validate.Options{Schema: pinned(t, tc.change)})
		if err != nil {
			t.Fatal(err)
		}
		if tc.rule == "" && len(r.Rules) > 0 || tc.rule != "" && !slices.ContainsFunc(r.Rules, func(h validate.RuleHits) bool { return h.Rule == tc.rule }) {
			t.Errorf("%s: %s", tc.name, text(t, r))
		}
	}
	broken := pinned(t, func(d *schema.Document) { d.Tables[0].Columns[0].Type = "number" })
	if _, err := validate.Run(context.Background(), []string{dir}, validate.Options{Schema: broken}); err == nil {
		t.Error("a declaration with a type that is none was taken")
	}
}

// TestSchemasWithoutAColumn validates against declarations that lack one column
// each, as an older version may: a law that speaks of it must not fail.
func TestSchemasWithoutAColumn(t *testing.T) {
	dir := build(t, datasets.Options{}, 20, nil)
	whole := schema.Describe(nil)
	for i, table := range whole.Tables {
		for j, column := range table.Columns {
			if column.Name == "doc_id" {
				continue // there is no table of ours without
			}
			d := pinned(t, func(d *schema.Document) { d.Tables[i].Columns = slices.Delete(d.Tables[i].Columns, j, j+1) })
			r, err := validate.Run(context.Background(), []string{dir}, validate.Options{Schema: d})
			if err != nil {
				t.Fatalf("%s.%s: %v", table.Name, column.Name, err)
			}
			var rules []string
			for _, h := range r.Rules {
				rules = append(rules, h.Rule)
			}
			if cmp.Diff([]string{"schema.column"}, rules) != "" {
				t.Errorf("without %s.%s: %s", table.Name, column.Name, text(t, r))
			}
		}
	}
}
