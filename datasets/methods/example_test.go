package methods_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/methods"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/schema"
)

// The methods of a dataset of one article.
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
	if err := b.Add(article(1)); err != nil {
		panic(err)
	}
	if _, err := b.Finish(schema.NewSummary(schema.ReadSummary{Pages: 1}, schema.ConvertSummary{})); err != nil {
		panic(err)
	}

	d, err := datasets.Open(filepath.Join(dir, "out"))
	if err != nil {
		panic(err)
	}
	m, err := methods.Of(context.Background(), d, stats.Options{})
	if err != nil {
		panic(err)
	}
	var text strings.Builder
	if err := m.Text(&text); err != nil {
		panic(err)
	}
	fmt.Println(strings.Contains(text.String(), "The dataset holds 1 article of 1 outlet, published in March 2024."))
	// Output:
	// true
}
