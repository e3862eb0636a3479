package main

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/convert/topic/train"
)

// codedLines says how coded texts are read; the text of a Long.
const codedLines = `A line is {"text","code"} with, where they are known, "title", "before" and "after" (what stands before
and behind the text) and "id"; a FILE.csv has the same columns. The code "" or 0 is a text
without a topic. --text-field and --code-field name other fields. A sheet of topics sample that
somebody has coded is read as it is: texts without a code are left out.`

// lineFlags are the flags of commands that read coded texts.
type lineFlags struct {
	fields train.Fields
	book   *codebook.Codebook // nil: none was named
}

func (f *lineFlags) addFlags(cmd *cobra.Command, coded bool) {
	f.fields = train.StandardFields()
	cmd.Flags().StringVar(&f.fields.Text, "text-field", f.fields.Text, "field of the text")
	if coded {
		cmd.Flags().StringVar(&f.fields.Code, "code-field", f.fields.Code, "field of the code")
	}
}

func (f *lineFlags) read(name string, coded bool) ([]train.Line, error) {
	var data []byte
	var err error
	if name == "-" {
		data, err = io.ReadAll(os.Stdin)
	} else {
		data, err = os.ReadFile(name)
	}
	if err != nil {
		return nil, err
	}
	if coded && isTable(name) {
		if lines, is, err := sheetLines(name, data, f.book); is {
			return lines, err
		}
	}
	lines, err := train.Read(data, f.fields, isTable(name), coded)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return lines, nil
}

// fit fits a model to the TRAIN of args, or to the codebook alone where there is none.
func (f *lineFlags) fit(args []string, opt *train.Options) (*train.Result, error) {
	if len(args) == 0 {
		if opt.Codebook == nil {
			return nil, command.Usagef("train needs one TRAIN, .jsonl or .csv, or a --codebook to learn from")
		}
		return train.FitCodebook(opt)
	}
	lines, err := f.read(args[0], true)
	if err != nil {
		return nil, err
	}
	result, err := train.Fit(lines, opt)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", args[0], err)
	}
	return result, nil
}

func newTopicsTrainCommand() *cobra.Command {
	var o struct {
		lineFlags
		out, dev, codebook, language string
		cost                         float64
		size                         int
		shape                        model.Shape
	}
	cmd := &cobra.Command{
		Use:   "train [TRAIN] -o MODEL",
		Short: "Fit a topic model to texts that you coded, and measure it",
		Long: `Train fits a model to coded texts, and prints how good it is on texts that it did not learn
from: those of --dev, or each third of TRAIN by weights fitted to the other two. It prints
accuracy and macro-F1, how far the scores can be trusted (ECE), how many texts can be coded
at a precision, a table by code, the learning curve and the most telling words.

` + codedLines + `

Without TRAIN it learns from the --codebook alone: from names, descriptions, keywords and examples.
Such a model codes texts before anybody coded one; measure it with topics eval. It has no scores.

--codebook makes its keywords features: it is worth hundreds of coded texts. --context counts
before and after, --chars runs of 3 to 5 characters (for languages with many endings), --vectors
what words have in common (English only; for few texts). The same texts give the same bytes.

` + command.ExitCodesHelp,
		Example: `  dsbuild topics train headlines.jsonl --codebook cap -o topics.model
  dsbuild topics train headlines.csv --dev check.csv --chars -o mine.model
  dsbuild topics apply new.jsonl --model topics.model > codes.jsonl
  dsbuild topics train --codebook cap --vectors -o zero.model`,
		Args: cobra.MaximumNArgs(1),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			if o.out == "" {
				return command.Usagef("train needs -o MODEL")
			}
			if o.cost < 0 || o.size < 1 || o.size > model.MaxSize>>20 {
				return command.Usagef("--cost is above 0, --size 1 to %d", model.MaxSize>>20)
			}
			opt := train.Options{Shape: o.shape, Cost: o.cost, Size: o.size << 20}
			var err error
			if o.codebook != "" {
				if opt.Codebook, err = option.Codebook(o.codebook); err != nil {
					return err
				}
				opt.Language, o.book = o.language, opt.Codebook
			}
			if o.dev != "" {
				if opt.Dev, err = o.read(o.dev, true); err != nil {
					return err
				}
			}
			result, err := o.fit(args, &opt)
			if err != nil {
				return err
			}
			data, err := result.Model.Encode()
			if err != nil {
				return err
			}
			if err := os.WriteFile(o.out, data, 0o644); err != nil {
				return err
			}
			return train.Print(cmd.OutOrStdout(), result)
		}),
	}
	o.addFlags(cmd, true)
	cmd.Flags().StringVarP(&o.out, "output", "o", "", "where to write the model")
	cmd.Flags().StringVar(&o.dev, "dev", "", "coded texts to measure on; they are not learned from")
	cmd.Flags().StringVar(&o.codebook, "codebook", "", "codebook whose keywords are features: cap, or a file")
	cmd.Flags().StringVar(&o.language, "language", "en", "ISO 639-1 code of the keywords that are looked for")
	cmd.Flags().BoolVar(&o.shape.Context, "context", false, "count what stands before and behind the text")
	cmd.Flags().BoolVar(&o.shape.Chars, "chars", false, "count runs of characters too")
	cmd.Flags().BoolVar(&o.shape.Vectors, "vectors", false, "count the vectors of word pieces too; English")
	cmd.Flags().IntVar(&o.size, "size", model.MaxSize>>20, "MiB that the file may have: the rarest features are left out")
	cmd.Flags().Float64Var(&o.cost, "cost", 0, "how much a mistake costs; 0: the best of three on dev")
	return cmd
}

func newTopicsEvalCommand() *cobra.Command {
	var o struct {
		lineFlags
		model, codebook string
	}
	cmd := &cobra.Command{
		Use:   "eval FILE --model MODEL",
		Short: "Measure a topic model on texts that you coded",
		Long: `Eval codes the texts of FILE with the model and prints how close it came to their codes: what
topics train prints of its dev texts. Do not measure on texts that the model learned from.

` + codedLines + "\n\n" + command.ExitCodesHelp,
		Example: "  dsbuild topics train headlines.jsonl -o words.model\n  dsbuild topics eval check.csv --model words.model",
		Args:    command.Exactly(1, "one FILE, .jsonl or .csv"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			m, book, err := readTopicModel(o.model, o.codebook)
			if err != nil {
				return err
			}
			o.book = book
			lines, err := o.read(args[0], true)
			if err != nil {
				return err
			}
			out := bufio.NewWriter(cmd.OutOrStdout())
			train.PrintMeasured(out, train.Measure(m, lines))
			fmt.Fprintf(out, "\n%s\n", m.Head.Note)
			return out.Flush()
		}),
	}
	o.addFlags(cmd, true)
	addModelFlags(cmd, &o.model, &o.codebook)
	return cmd
}

func addModelFlags(cmd *cobra.Command, name, codebook *string) {
	cmd.Flags().StringVar(name, "model", "", "file that topics train wrote")
	cmd.Flags().StringVar(codebook, "codebook", "", "file of the codebook that the model was trained with, where it is your own")
}

// readTopicModel reads a model file, and the codebook of one's own which it was trained with; nil where none is named.
func readTopicModel(name, named string) (m *model.Model, book *codebook.Codebook, err error) {
	if name == "" {
		return nil, nil, command.Usagef("--model MODEL is needed: what dsbuild topics train wrote")
	}
	var given []*codebook.Codebook
	if named != "" {
		if book, err = option.Codebook(named); err != nil {
			return nil, nil, err
		}
		given = append(given, book)
	}
	m, err = option.TopicModel(name, given...)
	return m, book, err
}
