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
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/article"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: train FOLDER")
		os.Exit(64)
	}
	out := bufio.NewWriter(os.Stdout)
	if err := write(out, os.Args[1]); err != nil {
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

func write(out *bufio.Writer, folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		return err
	}
	slices.Sort(files)
	lines := json.NewEncoder(io.Writer(out))
	if err := lines.Encode(article.SignNames()); err != nil {
		return err
	}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		if err := lines.Encode(rowOf(filepath.Base(f), body)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// rowOf takes a page through every stage before the one that is trained.
func rowOf(name string, body []byte) row {
	id, isHTML := strings.CutSuffix(name, ".html")
	r := row{ID: strings.TrimSuffix(id, ".txt")}
	p := &schema.Page{Source: schema.Source{Format: schema.FormatPageText, Size: int64(len(body))}, Body: body}
	if isHTML {
		p.Source.Format = schema.FormatHTML
	}
	t := convert.New(convert.Options{KeepAll: true, Without: convert.Layers}).Trace(p)
	if t.Metadata == nil {
		return r
	}
	var options article.Options
	if isHTML {
		options.Markup = &markup.Doc{}
		options.Markup.Parse(p.Body, markup.Limits{})
	}
	r.Signs, r.Ruled = article.Signs(p, t.Blocks, t.Metadata, options)
	r.Text = t.Article != nil && t.Article.Text != ""
	return r
}
