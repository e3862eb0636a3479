// Command train writes the features that the block classifier learns from.
//
// In: folders of pages, HTML or page-text dumps. Out, for each folder: PREFIX.jsonl
// with a line a page (its units with the verdict of the rules, and the names of the
// columns in the first line), and PREFIX.i16 with the pages' features one behind
// the other, column by column, as little-endian 16-bit integers. With first stages,
// the rows are those of the second stage. train.py does the rest.
//
//	train -pages corpus/html -o work/corpus-html [-first work/first -folds work/folds.json]
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/dsbuild/dsbuild/convert/block"
	"github.com/dsbuild/dsbuild/convert/block/tree"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/internal/trainpages"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	pages := flags.String("pages", "", "the folder of pages")
	out := flags.String("o", "", "prefix of the two files to write")
	first := flags.String("first", "", "prefix of first stages, one a fold: PREFIX.0, PREFIX.1, …")
	folds := flags.String("folds", "", "a JSON object: the fold of each page by its file name without ending")
	if err := flags.Parse(args); err != nil {
		return err
	}
	w, err := newWriter(*out)
	if err != nil {
		return err
	}
	if *first != "" {
		if err := w.stages(*first, *folds); err != nil {
			return err
		}
	}
	if err := trainpages.Each(*pages, w.page); err != nil {
		return err
	}
	return w.close()
}

// page is a line of the first file.
type page struct {
	ID      string
	Names   []string `json:",omitempty"` // of the columns
	Rows    int
	Live    []int32 `json:",omitempty"` // of the second stage: the unit of each row
	Entries int     // the first unit of a live blog's entries
	Units   []unit  `json:",omitempty"` // of the first stage
}

type unit struct {
	Text         string
	Words        int32
	Kind, Reason string
}

type writer struct {
	trainer block.Trainer
	doc     markup.Doc
	first   []*tree.Forest
	folds   map[string]int
	named   bool

	files  [2]*os.File
	lines  *json.Encoder
	text   *bufio.Writer
	matrix *bufio.Writer
}

func newWriter(prefix string) (*writer, error) {
	w := &writer{}
	for i, ending := range [...]string{".jsonl", ".i16"} {
		f, err := os.Create(prefix + ending)
		if err != nil {
			return nil, err
		}
		w.files[i] = f
	}
	w.text, w.matrix = bufio.NewWriter(w.files[0]), bufio.NewWriterSize(w.files[1], 1<<20)
	w.lines = json.NewEncoder(w.text)
	w.lines.SetEscapeHTML(false)
	return w, nil
}

// stages reads the first stages and which page belongs to which.
func (w *writer) stages(prefix, folds string) error {
	names, err := filepath.Glob(prefix + ".[0-9]")
	if err != nil {
		return err
	}
	slices.Sort(names)
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		f, _, err := tree.Decode(b)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		w.first = append(w.first, f)
	}
	b, err := os.ReadFile(folds)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, &w.folds)
}

func (w *writer) page(from trainpages.Page) error {
	p := page{ID: from.ID}
	if w.first != nil {
		w.trainer.First = w.first[w.folds[p.ID]]
	}
	rows, err := w.rows(from)
	if err != nil {
		return err
	}
	p.Rows, p.Live, p.Entries = rows.N, rows.Live, rows.Entries
	if !w.named && rows.N > 0 {
		p.Names, w.named = rows.Names, true
	}
	if w.first == nil {
		for i := range rows.Page.Units {
			u := &rows.Page.Units[i]
			p.Units = append(p.Units, unit{string(rows.Page.Bytes(u)), u.Words, string(u.Kind), string(u.Reason)})
		}
	}
	if err := w.lines.Encode(p); err != nil {
		return err
	}
	return binary.Write(w.matrix, binary.LittleEndian, rows.Cells)
}

func (w *writer) rows(from trainpages.Page) (block.Rows, error) {
	p := from.Page()
	if !from.HTML {
		return w.trainer.LineRows(p.Body), nil
	}
	if err := source.Decode(p); err != nil {
		return block.Rows{}, err
	}
	w.doc.Parse(p.Body, markup.Limits{})
	return w.trainer.HTMLRows(&w.doc), nil
}

func (w *writer) close() error {
	for _, b := range [...]*bufio.Writer{w.text, w.matrix} {
		if err := b.Flush(); err != nil {
			return err
		}
	}
	for _, f := range w.files {
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}
