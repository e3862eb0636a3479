package report_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/report"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/schema"
)

// The page of a dataset of one article.
func Example() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	b, err := datasets.Create(filepath.Join(dir, "out"), datasets.Options{Identity: datasets.Identity{Name: "ferries"}})
	if err != nil {
		panic(err)
	}
	a := &schema.Article{ID: "a1", TextStatus: schema.TextFull}
	a.Title, a.Publisher = "Ferry to run on Sundays", "Harbour Post"
	a.Published = schema.Published{Date: schema.Date{Year: 2024, Month: 3, Day: 9}}
	if err := b.Add(schema.Outcome{Article: a}); err != nil {
		panic(err)
	}
	if _, err := b.Finish(schema.NewSummary(schema.ReadSummary{Pages: 1}, schema.ConvertSummary{})); err != nil {
		panic(err)
	}

	d, err := datasets.Open(filepath.Join(dir, "out"))
	if err != nil {
		panic(err)
	}
	page, err := report.Of(context.Background(), d, d.Manifest(), stats.Options{})
	if err != nil {
		panic(err)
	}
	var html bytes.Buffer
	if err := page.Write(&html); err != nil {
		panic(err)
	}
	fmt.Println(strings.Contains(html.String(), "This dataset holds 1 article of 1 outlet, published in March 2024."))
	// Output:
	// true
}
