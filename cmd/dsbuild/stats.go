package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/child"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/memory"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/wanted"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/audit"
	"github.com/dsbuild/dsbuild/datasets/report"
	"github.com/dsbuild/dsbuild/datasets/selection"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/schema"
)

// statsOptions are the flags of stats.
type statsOptions struct {
	by      []string
	units   []string
	top     int
	rows    int
	all     bool
	workers int
	format  string
	audit   []string
	wanted  wanted.Flags
}

// defaultRows is how many rows of a group are shown unless more are asked for.
const defaultRows = 50

func newStatsCommand() *cobra.Command {
	var o statsOptions
	var units []string
	for _, u := range stats.Units {
		units = append(units, string(u))
	}
	cmd := &cobra.Command{
		Use:   "stats DIR|FILE",
		Short: "Count what a dataset holds, or any Parquet or Arrow file",
		Long: `Stats profiles every column (count, NULL, distinct, range, mean, quantiles, top values,
lengths), says how many articles have each field, and counts by outlet, month,
language, page type, text status, topic and person, and by outlet and month as a
matrix; it says who is quoted most (a person is a row of the table people, which puts
the names of all articles together by stated rules; a speaker is a name as one article
has it), how the quoted words are shared among kinds of
speakers, and how many quotes an article has. For each codebook it has the agenda: which share
of the articles with a code has each code, of all, by month and by outlet, with Wilson's 95 %
interval; what has no code stands beside it. With --by it counts by the keys you
name, together. Every count says its unit: articles, unique (no duplicates),
stories (no copies of an earlier one),
paragraphs, quotes (speech only) or words.

Figures are exact and as pandas computes them, and where that takes too much memory
(quantiles of more than a million distinct values, numbers of distinct values beyond
that, of texts beyond 32,768) marked with their error. Live blogs are in every count,
stand beside it on a line of their own, and are in no mean or quantile. Months without
articles are there with 0; of more than 24 in a row only the number is told. With --audit the marks of people who read pages again say what share is right, by field.
JSON holds everything but rows of long agendas; all formats say how many rows they leave out. HTML is the page
report.html that build writes: what came in and where it went, coverage by outlet and
month, how far to trust the values, who speaks, topics over time, twenty articles.

DIR is a dataset, or a folder of Parquet or Arrow files, FILE one such file, whoever
wrote them: without a manifest every column is described as it is stored. Where a
file is not the one that the manifest lists, a warning says so.

` + wanted.Help + `

` + command.ExitCodesHelp,
		Example: `  dsbuild stats out
  dsbuild stats out --by outlet,month --unit articles
  dsbuild stats out --format html > statistics.html
  dsbuild stats out --by person --unit quotes,words
  dsbuild stats out --by topic --unit quotes,words --format json
  dsbuild stats out --match "council OR budget*" --by month
  dsbuild stats out --all
  dsbuild stats out --audit audit.csv
  dsbuild stats export.parquet`,
		Args: command.Exactly(1, "one DIR or FILE"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error { return runStats(cmd, &o, args[0]) }),
	}
	f := cmd.Flags()
	f.StringSliceVar(&o.by, "by", nil,
		"keys to count by, together: outlet, month, year, language, topic, speaker, person or a column of articles")
	f.StringSliceVar(&o.units, "unit", nil, "what to count: "+strings.Join(units, ", ")+"; default all")
	f.IntVar(&o.top, "top", 10, "top values of a column to list")
	f.IntVar(&o.rows, "rows", 0, fmt.Sprintf("rows of a group to show in text and HTML; 0 is all with --by, else %d", defaultRows))
	f.BoolVar(&o.all, "all", false, "show all rows, and months where text would sum up years")
	f.IntVarP(&o.workers, "jobs", "j", runtime.GOMAXPROCS(0), "tables to read side by side; changes no figure")
	f.StringSliceVar(&o.audit, "audit", nil,
		"files of marks that pages of inspect saved (doc_id, field, right), or marked sheets of quotes: the share right by field")
	f.StringVar(&o.format, "format", "text", "text, json or html")
	o.wanted.Add(cmd)
	return cmd
}

func runStats(cmd *cobra.Command, o *statsOptions, target string) error {
	if !slices.Contains([]string{"text", "json", "html"}, o.format) {
		return command.Usagef("--format is text, json or html, not %q", o.format)
	}
	if o.top < 1 || o.rows < 0 || o.workers < 1 {
		return command.Usagef("--top and -j are at least 1, --rows at least 0")
	}
	opt := stats.Options{By: o.by, Top: o.top, Workers: o.workers}
	for _, name := range o.units {
		if !slices.Contains(stats.Units, stats.Unit(name)) {
			return command.Usagef("--unit knows %v, not %q", stats.Units, name)
		}
		opt.Units = append(opt.Units, stats.Unit(name))
	}
	chosen, err := o.wanted.Selection()
	if err != nil {
		return err
	}
	if !child.Is() {
		return passThrough(cmd, target)
	}
	opt.Reading = alive(cmd.OutOrStdout())
	ds, err := openForStats(cmd.Context(), target, &opt)
	if err == nil {
		ds, err = choose(ds, chosen, &opt)
	}
	if err != nil {
		return err
	}
	if opt.Audit, err = readAudit(ds, o.audit); err != nil {
		return err
	}
	rows := o.rows
	if rows == 0 && o.by == nil {
		rows = defaultRows
	}
	if o.all {
		rows = 0
	}
	if o.format == "html" {
		return writePage(cmd, ds, opt, rows)
	}
	counted, err := stats.Collect(cmd.Context(), ds, opt)
	if err != nil {
		return err
	}
	if o.format == "text" {
		return counted.Text(cmd.OutOrStdout(), rows)
	}
	body, err := counted.JSON()
	if err != nil {
		return err
	}
	_, err = cmd.OutOrStdout().Write(body)
	return err
}

// choose leaves the articles that are wanted; the report says what was left out.
func choose(ds stats.Dataset, s *selection.Selection, opt *stats.Options) (stats.Dataset, error) {
	if s.Empty() {
		return ds, nil
	}
	view, err := selection.Of(ds, s, opt.Reading)
	if err != nil {
		return nil, err
	}
	opt.Notes = append(opt.Notes, view.Record().String())
	return view, nil
}

// readAudit counts what people marked; nil where there are no marks.
func readAudit(ds stats.Dataset, files []string) (*audit.Result, error) {
	if len(files) == 0 {
		return nil, nil
	}
	var marks audit.Marks
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("--audit: %w", err)
		}
		err = marks.Read(name, f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("--audit: %w", err)
		}
	}
	result, err := marks.Count(ds, ds.Tables())
	if err != nil {
		return nil, fmt.Errorf("--audit: %w", err)
	}
	return result, nil
}

// writePage writes the report of a dataset, or of what files there are.
func writePage(cmd *cobra.Command, ds stats.Dataset, opt stats.Options, rows int) error {
	var m *datasets.Manifest
	if whole, ok := ds.(*datasets.Dataset); ok {
		m = whole.Manifest()
	}
	page, err := report.Of(cmd.Context(), ds, m, opt)
	if err != nil {
		return err
	}
	page.Rows = rows
	return page.Write(cmd.OutOrStdout())
}

// openForStats opens a dataset by its manifest, or else what files there are.
func openForStats(ctx context.Context, target string, opt *stats.Options) (stats.Dataset, error) {
	if _, err := os.Stat(filepath.Join(target, datasets.ManifestName)); err != nil {
		loose, err := datasets.OpenLoose(target)
		if err != nil {
			return nil, err
		}
		opt.Partial, opt.Notes = true, loose.Notes()
		return loose, nil
	}
	ds, err := datasets.Open(target)
	if err != nil {
		return nil, err
	}
	if m := ds.Manifest(); m.SchemaHash != schema.Hash() {
		opt.Notes = append(opt.Notes, fmt.Sprintf("The schema of the dataset is %s, that of this dsbuild another version or state, %s: "+
			"columns and tables that the dataset does not have are missing here.", m.SchemaVersion, schema.Version))
	}
	opt.Notes = append(opt.Notes, ds.Manifest().Notes()...)
	opt.Warnings, err = ds.Altered(ctx, opt.Workers)
	return ds, err
}

// aliveLine is what the child writes while it reads: passThrough drops it.
const aliveLine = "\x00"

// alive returns a function that says that rows are being read.
func alive(w io.Writer) func() {
	memory.Limit(memory.OfReading)
	var mu sync.Mutex
	return func() {
		mu.Lock()
		defer mu.Unlock()
		_, _ = io.WriteString(w, aliveLine+"\n") // what cannot be written shows when the report is
	}
}

// passThrough runs this very command line in a child and prints what it prints.
func passThrough(cmd *cobra.Command, dir string) error {
	if _, err := os.Stat(dir); err != nil {
		return fmt.Errorf("%w; name the folder of a dataset, or a Parquet or Arrow file", err)
	}
	var out bytes.Buffer // half of a report is worse than none
	err := child.Run(cmd.Context(), nil, func(line []byte) error {
		if string(line) != aliveLine {
			out.Write(append(line, '\n'))
		}
		return nil
	})
	if err != nil {
		return child.Unreadable(err, dir)
	}
	_, err = cmd.OutOrStdout().Write(out.Bytes())
	return err
}
