// Package cite says how a dataset is cited, from what its recipe states.
//
// In: a manifest. Out: CITATION.cff, BibTeX, a line of text, and what is missing. Laws:
// text of the recipe is inert; nothing is guessed: a name is parted only where its comma
// parts it, a year is stated or left out; what is missing is said where it is missed.
package cite

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/internal/inert"
)

// Name is what the file is called beside the tables of a dataset.
const Name = "CITATION.cff"

// toolAuthors made dsbuild.
const toolAuthors = "The dsbuild authors"

// Title is what a dataset is called.
func Title(m *datasets.Manifest) string {
	return cmp.Or(inert.Line(m.Dataset.Title), inert.Line(m.Dataset.Name), "Dataset")
}

// Creator is who made a dataset, as citations name them. Family is empty where the name
// is not parted by a comma: then it is an organisation, or a person whose names nobody
// has told apart.
type Creator struct{ Name, Family, Given, Affiliation, ORCID string }

// Creators are those of a dataset.
func Creators(m *datasets.Manifest) []Creator {
	var list []Creator
	for _, c := range m.Dataset.Creators {
		made := Creator{Name: inert.Line(c.Name), Affiliation: inert.Line(c.Affiliation), ORCID: orcid.FindString(c.ORCID)}
		if family, given, ok := strings.Cut(made.Name, ","); ok && strings.TrimSpace(family) != "" && strings.TrimSpace(given) != "" {
			made.Family, made.Given = strings.TrimSpace(family), strings.TrimSpace(given)
		}
		if made.Name != "" {
			list = append(list, made)
		}
	}
	return list
}

// Person reports whether the creator is a person: bodies have neither an affiliation
// nor an ORCID.
func (c *Creator) Person() bool { return c.Family != "" || c.Affiliation != "" || c.ORCID != "" }

var (
	orcid = regexp.MustCompile(`[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$`)
	day   = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	doi   = regexp.MustCompile(`^10\.[0-9]{4,9}(\.[0-9]+)*/[A-Za-z0-9._;()/:-]+$`)
	web   = regexp.MustCompile(`^https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+$`)
)

// Stated are the facts of a recipe that have a form; "" where they lack it.
type Stated struct{ Date, Year, DOI, URL, Version string }

// Facts returns what the recipe states.
func Facts(m *datasets.Manifest) Stated {
	d := &m.Dataset
	s := Stated{Date: day.FindString(d.Date), DOI: doi.FindString(d.DOI), URL: web.FindString(d.URL), Version: inert.Line(d.Version)}
	s.Year, _, _ = strings.Cut(s.Date, "-")
	return s
}

// Missing says what a citation lacks, and how to add it; nothing where it is complete.
func Missing(m *datasets.Manifest) []string {
	facts := Facts(m)
	var list []string
	for _, f := range []struct {
		there     bool
		what, add string
	}{
		{len(Creators(m)) > 0, "creators", `creators: [{name: "Family, Given", affiliation: …, orcid: …}]`},
		{m.Dataset.Title != "", "title", `title: "…"`},
		{facts.Version != "", "version", `version: "1.0"`},
		{facts.Date != "", "date of this version", `date: "2026-11-29"`},
		{m.Dataset.License != "", "licence", `license: CC-BY-4.0`},
	} {
		if !f.there {
			list = append(list, f.what+" ("+f.add+")")
		}
	}
	return list
}

// Line is the citation as text: what the recipe says, else what is known.
func Line(m *datasets.Manifest) string {
	if c := inert.Line(m.Dataset.Citation); c != "" {
		return c
	}
	facts := Facts(m)
	var names []string
	for _, c := range Creators(m) {
		names = append(names, c.Name)
	}
	s := strings.Join(names, "; ")
	if facts.Year != "" {
		s += " (" + facts.Year + ")"
	}
	if s = strings.TrimSpace(s); s != "" {
		s += ". "
	}
	s += Title(m)
	if facts.Version != "" {
		s += " (version " + facts.Version + ")"
	}
	s += " [Data set]."
	switch {
	case facts.DOI != "":
		s += " https://doi.org/" + facts.DOI
	case facts.URL != "":
		s += " " + facts.URL
	}
	return s
}

// CFF returns CITATION.cff.
func CFF(m *datasets.Manifest) []byte {
	var b strings.Builder
	if missing := Missing(m); len(missing) > 0 {
		b.WriteString("# Missing here, because the recipe (dataset.yaml) of the build does not state it:\n")
		for _, what := range missing {
			b.WriteString("#   " + what + "\n")
		}
		b.WriteString("# Add it there and build again with --overwrite; docs/recipe.md of dsbuild lists all keys.\n")
	}
	facts, creators := Facts(m), Creators(m)
	message := "Please cite this dataset as: " + Line(m)
	if len(creators) == 0 {
		message = "The creators of this dataset are not stated: list them as creators in its recipe, and build again."
	}
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, inert.YAML(value))
		}
	}
	b.WriteString("cff-version: 1.2.0\n")
	field("message", message)
	b.WriteString("type: dataset\n")
	field("title", Title(m))
	field("version", facts.Version)
	field("date-released", facts.Date)
	field("doi", facts.DOI)
	field("url", facts.URL)
	if l := LicenseOf(m); l.SPDX != "" {
		field("license", l.SPDX)
	} else {
		field("license-url", l.URL)
	}
	field("abstract", strings.TrimSpace(m.Dataset.Description))
	b.WriteString("authors:\n")
	for i := range creators {
		writeCreator(&b, &creators[i])
	}
	if len(creators) == 0 {
		b.WriteString("  - name: \"[creators not stated]\"\n")
	}
	fmt.Fprintf(&b, "identifiers:\n  - type: other\n    value: \"sha256:%s\"\n    description: \"SHA-256 over the parts of all tables, "+
		"as dsbuild methods prints it\"\n", m.TablesDigest())
	fmt.Fprintf(&b, "references:\n  - type: software\n    title: dsbuild\n    version: %s\n    authors:\n      - name: %s\n",
		inert.YAML(m.DsbuildVersion), inert.YAML(toolAuthors))
	return []byte(b.String())
}

func writeCreator(b *strings.Builder, c *Creator) {
	fields := [][2]string{{"name", c.Name}}
	if c.Person() {
		fields = [][2]string{{"family-names", cmp.Or(c.Family, c.Name)}, {"given-names", c.Given}, {"affiliation", c.Affiliation}}
	}
	if c.ORCID != "" {
		fields = append(fields, [2]string{"orcid", "https://orcid.org/" + c.ORCID})
	}
	lead := "  - "
	for _, f := range fields {
		if f[1] != "" {
			fmt.Fprintf(b, "%s%s: %s\n", lead, f[0], inert.YAML(f[1]))
			lead = "    "
		}
	}
}

// BibTeX returns entries for the dataset and for dsbuild.
func BibTeX(m *datasets.Manifest) string {
	facts := Facts(m)
	var names []string
	for _, c := range Creators(m) {
		name := "{" + inert.BibTeX(c.Name) + "}"
		if c.Family != "" {
			name = "{" + inert.BibTeX(c.Family) + "}, {" + inert.BibTeX(c.Given) + "}"
		}
		names = append(names, name)
	}
	var b strings.Builder
	entry(&b, key(m), [][2]string{
		{"author", strings.Join(names, " and ")},
		{"title", "{" + inert.BibTeX(Title(m)) + "}"},
		{"year", facts.Year},
		{"version", inert.BibTeX(facts.Version)},
		{"doi", facts.DOI},
		{"url", facts.URL},
		{"note", "Data set. SHA-256 of its tables: " + m.TablesDigest()},
	})
	entry(&b, "dsbuild", [][2]string{
		{"author", "{" + toolAuthors + "}"},
		{"title", "{dsbuild: raw scraped articles to typed tables}"},
		{"version", inert.BibTeX(m.DsbuildVersion)},
		{"note", "Computer software"},
	})
	return b.String()
}

func entry(b *strings.Builder, key string, fields [][2]string) {
	fmt.Fprintf(b, "@misc{%s,\n", key)
	for _, f := range fields {
		if strings.Trim(f[1], "{}") != "" {
			fmt.Fprintf(b, "  %s = {%s},\n", f[0], f[1])
		}
	}
	b.WriteString("}\n")
}

var notKey = regexp.MustCompile(`[^A-Za-z0-9]+`)

// key names the entry of a dataset.
func key(m *datasets.Manifest) string {
	name := strings.Trim(notKey.ReplaceAllString(m.Dataset.Name+"-"+m.Dataset.Version, "-"), "-")
	return cmp.Or(name, "dataset")
}
