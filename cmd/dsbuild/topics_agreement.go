package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/child"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/topicsheet"
)

func newTopicsAgreementCommand() *cobra.Command {
	var dir, book string
	cmd := &cobra.Command{
		Use:   "agreement A.csv B.csv...",
		Short: "Measure how far people who coded the same texts agree",
		Long: `Agreement compares sheets of topics sample that several people coded: Krippendorff's alpha over all
of them, for each two of them the share of texts with the same code and Cohen's kappa, all
with 95 % intervals, and which codes they gave the same texts. With --dataset the machine
is compared like one more coder; one sheet is then enough.

A figure that is not defined, because all texts have one code, is said to be so.

` + command.ExitCodesHelp,
		Example: `  dsbuild build pages/ -o dataset
  dsbuild topics sample dataset --per-code 5 -o cyd.csv
  dsbuild topics agreement ann.csv bo.csv
  dsbuild topics agreement cyd.csv --dataset dataset`,
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 && (dir == "" || len(args) == 0) {
				return command.Usagef("agreement needs two sheets or more, or one and --dataset DATASET")
			}
			var cb *topicsheet.Codebook
			var err error
			if dir != "" {
				if cb, err = datasetCodebook(dir, book); err != nil {
					return err
				}
			}
			codings, err := readCodings(args, cb)
			if err != nil {
				return err
			}
			var m *topicsheet.Machine
			if dir != "" {
				if m, err = readMachine(cmd, dir, cb.Scheme, codings); err != nil || m == nil {
					return err
				}
			}
			out := bufio.NewWriter(cmd.OutOrStdout())
			if err := topicsheet.Agreement(out, codings, m); err != nil {
				return err
			}
			return out.Flush()
		}),
	}
	cmd.Flags().StringVar(&dir, "dataset", "", "the dataset that the texts were drawn from: compare with the machine, too")
	addSchemeFlag(cmd, &book)
	return cmd
}

func newTopicsPrevalenceCommand() *cobra.Command {
	var book, format string
	cmd := &cobra.Command{
		Use:   "prevalence DATASET SHEET.csv",
		Short: "Estimate the share of each topic, corrected for what the machine gets wrong",
		Long: `Prevalence prints for each code its share of the articles as the machine coded them, and as people
would have, with a 95 % interval: the codes that people gave to the articles drawn from each
code and outcome of the machine's, weighted by how many articles have it. Articles where
the machine abstained count with what people say of those that were drawn.

The sheet is one of topics sample. A code or outcome of which nobody coded a text is an error,
one of which few are coded a finding. --format json has the shares as numbers from 0 to 1.

` + command.ExitCodesHelp,
		Example: `  dsbuild topics sample out --per-code 30 -o codes.csv
  dsbuild topics prevalence out codes.csv || true # codes.csv has no codes yet`,
		Args: command.Exactly(2, "a DATASET and a SHEET.csv"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return command.Usagef("--format is text or json, not %q", format)
			}
			cb, err := datasetCodebook(args[0], book)
			if err != nil {
				return err
			}
			codings, err := readCodings(args[1:], cb)
			if err != nil {
				return err
			}
			m, err := readMachine(cmd, args[0], cb.Scheme, codings)
			if err != nil || m == nil {
				return err
			}
			shares, notes, err := topicsheet.Prevalence(codings[0], m)
			if err != nil {
				return err
			}
			if format == "json" {
				return screen.JSON(cmd.OutOrStdout(), topicsheet.PrevalenceJSON(cb, shares, notes))
			}
			return topicsheet.PrintPrevalence(cmd.OutOrStdout(), cb, shares, notes)
		}),
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	addSchemeFlag(cmd, &book)
	return cmd
}

func readCodings(names []string, cb *topicsheet.Codebook) ([]*topicsheet.Coding, error) {
	var all []*topicsheet.Coding
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		c, err := topicsheet.Read(name, f, cb)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(all, func(other *topicsheet.Coding) bool { return other.Scheme != c.Scheme }); i >= 0 {
			return nil, fmt.Errorf("%s was coded by the codebook %q, %s by %q", all[i].Name, all[i].Scheme, name, c.Scheme)
		}
		all = append(all, c)
	}
	return all, nil
}

// machineLine is a line of the process that reads what the machine made of articles.
type machineLine struct {
	Doc     string `json:",omitempty"`
	Stratum string
	Count   int `json:",omitempty"`
}

// readMachine reads what the machine made of the texts of sheets, in a process of its own. In that one it returns nil.
func readMachine(cmd *cobra.Command, dir, scheme string, codings []*topicsheet.Coding) (*topicsheet.Machine, error) {
	if child.Is() {
		return nil, writeMachine(cmd.OutOrStdout(), dir, scheme, codings)
	}
	m := &topicsheet.Machine{Of: map[string]string{}, Counts: map[string]int{}}
	err := child.Run(cmd.Context(), nil, child.Lines(func(l machineLine) {
		if l.Doc != "" {
			m.Of[l.Doc] = l.Stratum
		} else {
			m.Counts[l.Stratum] = l.Count
		}
	}))
	if err != nil {
		return nil, child.Unreadable(err, dir)
	}
	return m, nil
}

// writeMachine is the child's part.
func writeMachine(w io.Writer, dir, scheme string, codings []*topicsheet.Coding) error {
	ds, err := datasets.Open(dir)
	if err != nil {
		return err
	}
	wanted := map[string]bool{}
	for _, c := range codings {
		for _, r := range c.Rows {
			wanted[r.DocID] = true
		}
	}
	m, err := topicsheet.ReadMachine(ds, scheme, wanted)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	e := json.NewEncoder(out)
	for doc, stratum := range m.Of {
		if err := e.Encode(machineLine{Doc: doc, Stratum: stratum}); err != nil {
			return err
		}
	}
	for stratum, n := range m.Counts {
		if err := e.Encode(machineLine{Stratum: stratum, Count: n}); err != nil {
			return err
		}
	}
	return out.Flush()
}
