package stats_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/schema"
)

// The articles of a dataset by language.
func Example() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	b, err := datasets.Create(filepath.Join(dir, "out"), datasets.Options{Without: []string{"quotes", "topics"}})
	if err != nil {
		panic(err)
	}
	text := "The ferry will run on Sundays from April."
	a := &schema.Article{ID: "a1", Text: text, Paragraphs: []schema.Paragraph{{Span: schema.Span{End: len(text)}, Kind: "paragraph", WordCount: 8}}}
	a.Title, a.Language = "Ferry to run on Sundays", "en"
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
	r, err := stats.Collect(context.Background(), d, stats.Options{By: []string{"language"}})
	if err != nil {
		panic(err)
	}
	for _, row := range r.Groups[0].Rows {
		n, _ := row.Counts.Of(stats.Articles)
		fmt.Println(*row.Keys[0], n)
	}
	// Output:
	// en 1
}
