package block

import (
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/dsbuild/dsbuild/convert/markup"
)

func BenchmarkHTML(b *testing.B) {
	a, err := txtar.ParseFile("testdata/news.txtar")
	if err != nil {
		b.Fatal(err)
	}
	var d markup.Doc
	var r Reader
	d.Parse(a.Files[0].Data, markup.Limits{})
	b.SetBytes(int64(len(a.Files[0].Data)))
	b.ReportAllocs()
	for b.Loop() {
		r.HTML(&d)
	}
}

func BenchmarkPageText(b *testing.B) {
	a, err := txtar.ParseFile("testdata/dump.txtar")
	if err != nil {
		b.Fatal(err)
	}
	var r Reader
	b.SetBytes(int64(len(a.Files[0].Data)))
	b.ReportAllocs()
	for b.Loop() {
		r.PageText(flow(a.Files[0].Data))
	}
}
