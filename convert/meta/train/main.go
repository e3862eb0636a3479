// Command train writes the signs by which authors are chosen.
//
// In: a folder of HTML pages or of page-text dumps. Out: a line of JSON a page with its
// id (the file's name without ending) and the names that it states with their signs.
// train.py does the rest.
//
//	train FOLDER > rows.jsonl
package main

import (
	"fmt"
	"os"

	"github.com/dsbuild/dsbuild/convert/block"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/convert/textform"
	"github.com/dsbuild/dsbuild/internal/trainpages"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: train FOLDER")
		os.Exit(64)
	}
	if err := trainpages.Write(os.Stdout, os.Args[1], rowOf); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

type row struct {
	ID    string
	Names []meta.AuthorRow
}

// rowOf takes a page through every stage before the one that is trained.
func rowOf(from trainpages.Page) (any, error) {
	in := meta.Input{Page: from.Page()}
	var blocks block.Reader
	if from.HTML {
		if err := source.Decode(in.Page); err != nil {
			return nil, err
		}
		in.Doc = &markup.Doc{}
		in.Doc.Parse(in.Page.Body, markup.Limits{})
		in.Blocks = blocks.HTML(in.Doc)
	} else {
		in.Blocks = blocks.PageText(textform.Read(from.Body, textform.Options{}))
	}
	return row{from.ID, meta.AuthorRows(in)}, nil
}
