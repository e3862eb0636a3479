package recipe

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/internal/strictyaml"
	"github.com/dsbuild/dsbuild/schema"
)

const whole = `# a comment
name: harbour-fees
title: "Harbour fees: a test"
version: 1.10
description_file: about.md
license: CC-BY-4.0
creators:
  - {name: Ada Lind, orcid: 0000-0000-0000-0000}
citation: >
  Lind (2026).
  Harbour fees.
inputs:
  - pages
  - path: ../more/crawl.jsonl.gz
    kind: page_text
    map: {title: Headline}
index:
  path: coding.csv
  rank: last
  map:
    published_date: Date:dmy
columns:
  x_wave: {type: int32, description: wave of collection}
  x_seen: {type: timestamp}
options:
  without: [quotes]
  keep: all
  max_record: 1048576
`

// write puts a recipe and its description into a new folder.
func write(t *testing.T, content string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{"dataset.yaml": content, "about.md": "On fees.\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "dataset.yaml")
}

func TestRead(t *testing.T) {
	path := write(t, whole)
	dir := filepath.Dir(path)
	got, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	want := &Recipe{
		Name: "harbour-fees", Title: "Harbour fees: a test", Version: "1.10", License: "CC-BY-4.0", Citation: "Lind (2026). Harbour fees.\n",
		Creators:        []Creator{{Name: "Ada Lind", ORCID: "0000-0000-0000-0000"}},
		DescriptionFile: filepath.Join(dir, "about.md"), Description: "On fees.\n", Path: path,
		Inputs: []Input{
			{Path: filepath.Join(dir, "pages"), Written: "pages"},
			{Path: filepath.Join(filepath.Dir(dir), "more", "crawl.jsonl.gz"), Written: "../more/crawl.jsonl.gz", Kind: "page_text", Map: map[string]string{"title": "Headline"}},
		},
		Index:   Index{Path: filepath.Join(dir, "coding.csv"), Rank: "last", Map: map[string]string{"published_date": "Date:dmy"}},
		Columns: map[string]Column{"x_wave": {Type: "int32", Description: "wave of collection"}, "x_seen": {Type: "timestamp"}},
	}
	built := option.New()
	if err := got.Apply(&built, func(flag string) bool { return flag == "keep" }); err != nil {
		t.Fatal(err)
	}
	wanted := option.New()
	wanted.Without, wanted.Limits.Record = []string{"quotes"}, 1<<20
	if diff := cmp.Diff(wanted, built); diff != "" {
		t.Error(diff)
	}
	got.Options = nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	types, err := got.Types()
	if diff := cmp.Diff(map[string]schema.Type{"x_wave": schema.Int32, "x_seen": schema.Timestamp}, types); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestErrorsNamePlaceAndRemedy(t *testing.T) {
	const inputs = "inputs:\n  - path: pages\n"
	tests := []struct{ name, content, want string }{
		{"unknown key", inputs + "licence: MIT\n", `dataset.yaml:3:1: unknown key "licence" (did you mean "license"?); known keys are name, title`},
		{"far from any", inputs + "whatever: 1\n", `unknown key "whatever"; known keys are`},
		{"in an input", "inputs:\n  - path: pages\n    mpa: {}\n", `dataset.yaml:3:5: unknown key "mpa" (did you mean "map"?); known in inputs are path, kind, map`},
		{"in flow style", "inputs: [{path: pages, kidn: x}]\n", `dataset.yaml:1:24: unknown key "kidn"`},
		{"in the index", inputs + "index:\n  file: a.csv\n", `dataset.yaml:4:3: unknown key "file"; known in index are path, map, rank`},
		{"in a column", inputs + "columns:\n  x_a:\n    typ: int32\n", `dataset.yaml:5:5: unknown key "typ" (did you mean "type"?); known in columns are`},
		{"in options", inputs + "options:\n  jobs: 3\n", `dataset.yaml:4:3: unknown key "jobs"; known in options are`},
		{"twice", inputs + "name: a\nname: b\n", "dataset.yaml:4:1: "},
		{"wrong type", "inputs: pages\n", "dataset.yaml:1:9: "},
		{"a list for a word", inputs + "options:\n  keep: [all]\n", "dataset.yaml:4:9: "},
		{"a word for a list", inputs + "options:\n  without: quotes\n", "dataset.yaml:4:12: "},
		{"wrong number", inputs + "options: {max_depth: deep}\n", "dataset.yaml:3:22: "},
		{"no YAML", inputs + "name: [a\n", "dataset.yaml:3:"},
		{"tab", "inputs:\n\t- path: pages\n", "dataset.yaml:2:1: "},
		{"empty", "", "dataset.yaml: there are"},
		{"no inputs", "name: a\n", "inputs: there are none"},
		{"input without path", "inputs:\n  - kind: text\n", "inputs: number 1 has no path"},
		{"input that is a list", "inputs:\n  - [pages]\n", "dataset.yaml:2:5: "},
		{"input with a list", "inputs:\n  - path: [pages]\n", "dataset.yaml:2:11: "},
		{"blank input", "inputs:\n  - \"\"\n", "inputs: number 1 has no path"},
		{"map", "inputs:\n  - {path: pages, map: {headline: kop}}\n", `inputs: map of pages: unknown field "headline" in map; did you mean map title=kop?`},
		{"map of the index", inputs + "index: {path: a.csv, map: {published_date: \"D:dym\"}}\n", "index: published_date=D:dym: the order"},
		{"name", inputs + "name: ../x\n", `name: "../x"; use small letters`},
		{"creator without name", inputs + "creators: [{affiliation: x}]\n", "creators: number 1 has no name"},
		{"orcid", inputs + "creators: [{name: x, orcid: 12}]\n", "the orcid of number 1 is \"12\"; write it as"},
		{"date", inputs + "date: 2026\n", "date: \"2026\"; write the day"},
		{"day that is none", inputs + "date: \"2026-02-30\"\n", "date: \"2026-02-30\"; write the day"},
		{"doi", inputs + "doi: https://doi.org/10.5281/zenodo.1\n", "write it as 10.5281/zenodo.1234, without"},
		{"url", inputs + "url: data.example\n", "url: \"data.example\"; write the address"},
		{"type", inputs + "columns: {x_a: {type: int64}}\n", `x_a has the unknown type "int64"; use one of utf8, list<utf8>, int32`},
		{"rights", inputs + "columns: {x_a: {rights: mine}}\n", `x_a has the rights "mine"; they are public, text (the default) or person`},
		{"column", inputs + "columns: {a: {type: int32}}\n", `"a"; the name of a user column begins with x_`},
		{"index without path", inputs + "index: {rank: last}\n", "index: it has no path"},
		{"description", inputs + "description_file: none.md\n", "description_file: open "},
		{"tag", "inputs: !x [1]\n", "dataset.yaml:1:9: "},
		{"alias", "name: &a x\ntitle: *a\n" + inputs, "dataset.yaml:1:7: "},
		{"deep", "name: " + strings.Repeat("[", 2000), "dataset.yaml:"},
		{"huge", "name: " + strings.Repeat("x", 64<<10), "at most 65536"},
		{"two documents", inputs + "---\n" + inputs, "there are 2 documents"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(write(t, tt.content))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v\nwant %s", err, tt.want)
			}
		})
	}
	if _, err := Read("nowhere.yaml"); err == nil || !strings.Contains(err.Error(), "nowhere.yaml does not exist") {
		t.Error(err)
	}
}

func TestInputsAsPaths(t *testing.T) {
	r, err := Parse([]byte("inputs: [pages, 2024, -, /abs/*.html]\n"), "dir")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, in := range r.Inputs {
		got = append(got, in.Written+" "+in.Path)
	}
	if diff := cmp.Diff([]string{"pages dir/pages", "2024 dir/2024", "- -", "/abs/*.html /abs/*.html"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestKeysAreThoseOfTheStructs: what is documented is what is read.
func TestKeysAreThoseOfTheStructs(t *testing.T) {
	var walk func(place string, typ reflect.Type)
	got := strictyaml.Keys{}
	walk = func(place string, typ reflect.Type) {
		switch {
		case typ == reflect.TypeFor[Options]():
			for _, key := range options() {
				got[place] = append(got[place], key.Name)
			}
		case typ.Kind() == reflect.Slice:
			walk(place+"[]", typ.Elem())
		case typ.Kind() == reflect.Map && typ.Elem().Kind() == reflect.Struct:
			walk(place+".*", typ.Elem())
		case typ.Kind() == reflect.Struct:
			for field := range typ.Fields() {
				name := field.Tag.Get("yaml")
				if name == "-" {
					continue
				}
				got[place] = append(got[place], name)
				below := name
				if place != "" {
					below = place + "." + name
				}
				walk(below, field.Type)
			}
		}
	}
	walk("", reflect.TypeFor[Recipe]())
	if diff := cmp.Diff(got, known); diff != "" {
		t.Errorf("(-structs +Keys)\n%s", diff)
	}
	for _, p := range places {
		delete(got, p.place)
	}
	if len(got) > 0 {
		t.Errorf("docs/recipe.md leaves out %v", got)
	}
}

func TestExampleIsARecipe(t *testing.T) {
	if _, err := Read(write(t, Example)); err != nil {
		t.Error(err)
	}
}

func TestDocsAreCurrent(t *testing.T) {
	written, err := os.ReadFile("../../../../docs/recipe.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(written) != Markdown() {
		t.Error("docs/recipe.md is old: make docs")
	}
}

func TestLooks(t *testing.T) {
	for content, want := range map[string]bool{"inputs:\n- a\n": true, "# x\nname: a\ninputs: [a]\n": true, "title: a\n": false, "- inputs: a\n": false} {
		path := write(t, content)
		other := filepath.Join(filepath.Dir(path), "mix.YML")
		if err := os.Rename(path, other); err != nil {
			t.Fatal(err)
		}
		if Looks(other) != want {
			t.Errorf("%q: %v", content, !want)
		}
	}
	if Looks("recipe_test.go") || Looks("none.yaml") {
		t.Error("no YAML is a recipe")
	}
}

// FuzzParse: no recipe makes it panic, and what is read has inputs with paths.
func FuzzParse(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("inputs:\n  - &a {path: *a}\n"))
	f.Add([]byte("inputs:\n !0 #0000000000000"))
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := Parse(body, "nowhere")
		if err == nil && (len(r.Inputs) == 0 || r.Inputs[0].Written == "") {
			t.Errorf("%q was read without an input", body)
		}
	})
}
