// Package peers runs other extractors the way their documents show it.
//
// In: a page in memory. Out: what the extractor finds on it. Laws: an extractor
// that panics or fails has found nothing; nothing is done to what it finds but
// cutting it into paragraphs, and that only when asked for.
package peers

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	distiller "github.com/markusmobius/go-domdistiller"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// Page is one page in memory. Extractors want some address; URL is never nil.
type Page struct {
	ID   string
	URL  *url.URL
	HTML []byte
}

// Article is what an extractor found on a page, as the scorers read it.
type Article struct {
	ID         string   `json:"id"`
	Title      string   `json:"title,omitempty"`
	Authors    []string `json:"authors"`
	Date       string   `json:"date,omitempty"`
	Paragraphs []string `json:"paragraphs"`
}

// Peer is an extractor.
type Peer struct {
	Name string
	// extract returns the text of a page and, on request, fills in the article.
	extract func(p *Page, fill *Article) (text string, err error)
}

// All are the peers, in the order of the tables.
var All = []Peer{
	{"go-trafilatura", trafilaturaWith(trafilatura.Options{})},
	{"go-trafilatura, fallback", trafilaturaWith(trafilatura.Options{EnableFallback: true})},
	{"go-readability", readabilityText},
	{"go-domdistiller", distillerText},
}

// Text returns the text that the peer finds.
func (r *Peer) Text(p *Page) (string, error) { return r.guarded(p, nil) }

// Article returns what the peer finds; an empty one where that is nothing.
func (r *Peer) Article(p *Page) *Article {
	a := &Article{}
	if _, err := r.guarded(p, a); err != nil {
		a = &Article{}
	}
	a.ID = p.ID
	if a.Authors == nil {
		a.Authors = []string{}
	}
	if a.Paragraphs == nil {
		a.Paragraphs = []string{}
	}
	return a
}

// guarded turns a panic of a peer into an error.
func (r *Peer) guarded(p *Page, fill *Article) (s string, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("panic: %v", fault)
		}
	}()
	return r.extract(p, fill)
}

// trafilaturaWith is go-trafilatura, metadata and comments as it comes.
func trafilaturaWith(opt trafilatura.Options) func(*Page, *Article) (string, error) {
	return func(p *Page, fill *Article) (string, error) {
		opt := opt
		opt.OriginalURL = p.URL
		doc, err := html.Parse(bytes.NewReader(p.HTML))
		if err != nil {
			return "", err
		}
		r, err := trafilatura.ExtractDocument(doc, opt)
		if err != nil {
			return "", err
		}
		if fill != nil {
			fill.Title, fill.Authors, fill.Paragraphs = r.Metadata.Title, names(r.Metadata.Author), paragraphs(r.ContentNode)
			if !r.Metadata.Date.IsZero() {
				fill.Date = r.Metadata.Date.Format("2006-01-02")
			}
		}
		return r.ContentText, nil
	}
}

func readabilityText(p *Page, fill *Article) (string, error) {
	a, err := readability.FromReader(bytes.NewReader(p.HTML), p.URL)
	if err != nil || a.Node == nil {
		return "", err
	}
	var b strings.Builder
	if err := a.RenderText(&b); err != nil {
		return "", err
	}
	if fill != nil {
		fill.Title, fill.Authors, fill.Paragraphs = a.Title(), names(a.Byline()), paragraphs(a.Node)
		if t, err := a.PublishedTime(); err == nil {
			fill.Date = t.Format("2006-01-02")
		}
	}
	return b.String(), nil
}

func distillerText(p *Page, fill *Article) (string, error) {
	doc, err := html.Parse(bytes.NewReader(p.HTML))
	if err != nil {
		return "", err
	}
	r, err := distiller.Apply(doc, &distiller.Options{SkipPagination: true, OriginalURL: p.URL})
	if err != nil {
		return "", err
	}
	if fill != nil {
		fill.Title, fill.Authors, fill.Paragraphs = r.Title, names(r.MarkupInfo.Author), paragraphs(r.Node)
		if s := r.MarkupInfo.Article.PublishedTime; len(s) >= len("2006-01-02") {
			fill.Date = s[:len("2006-01-02")]
		}
	}
	return r.Text, nil
}

// names cuts the list that the peers write as one string.
func names(s string) (all []string) {
	for n := range strings.SplitSeq(s, ";") {
		if n = strings.TrimSpace(n); n != "" {
			all = append(all, n)
		}
	}
	return all
}
