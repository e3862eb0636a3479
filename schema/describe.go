package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
)

// DocumentFormat is what a declaration in JSON says of itself first.
const DocumentFormat = "dsbuild.schema/1"

// Document is the declaration of a schema as a JSON document.
type Document struct {
	Format       string               `json:"format"`
	Version      string               `json:"version"`
	Hash         string               `json:"hash,omitempty"`
	Tables       []TableDocument      `json:"tables"`
	Vocabularies []VocabularyDocument `json:"vocabularies"`
}

// TableDocument describes a table.
type TableDocument struct {
	Name      string           `json:"name"`
	Doc       string           `json:"description"`
	Unit      string           `json:"unit"`
	Key       []string         `json:"key,omitempty"`
	OnRequest bool             `json:"on_request,omitempty"`
	Layer     string           `json:"layer,omitempty"`
	Since     string           `json:"since"`
	Columns   []ColumnDocument `json:"columns"`
	Spans     []SpanDocument   `json:"spans,omitempty"`
}

// SpanDocument describes a law: text[start:end] of articles.text equals text.
type SpanDocument struct {
	Start string `json:"start"`
	End   string `json:"end"`
	Text  string `json:"text"`
}

// ColumnDocument describes a column.
type ColumnDocument struct {
	Name       string   `json:"name"`
	Type       string   `json:"type"`
	Doc        string   `json:"description"`
	Unit       string   `json:"unit,omitempty"`
	Required   bool     `json:"required,omitempty"`
	Vocabulary string   `json:"vocabulary,omitempty"`
	Min        *float64 `json:"minimum,omitempty"`
	Max        *float64 `json:"maximum,omitempty"`
	Pattern    string   `json:"pattern,omitempty"`
	References string   `json:"references,omitempty"`
	Counts     string   `json:"counts,omitempty"`
	Except     string   `json:"counts_except,omitempty"` // "column=word" of the rows that are not counted
	Rights     Rights   `json:"rights,omitempty"`        // "" in versions before 0.2
	Since      string   `json:"since"`
}

// VocabularyDocument describes a vocabulary.
type VocabularyDocument struct {
	Name  string         `json:"name"`
	Doc   string         `json:"description"`
	Terms []TermDocument `json:"terms"`
}

// TermDocument describes a word of a vocabulary.
type TermDocument struct {
	Code string `json:"code"`
	Doc  string `json:"description"`
}

// Describe returns the declaration of the schema with the given user columns.
func Describe(user []UserColumn) Document {
	d := Document{Format: DocumentFormat, Version: Version}
	for _, t := range Tables(user) {
		td := TableDocument{Name: t.Name, Doc: t.Doc, Unit: t.Unit, Key: t.Key, OnRequest: t.OnRequest, Layer: t.Layer, Since: t.Since}
		for i := range t.Columns {
			td.Columns = append(td.Columns, describeColumn(&t.Columns[i]))
		}
		for _, s := range t.Spans {
			td.Spans = append(td.Spans, SpanDocument(s))
		}
		d.Tables = append(d.Tables, td)
	}
	for _, v := range Vocabularies {
		vd := VocabularyDocument{Name: v.Name, Doc: v.Doc}
		for _, term := range v.Terms {
			vd.Terms = append(vd.Terms, TermDocument(term))
		}
		d.Vocabularies = append(d.Vocabularies, vd)
	}
	d.Hash = d.digest()
	return d
}

// digest returns the SHA-256 of everything but the hash.
func (d Document) digest() string {
	d.Hash = ""
	body, err := json.Marshal(d)
	if err != nil {
		panic(err) // plain strings and numbers cannot fail
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// Hash returns the SHA-256 of the declaration, without user columns.
func Hash() string { return Describe(nil).Hash }

func describeColumn(c *Column) ColumnDocument {
	d := ColumnDocument{
		Name: c.Name, Type: c.Type.String(), Doc: c.Doc, Unit: c.Unit, Required: c.Required,
		Pattern: c.Pattern, References: c.References, Counts: c.Counts, Rights: c.Rights, Since: c.Since,
	}
	if c.Vocabulary != nil {
		d.Vocabulary = c.Vocabulary.Name
	}
	if c.Where.Column != "" {
		d.Except = c.Where.Column + "=" + c.Where.Not
	}
	if c.Min.OK {
		d.Min = &c.Min.V
	}
	if c.Max.OK {
		d.Max = &c.Max.V
	}
	return d
}

// Rule says in words what a column's value must be, "" for anything.
func (c *Column) Rule() string {
	var rules []string
	if c.Required {
		rules = append(rules, "required")
	}
	if c.Vocabulary != nil {
		rules = append(rules, "one of "+c.Vocabulary.Name)
	}
	switch {
	case c.Min.OK && c.Max.OK:
		rules = append(rules, fmt.Sprintf("%g to %g", c.Min.V, c.Max.V))
	case c.Min.OK:
		rules = append(rules, fmt.Sprintf("at least %g", c.Min.V))
	}
	if c.Pattern != "" {
		rules = append(rules, "matches "+c.Pattern)
	}
	if c.References != "" {
		rules = append(rules, "occurs in "+c.References)
	}
	if c.Counts != "" {
		rules = append(rules, "equals the rows of "+c.Counts)
	}
	return strings.Join(rules, "; ")
}

// JSONSchema returns a JSON Schema (draft 2020-12) of one row of each table as a
// JSON object, with days and instants as ISO 8601 strings.
func JSONSchema(user []UserColumn) map[string]any {
	definitions := map[string]any{}
	for _, t := range Tables(user) {
		properties := map[string]any{}
		required := []string{}
		for i := range t.Columns {
			c := &t.Columns[i]
			properties[c.Name] = c.jsonSchema()
			if c.Required {
				required = append(required, c.Name)
			}
		}
		definitions[t.Name] = map[string]any{
			"type": "object", "description": t.Doc, "properties": properties, "required": required, "additionalProperties": false,
		}
	}
	return map[string]any{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "dsbuild " + Version, "$defs": definitions}
}

func (c *Column) jsonSchema() map[string]any {
	kinds := map[Type]string{
		Utf8: "string", Utf8List: "array", Int32: "integer", Float64: "number", Bool: "boolean", Date32: "string",
		Timestamp: "string",
	}
	s := map[string]any{"description": c.Doc}
	kind := any(kinds[c.Type])
	if !c.Required {
		kind = []string{kinds[c.Type], "null"}
	}
	s["type"] = kind
	value := s
	if c.Type == Utf8List {
		value = map[string]any{"type": "string"}
		s["items"] = value
	}
	if c.Vocabulary != nil {
		words := []any{}
		for _, t := range c.Vocabulary.Terms {
			words = append(words, t.Code)
		}
		if !c.Required && c.Type != Utf8List {
			words = append(words, nil)
		}
		value["enum"] = words
	}
	if c.Pattern != "" {
		value["pattern"] = "^(" + c.Pattern + ")$"
	}
	if c.Min.OK {
		s["minimum"] = c.Min.V
	}
	if c.Max.OK {
		s["maximum"] = c.Max.V
	}
	if format, ok := map[Type]string{Date32: "date", Timestamp: "date-time"}[c.Type]; ok {
		s["format"] = format
	}
	return s
}
