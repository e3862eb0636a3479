package block

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/dsbuild/dsbuild/convert/block/feature"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

// sample is the input of a golden.
func sample(t *testing.T, name string) []byte {
	t.Helper()
	a, err := txtar.ParseFile("testdata/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	return a.Files[0].Data
}

// TestModelsMatchFeatures fails when a feature comes or goes without a training.
func TestModelsMatchFeatures(t *testing.T) {
	var d markup.Doc
	d.Parse(sample(t, "news"), markup.Limits{})
	dump := sample(t, "dump")
	for name, c := range map[string]struct {
		model *Model
		rows  func(*Trainer) Rows
	}{
		"html":  {htmlModel(), func(r *Trainer) Rows { return r.HTMLRows(&d) }},
		"lines": {lineModel(), func(r *Trainer) Rows { return r.LineRows(dump) }},
	} {
		var r Trainer
		if first := c.rows(&r); len(first.Names) != c.model.first.Features || len(first.Cells) != first.N*len(first.Names) {
			t.Errorf("%s: %d features in %d cells of %d units, the first stage knows %d", name, len(first.Names), len(first.Cells), first.N, c.model.first.Features)
		}
		r.First = c.model.first
		second := c.rows(&r)
		if len(second.Names) != c.model.second.Features || len(second.Names) > feature.MaxColumns {
			t.Errorf("%s: %d features, the second stage knows %d", name, len(second.Names), c.model.second.Features)
		}
		for i, n := range second.Names {
			if n == "" || strings.Count(" "+strings.Join(second.Names, " ")+" ", " "+n+" ") != 1 {
				t.Errorf("%s: feature %d has the name %q, which is none or not its own", name, i, n)
			}
		}
	}
}

// TestRowsOfUsedTrainer: what a page before left in memory must not show.
func TestRowsOfUsedTrainer(t *testing.T) {
	var long, short markup.Doc
	long.Parse(sample(t, "news"), markup.Limits{})
	short.Parse([]byte("<article><h1>A</h1><p>One sentence, and it ends.</p><ul><li>x<li>y</ul></article>"), markup.Limits{})
	fresh, used := Trainer{First: htmlModel().first}, Trainer{First: htmlModel().first}
	used.HTMLRows(&long)
	want, got := fresh.HTMLRows(&short), used.HTMLRows(&short)
	if len(want.Cells) != len(got.Cells) {
		t.Fatalf("%d and %d cells", len(want.Cells), len(got.Cells))
	}
	for i := range want.Cells {
		if want.Cells[i] != got.Cells[i] {
			t.Errorf("%s of row %d is %d, after another page %d", want.Names[i/want.N], i%want.N, want.Cells[i], got.Cells[i])
		}
	}
}

// menu makes a page large enough for a model.
var menu = "<nav>" + strings.Repeat("<div><a href='/x'>Harbour</a></div><div><a href='/y'>Market prices</a></div>", 60) + "</nav>"

func TestConfidence(t *testing.T) {
	var d markup.Doc
	d.Parse(append([]byte(menu), sample(t, "news")...), markup.Limits{})
	var r Reader
	r.HTML(&d)
	if f1, ok := r.Confidence(); !ok || f1 < .5 || f1 > 1 {
		t.Errorf("confidence %v, %v on a plain news page", f1, ok)
	}
	for name, read := range map[string]func(r *Reader){
		"clean text":         func(r *Reader) { r.Text(flow([]byte("The ferry is late again today.\n\nThe harbour office said so."))) },
		"text of a script":   func(r *Reader) { r.Given(&d, schema.ReasonScriptData) },
		"a page without any": func(r *Reader) { r.PageText(flow(nil)) },
		"the rules": func(r *Reader) {
			r.RulesOnly = true
			r.HTML(&d)
		},
	} {
		for from, r := range map[string]*Reader{"a new reader": {}, "a used one": &r} {
			read(r)
			if f1, ok := r.Confidence(); ok {
				t.Errorf("%s by %s: confidence %v although no model decided", name, from, f1)
			}
		}
		r.RulesOnly = false
		r.HTML(&d)
	}
}
