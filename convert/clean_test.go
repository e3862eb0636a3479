package convert

import (
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// cleanPage converts clean text with a title of its record, of a file in a format.
func cleanPage(format, inner schema.SourceFormat, title, body string) *Trace {
	page := &schema.Page{
		Source: schema.Source{URI: "a", Format: format, Size: int64(len(body))}, Inner: inner,
		ID: schema.DocID("", []byte(body)), Body: []byte(body), Fields: schema.Fields{Title: title},
	}
	return New(Options{Without: Layers}).Trace(page)
}

// TestHeadlineRepeatedInCleanText: tools that take articles off pages write the headline
// before the text, beside its own field; it is no paragraph of the text.
func TestHeadlineRepeatedInCleanText(t *testing.T) {
	const title = "Pier stays “closed” until May"
	const rest = "The board voted on Monday to keep the pier closed until May.\n\nIts clerk counted the planks twice."
	for name, c := range map[string]struct {
		inner       schema.SourceFormat
		title, body string
		text        string
	}{
		"as it is":                  {schema.FormatText, title, title + "\n\n" + rest, rest},
		"in other quotation marks":  {schema.FormatText, title, "Pier stays \"closed\" until May\n\n" + rest, rest},
		"as a heading of Markdown":  {schema.FormatText, title, "# " + title + "\n\n" + rest, rest},
		"a heading of given markup": {schema.FormatGiven, title, "<h1>" + title + "</h1><p>" + strings.ReplaceAll(rest, "\n\n", "</p><p>") + "</p>", rest},
		"longer than the title":     {schema.FormatText, title, title + ", board says\n\n" + rest, title + ", board says\n\n" + rest},
		"further down":              {schema.FormatText, title, rest + "\n\n" + title, rest + "\n\n" + title},
		"nothing else":              {schema.FormatText, title, title, title},
		"without a title":           {schema.FormatText, "", title + "\n\n" + rest, title + "\n\n" + rest},
	} {
		trace := cleanPage(schema.FormatCSV, c.inner, c.title, c.body)
		if trace.Article == nil {
			t.Errorf("%s: %v", name, trace.Reject)
			continue
		}
		if got := trace.Article.Text; got != c.text {
			t.Errorf("%s: text %q, want %q", name, got, c.text)
		}
		if first := trace.Blocks[0]; (first.Kind == schema.KindTitle && !first.Kept) != (c.text == rest) {
			t.Errorf("%s: the first block is %s, kept %v", name, first.Kind, first.Kept)
		}
	}
}

// TestCleanTextOfTablesIsKeptWhole: no word of clean text is dropped, whatever file it
// stood in.
func TestCleanTextOfTablesIsKeptWhole(t *testing.T) {
	body := "## What the board said\n\nThe pier of [Tarnwick][1] stays closed, *its clerk* said on Monday, and nobody asked why.\n\n- Two planks\n- One rail\n\nSee the ![photo](a.png) of it.\n\n[1]: https://pier.example/tarnwick\n"
	want := cleanPage(schema.FormatText, "", "", body)
	got := cleanPage(schema.FormatCSV, schema.FormatText, "", body)
	if want.Article == nil || got.Article == nil || want.Article.Text != got.Article.Text {
		t.Errorf("of a record %+v, of a table %+v", want.Article, got.Article)
	}
}
