package cite_test

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/cite"
)

type file struct {
	Version  string `yaml:"cff-version"`
	Message  string
	Type     string
	Title    string
	Number   string `yaml:"version"`
	Released string `yaml:"date-released"`
	DOI      string
	URL      string
	License  string
	Link     string `yaml:"license-url"`
	Abstract string
	Authors  []struct {
		Name, Affiliation, ORCID string
		Family                   string `yaml:"family-names"`
		Given                    string `yaml:"given-names"`
	}
	Identifiers, References []any
}

// read parses a citation file strictly: a key that hostile text added would be an error.
func read(t *testing.T, body []byte) *file {
	t.Helper()
	f := &file{}
	if err := yaml.UnmarshalWithOptions(body, f, yaml.Strict()); err != nil {
		t.Fatalf("%v\n%s", err, body)
	}
	return f
}

func TestCreators(t *testing.T) {
	m := &datasets.Manifest{}
	m.Dataset = datasets.Identity{
		Name: "port", Title: "Port fees", Version: "2.1", License: "cc-by-4.0", Date: "2026-03-04", DOI: "10.5281/zenodo.77", URL: "https://data.example/port",
		Creators: []datasets.Creator{
			{Name: "Lind, Ada", Affiliation: "University of Lindhaven", ORCID: "https://orcid.org/0000-0002-1825-0097"},
			{Name: "Lindhaven Port Archive"},
			{Name: "Bo Roe", Affiliation: "Port Office"},
		},
	}
	f := read(t, cite.CFF(m))
	if f.Title != "Port fees" || f.Number != "2.1" || f.Released != "2026-03-04" || f.DOI != "10.5281/zenodo.77" || f.URL != "https://data.example/port" || f.License != "CC-BY-4.0" {
		t.Errorf("got %+v", f)
	}
	a := f.Authors
	if len(a) != 3 || a[0].Family != "Lind" || a[0].Given != "Ada" || a[0].ORCID != "https://orcid.org/0000-0002-1825-0097" || a[1].Name != "Lindhaven Port Archive" || a[1].Family != "" {
		t.Errorf("got %+v", a)
	}
	if a[2].Family != "Bo Roe" || a[2].Given != "" {
		t.Errorf("a name without a comma was parted: %+v", a[2])
	}
	if m := cite.Missing(m); len(m) > 0 {
		t.Errorf("missing: %q", m)
	}
	const line = "Lind, Ada; Lindhaven Port Archive; Bo Roe (2026). Port fees (version 2.1) [Data set]. https://doi.org/10.5281/zenodo.77"
	if got := cite.Line(m); got != line || f.Message != "Please cite this dataset as: "+line {
		t.Errorf("got %q and %q", got, f.Message)
	}
	for _, want := range []string{"@misc{port-2-1,", "author = {{Lind}, {Ada} and {Lindhaven Port Archive} and {Bo Roe}},", "year = {2026},", "doi = {10.5281/zenodo.77},"} {
		if !strings.Contains(cite.BibTeX(m), want) {
			t.Errorf("no %q in %s", want, cite.BibTeX(m))
		}
	}
}

// Without a recipe the file stands, and says what it lacks and how to add it.
func TestMissing(t *testing.T) {
	m := &datasets.Manifest{}
	m.Dataset.Name = "pages"
	body := cite.CFF(m)
	f := read(t, body)
	if len(f.Authors) != 1 || f.Authors[0].Name != "[creators not stated]" || !strings.Contains(f.Message, "are not stated") || f.Title != "pages" {
		t.Errorf("got %+v", f)
	}
	for _, want := range []string{"creators (creators:", "title (title:", "version (version:", "date of this version (date:", "licence (license:"} {
		if !strings.Contains(string(body), "#   "+want) {
			t.Errorf("the file does not say %q", want)
		}
	}
}

func TestLicenses(t *testing.T) {
	for stated, want := range map[string]cite.License{
		"":                        {},
		"odbl-1.0":                {"odbl-1.0", "ODbL-1.0", "https://spdx.org/licenses/ODbL-1.0.html", "odbl"},
		"GPL-3.0-only":            {"GPL-3.0-only", "GPL-3.0-only", "https://spdx.org/licenses/GPL-3.0-only.html", "other"},
		"https://press.example/l": {"https://press.example/l", "", "https://press.example/l", "other"},
		"ask us\nfirst":           {"ask us first", "", "", "other"},
	} {
		m := &datasets.Manifest{}
		m.Dataset.License = stated
		if got := cite.LicenseOf(m); got != want {
			t.Errorf("%q: got %+v, want %+v", stated, got, want)
		}
		if f := read(t, cite.CFF(m)); f.License != want.SPDX || want.SPDX == "" && f.Link != want.URL {
			t.Errorf("%q: the citation has %q and %q", stated, f.License, f.Link)
		}
	}
}

// No text of a recipe becomes a key of the file, a field or an entry of BibTeX.
func TestHostile(t *testing.T) {
	const evil = "x\"\nauthors: [{name: evil}]\n# }, @misc{evil, title = {y}\n\\ \u202e\x1b"
	m := &datasets.Manifest{DsbuildVersion: evil}
	m.Dataset = datasets.Identity{
		Name: evil, Title: evil, Version: evil, Description: evil, License: evil, Date: evil, DOI: evil, URL: evil,
		Creators: []datasets.Creator{{Name: evil, Affiliation: evil, ORCID: evil}},
	}
	f := read(t, cite.CFF(m))
	if len(f.Authors) != 1 || f.Released+f.DOI+f.URL+f.License+f.Link != "" || !strings.HasPrefix(f.Title, `x" authors: [{name: evil}]`) {
		t.Errorf("got %+v", f)
	}
	entries := 0
	depth := 0
	for line := range strings.SplitSeq(cite.BibTeX(m), "\n") {
		if depth == 0 && strings.HasPrefix(line, "@") {
			entries++
		}
		depth += strings.Count(line, "{") - strings.Count(line, "}")
	}
	if entries != 2 || depth != 0 {
		t.Errorf("%d entries, depth %d at the end:\n%s", entries, depth, cite.BibTeX(m))
	}
	for _, bad := range []string{"\u202e", "\x1b"} {
		if strings.Contains(string(cite.CFF(m))+cite.BibTeX(m)+cite.Line(m), bad) {
			t.Errorf("%q is there", bad)
		}
	}
}
