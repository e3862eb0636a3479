package main

import (
	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
)

// buildOptions are the flags of build and of plan.
type buildOptions struct {
	option.Build
	dryRun  bool     // only to say that plan does it now
	fresh   bool     // whatever an interrupted build left
	append  bool     // to the dataset OUT
	keeps   bool     // what pages became, so that pages can be added
	fatal   []uint64 // pages that are known to end the program
	least   int64    // pages that must be there, else OUT stays as it is
	try     string   // file that names pages to convert, each for itself
	command string   // whose flags they are, where it is not build
}

// buildHelp says what build does.
const buildHelp = `Build reads every INPUT (a file, a folder, a glob, or - for standard input; HTML, MHTML,
page-text dumps, JSONL, tables, WARC, WET or ARC; plain, .gz, .zst, .bz2 or .xz; also in zip, tar,
7z or WACZ), extracts the articles and writes the dataset OUT: Parquet tables, a manifest,
report.html (read it first), load.sql, CITATION.cff and a README. --recipe FILE, or an INPUT named dataset.yaml, names
inputs, index and options; flags win.

INPUT is read twice where that is possible: lines that recur on other pages of their
site are menus and boxes, not text. That takes up to a quarter more time; --site-lines
keep leaves it out. Standard input and pipes are read once.

An INPUT may be the https:// URL of one file (a crawl, an archive, a table), s3://BUCKET/KEY,
or s3://BUCKET/PREFIX/ for all that begins so, which is read like a folder. What is read is
brought to TMPDIR first, and goes on where a connection broke. No page is ever fetched. For s3
the usual variables and files say who asks: AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL.

Of a web archive the pages that servers sent are read (responses, resources, the text of
a WET file). Pictures, styles, scripts and the like, requests and metadata are skipped and
counted by kind; a redirect, an error of a server (http_status) and a page that the crawler
did not store again (duplicate_page, revisit_unresolved) are rejects. An archive (zip, tar,
7z; one in another too) is read like the folder that was packed; nothing is unpacked to disk.

Rows of a table (CSV, TSV, a JSON array, Parquet, Arrow, SQLite, XLSX) are read like records: a column of text or html is
the page, and --map x_wave=wave carries another along. Delimiter, quotes, charset and header
are found. A table of addresses without pages is the reject needs_fetch; one without any
column that can be the page is refused with the columns it has.

Text is read as its tool laid it out: lines broken at a width are joined, Markdown is
read, text nodes are put together; the column text_form says what was undone.

Fields of records and columns of the index are known by their names (dsbuild schema
recipe lists them), or by the names that scrapers write, where their values fit: the
summary and the manifest have each guess. A date such as 03/04/2024 is refused unless
another value of its column tells day from month, or --map published_date=date:dmy does.

An export of Nexis or LexisNexis (text, RTF, DOCX, HTML), Factiva (text, RTF, HTML, XML)
or ProQuest (text, RIS), XML of trafilatura and TEI are known by their content: each of
their documents is an article with its own headline, byline, outlet, section and date. What
else they say of one (length, copyright, edition) is carried with --map x_length=length.
Any other DOCX or RTF document is the clean text of one article. PDF, EPUB, ODT and exports
of EBSCO and PressReader are rejects that say how to convert them.

Table people says who is quoted over all articles. Where its rules put two people
together, or leave one apart, --people FILE corrects it: rows "merge,KEY,OTHER", "split,KEY,"
and "rename,KEY,NAME" below the header action,key,value. A key is a speaker_key, or a name.

A build that was broken off (Ctrl-C, a crash, a full disk) leaves OUT.unfinished: the same
command goes on from there, and ends in the same bytes; --fresh begins anew. A page that ends
the program twice is tried alone, and set apart (reject quarantined, OUT.quarantine). With --shard
i/n a part of the files is built, under one survey of all; dsbuild merge joins the parts.

With --appendable OUT keeps what its pages became (about as much again as the text), and
build MORE -o OUT --append adds pages later: under the options, models and survey of the
first build, in files behind the old ones; duplicates, people and report are of all pages.

--codebook codes the articles by other topics than the 21 of cap, or by several codebooks, each
with its rows of topics. One of your own (docs/codebooks.md) codes by its keywords alone, which nobody
has measured: --uncalibrated says that you know, and its rows have no score.

OUT appears whole or not at all. Every page ends as one article or one reject
with a reason, and the summary counts both. The same input gives the same bytes,
whatever -j is.

`

func newBuildCommand(g *globalOptions) *cobra.Command {
	var o buildOptions
	cmd := &cobra.Command{
		Use:   "build INPUT... -o OUT",
		Short: "Turn raw pages into a dataset",
		Long:  buildHelp + command.ExitCodesHelp,
		Example: `  dsbuild build pages/ -o out
  dsbuild build datasets/examples/first/dataset.yaml -o out --overwrite
  dsbuild build --recipe datasets/examples/first/dataset.yaml -o out --overwrite
  dsbuild build pages/ --index coding.csv --index-map title=Headline -o out --overwrite
  dsbuild build pages/ -o out --site-lines keep --overwrite
  dsbuild build crawl.warc.gz -o out --overwrite
  dsbuild build pages.zip -o out --overwrite
  dsbuild build s3://papers/2024/ -o out --overwrite
  dsbuild build export.csv -o out --overwrite
  dsbuild build pages/ -o out --text-form keep --overwrite
  dsbuild build pages/ -o out --outlets outlets.csv --overwrite
  dsbuild build pages/ -o out --people people.csv --overwrite
  dsbuild build pages/ -o out --speech-threshold 0.7 --overwrite
  dsbuild build pages/ -o growing --appendable
  dsbuild build crawl.jsonl -o growing --append
  dsbuild build pages/ -o out --codebook cap --codebook mine.yaml --uncalibrated --tables paragraph_topics --overwrite
  dsbuild build crawl.jsonl --map title=headline --sample 100 -o out --overwrite`,
		Args: o.needInput("build"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			if o.try != "" {
				return tryPages(cmd, &o, args)
			}
			return runBuild(cmd, g, &o, args)
		}),
	}
	o.addFlags(cmd)
	f := cmd.Flags()
	f.BoolVar(&o.keeps, "appendable", false, "keep in OUT what pages became, so that --append can add pages")
	f.BoolVar(&o.append, "append", false, "add the pages to the dataset OUT, which was built with --appendable")
	f.StringVar(&o.try, "try", "", "convert the pages that the file names, each for itself")
	_ = f.MarkHidden("try") // for the process that tries a page which may end it
	f.BoolVar(&o.fresh, "fresh", false, "begin anew, whatever an interrupted build left in OUT.unfinished")
	return cmd
}

// needInput wants something to read.
func (o *buildOptions) needInput(name string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 && o.Recipe == "" {
			return command.Usagef("%s needs at least one INPUT: a file, a folder, a glob, -, a dataset.yaml, or --recipe FILE", name)
		}
		return nil
	}
}

func (o *buildOptions) addFlags(cmd *cobra.Command) {
	o.AddFlags(cmd)
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "replaced by dsbuild plan")
	_ = cmd.Flags().MarkHidden("dry-run")
}
