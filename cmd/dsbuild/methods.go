package main

import (
	"runtime"
	"slices"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/child"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/methods"
	"github.com/dsbuild/dsbuild/datasets/stats"
)

func newMethodsCommand() *cobra.Command {
	var format string
	var audit []string
	cmd := &cobra.Command{
		Use:   "methods DIR",
		Short: "Write methods and limitations of a dataset for a paper",
		Long: `Methods writes what a paper says of its data, from the manifest and the counts of a
dataset: inputs, dates, outlets and languages; what became of the pages, with the
reasons of rejects; how text, metadata, quotes and topics were made, with versions and
thresholds; measured quality with intervals; limitations with their numbers; versions,
hash and citation. What is not known is said. With --audit the share right of pages
that you marked stands before figures that were measured on other pages.

--format bibtex writes entries for the dataset and for dsbuild. Creators, date, version,
licence and DOI come from the recipe (docs/recipe.md); what it does not state is listed.

` + command.ExitCodesHelp,
		Example: `  dsbuild methods out
  dsbuild methods out --format markdown > methods.md
  dsbuild methods out --format bibtex
  dsbuild methods out --audit audit.csv`,
		Args: command.Exactly(1, "one DIR"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error { return runMethods(cmd, args[0], format, audit) }),
	}
	cmd.Flags().StringVar(&format, "format", "text", "text, markdown or bibtex")
	cmd.Flags().StringSliceVar(&audit, "audit", nil, "files of marks that pages of inspect saved (doc_id, field, right), or marked "+
		"sheets of quotes: the share right by field")
	return cmd
}

func runMethods(cmd *cobra.Command, dir, format string, audit []string) error {
	if !slices.Contains([]string{"text", "markdown", "bibtex"}, format) {
		return command.Usagef("--format is text, markdown or bibtex, not %q", format)
	}
	if !child.Is() {
		return passThrough(cmd, dir)
	}
	ds, err := datasets.Open(dir)
	if err != nil {
		return err
	}
	opt := stats.Options{Workers: runtime.GOMAXPROCS(0), Reading: alive(cmd.OutOrStdout())}
	if opt.Audit, err = readAudit(ds, audit); err != nil {
		return err
	}
	m, err := methods.Of(cmd.Context(), ds, opt)
	if err != nil {
		return err
	}
	switch format {
	case "markdown":
		return m.Markdown(cmd.OutOrStdout())
	case "bibtex":
		return m.BibTeX(cmd.OutOrStdout())
	}
	return m.Text(cmd.OutOrStdout())
}
