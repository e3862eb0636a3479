package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/quote"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/card"
	"github.com/dsbuild/dsbuild/datasets/report"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/schema"
)

// errNotPublished ends a build whose dataset is not to appear.
var errNotPublished = errors.New("nothing was published")

// limitMemory tells the collector to work harder from a size on, so that the
// peak of a long build is that of a short one. What is alive is about 50 MiB;
// without a limit the peak depends on the moments of collection.
func limitMemory(workers int) {
	const base, perWorker = 192 << 20, 32 << 20
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(base + int64(workers)*perWorker)
	}
}

func runBuild(cmd *cobra.Command, g *globalOptions, o *buildOptions, args []string) error {
	plan, err := newPlan(cmd, o, args)
	if err != nil {
		return err
	}
	limitMemory(o.Workers)
	begun := time.Now()
	reader, index, err := plan.open(cmd.InOrStdin())
	if err != nil {
		return err
	}
	outlets, err := plan.outlets()
	if err != nil {
		return err
	}
	model, err := option.QuoteModel(o.Model)
	if err != nil {
		return err
	}
	corrections, err := plan.corrections()
	if err != nil {
		return err
	}
	build := &building{outlets: outlets, model: model, plan: plan, global: g, tally: newTally()}
	if o.SiteLines == option.Drop && !reader.Rereadable() {
		o.SiteLines, build.readOnce = option.Keep, true
	}
	dataset := plan.datasetOptions(reader)
	dataset.Corrections = corrections
	prose := ""
	if o.Overwrite {
		if prose, err = card.ReadProse(o.Out); err != nil {
			return err
		}
	}
	dataset.Beside = beside(cmd.Context(), o.Workers, prose)
	if build.builder, err = datasets.Create(o.Out, dataset); err != nil {
		return err
	}
	err = build.run(cmd.Context(), reader, index)
	if err != nil {
		err = errors.Join(err, build.builder.Abort())
	}
	if err != nil && !errors.Is(err, errNotPublished) {
		return err
	}
	s := &summaryView{
		w: cmd.OutOrStdout(), paint: screen.Painter(screen.Colours()), tally: build.tally, summary: build.summary,
		proposals: build.proposals, notFound: build.notFound, readOnce: build.readOnce,
		corrections: build.corrections,
		out:         o.Out, published: err == nil, seconds: time.Since(begun).Seconds(),
	}
	if printErr := s.print(); printErr != nil {
		return printErr
	}
	switch {
	case err != nil:
		return &command.Error{Code: command.Findings, Err: err}
	case build.summary.Panics > 0:
		pages := screen.Number(build.summary.Panics, "page")
		return command.Findingsf("%s met a fault of dsbuild; see rejects with reason panic, and please report it", pages)
	}
	return nil
}

// building is one build under way.
type building struct {
	plan      *plan
	global    *globalOptions
	builder   *datasets.Builder
	outlets   []schema.Outlet // known ones
	model     *quote.Model
	readOnce  bool     // the input cannot be read a second time
	proposals []string // maps for fields of records that go nowhere
	notFound  []string // maps of fields that no record has
	tally     *tally
	summary   *schema.Summary

	corrections *datasets.Corrections // of people, with what became of them; nil: none
}

// run converts every page, and publishes the dataset where it is fit to be.
func (b *building) run(ctx context.Context, reader *source.Reader, index *source.Index) error {
	o := b.plan.options
	options := o.Convert()
	options.Index, options.Outlets, options.QuoteModel = index, b.outlets, b.model
	pages := firstPages(reader.Pages(ctx), o.Sample)
	var p *progress
	options.Surveyed = func(bytes int64) { p.add(bytes) }
	converter := convert.New(options)
	if o.SiteLines == option.Drop {
		p = newProgress(b.global, "surveying", reader.TotalBytes())
		err := converter.Survey(ctx, firstPages(reader.SurveyPages(ctx), o.Sample))
		p.finish()
		if err != nil {
			return err
		}
	}
	p = newProgress(b.global, "building", reader.TotalBytes())
	defer p.finish()
	for outcome, err := range converter.Outcomes(ctx, pages) {
		if err != nil {
			return err
		}
		p.add(b.tally.count(&outcome))
		if err := b.builder.Add(outcome); err != nil {
			return err
		}
	}
	b.summary = schema.NewSummary(reader.Summary(), converter.Summary())
	b.proposals, b.notFound = reader.Proposals(), reader.NotFound()
	if err := b.fit(); err != nil {
		return err
	}
	m, err := b.builder.Finish(b.summary)
	if err == nil {
		b.corrections = m.Corrections
	}
	return err
}

// beside makes the report and the cards of the dataset that was written. What its owner
// wrote into the README of the one before stays.
func beside(ctx context.Context, workers int, prose string) func(*datasets.Dataset) (map[string][]byte, error) {
	return func(d *datasets.Dataset) (map[string][]byte, error) {
		page, err := report.Of(ctx, d, d.Manifest(), stats.Options{Workers: workers, Notes: d.Manifest().Notes()})
		if err != nil {
			return nil, err
		}
		page.Rows = defaultRows
		var body bytes.Buffer
		if err := page.Write(&body); err != nil {
			return nil, err
		}
		cards := card.Dataset{Manifest: d.Manifest(), Tables: d.Tables(), Stats: page.Stats, Figures: page.Figures, Prose: prose}
		files, err := cards.Files()
		if err != nil {
			return nil, err
		}
		files[report.Name] = body.Bytes()
		return files, nil
	}
}

// fit says why a dataset is not to be published.
func (b *building) fit() error {
	o, t := b.plan.options, b.tally
	tooMany, err := o.rejectLimit()
	if err != nil {
		return err
	}
	switch rejects, pages := t.rejects-t.noPages, t.pages-t.noPages; {
	case t.articles == 0:
		return fmt.Errorf("%w: there is no article among %s; look at one with 'dsbuild inspect'",
			errNotPublished, screen.Number(t.pages, "page"))
	case o.ID != "" && t.withoutID == t.articles:
		return fmt.Errorf("%w: no record and no row of the index has a value for --id %s; name another field, or leave --id out",
			errNotPublished, o.ID)
	case tooMany(rejects, pages):
		return fmt.Errorf("%w: %d of %d pages were rejected, more than --max-rejects %s", errNotPublished, rejects, pages, o.MaxRejects)
	}
	return nil
}

// firstPages yields the first n pages; all where n is 0.
func firstPages(pages iter.Seq2[*schema.Page, error], n int) iter.Seq2[*schema.Page, error] {
	if n == 0 {
		return pages
	}
	return func(yield func(*schema.Page, error) bool) {
		left := n
		for page, err := range pages {
			if !yield(page, err) {
				return
			}
			if left--; left == 0 {
				return
			}
		}
	}
}
