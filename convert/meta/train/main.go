// Command train writes the signs by which authors are chosen.
//
// In: a folder of HTML pages or of page-text dumps. Out: a line of JSON a page with its
// id (the file's name without ending) and the names that it states with their signs.
// train.py does the rest.
//
//	train FOLDER > rows.jsonl
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/block"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/convert/textform"
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
	Names []meta.AuthorRow
}

func write(out *bufio.Writer, folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		return err
	}
	slices.Sort(files)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		r, err := rowOf(filepath.Base(f), body)
		if err != nil {
			return fmt.Errorf("%s: %w", f, err)
		}
		if err := lines.Encode(r); err != nil {
			return err
		}
	}
	return out.Flush()
}

// rowOf takes a page through every stage before the one that is trained.
func rowOf(name string, body []byte) (row, error) {
	id, isHTML := strings.CutSuffix(name, ".html")
	r := row{ID: strings.TrimSuffix(id, ".txt")}
	p := &schema.Page{Source: schema.Source{Format: schema.FormatPageText, Size: int64(len(body))}, Body: body}
	var blocks block.Reader
	if !isHTML {
		blocks := blocks.PageText(textform.Read(body, textform.Options{}))
		r.Names = meta.AuthorRows(meta.Input{Page: p, Blocks: blocks})
		return r, nil
	}
	p.Source.Format = schema.FormatHTML
	if err := source.Decode(p); err != nil {
		return r, err
	}
	var doc markup.Doc
	doc.Parse(p.Body, markup.Limits{})
	r.Names = meta.AuthorRows(meta.Input{Page: p, Doc: &doc, Blocks: blocks.HTML(&doc)})
	return r, nil
}
