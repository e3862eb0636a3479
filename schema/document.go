package schema

import (
	"encoding/json"
	"fmt"
	"strings"
)

// ParseDocument reads a declaration in JSON, as `dsbuild schema json` prints it.
func ParseDocument(body []byte) (*Document, error) {
	d := &Document{}
	if err := json.Unmarshal(body, d); err != nil {
		return nil, fmt.Errorf("read schema: %w", err)
	}
	if d.Format != DocumentFormat {
		return nil, fmt.Errorf("read schema: it says format %q, not %q", d.Format, DocumentFormat)
	}
	return d, nil
}

// Table returns the table of that name, or nil.
func (d *Document) Table(name string) *TableDocument {
	for i := range d.Tables {
		if d.Tables[i].Name == name {
			return &d.Tables[i]
		}
	}
	return nil
}

// Declare returns the tables that d describes, with the given user columns: what
// validation checks data against. Their rows cannot be read off outcomes, because
// only the present version has code for that.
func (d *Document) Declare(user []UserColumn) ([]*Table, error) {
	words := map[string]*Vocabulary{}
	for _, v := range d.Vocabularies {
		words[v.Name] = v.declare()
	}
	var tables []*Table
	for i := range d.Tables {
		td := &d.Tables[i]
		t := &Table{Name: td.Name, Doc: td.Doc, Unit: td.Unit, Key: td.Key, OnRequest: td.OnRequest, Layer: td.Layer, Since: td.Since}
		for j := range td.Columns {
			c, err := td.Columns[j].declare(words)
			if err != nil {
				return nil, fmt.Errorf("schema %s: %s.%s: %w", d.Version, td.Name, td.Columns[j].Name, err)
			}
			t.Columns = append(t.Columns, c)
		}
		for _, s := range td.Spans {
			t.Spans = append(t.Spans, SpanRule(s))
		}
		if t.Name == "articles" {
			for n, u := range user {
				t.Columns = append(t.Columns, userColumn(n, u))
			}
		}
		tables = append(tables, t)
	}
	return tables, nil
}

func (v *VocabularyDocument) declare() *Vocabulary {
	out := &Vocabulary{Name: v.Name, Doc: v.Doc}
	for _, t := range v.Terms {
		out.Terms = append(out.Terms, Term(t))
	}
	return out
}

func (d *ColumnDocument) declare(words map[string]*Vocabulary) (Column, error) {
	c := Column{
		Name: d.Name, Doc: d.Doc, Unit: d.Unit, Required: d.Required,
		Pattern: d.Pattern, References: d.References, Counts: d.Counts, Rights: d.Rights, Since: d.Since,
	}
	var known bool
	if c.Type, known = TypeNamed(d.Type); !known {
		return c, fmt.Errorf("%q is no type", d.Type)
	}
	if d.Vocabulary != "" {
		if c.Vocabulary = words[d.Vocabulary]; c.Vocabulary == nil {
			return c, fmt.Errorf("%q is no vocabulary", d.Vocabulary)
		}
	}
	if d.Min != nil {
		c.Min = Some(*d.Min)
	}
	if d.Max != nil {
		c.Max = Some(*d.Max)
	}
	c.Where.Column, c.Where.Not, _ = strings.Cut(d.Except, "=")
	return c, nil
}

// TypeNamed returns the type of that name.
func TypeNamed(name string) (Type, bool) {
	for t, have := range typeNames {
		if have == name {
			return Type(t), true
		}
	}
	return 0, false
}
