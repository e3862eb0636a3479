package article_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/article"
	"github.com/dsbuild/dsbuild/convert/meta"
	"github.com/dsbuild/dsbuild/schema"
)

// Blocks and metadata become an article, whose paragraphs are spans of its text.
func Example() {
	blocks := []schema.Block{
		{Kind: schema.KindTitle, Text: "Ferry to run on Sundays"},
		{Kind: schema.KindParagraph, Text: "The ferry will run on Sundays from April.", Kept: true},
		{Kind: schema.KindParagraph, Text: "The county decided on Monday.", Kept: true},
	}
	m := &meta.Metadata{}
	m.Title = "Ferry to run on Sundays"
	a, err := article.Build(&schema.Page{}, blocks, m, article.Options{})
	if err != nil {
		panic(err)
	}
	last := a.Paragraphs[1]
	fmt.Println(a.PageType, a.Text[last.Start:last.End])
	// Output:
	// article The county decided on Monday.
}
