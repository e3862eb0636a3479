package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/convert/topic"
	"github.com/dsbuild/dsbuild/internal/text"
)

func newTopicsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "topics",
		Short: "See and check the codebooks that articles are coded by",
	}
	cmd.AddCommand(newTopicsListCommand())
	return cmd
}

func newTopicsListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list [CODEBOOK]",
		Short: "List the codebooks that come with dsbuild, or the codes of one",
		Long: `List prints the codebooks that come with dsbuild: name, version, number of codes, languages
that have keywords, title. With a CODEBOOK, one of these names or a file of your own, it prints
its codes.

` + command.ExitCodesHelp,
		Example: "  dsbuild topics list\n  dsbuild topics list cap",
		Args:    cobra.MaximumNArgs(1),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return listCodebooks(cmd.OutOrStdout())
			}
			cb, err := option.Codebook(args[0])
			if err != nil {
				return err
			}
			return listCodes(cmd.OutOrStdout(), cb)
		}),
	}
}

func listCodebooks(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "codebook\tversion\tcodes\tlanguages\ttitle")
	for _, name := range topic.ShippedNames() {
		cb := topic.Shipped(name)
		fmt.Fprintf(table, "%s\t%s\t%d\t%s\t%s\n", cb.Name, cb.Version, len(cb.Codes), strings.Join(languages(cb), ", "), cb.Title)
	}
	return table.Flush()
}

// languages are those that the codebook has keywords in.
func languages(cb *topic.Codebook) []string {
	has := map[string]bool{}
	for i := range cb.Codes {
		for language := range cb.Codes[i].Keywords {
			has[language] = true
		}
	}
	return slices.Sorted(maps.Keys(has))
}

func listCodes(w io.Writer, cb *topic.Codebook) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i := range cb.Codes {
		fmt.Fprintf(table, "%s\t%s\n", text.Terminal(cb.Codes[i].Code), text.Terminal(cb.Codes[i].Name))
	}
	return table.Flush()
}
