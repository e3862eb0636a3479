package datasets_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/schema"
)

// A dataset of one article and one reject, written and read again.
func Example() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "out")

	b, err := datasets.Create(out, datasets.Options{Without: []string{"quotes", "topics"}})
	if err != nil {
		panic(err)
	}
	article := &schema.Article{
		ID: "a1", Metadata: schema.Metadata{Title: "Council votes on water"}, Text: "The council voted.",
		Paragraphs: []schema.Paragraph{{Span: schema.Span{End: 18}, Kind: "paragraph", WordCount: 3}},
	}
	reject := &schema.Reject{Stage: schema.StageExtract, Reason: schema.RejectNoText, Message: "the page is empty"}
	for _, o := range []schema.Outcome{{Article: article}, {Reject: reject}} {
		if err := b.Add(o); err != nil {
			panic(err)
		}
	}
	if _, err := b.Finish(&schema.Summary{ReadSummary: schema.ReadSummary{Pages: 2}}); err != nil {
		panic(err)
	}

	d, err := datasets.Open(out)
	if err != nil {
		panic(err)
	}
	for row, err := range d.Rows("articles", "doc_id", "title", "char_count") {
		if err != nil {
			panic(err)
		}
		fmt.Println(row[0].Str, row[1].Str, row[2].Int)
	}
	fmt.Println(d.Manifest().Counts.Rejects, "reject")
	// Output:
	// a1 Council votes on water 18
	// 1 reject
}
