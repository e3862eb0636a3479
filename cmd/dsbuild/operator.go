package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/resultrows"
	"github.com/dsbuild/dsbuild/convert/sitelines"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/convert/surveyfile"
	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/internal/arrowrows"
	"github.com/dsbuild/dsbuild/schema"
)

const operatorHelp = `Operator is a filter between two programs: an Arrow stream of pages in on standard input,
an Arrow stream of what they became out on standard output, a batch of rows for each
batch. It is what Spark's mapInArrow, pandas and pyarrow hand their rows to.

A row of the input is a record, with columns html or text (text or bytes), and url, title,
authors, published_at and so on as in JSONL (dsbuild schema recipe lists them; --map names
others; source_uri, or path, and source_record may say where it lay). Or it is a file of
any kind that build reads: columns path and content, or path and file, the name of a copy on
this machine. Columns are known by name; one that means nothing is refused.

A row of the output is a page: article or reject, where it came from, and as bytes all that
it became. dsbuild merge makes a dataset of these rows, in whatever order and from however
many streams they come: the rows that one build of the pages has. With --table NAME the rows
are those of one table, for who wants no dataset: no article is a duplicate then, the same
page twice is two rows, and rejects are rows of the table rejects.

What recurs on the pages of a site can only be known of all: --survey-only writes what one
stream has seen, survey merge puts that together, --survey FILE takes it. Without, say
--site-lines keep.

A page that cannot be read is a reject; a stream that cannot be read ends with an error
that names batch and row (exit code 1), and so does one that was cut. Where it was given
no rows it writes none.

`

// operatorOptions are the flags of operator.
type operatorOptions struct {
	buildOptions
	table      string
	surveyOnly bool
}

// notOfOperator are flags of build that a stream has no use for.
var notOfOperator = map[string]string{
	"out": "it writes to standard output", "overwrite": "it writes to standard output", "sample": "give it fewer rows",
	"max-rejects": "give it to merge", "shard": "a stream is a part", "recipe": "state the options as flags",
	"index": "join the columns to the rows", "index-map": "join the columns to the rows", "index-rank": "join the columns to the rows",
	"people": "give it to merge", "tables-as": "give the format to what reads the stream",
}

func newOperatorCommand(g *globalOptions) *cobra.Command {
	o := operatorOptions{buildOptions: buildOptions{command: "operator"}}
	cmd := &cobra.Command{
		Use:   "operator [--survey FILE] [--table NAME]",
		Short: "Convert an Arrow stream of pages to an Arrow stream of what they became",
		Long:  operatorHelp + command.ExitCodesHelp,
		Example: `  dsbuild operator --site-lines keep < pages.arrows > results.arrows
  dsbuild merge results.arrows -o of-stream
  dsbuild operator --survey-only < pages.arrows > seen.arrows
  dsbuild survey merge seen.arrows -o stream.survey
  dsbuild operator --survey stream.survey --table articles < pages.arrows > articles.arrows`,
		Args: cobra.NoArgs,
		RunE: command.Run(func(cmd *cobra.Command, _ []string) error { return runOperator(cmd, g, &o) }),
	}
	o.addFlags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.table, "table", "", "write the rows of this table, and not results for dsbuild merge")
	f.BoolVar(&o.surveyOnly, "survey-only", false, "write what recurs on the pages of a site, for survey merge")
	for name := range notOfOperator {
		_ = f.MarkHidden(name)
	}
	return cmd
}

// check finds what the command line alone shows to be wrong.
func (o *operatorOptions) check(cmd *cobra.Command) error {
	for name, why := range notOfOperator {
		if cmd.Flags().Changed(name) {
			return command.Usagef("operator does not take --%s: %s", name, why)
		}
	}
	switch {
	case o.surveyOnly && (o.table != "" || o.Survey != "" || o.SiteLines != option.Drop):
		return command.Usagef("--survey-only goes with none of --table, --survey and --site-lines; leave one of them out")
	case !o.surveyOnly && o.Survey == "" && o.SiteLines == option.Drop:
		return command.Usagef("a stream does not see which lines recur on the pages of others: make a survey of all " +
			"(operator --survey-only, survey merge) and give --survey FILE, or leave it out with --site-lines keep")
	case o.table != "":
		_, err := streamedTable(o.table, nil, o.Tables, o.Without)
		return err
	}
	return nil
}

func runOperator(cmd *cobra.Command, g *globalOptions, o *operatorOptions) error {
	if err := o.check(cmd); err != nil {
		return err
	}
	p, err := newPlan(cmd, &o.buildOptions, []string{"-"})
	if err != nil {
		return err
	}
	b := &building{plan: p, global: g, tally: newTally()}
	if err := b.prepare(); err != nil {
		return err
	}
	if o.Survey != "" {
		f, err := openSurvey(o.Survey, &o.Build)
		if err != nil {
			return err
		}
		if b.given, err = f.Bytes(); err != nil {
			return err
		}
	}
	in, err := arrowrows.OpenStream(bufio.NewReader(cmd.InOrStdin()))
	if err != nil {
		return fmt.Errorf("standard input: %w", err)
	}
	opt := o.Source()
	opt.Map = p.fieldMap
	rows, err := source.OpenRows(in, opt)
	if err != nil {
		return err
	}
	op := &operator{b: b, in: in, rows: rows, w: cmd.OutOrStdout()}
	if o.surveyOnly {
		return op.survey(cmd.Context())
	}
	to, err := op.writer(o.table)
	if err != nil {
		return err
	}
	if err := op.convert(cmd.Context(), to); err != nil {
		return err
	}
	return op.end(cmd.ErrOrStderr())
}

// operator is a stream on its way through.
type operator struct {
	b    *building
	in   *arrowrows.Stream
	rows *source.Rows
	w    io.Writer
}

// batches yields the pages of each batch.
func (op *operator) batches(ctx context.Context) iter.Seq2[iter.Seq2[*schema.Page, error], error] {
	return func(yield func(iter.Seq2[*schema.Page, error], error) bool) {
		for {
			batch, err := op.in.Next()
			switch {
			case errors.Is(err, io.EOF):
				return
			case err != nil:
				yield(nil, fmt.Errorf("standard input: %w", err))
				return
			}
			if !yield(op.rows.Pages(ctx, batch), nil) {
				return
			}
		}
	}
}

// survey writes what the pages of the stream say of the lines that recur.
func (op *operator) survey(ctx context.Context) error {
	o := op.b.plan.options
	converter := convert.New(o.Convert())
	all := new(sitelines.Survey)
	for pages, err := range op.batches(ctx) {
		if err != nil {
			return err
		}
		s, err := converter.Survey(ctx, pages)
		if err != nil {
			return err
		}
		all.Merge(s)
	}
	w := resultrows.NewWriter(op.w, op.rows.Files())
	if op.rows.State().Pages > 0 {
		f := &surveyfile.File{Version: version, Options: surveyed(&o.Build), Inputs: []string{"stdin"}, Shards: []int{1}, Of: 1, Survey: all}
		body, err := f.Bytes()
		if err != nil {
			return err
		}
		w.Say(resultrows.Survey, body)
	}
	return w.Close()
}

// rowWriter takes what pages became, batch by batch.
type rowWriter interface {
	page(a *convert.Apart) error
	Pending() int64
	Flush() error
	Close() error
}

// results writes rows for dsbuild merge.
type results struct {
	*resultrows.Writer
	op *operator
}

func (r results) page(a *convert.Apart) error {
	r.Page(a)
	return nil
}

// Close says first what the rows are of.
func (r results) Close() error {
	if read := r.op.rows.State(); read.Pages > 0 || read.Next > 0 {
		dataset := r.op.b.plan.options.Dataset()
		dataset.UserColumns = r.op.rows.UserColumns()
		dataset.Identity.Name, dataset.Identity.Tool = "dataset", version
		body, err := json.Marshal(r.op.b.describe(read, &dataset))
		if err != nil {
			return err
		}
		r.Say(resultrows.Part, body)
	}
	return r.Writer.Close()
}

// tableRows writes the rows of one table.
type tableRows struct{ *table.Stream }

func (t tableRows) page(a *convert.Apart) error { return t.Add(&a.Outcome) }

// writer returns what takes the pages: of one table, or results.
func (op *operator) writer(name string) (rowWriter, error) {
	if name == "" {
		return results{resultrows.NewWriter(op.w, op.rows.Files()), op}, nil
	}
	o := op.b.plan.options
	t, err := streamedTable(name, op.rows.UserColumns(), o.Tables, o.Without)
	if err != nil {
		return nil, err
	}
	return tableRows{table.NewStream(op.w, t, table.Options{SchemaHash: schema.Hash()})}, nil
}

// maxPending is how much is written at once: a file may have any number of pages.
const maxPending = 16 << 20

// convert writes what each page became.
func (op *operator) convert(ctx context.Context, to rowWriter) error {
	converter := convert.New(op.b.conversion(nil))
	op.b.summary = schema.NewSummary(schema.ReadSummary{}, schema.ConvertSummary{Annotators: converter.Annotators()})
	if op.b.given != nil {
		f, err := surveyfile.Parse(op.b.given)
		if err != nil {
			return err
		}
		converter.DropSiteLines(f.Survey)
	}
	_, wanted := to.(results)
	for pages, err := range op.batches(ctx) {
		if err != nil {
			return err
		}
		for a, err := range converter.Apart(ctx, pages, wanted) {
			if err == nil {
				op.b.tally.count(&a.Outcome)
				err = to.page(&a)
			}
			if err == nil && to.Pending() > maxPending {
				err = to.Flush()
			}
			if err != nil {
				return err
			}
		}
		if err := to.Flush(); err != nil {
			return err
		}
	}
	return to.Close()
}

// end says on standard error what became of the pages.
func (op *operator) end(w io.Writer) error {
	t := op.b.tally
	if !op.b.global.quiet {
		why := ""
		if len(t.reasons) > 0 {
			why = " (" + joinCounts(counts(t.reasons)) + ")"
		}
		fmt.Fprintf(w, "%s = %s + %s%s\n", screen.Number(t.pages, "page"), screen.Number(t.articles, "article"),
			screen.Number(t.rejects, "reject"), why)
	}
	return t.faults()
}
