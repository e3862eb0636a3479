package codebook_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/codebook"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/schema"
)

// What a column means, and what stands in it.
func Example() {
	b := codebook.Book{
		Manifest: &datasets.Manifest{},
		Tables:   []*schema.Table{{Name: "articles", Unit: "article", Columns: []schema.Column{{Name: "word_count", Type: schema.Int32, Unit: "count", Doc: "words"}}}},
		Stats: &stats.Report{Tables: []stats.TableStats{{Table: "articles", Rows: 4, Columns: []stats.ColumnStats{
			{Name: "word_count", Values: 3, Nulls: 1, Min: int64(12), Max: int64(2400)},
		}}}},
	}
	for _, p := range b.Parts() {
		fmt.Printf("%s: %s\n%+v\n", p.Name, p.About[0], p.Columns[0])
	}
	// Output:
	// articles: 4 rows, each one article.
	// {Name:word_count Type:int32, count Doc:words Rule: Filled:75 % Values:12 … 2,400}
}
