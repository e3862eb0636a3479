package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// What a plan looks at: seconds of work, and files of every kind.
const (
	planFiles   = 200 // of one INPUT
	planRecords = 100 // of one file
	planSamples = 10
	planFormat  = "dsbuild.plan/1"
)

func newPlanCommand() *cobra.Command {
	o := buildOptions{command: "plan"}
	var format string
	cmd := &cobra.Command{
		Use:   "plan INPUT...",
		Short: "Show how a build would read its inputs, and write nothing",
		Long: fmt.Sprintf(`Plan reads what a build would read and shows, before you wait for it: what each file
is and how it would be read (kind, charset, how text was laid out, what the columns of
a table mean and what is left over), which pages would be rejected and why, which files
would be passed over, and %d sample articles. It takes the flags of build and writes
nothing.

Of a large input it reads a sample, and says so: at most %d files of an INPUT, some of
every ending, and the first %d records of a file. The same input gives the same plan.
Lines that recur on the pages of a site are not looked for, so an article may have a
few words more than in the build.

Exit code 3 says that an INPUT would give no article.

`, planSamples, planFiles, planRecords) + command.ExitCodesHelp,
		Example: `  dsbuild plan pages/
  dsbuild plan crawl.jsonl --map title=headline
  dsbuild plan pages.zip crawl.warc.gz --format json`,
		Args: o.needInput("plan"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error { return runPlan(cmd, &o, format, args) }),
	}
	o.addFlags(cmd)
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	return cmd
}

func runPlan(cmd *cobra.Command, o *buildOptions, format string, args []string) error {
	if format != "text" && format != "json" {
		return command.Usagef("--format is text or json, not %q", format)
	}
	p, err := newPlan(cmd, o, args)
	if err != nil {
		return err
	}
	defer p.close()
	p.look = source.Look{Files: planFiles, Records: planRecords}
	reader, index, err := p.open(cmd.Context(), cmd.InOrStdin())
	if err != nil {
		return err
	}
	doc, err := p.preview(cmd.Context(), reader, index)
	if err != nil {
		return err
	}
	if format == "json" {
		err = screen.JSON(cmd.OutOrStdout(), doc)
	} else {
		err = doc.print(cmd.OutOrStdout(), screen.Painter(screen.Colours()))
	}
	if err != nil {
		return err
	}
	return doc.verdict()
}

// planDocument is plan --format json.
type planDocument struct {
	Format   string         `json:"format"` // planFormat
	Sampled  bool           `json:"sampled"`
	Inputs   []planInput    `json:"inputs"`
	Files    []planFile     `json:"files"`
	Articles []planArticle  `json:"sample_articles"`
	Unmapped []schema.Count `json:"unmapped"` // fields of records that go nowhere
	Try      []string       `json:"try"`      // maps that are likely
	NotFound []string       `json:"not_found"`
	Index    *planIndex     `json:"index,omitempty"`
	Guesses  []schema.Guess `json:"guesses"`
}

// planInput is one INPUT.
type planInput struct {
	Input     string `json:"input"`
	Articles  int64  `json:"articles"`
	Rejects   int64  `json:"rejects"`
	NotLooked int64  `json:"files_not_looked_at"`
}

// planFile is one file that was looked at, or passed over.
type planFile struct {
	File      string         `json:"file"`
	Input     int            `json:"input"`
	Kind      string         `json:"kind,omitempty"`
	Skipped   string         `json:"skipped,omitempty"`
	More      bool           `json:"more_records"` // than were looked at
	Articles  int64          `json:"articles"`
	Formats   []schema.Count `json:"source_formats,omitempty"`
	Charsets  []schema.Count `json:"charsets,omitempty"`
	TextForms []schema.Count `json:"text_forms,omitempty"`
	Columns   []planColumn   `json:"columns,omitempty"`
	Rejects   []planReject   `json:"rejects,omitempty"`

	formats, charsets, forms map[string]int64
}

// planColumn is a column of a table, or a field of records.
type planColumn struct {
	Column string `json:"column"`
	Field  string `json:"field,omitempty"` // empty: it goes nowhere
	How    string `json:"how,omitempty"`   // mapped, named or guessed
	Order  string `json:"order,omitempty"`
}

// planReject is a reason for which pages of a file would be rejected.
type planReject struct {
	Reason  string `json:"reason"`
	Count   int64  `json:"count"`
	Example string `json:"example"`
}

// planArticle is an article as a build would make it.
type planArticle struct {
	Source    string `json:"source_uri"`
	Record    string `json:"source_record,omitempty"`
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Date      string `json:"published_date"`
	Words     int    `json:"words"`
}

// planIndex says what of the index found its page among those looked at.
type planIndex struct {
	File    string `json:"file"`
	Rows    int64  `json:"rows"`
	Matched int64  `json:"matched"`
}

// preview converts the sample and sums it up.
func (p *plan) preview(ctx context.Context, reader *source.Reader, index *source.Index) (*planDocument, error) {
	o := p.options
	options := o.Convert()
	options.Without, options.Blocks, options.EvidenceAll, options.Index = convert.Layers, false, false, index
	converter := convert.New(options)
	var outcomes []planOutcome
	for outcome, err := range converter.Outcomes(ctx, firstPages(reader.Pages(ctx), o.Sample)) {
		if err != nil {
			return nil, err
		}
		outcomes = append(outcomes, newPlanOutcome(&outcome))
	}
	doc := newPlanDocument(reader.Looked(), reader.Summary())
	doc.Try, doc.NotFound = reader.State().Proposals(), reader.State().NotFound()
	doc.take(outcomes)
	return doc, nil
}

// planOutcome is what a plan keeps of an outcome.
type planOutcome struct {
	source        schema.Source
	charset, form string
	article       *planArticle
	reason, why   string
}

func newPlanOutcome(o *schema.Outcome) planOutcome {
	if r := o.Reject; r != nil {
		return planOutcome{source: r.Source, reason: string(r.Reason), why: r.Message}
	}
	a := o.Article
	return planOutcome{source: a.Source, charset: a.Charset, form: string(a.TextForm), article: &planArticle{
		Source: a.Source.URI, Record: a.Source.Record, Title: a.Title, Publisher: a.Publisher,
		Date: a.Published.Date.String(), Words: text.Words(a.Text),
	}}
}

func newPlanDocument(looked source.Looked, summary schema.ReadSummary) *planDocument {
	doc := &planDocument{Format: planFormat, Unmapped: summary.Unmapped, Guesses: summary.Guesses}
	for i, in := range summary.Inputs {
		doc.Inputs = append(doc.Inputs, planInput{Input: in.Root, NotLooked: looked.Left[i]})
		doc.Sampled = doc.Sampled || looked.Left[i] > 0
	}
	for _, f := range looked.Files {
		made := planFile{
			File: f.URI, Input: f.Input, Kind: f.Kind, Skipped: f.Skip, More: f.Cut,
			formats: map[string]int64{}, charsets: map[string]int64{}, forms: map[string]int64{},
		}
		for _, c := range f.Columns {
			made.Columns = append(made.Columns, planColumn(c))
		}
		doc.Files = append(doc.Files, made)
		doc.Sampled = doc.Sampled || f.Cut
	}
	if x := summary.Index; x != nil {
		doc.Index = &planIndex{File: x.File, Rows: x.Rows, Matched: x.Matched}
	}
	return doc
}

// take gives every outcome to its file, and chooses the sample.
func (d *planDocument) take(outcomes []planOutcome) {
	var articles []planArticle
	at := 0
	for i := range outcomes {
		o := &outcomes[i]
		at = d.fileOf(o.source.URI, at)
		if o.article != nil {
			articles = append(articles, *o.article)
		}
		if at < len(d.Files) {
			d.Files[at].take(o)
		}
	}
	for i := range d.Files {
		f := &d.Files[i]
		f.Formats, f.Charsets, f.TextForms = counts(f.formats), counts(f.charsets), counts(f.forms)
		in := &d.Inputs[f.Input]
		in.Articles += f.Articles
		for _, r := range f.Rejects {
			in.Rejects += r.Count
		}
	}
	for i := range min(planSamples, len(articles)) {
		d.Articles = append(d.Articles, articles[i*len(articles)/min(planSamples, len(articles))])
	}
}

// fileOf finds the file of a page: outcomes and files have one order, so it is at
// the place of the one before or behind it.
func (d *planDocument) fileOf(uri string, from int) int {
	for at := from; at < len(d.Files); at++ {
		f := &d.Files[at]
		if f.Skipped == "" && (uri == f.File || strings.HasPrefix(uri, f.File+"!")) {
			return at
		}
	}
	return from
}

func (f *planFile) take(o *planOutcome) {
	if o.article == nil {
		i := slices.IndexFunc(f.Rejects, func(r planReject) bool { return r.Reason == o.reason })
		if i < 0 {
			i = len(f.Rejects)
			f.Rejects = append(f.Rejects, planReject{Reason: o.reason, Example: o.why})
		}
		f.Rejects[i].Count++
		return
	}
	f.Articles++
	f.formats[string(o.source.Format)]++
	f.charsets[o.charset]++
	if o.form != "" {
		f.forms[o.form]++
	}
}

// verdict says which INPUT would give nothing.
func (d *planDocument) verdict() error {
	var none []string
	for i := range d.Inputs {
		if in := &d.Inputs[i]; in.Articles == 0 {
			none = append(none, in.Input)
		}
	}
	if none == nil {
		return nil
	}
	aside := ""
	if d.Sampled {
		aside = ", as far as it was looked at"
	}
	return command.Findingsf("%s would give no article%s; see why above", strings.Join(none, ", "), aside)
}
