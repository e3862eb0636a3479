package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/stats"
)

// statsOptions are the flags of stats.
type statsOptions struct {
	by     []string
	units  []string
	top    int
	rows   int
	format string
}

func newStatsCommand() *cobra.Command {
	var o statsOptions
	var units []string
	for _, u := range stats.Units {
		units = append(units, string(u))
	}
	cmd := &cobra.Command{
		Use:   "stats DIR",
		Short: "Count what a dataset holds",
		Long: `Stats profiles every column (count, NULL, distinct, range, mean, quantiles, top values,
lengths) and counts by publisher, month, language, page type, text status, topic and
speaker; it says who is quoted most, how the quoted words are shared among kinds of
speakers, and how many quotes an article has; with --by it counts by the keys you name, together. Every count says its
unit: articles, unique (no duplicates), paragraphs, quotes (speech only) or words.

` + exitCodesHelp,
		Example: `  dsbuild stats out
  dsbuild stats out --by publisher,month --unit articles
  dsbuild stats out --format html > statistics.html
  dsbuild stats out --by topic --unit quotes,words --format json`,
		Args: exactly(1, "one DIR"),
		RunE: running(func(cmd *cobra.Command, args []string) error { return runStats(cmd, &o, args[0]) }),
	}
	f := cmd.Flags()
	f.StringSliceVar(&o.by, "by", nil, "keys to count by, together: publisher, month, year, language, topic, speaker or a column of articles")
	f.StringSliceVar(&o.units, "unit", nil, "what to count: "+strings.Join(units, ", ")+"; default all")
	f.IntVar(&o.top, "top", 10, "top values of a column to list")
	f.IntVar(&o.rows, "rows", 0, "groups to list; 0 is all with --by, else 50")
	f.StringVar(&o.format, "format", "text", "text, json or html")
	return cmd
}

func runStats(cmd *cobra.Command, o *statsOptions, dir string) error {
	if !slices.Contains([]string{"text", "json", "html"}, o.format) {
		return usagef("--format is text, json or html, not %q", o.format)
	}
	opt := stats.Options{By: o.by, Top: o.top, Rows: o.rows}
	for _, name := range o.units {
		if !slices.Contains(stats.Units, stats.Unit(name)) {
			return usagef("--unit knows %v, not %q", stats.Units, name)
		}
		opt.Units = append(opt.Units, stats.Unit(name))
	}
	if !isChild() {
		return passThrough(cmd, dir)
	}
	ds, err := datasets.Open(dir)
	if err != nil {
		return err
	}
	report, err := stats.Collect(ds, opt)
	if err != nil {
		return err
	}
	switch o.format {
	case "text":
		return report.Text(cmd.OutOrStdout())
	case "html":
		return report.HTML(cmd.OutOrStdout())
	}
	body, err := report.JSON()
	if err != nil {
		return err
	}
	_, err = cmd.OutOrStdout().Write(body)
	return err
}

// passThrough runs this very command line in a child and prints what it prints.
func passThrough(cmd *cobra.Command, dir string) error {
	if _, err := os.Stat(dir); err != nil {
		return fmt.Errorf("%w; name the folder of a dataset", err)
	}
	var out bytes.Buffer // a report is small, and half of one is worse than none
	err := runChild(cmd.Context(), os.Args[1:], func(line []byte) error {
		out.Write(append(line, '\n'))
		return nil
	})
	if errors.Is(err, errChildDied) {
		return fmt.Errorf("%s cannot be read, 'dsbuild validate %s' says which file: %w", dir, dir, err)
	}
	if err != nil {
		return err
	}
	_, err = cmd.OutOrStdout().Write(out.Bytes())
	return err
}
