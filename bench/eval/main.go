// Command eval writes what dsbuild and its peers find on the pages of a corpus,
// for the scorers of the evaluation ground.
//
// In: CORPUS/gold.jsonl, CORPUS/html/ID.html and CORPUS/dump/ID.txt. Out: in the
// folder -o, one file for each system with one line a page: id, title, authors,
// date, paragraphs; for dsbuild also deck, page_type and, where the page became
// none, reject. Only dsbuild reads dumps; only the peers are told the page's address.
//
//	eval -corpus scrapinghub -o predictions
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/dsbuild/dsbuild/bench/peers"
	"github.com/dsbuild/dsbuild/schema"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "eval:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	flags := flag.NewFlagSet("eval", flag.ContinueOnError)
	corpus := flags.String("corpus", "", "the folder of an unpacked corpus")
	out := flags.String("o", "", "the folder to write to")
	folds := flags.String("folds", "", "a folder with models of which each did not see a part of the sites; none: the model of the product")
	forms := flags.String("forms", "", "only dsbuild, on the texts CORPUS/dump-FORM/ID.txt: FORM,FORM…, of which html is the page itself")
	alone := flags.Bool("alone", false, "dsbuild only")
	jobs := flags.Int("j", runtime.NumCPU(), "pages in work at the same time")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *corpus == "" || *out == "" || *jobs < 1 {
		return errors.New("want -corpus, -o, and -j of at least 1")
	}
	pages, err := loadCorpus(*corpus)
	if err != nil {
		return fmt.Errorf("read %s: %w", *corpus, err)
	}
	models, err := loadFolds(*folds)
	if err != nil {
		return fmt.Errorf("read models: %w", err)
	}
	all := systems(models, *alone)
	if *forms != "" {
		all = formSystems(models, *corpus, strings.Split(*forms, ","))
	}
	for _, s := range all {
		if err := write(filepath.Join(*out, s.name+".jsonl"), apply(s, pages, *jobs)); err != nil {
			return err
		}
	}
	return nil
}

// corpusPage is a page with its gold's id and site.
type corpusPage struct {
	peers.Page
	site string
	dump []byte // nil: the corpus has none
}

func loadCorpus(folder string) (pages []corpusPage, err error) {
	f, err := os.Open(filepath.Join(folder, "gold.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var gold struct{ ID, URL, Site string }
		if err := json.Unmarshal(lines.Bytes(), &gold); err != nil {
			return nil, err
		}
		p := corpusPage{Page: peers.Page{ID: gold.ID, URL: address(gold.URL)}, site: gold.Site}
		if p.HTML, err = os.ReadFile(filepath.Join(folder, "html", gold.ID+".html")); err != nil {
			return nil, err
		}
		p.dump, err = os.ReadFile(filepath.Join(folder, "dump", gold.ID+".txt"))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		pages = append(pages, p)
	}
	return pages, lines.Err()
}

// address parses a URL; the peers want some address for every page.
func address(s string) *url.URL {
	if u, err := url.Parse(s); err == nil && u.Host != "" {
		return u
	}
	return &url.URL{Scheme: "https", Host: "page.example", Path: "/"}
}

// system finds articles; the result is what a line says, nil where the page is not for it.
type system struct {
	name string
	find func(*corpusPage) any
}

func systems(models *foldModels, alone bool) []system {
	all := []system{
		{"dsbuild", func(p *corpusPage) any { return convertHTML(p, models) }},
		{"dsbuild-dump", func(p *corpusPage) any { return convertDump(p, models) }},
	}
	if alone {
		return all
	}
	for i := range peers.All {
		r := &peers.All[i]
		name := strings.ReplaceAll(r.Name, ", ", "-")
		all = append(all, system{name, func(p *corpusPage) any { return r.Article(&p.Page) }})
	}
	return all
}

// formSystems are dsbuild on the texts that other tools made of the pages.
func formSystems(models *foldModels, corpus string, forms []string) (all []system) {
	for _, form := range forms {
		find := func(p *corpusPage) any {
			text, err := os.ReadFile(filepath.Join(corpus, "dump-"+form, p.ID+".txt"))
			if err != nil {
				return nil // its tool did not take the page
			}
			return convertPage(p, text, schema.FormatPageText, models)
		}
		if form == "html" {
			find = func(p *corpusPage) any { return convertHTML(p, models) }
		}
		all = append(all, system{"dsbuild-" + form, find})
	}
	return all
}

// apply runs a system over the pages and keeps their order.
func apply(s system, pages []corpusPage, jobs int) []any {
	found := make([]any, len(pages))
	var all sync.WaitGroup
	for j := range jobs {
		all.Go(func() {
			for i := j; i < len(pages); i += jobs {
				found[i] = s.find(&pages[i])
			}
		})
	}
	all.Wait()
	return found
}

func write(name string, found []any) (err error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, f.Close()) }()
	w := bufio.NewWriter(f)
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	for _, a := range found {
		if a != nil {
			if err := lines.Encode(a); err != nil {
				return err
			}
		}
	}
	return w.Flush()
}
