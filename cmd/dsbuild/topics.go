package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/convert/topic"
	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/internal/text"
)

func newTopicsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "topics",
		Short: "See the codebooks that articles are coded by; train a model on texts that you coded; code a sample by hand",
	}
	cmd.AddCommand(
		newTopicsListCommand(), newTopicsCheckCommand(), newTopicsImportCommand(),
		newTopicsTrainCommand(), newTopicsEvalCommand(), newTopicsApplyCommand(),
		newTopicsSampleCommand(), newTopicsAgreementCommand(), newTopicsCorrectCommand(), newTopicsPrevalenceCommand(),
	)
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
	for _, name := range codebook.ShippedNames() {
		cb := codebook.Shipped(name)
		fmt.Fprintf(table, "%s\t%s\t%d\t%s\t%s\n", cb.Name, cb.Version, len(cb.Codes), strings.Join(cb.Languages(), ", "), cb.Title)
	}
	return table.Flush()
}

func listCodes(w io.Writer, cb *codebook.Codebook) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i := range cb.Codes {
		fmt.Fprintf(table, "%s\t%s\n", text.Terminal(cb.Codes[i].Code), text.Terminal(cb.Codes[i].Name))
	}
	return table.Flush()
}

func newTopicsCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check CODEBOOK",
		Short: "Read a codebook strictly and code its examples",
		Long: `Check reads a codebook (docs/codebooks.md says how one is written) and codes its examples.
It prints for every code the number of its keywords, of its examples and of those that came out
as they should, then each that did not. CODEBOOK is a file, or the name of one that comes with
dsbuild. A fault in the file is named with line and column; it, or an example that failed, is exit 1.

` + command.ExitCodesHelp,
		Example: "  dsbuild topics check cap\n  dsbuild topics check mine.yaml",
		Args:    command.Exactly(1, "a CODEBOOK"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			cb, err := option.Codebook(args[0])
			if err != nil {
				return err
			}
			return checkCodebook(cmd.OutOrStdout(), cb)
		}),
	}
}

func checkCodebook(w io.Writer, cb *codebook.Codebook) error {
	coder, language := topic.New(cb), cb.ExampleLanguage()
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "code\tkeywords\texamples\tright\tname")
	var wrong []string
	examples := 0
	for i := range cb.Codes {
		code := &cb.Codes[i]
		right, all := 0, coder.Examples(code, language)
		for _, e := range all {
			if e.Right {
				right++
			} else {
				wrong = append(wrong, code.Code+" "+e.String())
			}
		}
		examples += len(all)
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%s\n", code.Code, code.KeywordCount(), len(all), right, code.Name)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, line := range wrong {
		fmt.Fprintln(w, text.Terminal(line))
	}
	if len(wrong) > 0 {
		return fmt.Errorf("%d of %s of %s failed", len(wrong), screen.Number(int64(examples), "example"), cb.Name)
	}
	_, err := fmt.Fprintf(w, "%s, %s, all right\n", screen.Number(int64(len(cb.Codes)), "code"), screen.Number(int64(examples), "example"))
	return err
}
