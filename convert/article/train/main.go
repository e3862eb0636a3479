// Command train writes the signs by which lists are told from articles.
//
// In: a folder of HTML pages or of page-text dumps. Out: a line of JSON a page with
// its id (the file's name without ending), its signs in their order, the type that the
// rules give it and whether it has any text; the first line has the names of the signs.
// train.py does the rest.
//
//	train FOLDER > rows.jsonl
package main

import (
	"fmt"
	"os"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/article"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/internal/trainpages"
	"github.com/dsbuild/dsbuild/schema"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: train FOLDER")
		os.Exit(64)
	}
	if err := trainpages.Write(os.Stdout, os.Args[1], rowOf, article.SignNames()); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

type row struct {
	ID    string
	Signs []int32
	Ruled schema.PageType
	Text  bool
}

// rowOf takes a page through every stage before the one that is trained.
func rowOf(from trainpages.Page) (any, error) {
	r, p := row{ID: from.ID}, from.Page()
	t := convert.New(convert.Options{KeepAll: true, Without: convert.Layers}).Trace(p)
	if t.Metadata == nil {
		return r, nil
	}
	var options article.Options
	if from.HTML {
		options.Markup = &markup.Doc{}
		options.Markup.Parse(p.Body, markup.Limits{})
	}
	r.Signs, r.Ruled = article.Signs(p, t.Blocks, t.Metadata, options)
	r.Text = t.Article != nil && t.Article.Text != ""
	return r, nil
}
