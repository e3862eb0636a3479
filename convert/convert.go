// Package convert turns pages into articles and rejects, in order and in parallel.
//
// In: a sequence of pages, as convert/source yields them. Out: one Outcome a page, in
// the order of the pages, and a summary of what no row can carry. New makes a
// Converter; Survey, which may be left out, learns from a first reading what recurs
// on the pages of a site, and DropSiteLines takes it into account; Outcomes converts,
// Restore takes what was converted before; Trace shows what every stage makes of one
// page. Laws: pages == articles + rejects; outcomes do not depend on the number of workers; a panic in a stage becomes
// a reject with reason panic and never ends the run.
package convert

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/article"
	"github.com/dsbuild/dsbuild/convert/block"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta"
	"github.com/dsbuild/dsbuild/convert/quote"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/convert/topic"
	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/internal/ordered"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Options say how pages are converted. The zero value works.
type Options struct {
	Workers     int      // pages in work at the same time; 0 means 1
	Without     []string // layers left out: "quotes", "topics"
	Blocks      bool     // outcomes carry the page's blocks
	EvidenceAll bool     // keep every metadata candidate, not only those that disagree
	KeepAll     bool     // keep pages that are no articles
	KeepForm    bool     // read text as it is laid out, whatever its form
	Limits      markup.Limits
	// SpeechThreshold is the least speech_confidence of what was said; none: DefaultSpeechThreshold.
	SpeechThreshold schema.Opt[float64]
	TopicModel      *model.Model         // codes by the codebook that it was trained with; nil: keywords do
	QuoteModel      *quote.Model         // the weights of quotes; nil: those that come with the program
	Codebooks       []*codebook.Codebook // of the topics, of differing names; none: that of the Comparative Agendas Project
	ParagraphTopics bool                 // topics of paragraphs are wanted too
	Index           *source.Index        // nil: none
	Outlets         []schema.Outlet      // known ones, as ReadOutlets yields them; the others are found
	SiteLines       SiteLines            // drops what recurs on the pages of a site; nil: what DropSiteLines is told, without it nothing
	// HTMLModel and LineModel judge blocks instead of the embedded models. For evaluation.
	HTMLModel, LineModel *block.Model
	// Place, where set, tells the number of the file that the last page came from; Keep is
	// told what each page became, in their order, and Before are results that it was told
	// in a run over the same pages: they are taken, and the rest is converted.
	Place  func() int
	Keep   func(Stored) error
	Before iter.Seq2[Stored, error]
	// Work, where set, is called once by each worker; what it returns is told of each page
	// that the worker takes up, in a survey too, and of the number that Stored has of it.
	Work func() func(*schema.Page, uint64)
	// Fatal, where set, tells which pages end the program: a survey leaves them out, and a
	// conversion makes them rejects.
	Fatal func(*schema.Page, uint64) (bool, error)
	// Surveyed, where set, is told of the bytes of each page that Survey has read.
	Surveyed func(bytes int64)
	// Mark, where set, is told which stage a page has left, by the worker that took
	// it through; MarkBetween where a worker takes up the next page. For measuring.
	Mark func(stage string)
}

// MarkBetween is what Mark is told of the time between two pages.
const MarkBetween = "between"

// budget bounds the bytes of pages in flight: four records at the default limit.
const budget = 256 << 20

// Layers names the annotators, in the order they run.
var Layers = []string{"quotes", "topics"}

func (o *Options) has(layer string) bool { return !slices.Contains(o.Without, layer) }

// Converter converts sequences of pages under one set of options.
type Converter struct {
	opt    Options
	coders []*topic.Coder // one a codebook, shared by the workers; none: the layer is left out
	last   schema.ConvertSummary
}

// New makes a converter.
func New(opt Options) *Converter { return &Converter{opt: opt, coders: newCoders(&opt)} }

// Outcomes converts the pages and yields one outcome for each, in their order.
// An error ends the run. Each iteration is a run of its own: iterate it once.
func (c *Converter) Outcomes(ctx context.Context, pages iter.Seq2[*schema.Page, error]) iter.Seq2[schema.Outcome, error] {
	return c.outcomes(ctx, c.items(pages))
}

// outcomes yields the outcome of every item.
func (c *Converter) outcomes(ctx context.Context, items iter.Seq2[item, error]) iter.Seq2[schema.Outcome, error] {
	return func(yield func(schema.Outcome, error) bool) {
		r := &run{opt: &c.opt, seen: &seen{}, outlets: outlets{}, findings: map[schema.FindingCode]int64{}}
		limits := ordered.Options{Workers: c.opt.Workers, Budget: budget}
		for one, err := range ordered.Map(ctx, limits, items, item.weight, c.worker) {
			if err == nil && one.stored.Data != nil {
				err = c.opt.Keep(one.stored)
			}
			if err != nil {
				yield(schema.Outcome{}, err)
				return
			}
			r.settle(&one)
			if !yield(one.Outcome, nil) {
				return
			}
		}
		r.summary.Findings = schema.Counts(r.findings)
		r.summary.Outlets = r.outlets.named(c.opt.Outlets)
		r.summary.Annotators = c.Annotators()
		c.last = r.summary
	}
}

// Summary returns what the last run came to that no row can carry; call it after
// Outcomes has ended.
func (c *Converter) Summary() schema.ConvertSummary { return c.last }

// Annotators describes the annotators that run, for the manifest.
func (c *Converter) Annotators() []schema.Annotator {
	var all []schema.Annotator
	if c.opt.has("quotes") {
		all = append(all, schema.Annotator{Name: "quotes", Version: quote.Version, Hash: quote.Hash(c.opt.quoteModel())})
	}
	for _, coder := range c.coders {
		all = append(all, schema.Annotator{
			Name: "topics", Version: coder.Version(), Hash: coder.Hash(), Scheme: coder.Scheme(),
			Codes: coder.Codes(), Codebook: coder.Codebook(),
		})
	}
	return all
}

func (c *Converter) worker() func(item) (result, error) {
	p := &pipeline{opt: &c.opt, coders: c.coders, begin: c.opt.begin()}
	return p.work
}

func weight(p *schema.Page) int64 { return int64(len(p.Body)) }

// run is what one run over the pages knows at its ordered end.
type run struct {
	opt      *Options
	seen     *seen
	outlets  outlets
	findings map[schema.FindingCode]int64
	summary  schema.ConvertSummary
}

// result is an outcome with what the ordered end of the run needs of it.
type result struct {
	schema.Outcome
	canonicalRow *schema.IndexRow // matched by canonical URL
	textKey      digest           // of the normalised text
	ownID        bool
	siteLines    int // blocks dropped
	stored       Stored
}

// settle does what depends on the order of pages: duplicates and counts.
func (r *run) settle(one *result) {
	if one.canonicalRow != nil && r.opt.Index != nil { // without one, its shard has counted it
		r.opt.Index.Account(one.canonicalRow)
	}
	if one.Article != nil {
		r.seen.settle(one)
	}
	r.seen.settleBlocks(&one.Outcome)
	if one.Reject != nil && one.Reject.Reason == schema.RejectPanic {
		r.summary.Panics++
	}
	if one.siteLines > 0 {
		r.summary.SiteLines.Pages++
		r.summary.SiteLines.Blocks += int64(one.siteLines)
	}
	if one.Article != nil {
		r.outlets.count(one.Article)
		counted := map[schema.FindingCode]bool{}
		for _, f := range one.Article.Findings {
			if !counted[f.Code] {
				counted[f.Code] = true
				r.findings[f.Code]++
			}
		}
	}
}

// pipeline is the chain of stages with the buffers of one worker.
type pipeline struct {
	opt    *Options
	begin  func(*schema.Page, uint64)
	doc    markup.Doc
	data   markup.Doc // text that stood in a script
	blocks block.Reader
	coders []*topic.Coder
	key    []byte      // of the text of a page
	keys   []block.Key // of its blocks
}

func (p *pipeline) mark(stage string) {
	if p.opt.Mark != nil {
		p.opt.Mark(stage)
	}
}

// quoteModel reads the model that comes with the program only where no other is given.
func (o *Options) quoteModel() *quote.Model {
	if o.QuoteModel != nil {
		return o.QuoteModel
	}
	return quote.Standard()
}

// newCoders makes a coder of topics for each codebook, or none where they are left out.
func newCoders(opt *Options) []*topic.Coder {
	switch {
	case !opt.has("topics"):
		return nil
	case len(opt.Codebooks) == 0 && opt.TopicModel == nil:
		return []*topic.Coder{topic.Standard()}
	case len(opt.Codebooks) == 0:
		return []*topic.Coder{topic.ByModel(codebook.CAP(), opt.TopicModel)}
	}
	coders := make([]*topic.Coder, len(opt.Codebooks))
	for i, cb := range opt.Codebooks {
		coders[i] = topic.ByModel(cb, opt.TopicModel)
	}
	return coders
}

// result converts one page.
func (p *pipeline) result(page *schema.Page) (r result) {
	p.mark(MarkBetween)
	t := &Trace{}
	p.guarded(page, t)
	r.Article, r.Reject, r.canonicalRow, r.ownID = t.Article, t.Reject, t.canonicalRow, page.OwnID
	r.siteLines = t.SiteLines
	if p.opt.Blocks {
		r.Blocks = t.Blocks
		p.blocks.Keep()
	}
	if a := r.Article; a != nil && a.Text != "" {
		p.key = text.AppendKey(p.key[:0], a.Text)
		r.textKey = digestOf(p.key)
		p.mark("key")
	}
	return r
}

// guarded takes a page through every stage; a panic in one becomes a reject.
func (p *pipeline) guarded(page *schema.Page, t *Trace) {
	p.safely(func() { p.run(page, t) }, func(fault string) {
		*t = Trace{Page: page, Reject: rejectOf(page, schema.StageExtract, schema.RejectPanic,
			"a fault of dsbuild, please report it with the page: "+fault)}
	})
}

// safely runs stages and tells of a panic in one.
func (p *pipeline) safely(run func(), failed func(fault string)) {
	defer func() {
		if fault := recover(); fault != nil {
			failed(fmt.Sprintf("%v at %s", fault, faultPlace()))
			*p = pipeline{opt: p.opt, begin: p.begin, coders: newCoders(p.opt)} // what it held may be in any state
		}
	}()
	run()
}

// faultPlace names the function and line that panicked, without addresses,
// which would differ from run to run.
func faultPlace() string {
	lines := strings.Split(string(debug.Stack()), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "panic(") {
			for j := i + 2; j+1 < len(lines); j += 2 {
				if !strings.HasPrefix(lines[j], "runtime.") {
					name, _, _ := strings.Cut(lines[j], "(0x")
					return strings.TrimSuffix(name, "(...)")
				}
			}
		}
	}
	return "an unknown place"
}

func rejectOf(page *schema.Page, stage schema.Stage, reason schema.RejectReason, message string) *schema.Reject {
	return &schema.Reject{Source: page.Source, ID: page.ID, URL: page.URL, Stage: stage, Reason: reason, Message: message}
}

// run takes a page through every stage and leaves what each made in t.
func (p *pipeline) run(page *schema.Page, t *Trace) {
	t.Page = page
	var err error
	defer func() {
		if reject, ok := errors.AsType[*schema.Reject](err); ok {
			if t.SiteLines > 0 {
				reject.Message += fmt.Sprintf("; blocks that recur on other pages of the site were left out (%d)", t.SiteLines)
			}
			t.Article, t.Reject = nil, reject
		} else if err != nil {
			t.Article, t.Reject = nil, rejectOf(page, schema.StageExtract, schema.RejectUnreadable, err.Error())
		}
	}()
	if err = source.Decode(page); err != nil {
		return
	}
	p.mark("decode")
	doc := p.read(page, t)
	in := meta.Input{Page: page, Doc: doc, Blocks: t.Blocks}
	options := meta.Options{EvidenceAll: p.opt.EvidenceAll}
	t.Metadata = meta.Find(in, options)
	if row, ok := p.canonicalRow(page, t.Metadata); ok {
		p.opt.Index.Adopt(page, row)
		t.canonicalRow = row
		t.Metadata = meta.Find(in, options)
	}
	p.mark("meta")
	t.withDrops()
	opt := article.Options{KeepAll: p.opt.KeepAll, BodyConfidence: t.BodyConfidence, Markup: doc, Entries: t.Entries}
	t.Article, err = article.Build(page, t.Blocks, t.Metadata, opt)
	p.mark("article")
	if err != nil {
		if r, ok := errors.AsType[*schema.Reject](err); ok && r.Reason == schema.RejectNoText && doc != nil {
			r.Message = whyEmpty(doc, t.Blocks)
		}
		return
	}
	p.annotate(t.Article)
}

// read turns the page's bytes into blocks; the result is nil where there is no markup.
func (p *pipeline) read(page *schema.Page, t *Trace) *markup.Doc {
	p.blocks.HTMLModel, p.blocks.LineModel = p.opt.HTMLModel, p.opt.LineModel
	defer func() {
		if f1, ok := p.blocks.Confidence(); ok {
			t.BodyConfidence = schema.Some(schema.Round4(f1))
		}
	}()
	switch page.BodyFormat() {
	case schema.FormatPageText:
		form := p.form(page)
		t.Blocks = p.blocks.PageText(form)
		p.mark("block")
		p.dropSiteLines(page, nil, t)
		t.form = form
		return nil
	case schema.FormatText:
		t.Blocks = p.blocks.Text(p.form(page))
		titled(page, t.Blocks)
		return nil
	case schema.FormatGiven:
		p.doc.Parse(page.Body, p.opt.Limits)
		t.Blocks = p.blocks.Given(&p.doc, schema.ReasonAllKept)
		titled(page, t.Blocks)
		return nil
	default:
		p.doc.Parse(page.Body, p.opt.Limits)
		p.mark("markup")
		t.Nodes = len(p.doc.Nodes)
		if p.doc.Flattened {
			page.Findings = append(page.Findings,
				schema.Finding{Code: schema.FindingNestingFlattened, Message: "elements nested too deep were flattened"})
		}
		if p.doc.Several {
			page.Findings = append(page.Findings,
				schema.Finding{
					Code:    schema.FindingSeveralDocuments,
					Message: "behind the end of the document another one begins; the first was read: put each in a file of its own",
				})
		}
		if p.doc.Truncated {
			page.Findings = append(page.Findings,
				schema.Finding{Code: schema.FindingLimitReached, Message: "the page has more nodes than the limit; the rest was not read"})
		}
		t.Blocks = p.blocks.HTML(&p.doc)
		t.Entries = p.blocks.Entries()
		p.mark("block")
		p.dropSiteLines(page, &p.doc, t)
		p.fromScripts(page, t)
		if f, ok := p.missing(t); ok {
			page.Findings = append(page.Findings, f)
		}
		p.mark("scripts")
		return &p.doc
	}
}

// canonicalRow looks in the index for a page that nothing else matched.
func (p *pipeline) canonicalRow(page *schema.Page, m *meta.Metadata) (*schema.IndexRow, bool) {
	if p.opt.Index == nil || page.Index != nil || m.CanonicalURL == "" {
		return nil, false
	}
	return p.opt.Index.MatchCanonical(m.CanonicalURL)
}

// annotate adds the layers, each of which changes nothing below it.
func (p *pipeline) annotate(a *schema.Article) {
	t := schema.Text{Body: a.Text, Language: a.Language, Title: a.Title, Paragraphs: make([]schema.Span, len(a.Paragraphs))}
	for i := range a.Paragraphs {
		t.Paragraphs[i] = a.Paragraphs[i].Span
	}
	for i := range a.Entries {
		t.Breaks = append(t.Breaks, a.Entries[i].First, a.Entries[i].Last)
	}
	if p.opt.has("quotes") {
		q := quote.AnnotateWith(&t, p.opt.quoteModel(), nil)
		p.opt.tellApart(a, &q)
		a.Findings = append(a.Findings, q.Findings...)
		p.mark("quotes")
	}
	for _, coder := range p.coders {
		if !p.opt.ParagraphTopics {
			a.Topics = append(a.Topics, coder.Label(&t)...)
			continue
		}
		topics, paragraphs := coder.Annotate(&t)
		a.Topics = append(a.Topics, topics...)
		if a.ParagraphTopics == nil {
			a.ParagraphTopics = []schema.ParagraphTopic{}
		}
		a.ParagraphTopics = append(a.ParagraphTopics, paragraphs...)
	}
	if p.coders != nil {
		p.mark("topics")
	}
}
