package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/child"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/memory"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/convert/surveyfile"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/share"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// rehydrateOptions are the flags of rehydrate.
type rehydrateOptions struct {
	pages         []string
	out           string
	overwrite     bool
	workers       int
	index, people string
	model, topics string
	survey        string
}

func newRehydrateCommand(g *globalOptions) *cobra.Command {
	var o rehydrateOptions
	cmd := &cobra.Command{
		Use:   "rehydrate DERIVED --pages PAGES -o OUT",
		Short: "Put the texts back into a dataset that was shared without them",
		Long: `Rehydrate builds the dataset OUT from the pages of which export --rights made DERIVED, as far
as they are below PAGES (files, folders, archives, as build reads them; --pages may come
again). Pages are known by their SHA-256, whatever they are called now; one that has changed is
not used. They are converted under the options that DERIVED states, by the same version of
dsbuild, and an article comes back only where id, SHA-256 of the text, counts, dates and all
else that DERIVED has of it are the same. What did not come back is counted by why, and
stands in OUT/not_rehydrated.csv.

Texts depend on the other pages of their site, too: lines that recur there were left out.
Where some are missing, an article may not come back, unless the survey of all pages (dsbuild
survey) is given with --survey. Files that the dataset was built with
(--index, --people, --quote-model, --topic-model) must be given again; their digests are checked.

` + command.ExitCodesHelp,
		Example: `  dsbuild build pages/ -o built
  dsbuild export built --rights none -o built-shared
  dsbuild rehydrate built-shared --pages pages/ -o back`,
		Args: command.Exactly(1, "one DERIVED"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			if child.Is() {
				return writeEntries(cmd.OutOrStdout(), args[0])
			}
			if len(o.pages) == 0 || o.out == "" {
				return command.Usagef("rehydrate needs --pages PAGES, where the pages are, and -o OUT, the folder to write")
			}
			return runRehydrate(cmd, g, &o, args[0])
		}),
	}
	f := cmd.Flags()
	f.StringArrayVar(&o.pages, "pages", nil, "a file or folder with pages; may be given more than once")
	f.StringVarP(&o.out, "out", "o", "", "folder of the dataset")
	f.BoolVar(&o.overwrite, "overwrite", false, "replace OUT where it is a dataset of dsbuild")
	f.IntVarP(&o.workers, "jobs", "j", runtime.GOMAXPROCS(0), "pages in work at the same time; changes no byte")
	f.StringVar(&o.index, "index", "", "the spreadsheet that the dataset was built with")
	f.StringVar(&o.people, "people", "", "the corrections of people that the dataset was built with")
	f.StringVar(&o.model, "quote-model", "", "the model of quotes that the dataset was built with")
	f.StringVar(&o.topics, "topic-model", "", "the model of topics that the dataset was built with")
	f.StringVar(&o.survey, "survey", "", "what dsbuild survey wrote of all pages of the dataset, where some of them are missing")
	return cmd
}

// entryLine is a line of the process that reads the derivative.
type entryLine struct {
	Page   *share.Entry
	Outlet *schema.Outlet
}

// writeEntries is the child's part.
func writeEntries(w io.Writer, dir string) error {
	ds, err := datasets.Open(dir)
	if err != nil {
		return err
	}
	memory.Limit(memory.OfReading)
	e := json.NewEncoder(w)
	for entry, err := range share.Entries(ds) {
		if err != nil {
			return err
		}
		if err := e.Encode(entryLine{Page: entry}); err != nil {
			return err
		}
	}
	for row, err := range ds.Rows("outlets", "site", "outlet", "country", "kind") {
		if err != nil {
			return err
		}
		outlet := &schema.Outlet{Site: row[0].Str, Name: row[1].Str, Country: row[2].Str, Kind: row[3].Str}
		if err := e.Encode(entryLine{Outlet: outlet}); err != nil {
			return err
		}
	}
	return nil
}

// rehydration is one run.
type rehydration struct {
	o        *rehydrateOptions
	global   *globalOptions
	dir      string             // of the derivative
	manifest *datasets.Manifest // of the derivative
	plan     *plan
	wanted   *share.Wanted
	outlets  []schema.Outlet
	kept     int64 // outcomes that came back
}

func runRehydrate(cmd *cobra.Command, g *globalOptions, o *rehydrateOptions, dir string) error {
	m, err := datasets.ReadManifest(dir)
	if err != nil {
		return err
	}
	r := &rehydration{o: o, global: g, dir: dir, manifest: m, wanted: share.NewWanted()}
	if err := r.check(dir); err != nil {
		return err
	}
	err = child.Run(cmd.Context(), nil, func(line []byte) error {
		var l entryLine
		if err := json.Unmarshal(line, &l); err != nil {
			return fmt.Errorf("read what the reading process found: %w", err)
		}
		if l.Page != nil {
			r.wanted.Add(l.Page)
		} else if l.Outlet != nil {
			r.outlets = append(r.outlets, *l.Outlet)
		}
		return nil
	})
	if err != nil {
		return child.Unreadable(err, dir)
	}
	memory.Limit(memory.OfBuilding(o.workers))
	if r.plan, err = r.newPlan(); err != nil {
		return err
	}
	made, back, err := r.run(cmd.Context())
	if err != nil && !errors.Is(err, errNotPublished) {
		return err
	}
	r.say(cmd.OutOrStdout(), made, back)
	if err != nil {
		return &command.Error{Code: command.Findings, Err: err}
	}
	return nil
}

// check finds what makes it impossible that the same articles come back.
func (r *rehydration) check(dir string) error {
	m, o := r.manifest, r.o
	if m.Derived == nil {
		return fmt.Errorf("%s is no derivative: its texts are there, or it was not made by export --rights", dir)
	}
	if err := m.Verify(); err != nil {
		return fmt.Errorf("the manifest of %s was changed: %w", dir, err)
	}
	if m.DsbuildVersion != version || m.SchemaHash != schema.Hash() {
		return fmt.Errorf("%s was built by dsbuild %s (schema %s), this is %s (schema %s): the same pages may become other articles; "+
			"take that version", dir, text.Terminal(m.DsbuildVersion), text.Terminal(m.SchemaVersion), version, schema.Version)
	}
	for _, f := range []struct{ key, flag, given string }{
		{"index", "index", o.index},
		{"people", "people", o.people},
		{"quote_model", "quote-model", o.model},
		{"topic_model", "topic-model", o.topics},
	} {
		stated := m.Options[f.key]
		switch {
		case stated != "" && f.given == "":
			return fmt.Errorf("the dataset was built with --%s %s; give the same file with --%s FILE", f.flag, text.Terminal(stated), f.flag)
		case stated == "" && f.given != "":
			return fmt.Errorf("the dataset was built without --%s; leave it out", f.flag)
		}
	}
	return nil
}

// newPlan is that of the build which made the dataset, with the pages that are at hand.
func (r *rehydration) newPlan() (*plan, error) {
	b := &buildOptions{Build: option.Stated(r.manifest.Options)}
	if err := b.Check(); err != nil {
		return nil, fmt.Errorf("the options in the manifest: %w", err)
	}
	b.Out, b.Overwrite, b.Workers = r.o.out, r.o.overwrite, r.o.workers
	b.Index, b.People, b.Model, b.Topic, b.Outlets = r.o.index, r.o.people, r.o.model, r.o.topics, ""
	p := &plan{options: b, types: map[string]schema.Type{}, found: r.wanted.Found}
	var err error
	if p.fieldMap, err = option.Pairs("map", b.Map); err != nil {
		return nil, err
	}
	if p.indexMap, err = option.Pairs("index-map", b.IndexMap); err != nil {
		return nil, err
	}
	for _, u := range r.manifest.UserColumns {
		if t, ok := schema.TypeNamed(u.Type); ok {
			p.types[u.Name] = t
		}
	}
	for _, path := range r.o.pages {
		p.inputs = append(p.inputs, source.Input{Path: path, Kind: r.kind()})
	}
	return p, checkPlaces(b.Out, r.o.pages)
}

// kind is what text without markup is in all pages of the dataset; "" where it was said of
// none, or not of all the same.
func (r *rehydration) kind() string {
	formats := r.wanted.Formats()
	if formats[schema.FormatPageText] != formats[schema.FormatText] {
		if formats[schema.FormatText] {
			return string(schema.FormatText)
		}
		return string(schema.FormatPageText)
	}
	return ""
}

// open opens what is read, and makes sure that it is what the dataset was built with.
func (r *rehydration) open(ctx context.Context) (*source.Reader, *convert.Converter, datasets.Options, error) {
	var d datasets.Options
	reader, index, err := r.plan.open(ctx, strings.NewReader(""))
	if err != nil {
		return nil, nil, d, err
	}
	d = r.plan.options.Dataset()
	d.Identity = r.manifest.Dataset
	d.Identity.Tool, d.Identity.Options = version, r.manifest.Options
	for _, u := range r.manifest.UserColumns {
		d.UserColumns = append(d.UserColumns, schema.UserColumn{Name: u.Name, Type: r.plan.types[u.Name], Doc: u.Doc, Rights: u.Rights})
	}
	names := func(list []schema.UserColumn) (names []string) {
		for _, u := range list {
			names = append(names, u.Name)
		}
		return names
	}
	if have, want := names(reader.UserColumns()), names(d.UserColumns); !slices.Equal(have, want) {
		return nil, nil, d, fmt.Errorf("the dataset has the columns [%s] of its own, these pages bring [%s]",
			strings.Join(want, " "), strings.Join(have, " "))
	}
	options := r.plan.options.Convert()
	options.Index, options.Outlets = index, r.outlets
	if options.QuoteModel, err = option.QuoteModel(r.o.model); err != nil {
		return nil, nil, d, err
	}
	if options.Codebooks, err = option.StoredCodebooks(r.dir, r.manifest); err != nil {
		return nil, nil, d, err
	}
	if options.TopicModel, err = option.TopicModelFor(r.o.topics, options.Codebooks); err != nil {
		return nil, nil, d, err
	}
	if d.Corrections, err = r.plan.corrections(); err != nil {
		return nil, nil, d, err
	}
	converter := convert.New(options)
	return reader, converter, d, r.same(reader, converter, &d)
}

// same compares digests of files and models with those of the manifest.
func (r *rehydration) same(reader *source.Reader, converter *convert.Converter, d *datasets.Options) error {
	m := r.manifest
	if s := reader.Summary().Index; s != nil && m.Index != nil && s.SHA256 != m.Index.SHA256 {
		return fmt.Errorf("--index %s is not the file that the dataset was built with: its SHA-256 is %.12s…, not %.12s…",
			r.o.index, s.SHA256, m.Index.SHA256)
	}
	if c := d.Corrections; c != nil && m.Corrections != nil && c.SHA256 != m.Corrections.SHA256 {
		return fmt.Errorf("--people %s is not the file that the dataset was built with: its SHA-256 is %.12s…, not %.12s…",
			r.o.people, c.SHA256, m.Corrections.SHA256)
	}
	for _, is := range converter.Annotators() {
		was := slices.IndexFunc(m.Annotators, func(a schema.Annotator) bool {
			return a.Name == is.Name && a.Version == is.Version && a.Hash == is.Hash
		})
		if was < 0 {
			return fmt.Errorf("the dataset was built with another model of %s than %s with the hash %.12s…", is.Name, is.Version, is.Hash)
		}
	}
	return nil
}

// run builds the dataset. It is not published where nothing came back.
func (r *rehydration) run(ctx context.Context) (*datasets.Manifest, *share.Back, error) {
	reader, converter, d, err := r.open(ctx)
	if err != nil {
		return nil, nil, err
	}
	codebooks, err := storedCodebooks(r.dir, r.manifest)
	if err != nil {
		return nil, nil, err
	}
	described := beside(ctx, r.o.workers, "", codebooks)
	d.Beside = func(ds *datasets.Dataset) (map[string][]byte, error) {
		files, err := described(ds)
		if err == nil {
			maps.Copy(files, lostFile(r.wanted.Back()))
		}
		return files, err
	}
	back := func(summary *schema.Summary) *datasets.Rehydrated {
		summary.Pages = r.kept
		b := r.wanted.Back()
		return &datasets.Rehydrated{Of: r.manifest.Digest, Dataset: r.manifest.Derived.Of, Articles: b.Articles, Missing: int64(len(b.Lost))}
	}
	builder, err := datasets.Create(r.o.out, d)
	if err != nil {
		return nil, nil, err
	}
	summary, err := r.convert(ctx, reader, converter, builder)
	if err == nil && r.wanted.Back().Articles == 0 {
		err = fmt.Errorf("%w: no article came back", errNotPublished)
	}
	if err != nil {
		return nil, r.wanted.Back(), errors.Join(err, builder.Abort())
	}
	builder.Rehydrated(back(summary))
	m, err := builder.Finish(summary)
	return m, r.wanted.Back(), err
}

// convert converts the pages that are wanted, and adds what is as it was.
func (r *rehydration) convert(
	ctx context.Context, reader *source.Reader, c *convert.Converter, b *datasets.Builder,
) (*schema.Summary, error) {
	o := r.plan.options
	if o.SiteLines == option.Drop {
		s, err := r.surveyed(ctx, reader)
		if err != nil {
			return nil, err
		}
		if s != nil {
			c.DropSiteLines(s.Survey)
		}
	}
	p := newProgress(r.global, "rehydrating", reader.TotalBytes())
	defer p.finish()
	t := newTally()
	p.tally = t
	for outcome, err := range c.Outcomes(ctx, r.pages(reader.Pages(ctx))) {
		if err != nil {
			return nil, err
		}
		t.count(&outcome)
		p.at(reader.BytesRead())
		if !r.wanted.Take(&outcome) {
			continue
		}
		r.kept++
		if err := b.Add(outcome); err != nil {
			return nil, err
		}
	}
	return schema.NewSummary(reader.Summary(), c.Summary()), nil
}

// surveyed says what recurs on the pages of a site: by the survey that is given, else by
// what is at hand. It is nil where that can be read only once.
func (r *rehydration) surveyed(ctx context.Context, reader *source.Reader) (*surveyfile.File, error) {
	switch {
	case r.o.survey != "":
		return openSurvey(r.o.survey, &r.plan.options.Build)
	case !reader.Rereadable():
		return nil, nil
	}
	return r.plan.survey(ctx, r.global, reader)
}

// pages yields those that are wanted.
func (r *rehydration) pages(all iter.Seq2[*schema.Page, error]) iter.Seq2[*schema.Page, error] {
	return func(yield func(*schema.Page, error) bool) {
		for page, err := range all {
			var s *schema.Source
			if reject, ok := errors.AsType[*schema.Reject](err); ok {
				s = &reject.Source
			} else if err == nil {
				s = &page.Source
			}
			if s != nil && !r.wanted.Page(s) {
				continue
			}
			if !yield(page, err) {
				return
			}
		}
	}
}

// lostName is the file that lists the articles that did not come back.
const lostName = "not_rehydrated.csv"

func lostFile(b *share.Back) map[string][]byte {
	if len(b.Lost) == 0 {
		return nil
	}
	var body bytes.Buffer
	w := csv.NewWriter(&body)
	_ = w.Write([]string{"doc_id", "source_uri", "source_record", "why"})
	for _, l := range b.Lost {
		_ = w.Write([]string{l.ID, l.URI, l.Record, l.Why}) // memory takes everything
	}
	w.Flush()
	return map[string][]byte{lostName: body.Bytes()}
}

// say says what came back and what did not.
func (r *rehydration) say(w io.Writer, made *datasets.Manifest, b *share.Back) {
	c := r.manifest.Counts
	fmt.Fprintf(w, "%d of %s came back, and %d of %s\n", b.Articles, screen.Number(c.Articles, "article"), b.Rejects,
		screen.Number(c.Rejects, "reject"))
	for _, why := range b.Missing {
		fmt.Fprintf(w, "  %6d did not: %s\n", why.Count, text.Terminal(why.Name))
	}
	if made == nil {
		return
	}
	if len(b.Lost) > 0 {
		fmt.Fprintf(w, "%s/%s lists them\n", r.o.out, lostName)
	}
	if made.TablesDigest() == r.manifest.Derived.Tables {
		fmt.Fprintln(w, "The tables are byte for byte those of the dataset that was shared.")
	}
	fmt.Fprintf(w, "\nNext: dsbuild validate %s\n", r.o.out)
}
