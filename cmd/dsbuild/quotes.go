package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/convert/quote"
	"github.com/dsbuild/dsbuild/convert/quote/train"
)

func newQuotesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "quotes",
		Short: "Train the quote annotator on articles that you coded",
	}
	cmd.AddCommand(newQuotesTrainCommand())
	return cmd
}

func newQuotesTrainCommand() *cobra.Command {
	var out string
	var scratch bool
	cmd := &cobra.Command{
		Use:   "train FILE.jsonl -o MODEL",
		Short: "Fit the learned part of the quote annotator",
		Long: `Train fits the learned part of the quote annotator to coded articles, one a line:

  {"id","text","quotes":[{"type","content":[[b,e]],"source":[[b,e]],"cue":[[b,e]]}]}

type is direct, mixed or indirect; offsets are half-open code points. The texts may stand in
a file of their own, NAME.text.jsonl beside NAME.gold.jsonl. The same articles give the
same bytes. It goes on from the model that comes with dsbuild. Use the model with annotate --quote-model.

` + exitCodesHelp,
		Example: "  dsbuild quotes train coded.jsonl -o quote.bin\n  dsbuild annotate --quote-model quote.bin texts.jsonl",
		Args:    exactly(1, "FILE.jsonl"),
		RunE: running(func(_ *cobra.Command, args []string) error {
			if out == "" {
				return usagef("train needs -o MODEL")
			}
			articles, err := readCoded(args[0])
			if err != nil {
				return err
			}
			base := quote.Standard()
			if scratch {
				base = nil
			}
			return os.WriteFile(out, train.Fit(articles, base).Encode(), 0o644)
		}),
	}
	cmd.Flags().BoolVar(&scratch, "scratch", false, "forget what the model that comes with dsbuild knows; needs hundreds of articles")
	cmd.Flags().StringVarP(&out, "output", "o", "", "where to write the model")
	return cmd
}

// readCoded reads coded articles, whose texts may stand beside them: NAME.text.jsonl for NAME.gold.jsonl.
func readCoded(name string) ([]train.Article, error) {
	gold, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer gold.Close()
	var texts io.Reader
	if dir, base := filepath.Split(name); strings.Contains(base, ".gold.") {
		f, err := os.Open(filepath.Join(dir, strings.Replace(base, ".gold.", ".text.", 1)))
		switch {
		case err == nil:
			defer f.Close()
			texts = f
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
	}
	articles, err := train.Read(gold, texts)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return articles, nil
}

// readQuoteModel reads a model; an empty name is the one that comes with the program.
func readQuoteModel(name string) (*quote.Model, error) {
	if name == "" {
		return quote.Standard(), nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	m, err := quote.DecodeModel(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return m, nil
}
