package schema_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/schema"
)

// changed returns the present schema with one change, as data would hold it.
func changed(change func(*schema.Document)) *schema.Document {
	present := schema.Describe(nil)
	body, err := json.Marshal(present)
	if err != nil {
		panic(err)
	}
	d, err := schema.ParseDocument(body)
	if err != nil {
		panic(err)
	}
	if change != nil {
		change(d)
	}
	return d
}

func column(d *schema.Document, table, name string) *schema.ColumnDocument {
	t := d.Table(table)
	i := slices.IndexFunc(t.Columns, func(c schema.ColumnDocument) bool { return c.Name == name })
	return &t.Columns[i]
}

func words(d *schema.Document, name string) *schema.VocabularyDocument {
	i := slices.IndexFunc(d.Vocabularies, func(v schema.VocabularyDocument) bool { return v.Name == name })
	return &d.Vocabularies[i]
}

// TestEveryChangeHasItsVerdict makes each change that the rules list, and wants
// it named with its verdict at its place.
func TestEveryChangeHasItsVerdict(t *testing.T) {
	made := map[string]bool{}
	for _, tc := range []struct {
		want   string
		change func(*schema.Document)
	}{
		{"major  links: table removed", func(d *schema.Document) {
			d.Tables = slices.DeleteFunc(d.Tables, func(t schema.TableDocument) bool { return t.Name == "links" })
		}},
		{"minor  moods: table added", func(d *schema.Document) { d.Tables = append(d.Tables, schema.TableDocument{Name: "moods"}) }},
		{"major  quotes: key changed: doc_id, quote_index -> doc_id", func(d *schema.Document) { d.Table("quotes").Key = []string{"doc_id"} }},
		{"major  quotes: row changed: quote -> statement", func(d *schema.Document) { d.Table("quotes").Unit = "statement" }},
		{"major  links: written on request only", func(d *schema.Document) { d.Table("links").OnRequest = true }},
		{"minor  blocks: written always", func(d *schema.Document) { d.Table("blocks").OnRequest = false }},
		{"minor  quotes: layer changed: quotes -> speech", func(d *schema.Document) { d.Table("quotes").Layer = "speech" }},
		{"major  quotes: promise dropped: articles.text[cue_start:cue_end] == cue", func(d *schema.Document) { d.Table("quotes").Spans = d.Table("quotes").Spans[:2] }},
		{"minor  links: promise added: articles.text[a:b] == url", func(d *schema.Document) {
			d.Table("links").Spans = append(d.Table("links").Spans, schema.SpanDocument{Start: "a", End: "b", Text: "url"})
		}},
		{"patch  links: description changed", func(d *schema.Document) { d.Table("links").Doc = "Links." }},
		{"major  articles.title: column removed: utf8", func(d *schema.Document) {
			d.Table("articles").Columns = slices.Delete(d.Table("articles").Columns, 2, 3)
		}},
		{"minor  articles.mood: column added: bool", func(d *schema.Document) {
			d.Table("articles").Columns = append(d.Table("articles").Columns, schema.ColumnDocument{Name: "mood", Type: "bool"})
		}},
		{"minor  articles.subtitle: column moved", func(d *schema.Document) {
			c := d.Table("articles").Columns
			c[2], c[3] = c[3], c[2]
		}},
		{"major  articles.word_count: type changed: int32 -> int64", func(d *schema.Document) { column(d, "articles", "word_count").Type = "int64" }},
		{"major  articles.char_count: unit changed: code point -> byte", func(d *schema.Document) { column(d, "articles", "char_count").Unit = "byte" }},
		{"major  articles.page_type: promise dropped: required not NULL", func(d *schema.Document) { column(d, "articles", "page_type").Required = false }},
		{"minor  articles.title: promise added: required not NULL", func(d *schema.Document) { column(d, "articles", "title").Required = true }},
		{"major  articles.page_type: promise changed: one of page_type -> one of evidence", func(d *schema.Document) { column(d, "articles", "page_type").Vocabulary = "evidence" }},
		{"major  articles.language: promise changed: matches [a-z]{2,3} -> matches [a-z]{2}", func(d *schema.Document) { column(d, "articles", "language").Pattern = "[a-z]{2}" }},
		{"major  quotes.speaker_id: promise dropped: occurs in speakers.speaker_id", func(d *schema.Document) { column(d, "quotes", "speaker_id").References = "" }},
		{"major  articles.quote_count: promise changed: counts quotes -> counts quotes without kind=mixed", func(d *schema.Document) { column(d, "articles", "quote_count").Except = "kind=mixed" }},
		{"major  articles.language_score: promise dropped: at most 1", func(d *schema.Document) { column(d, "articles", "language_score").Max = nil }},
		{"major  articles.language_score: promise dropped: at least 0 -> at least -1", func(d *schema.Document) { column(d, "articles", "language_score").Min = new(-1.0) }},
		{"minor  articles.language_score: promise added: at most 1 -> at most 0.5", func(d *schema.Document) { column(d, "articles", "language_score").Max = new(.5) }},
		{"minor  articles.word_count: promise added: at most 9", func(d *schema.Document) { column(d, "articles", "word_count").Max = new(9.0) }},
		{"minor  articles.title: rights changed: text -> public", func(d *schema.Document) { column(d, "articles", "title").Rights = schema.RightsPublic }},
		{"patch  articles.title: description changed", func(d *schema.Document) { column(d, "articles", "title").Doc = "the headline" }},
		{"major  vocabulary evidence: vocabulary removed", func(d *schema.Document) { words(d, "evidence").Name = "proof" }},
		{"minor  vocabulary proof: vocabulary added", func(d *schema.Document) { words(d, "evidence").Name = "proof" }},
		{"major  vocabulary precision.second: word removed", func(d *schema.Document) { words(d, "precision").Terms = words(d, "precision").Terms[:4] }},
		{"minor  vocabulary precision.tick: word added", func(d *schema.Document) {
			words(d, "precision").Terms = append(words(d, "precision").Terms, schema.TermDocument{Code: "tick"})
		}},
		{"patch  vocabulary precision.year: description changed", func(d *schema.Document) { words(d, "precision").Terms[0].Doc = "a year" }},
	} {
		changes := schema.Diff(schema.Side{Document: changed(nil)}, schema.Side{Document: changed(tc.change)})
		var lines []string
		for i := range changes {
			lines = append(lines, changes[i].String())
		}
		if !slices.Contains(lines, tc.want) {
			t.Errorf("no %q in %q", tc.want, lines)
		}
		if got := schema.Worst(changes).String(); got != lines[0][:5] || len(lines) > 2 {
			t.Errorf("%s: %s for %q", tc.want, got, lines)
		}
		_, what, _ := strings.Cut(tc.want, ": ")
		what, _, _ = strings.Cut(what, ":")
		made[what] = true
	}
	for _, r := range schema.Changes {
		if !made[r.What] {
			t.Errorf("nothing makes %q", r.What)
		}
	}
	if changes := schema.Diff(schema.Side{Document: changed(nil)}, schema.Side{Document: changed(nil)}); len(changes) > 0 ||
		schema.Worst(changes) != schema.Same {
		t.Errorf("the schema differs from itself: %v", changes)
	}
}

// TestSidesReadOffFiles wants what a file cannot tell to be no change.
func TestSidesReadOffFiles(t *testing.T) {
	present := schema.Side{Name: schema.Version, Document: changed(nil)}
	part := func(user string, change func(*schema.ColumnDocument)) schema.Side {
		d := &schema.Document{Tables: []schema.TableDocument{{Name: "authors"}}}
		authors := &d.Tables[0]
		for _, c := range present.Table("authors").Columns {
			authors.Columns = append(authors.Columns, schema.ColumnDocument{Name: c.Name, Type: c.Type})
		}
		authors.Columns = append(authors.Columns, schema.ColumnDocument{Name: "x_" + user, Type: "utf8"})
		if change != nil {
			change(&authors.Columns[1])
		}
		return schema.Side{Document: d, Data: true, Physical: true, Partial: true}
	}
	wide := func(c *schema.ColumnDocument) { c.Type = "int64" }
	dataset := func(tables ...string) schema.Side {
		d := changed(func(d *schema.Document) {
			d.Tables = slices.DeleteFunc(d.Tables, func(t schema.TableDocument) bool { return !slices.Contains(tables, t.Name) })
		})
		return schema.Side{Document: d, Data: true}
	}
	var standard []string // what every build writes
	for _, t := range present.Tables {
		if !t.OnRequest && t.Layer == "" {
			standard = append(standard, t.Name)
		}
	}
	for name, tc := range map[string]struct {
		older, newer schema.Side
		want         []schema.Change
	}{
		"as published":         {present, part("wave", nil), nil},
		"published after it":   {part("wave", nil), present, nil},
		"another type":         {present, part("wave", wide), []schema.Change{{Verdict: schema.Major, Place: "authors.author_index", What: "type changed", Old: "int32", New: "int64"}}},
		"the same twice":       {part("wave", wide), part("wave", wide), nil},
		"a dataset":            {present, dataset(standard...), nil},
		"a dataset and a file": {dataset(standard...), part("wave", nil), []schema.Change{{Verdict: schema.Minor, Place: "authors.x_wave", What: "column added", New: "utf8"}}},
		"a layer more":         {dataset(standard...), dataset(append(standard, "quotes")...), nil},
		"a table less":         {dataset(standard...), dataset(standard[1:]...), []schema.Change{{Verdict: schema.Major, Place: "articles", What: "table removed"}}},
		"user columns between two": {part("wave", nil), part("round", nil), []schema.Change{
			{Verdict: schema.Major, Place: "authors.x_wave", What: "column removed", Old: "utf8"},
			{Verdict: schema.Minor, Place: "authors.x_round", What: "column added", New: "utf8"},
		}},
	} {
		if diff := cmp.Diff(tc.want, schema.Diff(tc.older, tc.newer)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestVerdictsAsText(t *testing.T) {
	for v := schema.Same; v <= schema.Major; v++ {
		body, err := json.Marshal(v)
		var back schema.Verdict
		if err != nil || json.Unmarshal(body, &back) != nil || back != v {
			t.Errorf("%s became %s and %s", v, body, back)
		}
	}
	var v schema.Verdict
	if json.Unmarshal([]byte(`"grave"`), &v) == nil {
		t.Error("a verdict that is none was read")
	}
}
