// Package article builds the article out of a page's typed blocks and metadata.
//
// In: a page, its blocks, its metadata. Out: one article, or a *schema.Reject
// that says why the page is none and keeps what is known of it. Laws: Text is
// the paragraphs joined by a blank line; every span of a paragraph or link
// equals its text; all text is NFC without control characters; a page is
// rejected only on evidence, doubt makes it an article.
package article

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Options say what becomes an article. The zero value works.
type Options struct {
	KeepAll bool // page types that are normally rejected become articles
	// BodyConfidence is the F1 that the kept words are expected to reach, as far as known.
	BodyConfidence schema.Opt[float64]
	Markup         *markup.Doc // nil for dumps and clean text
	// Entries are what the entries of a live blog say of themselves, by Block.Entry.
	Entries []schema.BlockEntry
}

// Build returns the article of a page, or a *schema.Reject as error.
func Build(page *schema.Page, blocks []schema.Block, m *meta.Metadata, opt Options) (*schema.Article, error) {
	c := classify(page, blocks, m, opt)
	a := c.a
	kind, confidence := c.decide()
	a.PageType, a.PageTypeConfidence = kind, schema.Some(confidence)
	a.TextStatus = c.status()
	if r := c.reject(opt); r != nil {
		return nil, r
	}
	if confidence < sureEnough {
		a.Findings = append(a.Findings,
			schema.Finding{Code: schema.FindingPageTypeUnsure, Field: "page_type", Message: "the signs of the page's type disagree or are few"})
	}
	a.BodyConfidence = opt.BodyConfidence
	return a, nil
}

// classify writes the article and reads what its classifier decides by.
func classify(page *schema.Page, blocks []schema.Block, m *meta.Metadata, opt Options) *classifier {
	a := &schema.Article{
		ID: page.ID, Source: page.Source,
		Metadata: m.Metadata, Charset: page.Charset, TextForm: page.TextForm, Candidates: m.Candidates, User: user(page),
	}
	a.Findings = slices.Concat(page.Findings, m.Findings)
	newComposer(a, blocks).run()
	addEntries(a, blocks, opt.Entries, m)
	c := &classifier{page: page, blocks: blocks, m: m, a: a, markup: opt.Markup}
	c.read()
	return c
}

// sureEnough is the confidence below which a page type is noted as unsure.
const sureEnough = 0.6

// user merges the user columns of the record and the index row; the index
// wins where both have a value, unless it ranks last.
func user(page *schema.Page) []schema.Value {
	record := page.Fields.User
	if page.Index == nil || page.Index.Fields.User == nil {
		return record
	}
	if record == nil {
		return page.Index.Fields.User
	}
	first, second := page.Index.Fields.User, record
	if page.Index.Last {
		first, second = second, first
	}
	merged := slices.Clone(first)
	for i := range merged {
		if !merged[i].Valid && i < len(second) {
			merged[i] = second[i]
		}
	}
	return merged
}

// composer writes the text, paragraphs and links of an article.
type composer struct {
	a       *schema.Article
	blocks  []schema.Block
	links   linker
	b       strings.Builder
	heading string
}

func newComposer(a *schema.Article, blocks []schema.Block) *composer {
	return &composer{a: a, blocks: blocks, links: newLinker(a)}
}

func (c *composer) run() {
	size := 0
	for i := range c.blocks {
		if c.blocks[i].Kept {
			size += len(c.blocks[i].Text) + 2
		}
	}
	c.b.Grow(size)
	for i := range c.blocks {
		if b := &c.blocks[i]; b.Kept {
			if kind, ok := paragraphKind(b.Kind); ok {
				c.block(b, kind)
			}
		}
	}
	c.a.Text = c.b.String()
}

// paragraphKind maps the kind of a kept block; what the text never holds is not ok.
func paragraphKind(k schema.BlockKind) (schema.ParagraphKind, bool) {
	switch k {
	case schema.KindTitle, schema.KindDeck, schema.KindCaption, schema.KindBio, schema.KindEmbed:
		return "", false
	case schema.KindHeading, schema.KindListItem, schema.KindBlockQuote, schema.KindTableRow, schema.KindPreformatted:
		return schema.ParagraphKind(k), true
	default:
		return schema.ParagraphKind(schema.KindParagraph), true
	}
}

// block cuts a block at its line breaks into paragraphs.
func (c *composer) block(b *schema.Block, kind schema.ParagraphKind) {
	for from := 0; from <= len(b.Text); {
		to := len(b.Text)
		if i := strings.IndexByte(b.Text[from:], '\n'); i >= 0 {
			to = from + i
		}
		c.paragraph(b, from, to, kind)
		from = to + 1
	}
}

func (c *composer) paragraph(b *schema.Block, from, to int, kind schema.ParagraphKind) {
	raw := b.Text[from:to]
	s := text.Clean(raw, false)
	if s == "" {
		return
	}
	if c.b.Len() > 0 {
		c.b.WriteString("\n\n")
	}
	p := schema.Paragraph{Kind: kind, SectionHeading: c.heading, WordCount: text.Words(s), Block: b.Index}
	p.Start = c.b.Len()
	c.b.WriteString(s)
	p.End = c.b.Len()
	if string(kind) == string(schema.KindHeading) {
		p.HeadingLevel = min(max(b.Level, 1), 6)
		c.heading = s
	}
	c.a.Paragraphs = append(c.a.Paragraphs, p)
	c.links.add(b, from, to, s, p.Start, len(c.a.Paragraphs)-1)
}
