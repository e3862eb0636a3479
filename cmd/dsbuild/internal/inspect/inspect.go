// Package inspect is the command that shows pages at every stage, or beside what
// was kept of them.
//
// In: files, or a dataset and the pages it was built from. Out: text, JSON or a loss
// report of one HTML file. Laws: a page is shown as the dataset was built; one that
// is missing or has changed is named, never shown; a file that is no loss report is
// not replaced.
package inspect

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/schema"
)

// options are the flags of inspect.
type options struct {
	record   string
	docIDs   []string
	format   string
	html     bool
	fieldMap []string
	textIs   string
	width    int

	out       string
	overwrite bool
	pages     string
	sample    int
	of        string
	doubtful  bool
	model     string
	topics    string
	codebooks []string
}

// New returns the command; version is that of the program.
func New(version string) *cobra.Command {
	var o options
	cmd := &cobra.Command{
		Use:   "inspect FILE... | inspect DATASET --pages DIR",
		Short: "Show pages at every stage, or beside what was kept of them",
		Long: `Inspect shows what dsbuild makes of a page: how it was read and decoded, its
blocks with what was kept and dropped and why, the metadata with the evidence for
each value and what lost against it, and the article, its quotes and its topics.

A page in an archive is named as source_uri does, FILE!MEMBER: pages.zip!2024/a.html;
--record is a line of JSONL or the offset of a record of a WARC, as in source_record.

With --html, or -o NAME.html, it writes the loss report instead: one HTML file that
shows each page block by block beside the article, coloured by reason, with filters
and keys; it needs no network. Read twenty pages of it before you trust the rest.

The pages are those of a FILE, or of a DATASET: --sample N of them, chosen by a hash
of doc_id, or those named by --doc-id. A dataset does not hold its pages; they are
found below --pages DIR by source_uri and checked by source_sha256. A page that is
missing or has changed is named, the others are shown, and the exit code is 3.
With --doubtful they are the articles with the finding text_may_be_missing or a
body_confidence below 0.8, all of them or --sample N.

Of a FILE the rest of its site is unknown, so lines that recur there are not dropped;
of a page of a DATASET they are, as the dataset says, and its topics are those that stand in
it, whoever gave them, unless --codebook or --topic-model asks for others. Each topic has its
method, its score and the words that spoke for it.

` + command.ExitCodesHelp,
		Example: `  dsbuild inspect datasets/examples/first/pages/*.html
  dsbuild inspect crawl.jsonl --record 17 --format json
  dsbuild inspect crawl.warc.gz --record 0
  dsbuild inspect --html pages/aster-courier.html -o page.html
  dsbuild inspect pages/ --sample 2 -o some-pages.html
  dsbuild build pages/ -o out
  dsbuild inspect out --pages pages/ --sample 20 -o look.html
  dsbuild inspect out --pages pages/ --doubtful --sample 20 -o doubtful.html`,
		Args: cobra.MinimumNArgs(1),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error { return run(cmd, &o, version, args) }),
	}
	f := cmd.Flags()
	f.StringVarP(&o.out, "out", "o", "", "file to write; a name in .html asks for --html")
	f.BoolVar(&o.html, "html", false, "write the loss report, as --format html")
	f.BoolVar(&o.overwrite, "overwrite", false, "replace FILE of -o where it is a loss report")
	f.StringVar(&o.pages, "pages", "", "folder (or file) the pages of a DATASET were built from")
	f.IntVar(&o.sample, "sample", 0, "show N pages, chosen by a hash of doc_id")
	f.StringVar(&o.of, "of", "articles", "what a sample of a DATASET is drawn from: articles or rejects")
	f.BoolVar(&o.doubtful, "doubtful", false, "only articles of a DATASET whose text may be wrong")
	f.StringArrayVar(&o.docIDs, "doc-id", nil, "the page with this doc_id; repeatable")
	f.StringVar(&o.record, "record", "", "the record of FILE to show, as in source_record; default: the first")
	f.StringVar(&o.format, "format", "text", "text, json or html")
	f.StringArrayVar(&o.fieldMap, "map", nil, "field of JSONL records for one of ours, as in build; default for a DATASET: as it was built")
	option.Lookup("text-is").AddText(cmd, &o.textIs)
	option.Lookup("quote-model").AddText(cmd, &o.model)
	option.Lookup("topic-model").AddText(cmd, &o.topics)
	option.Lookup("codebook").AddTo(cmd, &o.codebooks)
	f.IntVar(&o.width, "width", 100, "characters of a block to show as text")
	return cmd
}

// check finds what the command line alone shows to be wrong.
func (o *options) check(cmd *cobra.Command) error {
	given := cmd.Flags().Changed
	if o.html || !given("format") && strings.HasSuffix(o.out, ".html") {
		if given("format") && o.format != "html" {
			return command.Usagef("--html and --format %s exclude each other", o.format)
		}
		o.format = "html"
	}
	if err := option.Lookup("text-is").CheckWord(o.textIs); err != nil {
		return command.Usagef("%w", err)
	}
	switch {
	case o.format != "text" && o.format != "json" && o.format != "html":
		return command.Usagef("--format is text, json or html, not %q", o.format)
	case o.of != "articles" && o.of != "rejects":
		return command.Usagef("--of is articles or rejects, not %q", o.of)
	case given("sample") && o.sample < 1:
		return command.Usagef("--sample is at least 1")
	case given("sample") && (given("record") || given("doc-id")):
		return command.Usagef("--sample chooses pages itself; leave --record and --doc-id out")
	case o.doubtful && (o.of != "articles" || given("record") || given("doc-id")):
		return command.Usagef("--doubtful chooses articles itself; leave --of, --record and --doc-id out")
	case o.overwrite && o.out == "":
		return command.Usagef("--overwrite needs -o FILE")
	}
	return nil
}

func run(cmd *cobra.Command, o *options, version string, args []string) error {
	if err := o.check(cmd); err != nil {
		return err
	}
	model, err := option.QuoteModel(o.model)
	if err != nil {
		return err
	}
	view := &inspection{cmd: cmd, o: o, version: version, model: model}
	if folder := firstFolder(args); folder != "" && (len(args) == 1 || o.sample == 0) {
		manifest, err := datasets.ReadManifest(folder)
		switch {
		case err == nil && len(args) == 1:
			return view.dataset(folder, manifest)
		case err == nil:
			return fmt.Errorf("%s is a dataset; inspect shows one dataset at a time, and no files beside it", folder)
		case !errors.Is(err, datasets.ErrNoDataset):
			return err
		case o.sample == 0:
			return fmt.Errorf("%s is a folder and no dataset of dsbuild; name a page, or see some of its pages with --sample N", folder)
		}
	}
	if o.pages != "" {
		return fmt.Errorf("--pages belongs to a dataset, and %s is none; name the folder that build wrote", args[0])
	}
	if o.doubtful {
		return fmt.Errorf("--doubtful belongs to a dataset, and %s is none; name the folder that build wrote", args[0])
	}
	return view.files(args)
}

// firstFolder returns the first argument that is a folder, or "".
func firstFolder(args []string) string {
	for _, name := range args {
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			return name
		}
	}
	return ""
}

// traceDocument is inspect --format json.
type traceDocument struct {
	Format  string         `json:"format"` // "dsbuild.inspect/1"
	Source  schema.Source  `json:"source"`
	ID      string         `json:"doc_id,omitempty"`
	Charset string         `json:"charset,omitempty"`
	Reject  *schema.Reject `json:"reject,omitempty"`
	Blocks  []schema.Block `json:"blocks"`
	Tables  map[string]any `json:"tables,omitempty"`
}

func newTraceDocument(t *convert.Trace) traceDocument {
	d := traceDocument{Format: "dsbuild.inspect/1", Reject: t.Reject, Blocks: t.Blocks}
	if t.Page != nil {
		d.Source, d.ID, d.Charset = t.Page.Source, t.Page.ID, t.Page.Charset
	}
	if t.Article == nil {
		return d
	}
	d.Tables = map[string]any{}
	for _, table := range schema.Tables(nil) {
		var rows []map[string]any
		for row := range table.Rows(&schema.Outcome{Article: t.Article}) {
			cells := map[string]any{}
			for i := range table.Columns {
				cells[table.Columns[i].Name] = table.Columns[i].Plain(table.Columns[i].Value(row))
			}
			rows = append(rows, cells)
		}
		if rows != nil {
			d.Tables[table.Name] = rows
		}
	}
	return d
}
