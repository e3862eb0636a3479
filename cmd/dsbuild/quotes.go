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

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/convert/quote"
	"github.com/dsbuild/dsbuild/convert/quote/train"
)

func newQuotesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "quotes",
		Short: "Judge the quotes of a dataset; train the annotator on articles that you coded, and measure it",
	}
	cmd.AddCommand(newQuotesSampleCommand(), newQuotesTrainCommand(), newQuotesEvalCommand())
	return cmd
}

func newQuotesTrainCommand() *cobra.Command {
	var out string
	var scratch bool
	cmd := &cobra.Command{
		Use:   "train FILE -o MODEL",
		Short: "Fit the learned part of the quote annotator",
		Long: `Train fits the learned part of the quote annotator to coded articles, one a line:

  {"id","text","quotes":[{"type","content":[[b,e]],"source":[[b,e]],"cue":[[b,e]]}]}

type is direct, mixed or indirect; offsets are half-open code points. The texts may stand in
a file of their own, NAME.text.jsonl beside NAME.gold.jsonl. A FILE.csv has a quote a row
instead: quote (its words) and text (of the article; once for all rows of an id is enough), and
id, speaker, cue and type where they are known; where the words stand in the text is found.
Marks, dashes and white space may be written otherwise. The same articles give the same bytes. It goes on from the model that comes with dsbuild. Use the model with build or annotate --quote-model.

` + command.ExitCodesHelp,
		Example: `  dsbuild quotes train coded.jsonl -o quote.bin
  dsbuild build pages/ -o out --quote-model quote.bin --overwrite
  dsbuild annotate --quote-model quote.bin texts.jsonl`,
		Args: command.Exactly(1, "one FILE, .jsonl or .csv"),
		RunE: command.Run(func(_ *cobra.Command, args []string) error {
			if out == "" {
				return command.Usagef("train needs -o MODEL")
			}
			articles, err := readCoded(args[0])
			if err != nil {
				return err
			}
			var base *quote.Model
			if !scratch {
				base = quote.Standard()
			}
			return os.WriteFile(out, quote.EncodeModel(train.Fit(articles, base)), 0o644)
		}),
	}
	cmd.Flags().BoolVar(&scratch, "scratch", false, "forget what the model that comes with dsbuild knows; needs hundreds of articles")
	cmd.Flags().StringVarP(&out, "output", "o", "", "where to write the model")
	return cmd
}

func newQuotesEvalCommand() *cobra.Command {
	var model string
	var rounds int
	cmd := &cobra.Command{
		Use:   "eval FILE [SECOND.csv]",
		Short: "Measure the quote annotator on articles that you coded, or by the marks of a sheet",
		Long: `Eval annotates coded articles (see dsbuild quotes train --help) and prints how close it came:

  segments   marked spans of three words and more: attributed where gold attributes them
  direct, mixed, indirect   statements, by the type in gold; a prediction that fits gold of
             another type counts for neither
  speech     statements whose "cue_class" in gold is speech, or is not given

  easy F1, hard F1   a statement is found when more than .3 (.8) of its content is covered
  speaker            of those found: the mention holds the head of gold's, or has the same name
  end to end F1      found, with the right speaker

then how often rows of a stated confidence were right, and how many speakers are right
among the surest rows. Do not measure on articles that the model was trained on.

Of a sheet that dsbuild quotes sample drew and somebody marked, it prints the share of rows
without fault by kind, and of all quotes of the dataset, with 95 % intervals; and how often the
speaker is right at each speaker_confidence. With a second reading of the same sheet it prints
how far the two agree, and each row on which they do not.

` + command.ExitCodesHelp,
		Example: `  dsbuild quotes eval coded.jsonl --draws 200
  dsbuild quotes eval coded.csv
  dsbuild quotes eval marks.csv
  dsbuild quotes eval marks.csv second.csv`,
		Args: cobra.RangeArgs(1, 2),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			if rounds < 0 {
				return command.Usagef("--draws is at least 0")
			}
			if sheet, err := isSheet(args[0]); sheet || err != nil || len(args) > 1 {
				if err != nil {
					return err
				}
				return evalSheet(cmd.OutOrStdout(), args)
			}
			m, err := option.QuoteModel(model)
			if err != nil {
				return err
			}
			articles, err := readCoded(args[0])
			if err != nil {
				return err
			}
			return train.Print(cmd.OutOrStdout(), train.Measure(articles, m), rounds)
		}),
	}
	option.Lookup("quote-model").AddText(cmd, &model)
	cmd.Flags().IntVar(&rounds, "draws", 0, "draws of the articles for 95 % intervals; 0: none")
	return cmd
}

// readCoded reads coded articles, whose texts may stand beside them: NAME.text.jsonl for NAME.gold.jsonl.
func readCoded(name string) ([]train.Article, error) {
	gold, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer gold.Close()
	if isTable(name) {
		articles, err := train.ReadTable(gold)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return articles, nil
	}
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
