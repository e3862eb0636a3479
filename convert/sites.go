package convert

import (
	"context"
	"errors"
	"iter"
	"strings"
	"sync/atomic"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta"
	"github.com/dsbuild/dsbuild/convert/sitelines"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/internal/ordered"
	"github.com/dsbuild/dsbuild/schema"
)

// SiteLines drops what recurs on other pages of a site from the blocks of a page and
// returns how many it dropped.
type SiteLines interface {
	Drop(p *sitelines.Page, blocks []schema.Block) int
}

// Survey reads pages to learn which blocks recur on the pages of a site: what
// DropSiteLines is told. It cuts pages into blocks and judges none, which takes a third
// of the time of extraction or less: once a site has pages enough, others of it are
// hardly looked at. What it cannot read it passes over.
func (c *Converter) Survey(ctx context.Context, pages iter.Seq2[*schema.Page, error]) (*sitelines.Survey, error) {
	limits := ordered.Options{Workers: c.opt.Workers, Budget: budget}
	s := new(sitelines.Survey)
	var passed atomic.Int64 // bytes of pages that never reach a worker
	worker := func() func(*schema.Page) (surveyed, error) {
		p := &pipeline{opt: &c.opt, begin: c.opt.begin()}
		return func(page *schema.Page) (surveyed, error) {
			p.begin(page, PageNumber(&page.Source, page.ID))
			return p.survey(page, s), nil
		}
	}
	for r, err := range ordered.Map(ctx, limits, wanted(c.unharmful(pages), s, &passed), weight, worker) {
		if _, ok := errors.AsType[*schema.Reject](err); ok {
			continue
		}
		if err != nil {
			return nil, err
		}
		if r.page != nil {
			s.Add(r.page)
		}
		if c.opt.Surveyed != nil {
			c.opt.Surveyed(r.size + passed.Swap(0))
		}
	}
	if c.opt.Surveyed != nil {
		c.opt.Surveyed(passed.Load())
	}
	return s, nil
}

// DropSiteLines makes Outcomes drop what a survey has seen recur. It ends the survey.
func (c *Converter) DropSiteLines(s *sitelines.Survey) { c.opt.SiteLines = s.Table() }

// wanted leaves out pages whose address alone says that they have no say. Of a large
// crawl these are most, and handing one to a worker takes longer than to ask.
func wanted(pages iter.Seq2[*schema.Page, error], s *sitelines.Survey, passed *atomic.Int64) iter.Seq2[*schema.Page, error] {
	return func(yield func(*schema.Page, error) bool) {
		for page, err := range pages {
			if err == nil && !askable(page, s) {
				passed.Add(page.Source.Size)
				continue
			}
			if !yield(page, err) {
				return
			}
		}
	}
}

// askable reports whether a page may have a say, as far as its address tells. A fault
// here is left to the worker, which survives it.
func askable(page *schema.Page, s *sitelines.Survey) (may bool) {
	defer func() { may = recover() != nil || may }()
	if page.IsClean() {
		return false
	}
	of := siteOf(page, nil)
	return of.URL == "" && page.BodyFormat() != schema.FormatPageText || s.Wants(of)
}

// surveyed is a page as the survey sees it; nil where it has no say.
type surveyed struct {
	page *sitelines.Page
	size int64
}

func (p *pipeline) survey(page *schema.Page, all *sitelines.Survey) surveyed {
	s := surveyed{size: page.Source.Size}
	p.safely(func() { s.page = p.keyed(page, all) }, func(string) { s.page = nil })
	return s
}

// keyed cuts a page into blocks and returns their keys; nil where there are none, or
// where it need not be known. The site is often known before the page is parsed.
func (p *pipeline) keyed(page *schema.Page, all *sitelines.Survey) *sitelines.Page {
	s := siteOf(page, nil)
	if source.Decode(page) != nil {
		return nil
	}
	if page.BodyFormat() == schema.FormatPageText {
		s.Keys = p.blocks.PageTextKeys(nil, p.form(page))
	} else {
		p.doc.Parse(page.Body, p.opt.Limits)
		if s = siteOf(page, &p.doc); !all.Wants(s) {
			return nil
		}
		s.Keys = p.blocks.HTMLKeys(nil, &p.doc)
	}
	if len(s.Keys) == 0 {
		return nil
	}
	return s
}

// siteOf says to which site a page belongs. The folder or the file of records stands
// for the site of pages without a URL: where these come from many sites, none has
// the share of the votes that drops a block.
func siteOf(page *schema.Page, doc *markup.Doc) *sitelines.Page {
	// The id is the same for a record of a WARC and of JSONL; the user's own says nothing of the bytes.
	s := &sitelines.Page{ID: page.ID}
	if page.OwnID {
		s.ID = page.Source.SHA256
	}
	if s.URL, s.Site = meta.Address(page, doc); s.Site != "" {
		return s
	}
	s.Site = page.Source.URI
	if page.Source.Record == "" {
		s.Site = s.Site[:max(0, strings.LastIndexAny(s.Site, "/!"))] // an archive is a folder
	}
	s.Site = "/" + s.Site // is no domain
	return s
}

// dropSiteLines drops the blocks that are template of the site of a page.
func (p *pipeline) dropSiteLines(page *schema.Page, doc *markup.Doc, t *Trace) {
	if p.opt.SiteLines == nil {
		return
	}
	p.keys = p.blocks.Keys(p.keys[:0])
	s := siteOf(page, doc)
	s.Keys = p.keys
	if t.SiteLines = p.opt.SiteLines.Drop(s, t.Blocks); t.SiteLines > 0 {
		page.Findings = append(page.Findings, schema.Finding{
			Code: schema.FindingSiteTemplate, Field: "text", Message: "lines that recur on other pages of the site were left out",
		})
	}
	p.mark("sites")
}
