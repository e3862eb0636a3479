package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"golang.org/x/net/html"

	"github.com/dsbuild/dsbuild/bench/peers"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/schema"
)

// system is something that turns pages into articles.
type system struct {
	name    string
	convert func([]peers.Page) (tally, error)
}

// tally is what came out: it keeps a system honest that finds nothing, fast.
type tally struct {
	articles int
	text     int // bytes of article text
}

// Names of the systems that others are compared with.
const (
	extraction = "dsbuild, no quotes or topics"
	parsing    = "x/net/html, parsing alone"
)

func systems() []system {
	all := []system{
		{"dsbuild", dsbuild(convert.Options{Workers: 1})},
		{extraction, dsbuild(convert.Options{Workers: 1, Without: convert.Layers})},
		{parsing, eachPage(parseAlone)},
	}
	for i := range peers.All {
		all = append(all, system{peers.All[i].Name, eachPage(peers.All[i].Text)})
	}
	return all
}

// dsbuild runs the whole conversion: decoding, extraction, metadata, annotation.
func dsbuild(opt convert.Options) func([]peers.Page) (tally, error) {
	return func(pages []peers.Page) (t tally, err error) {
		outcomes := convert.New(opt).Outcomes(context.Background(), func(yield func(*schema.Page, error) bool) {
			for i := range pages {
				if !yield(schemaPage(&pages[i], i), nil) {
					return
				}
			}
		})
		for o, err := range outcomes {
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

// schemaPage is a page as a source of dsbuild would read it from a folder, its digest included.
func schemaPage(p *peers.Page, i int) *schema.Page {
	sum := sha256.Sum256(p.HTML)
	digest := hex.EncodeToString(sum[:])
	return &schema.Page{
		Source: schema.Source{URI: fmt.Sprintf("pages/%d.html", i), Format: schema.FormatHTML, SHA256: digest, Size: int64(len(p.HTML))},
		ID:     digest[:24], Body: p.HTML,
	}
}

// eachPage runs a function that returns the text of one page.
func eachPage(text func(*peers.Page) (string, error)) func([]peers.Page) (tally, error) {
	return func(pages []peers.Page) (t tally, _ error) {
		for i := range pages {
			if s, err := text(&pages[i]); err == nil && s != "" {
				t.articles++
				t.text += len(s)
			}
		}
		return t, nil
	}
}

// parseAlone is the floor under every extractor that builds a tree with x/net.
func parseAlone(p *peers.Page) (string, error) {
	_, err := html.Parse(bytes.NewReader(p.HTML))
	return "", err
}
