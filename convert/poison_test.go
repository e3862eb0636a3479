package convert

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert/sitelines"
	"github.com/dsbuild/dsbuild/internal/golden"
	"github.com/dsbuild/dsbuild/internal/poison"
	"github.com/dsbuild/dsbuild/schema"
)

// outlives names what a worker keeps from one page to the next on purpose.
var outlives = []string{
	"pipeline.opt", "pipeline.coders", // what the run was asked for
	"Reader.RulesOnly", // set by who trains
	"segmenter.names",  // remembers a pure function, whose argument stands beside the answer
}

func input(format schema.SourceFormat, name string, body []byte) *schema.Page {
	return &schema.Page{
		Source: schema.Source{URI: name, Format: format, Size: int64(len(body)), SHA256: strings.Repeat("0", 64)},
		ID:     schema.DocID("", body), Body: body,
	}
}

// story is a page on which a model decides: long enough, and with a text beyond doubt.
func story(name string) []byte {
	menu := strings.Repeat("<div><a href='/x'>Harbour</a></div><div><a href='/y'>Market prices</a></div>", 60)
	text := "<p>The council of " + name + " voted on Monday to rebuild the harbour, after a debate that had taken most of the year. “We will rebuild it,” said Ana Ruiz, the mayor.</p>"
	for _, what := range []string{"quay", "crane", "pier", "bridge", "lock"} {
		text += "<p>The work on the " + what + " is to begin in spring, and the council expects that it will cost the town about nine million a year, said Ana Ruiz.</p>"
	}
	return []byte("<html lang=en><head><title>" + name + " rebuilds its harbour</title></head><body><noscript><p>Without scripts the chart of the harbour is not shown.</noscript><nav>" + menu + "</nav><main><article><h1>" + name +
		" rebuilds its harbour</h1>" + text + "</article></main></body></html>")
}

// everyForm returns pages of every form that a worker reads, each by a function,
// because a page is changed on its way.
func everyForm(t *testing.T) (all []func() *schema.Page) {
	add := func(format schema.SourceFormat, body []byte) {
		name := fmt.Sprintf("pages/%d", len(all))
		all = append(all, func() *schema.Page { return input(format, name, []byte(string(body))) })
	}
	const texts = "The ferry to Anholt sails twice a day from June on.\n\n“It was time,” said Ida Holm of the harbour office.\n\nWork on the quay begins in May."
	add(schema.FormatHTML, story("Grenaa"))
	add(schema.FormatText, []byte(texts))
	add(schema.FormatText, []byte("One line."))
	add(schema.FormatHTML, story("Lowmouth"))
	add(schema.FormatPageText, []byte(strings.Repeat("Home\nNews\n", 20)+"\nFerry sails twice\n\nBy Ida Holm\n\n"+strings.Repeat(texts+"\n\n", 8)))
	add(schema.FormatHTML, []byte(`<title>Ferry</title><div id=root></div><script type="application/json">{"body":["`+strings.Repeat("The ferry to Anholt sails twice a day, said the office. ", 9)+`"]}</script>`))
	add(schema.FormatHTML, nil)
	add(schema.FormatText, []byte(" "))
	for _, of := range []struct {
		section string
		format  schema.SourceFormat
	}{{"page.html", schema.FormatHTML}, {"page.txt", schema.FormatPageText}, {"clean.txt", schema.FormatText}} {
		for _, b := range golden.Inputs(t, "block/testdata/*.txtar", of.section) {
			add(of.format, b)
		}
	}
	for _, h := range hostile {
		add(schema.FormatHTML, []byte(h.head+strings.Repeat(h.piece, 60)+h.tail))
	}
	return all
}

// TestNothingOfThePageBefore holds that the outcome of a page is the same from a new
// worker and from one whose memory is full of garbage; and that what was handed out
// stays as it is when the memory is filled again.
func TestNothingOfThePageBefore(t *testing.T) {
	options := &Options{Blocks: true, EvidenceAll: true, SiteLines: &sitelines.Table{}}
	sure := 0
	used := &pipeline{opt: options, coders: newCoders(options)}
	for i, page := range everyForm(t) {
		want := (&pipeline{opt: options, coders: newCoders(options)}).result(page())
		poison.Fill(used, outlives...)
		got := used.result(page())
		poison.Fill(used, outlives...)
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(result{})); diff != "" {
			t.Errorf("page %d (%s) depends on the page before:\n%s", i, got.Article.Source.Format, diff)
		}
		if a := want.Article; a != nil && a.Source.Format == schema.FormatHTML && a.BodyConfidence.OK {
			sure++
		}
	}
	if sure < 2 {
		t.Errorf("a model decided on %d pages only: too few to leave anything behind", sure)
	}
}

// TestSurveyKeepsNothingOfThePageBefore is the same law for the first reading.
func TestSurveyKeepsNothingOfThePageBefore(t *testing.T) {
	options := &Options{Without: Layers}
	used, keys := &pipeline{opt: options}, 0
	for i, page := range everyForm(t) {
		want := (&pipeline{opt: options}).survey(page(), &sitelines.Survey{})
		poison.Fill(used, outlives...)
		got := used.survey(page(), &sitelines.Survey{})
		poison.Fill(used, outlives...)
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(surveyed{})); diff != "" {
			t.Errorf("page %d depends on the page before:\n%s", i, diff)
		}
		if want.page != nil {
			keys += len(want.page.Keys)
		}
	}
	if keys < 100 {
		t.Errorf("%d keys in all", keys)
	}
}
