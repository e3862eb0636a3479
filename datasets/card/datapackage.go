package card

import (
	"cmp"
	"path"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/cite"
	"github.com/dsbuild/dsbuild/internal/inert"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// dataPackage returns datapackage.json: a description that Frictionless reads. Of a table
// of several parts its tools read the first.
func (d *Dataset) dataPackage() ([]byte, error) {
	m := d.Manifest
	facts, license := cite.Facts(m), cite.LicenseOf(m)
	var resources []object
	for _, t := range d.Tables {
		resources = append(resources, d.resource(t))
	}
	p := object{"name": cmp.Or(slug(m.Dataset.Name), "dataset"), "title": cite.Title(m), "resources": resources}
	p.set("description", text.Visible(strings.TrimSpace(m.Dataset.Description)))
	p.set("version", facts.Version)
	p.set("homepage", facts.URL)
	if facts.Date != "" {
		p["created"] = facts.Date + "T00:00:00Z"
	}
	if license.Stated != "" {
		l := object{"name": cmp.Or(license.SPDX, "other"), "title": license.Stated}
		l.set("path", license.URL)
		p["licenses"] = []object{l}
	}
	var contributors []object
	for _, c := range cite.Creators(m) {
		made := object{"title": c.Name, "role": "author"}
		made.set("organization", c.Affiliation)
		contributors = append(contributors, made)
	}
	if contributors != nil {
		p["contributors"] = contributors
	}
	return document(p)
}

// slug is a name as resources and packages have it.
func slug(s string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("-._", r):
			return r
		}
		return '-'
	}, strings.ToLower(s)), "-._")
}

var packageTypes = map[schema.Type]string{
	schema.Utf8: "string", schema.Int32: "integer", schema.Float64: "number", schema.Bool: "boolean",
	schema.Date32: "date", schema.Timestamp: "datetime",
	schema.Utf8List: "any", // its tools see an array of NumPy, which they take for no list
}

func (d *Dataset) resource(t *schema.Table) object {
	var paths []string
	for _, part := range d.Manifest.Parts(t.Name, false) {
		if d.Flat {
			part.Path = path.Base(part.Path)
		}
		paths = append(paths, part.Path)
	}
	r := object{
		"name": t.Name, "title": t.Name, "description": t.Doc, "format": "parquet", "mediatype": "application/vnd.apache.parquet",
		"path": paths[0],
	}
	if len(paths) > 1 {
		r["extrapaths"] = paths[1:]
	}
	var fields, foreign []object
	for i := range t.Columns {
		c := &t.Columns[i]
		f := object{"name": c.Name, "type": packageTypes[c.Type], "description": inert.Line(c.Doc)}
		if rules := constraints(c); len(rules) > 0 {
			f["constraints"] = rules
		}
		fields = append(fields, f)
		if table, column, ok := strings.Cut(c.References, "."); ok && c.Type != schema.Utf8List && d.has(table) {
			foreign = append(foreign, object{"fields": c.Name, "reference": object{"resource": table, "fields": column}})
		}
	}
	s := object{"fields": fields, "missingValues": []string{"", "nan", "NaT"}}
	if len(t.Key) > 0 {
		s["primaryKey"] = t.Key
	}
	if foreign != nil {
		s["foreignKeys"] = foreign
	}
	r["schema"] = s
	return r
}

// constraints are the rules of a column that the format has words for.
func constraints(c *schema.Column) object {
	rules := object{}
	if c.Required {
		rules["required"] = true
	}
	if c.Type == schema.Utf8List {
		return rules
	}
	if c.Vocabulary != nil {
		var words []string
		for _, t := range c.Vocabulary.Terms {
			words = append(words, t.Code)
		}
		rules["enum"] = words
	}
	if c.Pattern != "" {
		rules["pattern"] = c.Pattern
	}
	if c.Min.OK {
		rules["minimum"] = c.Min.V
	}
	if c.Max.OK {
		rules["maximum"] = c.Max.V
	}
	return rules
}
