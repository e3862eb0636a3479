package recipe

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/internal/fields"
	"github.com/dsbuild/dsbuild/internal/strictyaml"
)

// Key is a key that a recipe may have.
type Key struct {
	Place string // as strictyaml.Keys names it: "" the top, "inputs[]" an item of inputs
	Name  string
	Type  string
	Doc   string
}

// own are the keys of a recipe but those below options.
var own = []Key{
	{"", "name", "text", "short name of the dataset: small letters, digits, `.`, `_` and `-`; without it that of the first input"},
	{"", "title", "text", "title of the dataset"},
	{"", "version", "text", "version of the dataset, as it is written"},
	{"", "description_file", "path", "a text that becomes part of the dataset's README"},
	{"", "license", "text", "licence of the dataset, best as an SPDX identifier"},
	{"", "creators", "list", "who made it; `CITATION.cff` and the cards name them"},
	{"", "citation", "text", "how to cite it, where it is not to be made of creators, date, title and version"},
	{"", "date", "day", "when this version is released, as `2026-11-29`: there is no clock in a dataset"},
	{"", "doi", "text", "its DOI, as `10.5281/zenodo.1234`"},
	{"", "url", "text", "where it can be had, beginning with `https://`"},
	{"", "inputs", "list", "where the pages are: paths, or items with the keys below; at least one"},
	{"", "index", "item", "the spreadsheet beside the pages"},
	{"", "outlets", "path", "a .csv, .tsv or .jsonl file that names the outlet of each site, as `--outlets`"},
	{"", "people", "path", "a .csv, .tsv or .jsonl file that corrects whom names mean in the table `people`, as `--people`: columns action, key, value ([definitions](definitions.md#people-across-articles))"},
	{"", "columns", "items by name", "types and descriptions of user columns; each name begins with `x_`"},
	{"", "options", "item", "options of the build"},

	{"creators[]", "name", "text", "required; of a person `Family, Given`, so that citations can be sorted by it"},
	{"creators[]", "affiliation", "text", "where they work"},
	{"creators[]", "orcid", "text", "their ORCID"},

	{"inputs[]", "path", "path", "a file, a folder, a glob, `-` for standard input, or an https:// or s3:// URL as `build` takes it; relative paths begin at the recipe. `- pages` is short for `- path: pages`"},
	{"inputs[]", "kind", "word", "what text without markup is: `page_text` (the text of a whole page, menus and all) or `text` (of the article only)"},
	{"inputs[]", "map", "field: name", "what the fields of records are called, as `--map`"},

	{"index", "path", "path", "a .csv, .tsv or .jsonl file, as `--index`"},
	{"index", "map", "field: name", "what its columns are called, as `--index-map`"},
	{"index", "rank", "word", "`first`: it wins over the page (the default); `last`: it fills gaps"},

	{"columns.*", "type", "word", "`utf8` (the default), `list<utf8>`, `int32`, `float64`, `bool`, `date32` or `timestamp`"},
	{"columns.*", "description", "text", "what the column holds"},
	{"columns.*", "rights", "word", "what `export --rights` does with it: `text` (the default), `public` or `person` ([sharing.md](sharing.md))"},
}

// Keys are all keys of a recipe: what is read, and what docs/recipe.md says.
var Keys = append(own, options()...)

// options are the keys below options: those of the build's options that a recipe may state.
func options() []Key {
	var keys []Key
	for i := range option.Table {
		if o := &option.Table[i]; o.InRecipe {
			keys = append(keys, Key{"options", o.Key(), o.Kind(), o.Markdown()})
		}
	}
	slices.SortFunc(keys, func(a, b Key) int { return strings.Compare(a.Name, b.Name) })
	return keys
}

// known are the keys by place.
var known = func() strictyaml.Keys {
	k := strictyaml.Keys{}
	for i := range Keys {
		k[Keys[i].Place] = append(k[Keys[i].Place], Keys[i].Name)
	}
	return k
}()

// Example is a recipe that has most keys.
const Example = `name: harbour-fees
title: "Harbour fees in Lindhaven, 2023 to 2024"
version: "1.0"
description_file: about.md
license: CC-BY-4.0
creators:
  - {name: "Lind, Ada", affiliation: University of Lindhaven, orcid: 0000-0002-1825-0097}
  - {name: Lindhaven Port Archive}
date: "2026-11-29"
inputs:
  - pages
  - crawls/*.jsonl.gz
  - path: coded.jsonl
    kind: text
    map: {title: kop, published_date: "datum:dmy", x_wave: wave}
index:
  path: coding.csv
  rank: last
  map: {path: File, published_date: "Date:dmy"}
columns:
  x_wave: {type: int32, description: wave of collection}
options:
  without: [topics]
  max_record: 1048576
`

// places are the headings of docs/recipe.md.
var places = []struct{ place, heading string }{
	{"", "Keys"},
	{"creators[]", "An item of `creators`"},
	{"inputs[]", "An item of `inputs`"},
	{"index", "`index`"},
	{"columns.*", "A column below `columns`"},
	{"options", "`options`: the flags of `dsbuild build` of the same names"},
}

// Markdown is docs/recipe.md.
func Markdown() string {
	var b strings.Builder
	b.WriteString(`# Recipes

A recipe says what a dataset is made of and what it is called. It is kept beside the pages, so that a build which is to be cited can be repeated:

` + "```sh\ndsbuild build --recipe harbour.yaml -o out\ndsbuild build pages/dataset.yaml -o out    # an INPUT of this name is a recipe\n```" + `

An unknown key, a key that stands twice or a value of the wrong type is an error with its line and column. Flags win over a recipe.
This page is generated from the declaration that reads recipes (` + "`make docs`" + `); ` + "`dsbuild schema recipe`" + ` prints it.

` + "```yaml\n" + Example + "```\n")
	for _, p := range places {
		fmt.Fprintf(&b, "\n## %s\n| key | value | meaning |\n|---|---|---|\n", p.heading)
		for _, k := range Keys {
			if k.Place == p.place {
				fmt.Fprintf(&b, "| `%s` | %s | %s |\n", k.Name, k.Type, k.Doc)
			}
		}
	}
	b.WriteString(`
## Fields
The same names stand in ` + "`map`" + `, ` + "`--map`" + ` and ` + "`--index-map`" + `. A field of a record, or a column of the index, with one of them needs no map. Names that scrapers write are taken
where nothing else claims the field and most of the values fit: of the page itself each value that begins with a tag is HTML, any other is text. Capitals and ` + "`_`" + `, ` + "`-`" + ` do
not count: ` + "`pubDate`" + ` is ` + "`pub_date`" + `. What a file of records means is decided over its first 1,000 records, at most 4 MiB. Each guess is a line of the build's summary and
stands in the manifest. A field that is left over goes nowhere, and is counted; ` + "`x_NAME: NAME`" + ` carries it. Columns of the index that are left over become ` + "`x_NAME`" + `.

Dates may be ISO 8601, RFC 2822, seconds since 1970, or printed (` + "`5 March 2024`, `5.3.2024`" + `). One such as 03/04/2024 may be day or month first: where another value of the
column tells (25/04/2024), that holds for all; otherwise the build stops, until ` + "`published_date: \"date:dmy\"`" + ` says it.

| field | stands in | meaning | usual names |
|---|---|---|---|
`)
	for i := range fields.Fields {
		f := &fields.Fields[i]
		usual := append(append([]string{}, f.Usual...), f.Loose...)
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", f.Name, map[fields.Place]string{fields.Record: "records", fields.Index: "index", fields.Record | fields.Index: "both"}[f.In], f.Doc, strings.Join(usual, ", "))
	}
	b.WriteString("\nOf these, the following are taken in records only, as they mean other things in a coding sheet: ")
	var loose []string
	for i := range fields.Fields {
		loose = append(loose, fields.Fields[i].Loose...)
	}
	slices.Sort(loose)
	b.WriteString(strings.Join(slices.Compact(loose), ", ") + ".\n")
	return b.String()
}
