package card

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/report/figures"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/internal/outcometest"
	"github.com/dsbuild/dsbuild/schema"
)

// written is a dataset with its cards.
func written(t *testing.T, outcomes []schema.Outcome, o datasets.Options, prose string) (dir string, files map[string][]byte) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "out")
	o.Beside = func(d *datasets.Dataset) (map[string][]byte, error) {
		r, f, err := figures.Collect(context.Background(), d, stats.Options{})
		if err != nil {
			return nil, err
		}
		c := Dataset{Manifest: d.Manifest(), Tables: d.Tables(), Stats: r, Figures: f, Prose: prose}
		files, err = c.Files()
		return files, err
	}
	b, err := datasets.Create(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	summary := schema.NewSummary(schema.ReadSummary{Pages: int64(len(outcomes))}, schema.ConvertSummary{})
	if _, err := outcometest.Store(b, outcomes, summary); err != nil {
		t.Fatal(err)
	}
	return dir, files
}

// head parses the metadata of a README strictly.
func head(t *testing.T, readme string) (h struct {
	Pretty      string `yaml:"pretty_name"`
	License     string
	LicenseName string `yaml:"license_name"`
	LicenseLink string `yaml:"license_link"`
	Language    []string
	Configs     []struct {
		Name    string `yaml:"config_name"`
		Default bool
		Files   string `yaml:"data_files"`
	}
},
) {
	t.Helper()
	parts := strings.SplitN(readme, "---\n", 3)
	if len(parts) != 3 || parts[0] != "" {
		t.Fatalf("there is no head: %.300s", readme)
	}
	if err := yaml.UnmarshalWithOptions([]byte(parts[1]), &h, yaml.Strict()); err != nil {
		t.Fatalf("%v\n%s", err, parts[1])
	}
	return h
}

// Every table with rows is a config, and no other; articles is the default.
func TestConfigs(t *testing.T) {
	outcomes, _ := outcometest.Outcomes(3, 40)
	dir, files := written(t, outcomes, datasets.Options{UserColumns: outcometest.UserColumns(), With: []string{"blocks", "paragraph_topics"}}, "")
	m, err := datasets.ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, table := range m.Tables {
		if table.Rows > 0 {
			want[table.Name] = table.Name + "/*.parquet"
		}
	}
	got := map[string]string{}
	for _, c := range head(t, string(files[readmeName])).Configs {
		if got[c.Name] = c.Files; c.Default != (c.Name == "articles") {
			t.Errorf("%s is default: %v", c.Name, c.Default)
		}
	}
	if !maps.Equal(got, want) || len(want) == len(m.Tables) {
		t.Errorf("got %v, want %v; of %d tables one must be empty", got, want, len(m.Tables))
	}
}

// The same dataset has the same cards, and the manifest lists each with its digest.
func TestSameBytes(t *testing.T) {
	outcomes, _ := outcometest.Outcomes(5, 60)
	dir, first := written(t, outcomes, datasets.Options{UserColumns: outcometest.UserColumns()}, "Mine.\n")
	_, second := written(t, outcomes, datasets.Options{UserColumns: outcometest.UserColumns()}, "Mine.\n")
	if !maps.EqualFunc(first, second, func(a, b []byte) bool { return string(a) == string(b) }) {
		t.Error("the cards differ")
	}
	m, err := datasets.ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	for name := range first {
		if !slices.ContainsFunc(m.Files, func(f datasets.File) bool {
			return f.Path == name && f.Table == "" && f.Bytes == int64(len(first[name]))
		}) {
			t.Errorf("the manifest does not list %s", name)
		}
	}
}

// Without Parquet there are no loaders of it.
func TestArrowAlone(t *testing.T) {
	outcomes, _ := outcometest.Outcomes(3, 10)
	_, files := written(t, outcomes, datasets.Options{UserColumns: outcometest.UserColumns(), Arrow: true}, "")
	if files["load.sql"] != nil || !strings.Contains(string(files[readmeName]), "arrow/articles/*.arrow") {
		t.Errorf("the files are %v", slices.Sorted(maps.Keys(files)))
	}
}

// What an owner writes between the marks stays; marks that are not whole are an error.
func TestProse(t *testing.T) {
	dir, _ := written(t, nil, datasets.Options{}, "")
	name := filepath.Join(dir, readmeName)
	body, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	const own = "## How we coded\n\nTwo coders, <b>blind</b> to each other. 1 < 2 & 3\n"
	for change, want := range map[string]struct{ prose, err string }{
		string(body): {"", ""},
		strings.Replace(string(body), proseBegin+"\n", proseBegin+"\n\n"+own+"\n\n", 1):                          {own, ""},
		strings.ReplaceAll(strings.Replace(string(body), proseBegin+"\n", proseBegin+"\n"+own, 1), "\n", "\r\n"): {own, ""},
		strings.Replace(string(body), proseEnd, "", 1):                                                           {"", "not marked as they were"},
		strings.Replace(string(body), proseBegin, "", 1):                                                         {"", "not marked as they were"},
		strings.NewReplacer(proseBegin, proseEnd, proseEnd, proseBegin).Replace(string(body)):                    {"", "not marked as they were"},
		string(body) + proseBegin + "\n" + proseEnd:                                                              {"", "not marked as they were"},
		"# A README of another version\n":                                                                        {"", ""},
	} {
		if err := os.WriteFile(name, []byte(change), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := ReadProse(dir)
		if got != want.prose || (err == nil) != (want.err == "") || err != nil && !strings.Contains(err.Error(), want.err) {
			t.Errorf("got %q and %v, want %q and %q", got, err, want.prose, want.err)
		}
	}
	if got, err := ReadProse(t.TempDir()); got != "" || err != nil {
		t.Error(got, err)
	}
	_, files := written(t, nil, datasets.Options{}, own)
	if !strings.Contains(string(files[readmeName]), proseBegin+"\n"+own+proseEnd+"\n") {
		t.Error("the words are not where they were")
	}
}

// No text of a recipe adds to the metadata, opens a tag or moves the owner's marks.
func TestHostile(t *testing.T) {
	const evil = "x\"\nconfigs: []\n---\n# y <script>alert(1)</script> | [a](javascript:b) \u202e\x1b[1m " + proseBegin
	_, files := written(t, nil, datasets.Options{
		Identity: datasets.Identity{
			Name: evil, Title: evil, Version: evil, Description: evil, License: evil, Citation: evil, Tool: evil,
			Creators: []datasets.Creator{{Name: evil, Affiliation: evil, ORCID: evil}},
		},
		UserColumns: []schema.UserColumn{{Name: "x_evil", Doc: evil}},
	}, "")
	for name, body := range files {
		text := string(body)
		if strings.HasSuffix(name, ".md") { // without what is escaped, and without code
			text, _, _ = strings.Cut(strings.ReplaceAll(text, `\<`, ""), "```bibtex")
		}
		for _, bad := range []string{"<script", "\u202e", "\x1b"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s holds %q: %.3000s", name, bad, text)
			}
		}
		if _, shown, ok := strings.Cut(text, "\n---\n"); ok && strings.Contains(shown, "[a](javascript:") {
			t.Errorf("%s links to a program: %.3000s", name, text)
		}
	}
	readme := string(files[readmeName])
	h := head(t, readme)
	if !strings.HasPrefix(h.Pretty, `x" configs: [] --- # y`) || h.License != "other" || len(h.Configs) != 0 {
		t.Errorf("got %+v", h)
	}
	if _, err := prose(readme); err != nil {
		t.Error(err)
	}
}

// A language is a code; what is none stays out of the metadata.
func TestLanguages(t *testing.T) {
	var outcomes []schema.Outcome
	for i, language := range []string{"de", "en", "gsw", "no language", ""} {
		a := &schema.Article{ID: fmt.Sprint("a", i)}
		a.Language = language
		outcomes = append(outcomes, schema.Outcome{Article: a})
	}
	_, files := written(t, outcomes, datasets.Options{}, "")
	if got := head(t, string(files[readmeName])).Language; !slices.Equal(slices.Sorted(slices.Values(got)), []string{"de", "en", "gsw"}) {
		t.Errorf("got %q", got)
	}
}
