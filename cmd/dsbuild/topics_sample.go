package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/child"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/topicsheet"
)

func newTopicsSampleCommand() *cobra.Command {
	var out, book string
	var n int
	var seed uint64
	cmd := &cobra.Command{
		Use:   "sample DATASET -o SHEET",
		Short: "Draw articles of a dataset for people to code by topic",
		Long: `Sample draws articles into a sheet, as many of each code that the machine gave as can be, and of
those where it abstained or found no topic. What the machine gave does not stand in the sheet.

  SHEET.html  one file to code in a browser: it needs no network, shows the codebook beside the
              text, keys search it and give a code, the browser keeps the codes, u takes one
              back, and they are saved as codes.csv
  SHEET.csv   the same texts with empty columns code and label, for a spreadsheet

The same dataset, --per-code and --seed give the same texts: give every coder the same sheet.
probability says how likely each was to be drawn. A text has one code, or no_policy where it has
no topic of the codebook. In a spreadsheet the name of a topic in the column label will do.

Next: dsbuild topics agreement, correct and prevalence.

` + command.ExitCodesHelp,
		Example: `  dsbuild build pages/ -o out
  dsbuild topics sample out --per-code 10 -o texts.html
  dsbuild topics sample out --per-code 5 --seed 7 -o texts.csv`,
		Args: command.Exactly(1, "one DATASET"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			ext := strings.ToLower(filepath.Ext(out))
			switch {
			case out == "" || ext != ".html" && ext != ".csv":
				return command.Usagef("sample needs -o SHEET.html or -o SHEET.csv")
			case n < 1:
				return command.Usagef("--per-code is at least 1")
			}
			cb, err := datasetCodebook(args[0], book)
			switch {
			case err != nil:
				return err
			case child.Is():
				return drawTexts(cmd.OutOrStdout(), args[0], cb.Scheme, n, seed)
			}
			return sampleTopics(cmd, args[0], out, cb)
		}),
	}
	f := cmd.Flags()
	f.StringVarP(&out, "out", "o", "", "where to write the sheet: a name in .html or .csv")
	f.IntVar(&n, "per-code", 20, "articles to draw of each code and outcome")
	f.Uint64Var(&seed, "seed", 1, "another number draws other articles")
	addSchemeFlag(cmd, &book)
	return cmd
}

func addSchemeFlag(cmd *cobra.Command, book *string) {
	cmd.Flags().StringVar(book, "codebook", "", "codebook, where several coded the dataset: its name, or its file with descriptions")
}

// datasetCodebook returns the codes that a dataset was coded by, with what the codebook says of them.
func datasetCodebook(dir, book string) (*topicsheet.Codebook, error) {
	m, err := datasets.ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	var full *codebook.Codebook
	name := book
	have := schemes(m)
	if ext := filepath.Ext(book); ext != "" && !slices.Contains(have, book) {
		if full, err = option.Codebook(book); err != nil {
			return nil, err
		}
		name = full.Name
	}
	switch {
	case len(have) == 0:
		return nil, fmt.Errorf("%s was built without topics", dir)
	case name == "" && len(have) > 1:
		return nil, command.Usagef("%s was coded by %s: say which with --codebook", dir, strings.Join(have, ", "))
	case name == "":
		name = have[0]
	case !slices.Contains(have, name):
		return nil, fmt.Errorf("%s was not coded by the codebook %s, but by %s", dir, name, strings.Join(have, ", "))
	}
	if full == nil {
		full = codebook.Shipped(name)
	}
	about := map[string]string{}
	if full != nil {
		for i := range full.Codes {
			about[full.Codes[i].Code] = full.Codes[i].Description
		}
	}
	cb := &topicsheet.Codebook{Scheme: name}
	for _, a := range m.Annotators {
		if a.Scheme != name {
			continue
		}
		for _, c := range a.Codes {
			cb.Codes = append(cb.Codes, topicsheet.Code{Code: c.Code, Label: c.Label, Parent: c.Parent, Description: about[c.Code]})
		}
		break
	}
	if len(cb.Codes) == 0 {
		return nil, fmt.Errorf("the manifest of %s does not list the codes of %s; build it again with this dsbuild", dir, name)
	}
	return cb, nil
}

func schemes(m *datasets.Manifest) []string {
	var names []string
	for _, a := range m.Annotators {
		if a.Scheme != "" && !slices.Contains(names, a.Scheme) {
			names = append(names, a.Scheme)
		}
	}
	return names
}

// sampleTopics writes the sheet of the texts that the reading process draws.
func sampleTopics(cmd *cobra.Command, dir, name string, cb *topicsheet.Codebook) error {
	manifest, err := datasets.ReadManifest(dir)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(name); err == nil {
		return fmt.Errorf("%s exists, and may hold somebody's codes; choose another name", name)
	}
	sheet := topicsheet.Sheet{Tool: version, Codebook: *cb}
	err = child.Run(cmd.Context(), nil, child.Lines(func(r topicsheet.Row) { sheet.Rows = append(sheet.Rows, r) }))
	if err != nil {
		return child.Unreadable(err, dir)
	}
	if len(sheet.Rows) == 0 {
		return fmt.Errorf("%s has no articles to code", dir)
	}
	sheet.Of = fmt.Sprintf("%s of %s, by the codebook %s", screen.Number(int64(len(sheet.Rows)), "article"),
		strings.TrimSpace(manifest.Dataset.Name+" "+manifest.Dataset.Version), cb.Scheme)
	if err := writeSheet(name, &sheet); err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %s; code them, then dsbuild topics agreement, correct or prevalence\n", name, sheet.Of)
	return err
}

// markable is a sheet that people mark.
type markable interface {
	WriteCSV(w io.Writer) error
	WriteHTML(w io.Writer) error
}

// writeSheet writes a new file, or none: a table or a page, as its name says.
func writeSheet(name string, sheet markable) error {
	write := sheet.WriteHTML
	if isTable(name) {
		write = sheet.WriteCSV
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}

// drawTexts is the child's part: one line a text.
func drawTexts(w io.Writer, dir, scheme string, n int, seed uint64) error {
	ds, err := datasets.Open(dir)
	if err != nil {
		return err
	}
	if ds.Table("topics") == nil {
		return fmt.Errorf("%s was built without topics", dir)
	}
	rows, err := topicsheet.Draw(ds, scheme, n, seed)
	if err != nil {
		return err
	}
	e := json.NewEncoder(w)
	for i := range rows {
		if err := e.Encode(&rows[i]); err != nil {
			return err
		}
	}
	return nil
}
