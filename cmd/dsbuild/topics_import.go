package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/convert/topic/dictionary"
	"github.com/dsbuild/dsbuild/internal/text"
)

func newTopicsImportCommand() *cobra.Command {
	var out string
	o := dictionary.Options{}
	cmd := &cobra.Command{
		Use:   "import DICT -o CODEBOOK.yaml",
		Short: "Make a codebook of a dictionary of quanteda, WordStat or Lexicoder, or of a CSV",
		Long: `Import turns a dictionary into a codebook: a quanteda dictionary as YAML, a WordStat .cat, a
Lexicoder .lcd, or a CSV with the columns code, label, keyword and, where there is one, strength
(strong, medium or weak). Categories in categories become codes with parents. A dictionary does
not say which word decides: all are medium unless --strength says otherwise. What cannot be a
keyword (patterns with ? or a * that is not at the end) is named on standard error and left out,
and the exit code is 3. Give the codebook codes, examples and strengths of your own, then run topics check.

` + command.ExitCodesHelp,
		Example: "  dsbuild topics import words.csv -o words.yaml",
		Args:    command.Exactly(1, "a DICT"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return command.Usagef("import needs -o CODEBOOK.yaml")
			}
			data, err := os.ReadFile(args[0])
			if err != nil {
				return err
			}
			if o.Name == "" {
				base := filepath.Base(out)
				o.Name = strings.ToLower(strings.TrimSuffix(base, filepath.Ext(base)))
			}
			made, err := dictionary.Read(filepath.Ext(args[0]), data, o)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			f, err := os.OpenFile(out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
			if errors.Is(err, fs.ErrExist) {
				return fmt.Errorf("%s exists; name another file", out)
			} else if err != nil {
				return err
			}
			_, err = f.Write(made.YAML)
			if err := errors.Join(err, f.Close()); err != nil {
				return err
			}
			for _, left := range made.LeftOut {
				fmt.Fprintf(cmd.ErrOrStderr(), "dsbuild: left out: %s\n", text.Terminal(left))
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s: %s, %s\n", text.Terminal(out), screen.Number(int64(made.Codes), "code"),
				screen.Number(int64(made.Keywords), "keyword"))
			if len(made.LeftOut) > 0 {
				return command.Findingsf("%s left out", screen.Number(int64(len(made.LeftOut)), "word"))
			}
			return nil
		}),
	}
	f := cmd.Flags()
	f.StringVarP(&out, "output", "o", "", "where to write the codebook")
	f.StringVar(&o.Name, "name", "", "name of the codebook; default: that of the file")
	f.StringVar(&o.Language, "language", "en", "ISO 639-1 code of the words")
	f.StringVar(&o.Strength, "strength", "medium", "strength of the words: strong, medium or weak")
	return cmd
}
