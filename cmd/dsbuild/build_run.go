package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/memory"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/quote"
	"github.com/dsbuild/dsbuild/convert/resultfile"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/convert/surveyfile"
	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/card"
	"github.com/dsbuild/dsbuild/datasets/report"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/schema"
)

// errNotPublished ends a build whose dataset is not to appear.
var errNotPublished = errors.New("nothing was published")

func runBuild(cmd *cobra.Command, g *globalOptions, o *buildOptions, args []string) error {
	err := buildOnce(cmd, g, o, args)
	if errors.Is(err, convert.ErrOtherPages) { // what an earlier run left is of other pages, and gone now
		err = buildOnce(cmd, g, o, args)
	}
	return err
}

func buildOnce(cmd *cobra.Command, g *globalOptions, o *buildOptions, args []string) error {
	plan, err := newPlan(cmd, o, args)
	if err != nil {
		return err
	}
	defer plan.close()
	if err := plan.openBase(cmd, g.disk); err != nil {
		return err
	}
	memory.Limit(memory.OfBuilding(o.Workers))
	begun := time.Now()
	reader, index, err := plan.open(cmd.Context(), cmd.InOrStdin())
	if err != nil {
		return err
	}
	build := &building{plan: plan, global: g, tally: newTally()}
	if err := build.prepare(); err != nil {
		return err
	}
	switch {
	case o.Survey != "":
		build.given, err = plan.readSurvey(reader)
	case plan.base != nil:
		build.given, err = build.baseSurvey()
	}
	if err != nil {
		return err
	}
	if o.SiteLines == option.Drop && build.given == nil && !reader.Rereadable() {
		o.SiteLines, build.readOnce = option.Keep, true
	}
	if err := build.create(cmd.Context(), reader); err != nil {
		return err
	}
	err = build.run(cmd, reader, index)
	if err != nil {
		err = errors.Join(err, build.abort())
	}
	if errors.Is(err, errAdded) {
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s has these pages: the build that was broken off had added them\n", o.Out)
		return err
	}
	if err != nil && !errors.Is(err, errNotPublished) {
		return err
	}
	return build.end(cmd.OutOrStdout(), err, time.Since(begun))
}

// prepare reads the outlets, models and codebooks.
func (b *building) prepare() (err error) {
	o := b.plan.options
	if b.outlets, err = b.plan.outlets(); err != nil {
		return err
	}
	if b.model, err = option.QuoteModel(o.Model); err != nil {
		return err
	}
	if b.codebooks, b.topics, err = b.plan.topics(); err != nil {
		return err
	}
	b.codebookFiles = codebookFiles(b.codebooks)
	return nil
}

// conversion says how pages are converted.
func (b *building) conversion(index *source.Index) convert.Options {
	options := b.plan.options.Convert()
	options.Index, options.Outlets, options.QuoteModel, options.Codebooks = index, b.outlets, b.model, b.codebooks
	options.TopicModel = b.topics
	return options
}

// building is one build under way.
type building struct {
	plan      *plan
	global    *globalOptions
	builder   *datasets.Builder // nil: of a shard
	dataset   datasets.Options  // of builder
	shard     *shardFolder      // nil: of a dataset
	outlets   []schema.Outlet   // known ones
	model     *quote.Model
	topics    *model.Model // nil: keywords code
	codebooks []*codebook.Codebook
	// codebookFiles are what of them goes into the dataset, by path.
	codebookFiles map[string]string
	given         []byte      // the survey that was given
	kept          *unfinished // nil: the input can be read only once
	readOnce      bool        // the input cannot be read a second time
	proposals     []string    // maps for fields of records that go nowhere
	notFound      []string    // maps of fields that no record has
	tally         *tally
	summary       *schema.Summary

	corrections *datasets.Corrections // of people, with what became of them; nil: none
	relations   []schema.Count        // of articles that are like an earlier one
}

// create takes the place of what is built.
func (b *building) create(ctx context.Context, reader *source.Reader) error {
	o := b.plan.options
	corrections, err := b.plan.corrections()
	if err != nil {
		return err
	}
	if o.Shard != "" {
		b.shard, err = newShardFolder(b.global.disk, o.Out)
		return err
	}
	dataset := b.plan.datasetOptions(reader)
	dataset.Corrections = corrections
	if base := b.plan.base; base != nil && b.plan.recipe == nil {
		options := dataset.Identity.Options
		dataset.Identity = base.Base.Identity
		dataset.Identity.Options, dataset.Identity.Tool = options, version
	}
	return b.createDataset(ctx, dataset)
}

// createDataset takes the place of a dataset.
func (b *building) createDataset(ctx context.Context, dataset datasets.Options) error {
	o, prose := b.plan.options, ""
	var err error
	if o.Overwrite {
		if prose, err = card.ReadProse(o.Out); err != nil {
			return err
		}
	}
	dataset.Beside = beside(ctx, o.Workers, prose, b.codebookFiles)
	dataset.Disk = b.global.disk
	b.dataset = dataset
	b.builder, err = datasets.Create(o.Out, dataset)
	return err
}

// abort leaves the place of what was to be built, and keeps what the pages became for
// the next try, unless this one has ended for good.
func (b *building) abort() error {
	err := b.kept.close(false)
	if b.builder != nil {
		err = errors.Join(err, b.builder.Abort())
	} else {
		err = errors.Join(err, b.shard.leave())
	}
	return err
}

// run converts every page, and publishes the dataset where it is fit to be.
func (b *building) run(cmd *cobra.Command, reader *source.Reader, index *source.Index) error {
	err := b.convert(cmd, reader, index)
	if err != nil && !errors.Is(err, errNotPublished) && !errors.Is(err, convert.ErrOtherPages) {
		if left := b.kept.left(); left != "" {
			fmt.Fprintln(cmd.ErrOrStderr(), "dsbuild: "+left)
			return err
		}
	}
	return errors.Join(err, b.kept.close(false), b.kept.remove())
}

func (b *building) convert(cmd *cobra.Command, reader *source.Reader, index *source.Index) error {
	o, ctx := b.plan.options, cmd.Context()
	options := b.conversion(index)
	if reader.Rereadable() {
		b.goOn(&options, reader)
	}
	converter := convert.New(options)
	if reader.Rereadable() {
		same, err := b.identity(reader, index, converter.Annotators())
		dir := o.Out + ".unfinished"
		if err == nil && b.added(dir, same) {
			return errors.Join(errAdded, removeUnfinished(b.global.disk, dir))
		}
		if err == nil {
			b.kept, err = openUnfinished(b.global.disk, dir, same, o.fresh)
		}
		if err != nil {
			return err
		}
	} else if o.keeps || o.append {
		return errors.New("this input can be read only once, and nothing can be added to a dataset of it; save it as a file")
	}
	if b.plan.base != nil {
		if err := b.sameModels(reader, converter.Annotators()); err != nil {
			return err
		}
	}
	if err := b.tryAlone(ctx); err != nil {
		return err
	}
	b.plan.attend = b.attend
	survey, err := b.lines(func() (*surveyfile.File, error) { return b.plan.survey(ctx, b.global, reader) })
	if err != nil {
		return err
	}
	if err := b.beginKeeping(survey, reader); err != nil {
		return err
	}
	if survey != nil {
		converter.DropSiteLines(survey.Survey)
	}
	pages := firstPages(reader.Pages(ctx), o.Sample)
	outcomes := converter.Outcomes(ctx, pages)
	if base := b.plan.base; base != nil {
		outcomes = converter.Continue(ctx, resultfile.Read(filepath.Join(base.dir, shardResults), base.Results), pages)
	}
	p := newProgress(b.global, "building", reader.TotalBytes())
	if err := b.take(outcomes, p, reader.BytesRead); err != nil {
		return err
	}
	if err := b.kept.close(b.shard != nil || b.plan.base != nil); err != nil {
		return err
	}
	if b.shard != nil {
		b.summary = schema.NewSummary(reader.Summary(), converter.Summary())
		return b.shard.finish(b, reader)
	}
	read := reader.State()
	if base := b.plan.base; base != nil {
		read = source.Append(base.Read, read)
	}
	return b.finish(read, converter.Summary())
}

// take counts and writes every outcome; done says how far that is.
func (b *building) take(outcomes iter.Seq2[schema.Outcome, error], p *progress, done func() int64) error {
	p.tally = b.tally
	defer p.finish()
	before := -1
	if b.plan.base != nil {
		before = b.plan.base.Results
	}
	for outcome, err := range outcomes {
		if err != nil {
			return err
		}
		if before == 0 { // what stood there before stays in files of its own
			b.builder.Cut()
		}
		before--
		b.tally.count(&outcome)
		p.at(done())
		if b.builder == nil {
			continue
		}
		if err := b.builder.Add(outcome); err != nil {
			return err
		}
	}
	return nil
}

// finish publishes the dataset where it is fit to be.
func (b *building) finish(read *source.State, converted schema.ConvertSummary) error {
	b.summary = schema.NewSummary(read.Summary(), converted)
	b.proposals, b.notFound = read.Proposals(), read.NotFound()
	if err := b.fit(); err != nil {
		return err
	}
	if err := b.keep(read, &b.dataset); err != nil {
		return err
	}
	m, err := b.builder.Finish(b.summary)
	if err == nil {
		b.corrections = m.Corrections
		b.relations = b.builder.Relations()
	}
	return err
}

// end prints what became of the pages; err is why nothing was published.
func (b *building) end(w io.Writer, err error, took time.Duration) error {
	s := &summaryView{
		w: w, paint: screen.Painter(screen.Colours()), tally: b.tally, summary: b.summary,
		proposals: b.proposals, notFound: b.notFound, readOnce: b.readOnce,
		corrections: b.corrections, relations: b.relations, shard: b.shard,
		out: b.plan.options.Out, published: err == nil, seconds: took.Seconds(),
	}
	if b.kept != nil {
		s.before = b.kept.before
	}
	if printErr := s.print(); printErr != nil {
		return printErr
	}
	if err != nil {
		return &command.Error{Code: command.Findings, Err: err}
	}
	if n := b.tally.reasons[string(schema.RejectQuarantined)]; n > 0 {
		return command.Findingsf("%s ended the program, and lie in %s; see rejects with reason quarantined, and please report it",
			screen.Number(n, "page"), b.plan.options.Out+quarantineEnding)
	}
	return b.tally.faults()
}

// beside makes the report and the cards of the dataset that was written. What its owner
// wrote into the README of the one before stays.
func beside(ctx context.Context, workers int, prose string, books map[string]string) func(*datasets.Dataset) (map[string][]byte, error) {
	return func(d *datasets.Dataset) (map[string][]byte, error) {
		files, err := describe(ctx, d, workers, prose, false)
		for name, data := range books {
			if err == nil {
				files[name] = []byte(data)
			}
		}
		return files, err
	}
}

// describe makes report and cards, for a flat folder or one with a folder for each table.
func describe(ctx context.Context, d *datasets.Dataset, workers int, prose string, flat bool) (map[string][]byte, error) {
	page, err := report.Of(ctx, d, d.Manifest(), stats.Options{Workers: workers, Notes: d.Manifest().Notes()})
	if err != nil {
		return nil, err
	}
	page.Rows = defaultRows
	var body bytes.Buffer
	if err := page.Write(&body); err != nil {
		return nil, err
	}
	cards := card.Dataset{Manifest: d.Manifest(), Tables: d.Tables(), Stats: page.Stats, Figures: page.Figures, Prose: prose, Flat: flat}
	files, err := cards.Files()
	if err != nil {
		return nil, err
	}
	files[report.Name] = body.Bytes()
	return files, nil
}

// codebookFiles are the files of codebooks, and of those that they extend, by their path
// in a dataset.
func codebookFiles(codebooks []*codebook.Codebook) map[string]string {
	files := map[string]string{}
	for _, cb := range codebooks {
		for ; cb != nil; cb = cb.Base() {
			files[datasets.CodebookPath(cb.Name)] = string(cb.Data())
		}
	}
	return files
}

// fit says why a dataset is not to be published.
func (b *building) fit() error {
	o, t := b.plan.options, b.tally
	tooMany, err := o.rejectLimit()
	if err != nil {
		return err
	}
	switch rejects, pages := t.rejects-t.noPages, t.pages-t.noPages; {
	case t.pages < o.least:
		return fmt.Errorf("%w: INPUT has %s, and %s was built of %d; give all of them",
			errNotPublished, screen.Number(t.pages, "page"), o.Out, o.least)
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
