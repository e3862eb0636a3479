package main

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/child"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/compare"
	"github.com/dsbuild/dsbuild/schema"
)

// datasetDiffFormat is what a comparison in JSON says of itself first.
const datasetDiffFormat = "dsbuild.diff/1"

// datasetDiff is what `diff` found.
type datasetDiff struct {
	Format  string          `json:"format"`
	Old     string          `json:"old"`
	New     string          `json:"new"`
	Verdict schema.Verdict  `json:"verdict"`
	Version versionProposal `json:"version"`
	Made    []compare.Made  `json:"made"`
	Schema  []schema.Change `json:"schema"`
	OnlyOld []string        `json:"tables_only_old"`
	OnlyNew []string        `json:"tables_only_new"`
	Tables  []compare.Table `json:"tables"`
}

// versionProposal are the versions that the datasets state, and the one that is due.
type versionProposal struct {
	Old      string `json:"old"`
	New      string `json:"new"`
	Proposed string `json:"proposed"`
}

// diffOptions are the flags of diff.
type diffOptions struct {
	format   string
	failOn   string
	examples int
	scratch  string // between parent and child: the folder for what memory does not hold
}

func newDiffCommand() *cobra.Command {
	var o diffOptions
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say what differs between two datasets, and which version is due",
		Long: `Diff compares two datasets: how they were made (options, inputs, annotators), their schema,
and then each table: which articles came, went and changed, in which columns, with the
heads of old and new; of quotes, speakers, topics and the like the articles whose rows
changed; of people and outlets which came, went and changed; and how the counts of words and months and the means
moved. An article is known by its doc_id, which is made of the bytes of its page: a page
that was fetched again and has other bytes is another article.

The verdict says what the change means for a figure that was computed from OLD. major: it
may come out otherwise for the same articles, because one is gone or a value is another
(or the schema says so, as in docs/schema.md). minor: there is more, articles or values
where NULL was; tables counted from others (people, outlets) and rejects change no more
than this. patch: only how the dataset was made or is described. The version of OLD,
raised by the verdict as docs/schema.md says, is proposed for NEW. Exit 3 where the verdict is --fail-on
or worse.

` + command.ExitCodesHelp,
		Example: `  dsbuild build pages/ -o out
  dsbuild build pages/ -o second --without topics --overwrite
  dsbuild diff out second
  dsbuild diff out second --format json > diff.json
  dsbuild diff out second --format html > diff.html
  dsbuild diff out out --fail-on patch`,
		Args: command.Exactly(2, "OLD and NEW"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error { return runDiff(cmd, &o, args[0], args[1]) }),
	}
	f := cmd.Flags()
	f.StringVar(&o.format, "format", "text", "text, json or html (one page that loads nothing)")
	f.StringVar(&o.failOn, "fail-on", "none", "exit 3 from this verdict on: patch, minor or major; none: never")
	f.IntVar(&o.examples, "examples", 5, "keys to show of each kind of change, the first in their order")
	f.StringVar(&o.scratch, "scratch", "", "folder for temporary files")
	_ = f.MarkHidden("scratch")
	return cmd
}

func runDiff(cmd *cobra.Command, o *diffOptions, older, newer string) error {
	limit, err := failLimit(o.failOn)
	if err != nil {
		return err
	}
	if o.format != "text" && o.format != "json" && o.format != "html" {
		return command.Usagef("--format is text, json or html, not %q", o.format)
	}
	if o.examples < 0 || o.examples > 1000 {
		return command.Usagef("--examples is 0 to 1000")
	}
	if child.Is() {
		d, err := diffDatasets(cmd.Context(), o, older, newer, alive(cmd.OutOrStdout()))
		if err != nil {
			return err
		}
		return screen.JSON(cmd.OutOrStdout(), d)
	}
	d, err := diffInChild(cmd.Context(), o, older, newer)
	if err != nil {
		return err
	}
	switch w := cmd.OutOrStdout(); o.format {
	case "json":
		err = screen.JSON(w, d)
	case "html":
		err = d.html(w)
	default:
		err = d.text(w)
	}
	if err == nil && d.Verdict >= limit {
		return &command.Error{Code: command.Findings, Err: nil}
	}
	return err
}

// diffInChild reads the datasets in a process of their own, which may be ended by what is damaged.
func diffInChild(ctx context.Context, o *diffOptions, older, newer string) (*datasetDiff, error) {
	for _, dir := range []string{older, newer} {
		if _, err := datasets.ReadManifest(dir); err != nil {
			return nil, err
		}
	}
	scratch, err := os.MkdirTemp("", "dsbuild-diff-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(scratch) }() // what stays is in the folder for temporary files
	args := []string{"diff", "--format=json", fmt.Sprintf("--examples=%d", o.examples), "--scratch=" + scratch, "--", older, newer}
	d := &datasetDiff{}
	return d, foundByChild(ctx, args, d)
}

func diffDatasets(ctx context.Context, o *diffOptions, older, newer string, alive func()) (*datasetDiff, error) {
	was, err := datasets.Open(older)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", older, err)
	}
	is, err := datasets.Open(newer)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", newer, err)
	}
	alive()
	declared, err := diffSchemas(ctx, older, newer, "")
	if err != nil {
		return nil, err
	}
	rows, err := compare.Compare(ctx, was, is, compare.Options{Scratch: o.scratch, Examples: o.examples, Alive: alive})
	if err != nil {
		return nil, err
	}
	d := &datasetDiff{
		Format: datasetDiffFormat, Old: older, New: newer, Verdict: max(rows.Verdict, declared.Verdict),
		Made: compare.HowMade(was.Manifest(), is.Manifest()), Schema: declared.Changes,
		OnlyOld: rows.OnlyOld, OnlyNew: rows.OnlyNew, Tables: rows.Tables,
	}
	if len(d.Made) > 0 {
		d.Verdict = max(d.Verdict, schema.Patch)
	}
	version := was.Manifest().Dataset.Version
	d.Version = versionProposal{version, is.Manifest().Dataset.Version, compare.NextVersion(version, d.Verdict)}
	return d, nil
}
