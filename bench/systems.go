package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/schema"
)

// system is something that turns pages into articles.
type system struct {
	name    string
	peer    bool // what the others are compared with
	convert func([]page) (tally, error)
}

// tally is what came out: it keeps a system honest that finds nothing, fast.
type tally struct {
	articles int
	text     int // bytes of article text
}

var systems = []system{
	{name: "dsbuild", convert: dsbuild(convert.Options{Workers: 1})},
	{name: "dsbuild, no quotes or topics", convert: dsbuild(convert.Options{Workers: 1, Without: convert.Layers})},
	{name: "go-trafilatura", peer: true, convert: eachPage(trafilaturaDefault)},
	{name: "x/net/html, parsing alone", convert: eachPage(parseAlone)},
}

// dsbuild runs the whole conversion: decoding, extraction, metadata, annotation.
func dsbuild(opt convert.Options) func([]page) (tally, error) {
	return func(pages []page) (t tally, err error) {
		run := convert.Run(context.Background(), func(yield func(*schema.Page, error) bool) {
			for i := range pages {
				if !yield(schemaPage(&pages[i], i), nil) {
					return
				}
			}
		}, opt)
		for o, err := range run.Outcomes() {
			if err != nil {
				return t, err
			}
			if o.Article != nil {
				t.articles++
				t.text += len(o.Article.Text)
			}
		}
		return t, nil
	}
}

// schemaPage is a page as a source of dsbuild would read it, digests included.
func schemaPage(p *page, i int) *schema.Page {
	sum := sha256.Sum256(p.html)
	u := p.url.String()
	return &schema.Page{
		Source: schema.Source{URI: fmt.Sprintf("pages/%d.html", i), Format: schema.FormatHTML, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(p.html))},
		ID:     schema.DocID(u, p.html), URL: u, Body: p.html,
	}
}

// eachPage runs a function that returns the text of one page.
func eachPage(text func(*page) (string, error)) func([]page) (tally, error) {
	return func(pages []page) (t tally, _ error) {
		for i := range pages {
			if s, err := guarded(text, &pages[i]); err == nil && s != "" {
				t.articles++
				t.text += len(s)
			}
		}
		return t, nil
	}
}

// guarded turns a panic of a peer into a page without an article.
func guarded(text func(*page) (string, error), p *page) (s string, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("panic: %v", fault)
		}
	}()
	return text(p)
}

// trafilaturaDefault is go-trafilatura with its default options: no fallback
// extractors, metadata and comments as it comes.
func trafilaturaDefault(p *page) (string, error) {
	doc, err := html.Parse(bytes.NewReader(p.html))
	if err != nil {
		return "", err
	}
	r, err := trafilatura.ExtractDocument(doc, trafilatura.Options{OriginalURL: p.url})
	if err != nil {
		return "", err
	}
	return r.ContentText, nil
}

// parseAlone is the floor under every extractor that builds a tree with x/net.
func parseAlone(p *page) (string, error) {
	_, err := html.Parse(bytes.NewReader(p.html))
	return "", err
}
