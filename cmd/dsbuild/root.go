package main

import (
	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/inspect"
	"github.com/dsbuild/dsbuild/internal/disk"
)

// globalOptions hold for every command.
type globalOptions struct {
	logFormat string // text or json
	quiet     bool
	disk      disk.Disk // datasets are written to
}

func newRootCommand(on disk.Disk) *cobra.Command {
	g := globalOptions{disk: on}
	root := &cobra.Command{
		Use:   "dsbuild",
		Short: "Turn raw scraped articles into a dataset you can load, trust and cite",
		Long: `dsbuild turns saved web pages, page-text dumps and JSONL into typed tables
(articles, paragraphs, quotes with speakers, topics) in Parquet or Arrow, and
checks, counts and documents them.

` + command.ExitCodesHelp,
		Example: `  dsbuild plan pages/
  dsbuild build pages/ -o out
  dsbuild validate out
  dsbuild stats out`,
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(*cobra.Command, []string) error {
			if g.logFormat != "text" && g.logFormat != "json" {
				return command.Usagef("--log-format is text or json, not %q", g.logFormat)
			}
			return nil
		},
	}
	root.PersistentFlags().StringVar(&g.logFormat, "log-format", "text", "progress on stderr as text or as json, one event a line")
	root.PersistentFlags().BoolVarP(&g.quiet, "quiet", "q", false, "no progress")
	root.AddCommand(
		newBuildCommand(&g), newPlanCommand(), newSurveyCommand(&g), newMergeCommand(&g), newRetryCommand(&g), newOperatorCommand(&g),
		inspect.New(version), newAnnotateCommand(&g),
		newQuotesCommand(), newTopicsCommand(),
		newValidateCommand(&g), newStatsCommand(), newDiffCommand(), newExportCommand(&g), newRehydrateCommand(&g), newMethodsCommand(),
		newSchemaCommand(), newVersionCommand(),
	)
	return root
}
