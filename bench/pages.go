package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/dsbuild/dsbuild/bench/peers"
)

// load reads the pages of a folder, in the order of their paths, or of a JSONL file.
func load(path string) ([]peers.Page, error) {
	read := loadFolder
	if strings.HasSuffix(path, ".jsonl") {
		read = loadLines
	}
	pages, err := read(path)
	if err == nil && len(pages) == 0 {
		err = errors.New("no HTML pages")
	}
	if err != nil {
		return nil, fmt.Errorf("read pages from %s: %w", path, err)
	}
	return pages, nil
}

func loadFolder(root string) (pages []peers.Page, err error) {
	err = filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if ext := filepath.Ext(name); err != nil || entry.IsDir() || ext != ".html" && ext != ".htm" {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		pages = append(pages,
			peers.Page{URL: address("https://" + filepath.Base(filepath.Dir(name)) + ".example/" + filepath.Base(name)), HTML: b})
		return nil
	})
	return pages, err
}

func loadLines(name string) (pages []peers.Page, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := bufio.NewReader(f)
	for number := 1; ; number++ {
		line, err := r.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			var record struct{ URL, HTML string }
			if err := json.Unmarshal(line, &record); err != nil {
				return nil, fmt.Errorf("line %d: %w", number, err)
			}
			pages = append(pages, peers.Page{URL: address(record.URL), HTML: []byte(record.HTML)})
		}
		if errors.Is(err, io.EOF) {
			return pages, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// address parses a URL; the peer needs some address for every page.
func address(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return &url.URL{Scheme: "https", Host: "page.example", Path: "/"}
	}
	return u
}

var paragraph = regexp.MustCompile(`(?i)<p(?:\s[^>]*)?>`)

// multiply makes count pages: those there are and, behind them, copies with
// another address and words of their own in every paragraph.
func multiply(pages []peers.Page, count int) []peers.Page {
	all := make([]peers.Page, count)
	for i := range all {
		all[i] = pages[i%len(pages)]
		if copied := i / len(pages); copied > 0 {
			u := *all[i].URL
			u.Path += fmt.Sprintf("-%d", copied)
			words := fmt.Appendf(nil, "${0}In case no. %d ", copied)
			all[i] = peers.Page{URL: &u, HTML: paragraph.ReplaceAll(all[i].HTML, words)}
		}
	}
	return all
}
