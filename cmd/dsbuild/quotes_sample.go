package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/child"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/wanted"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/quotesheet"
	"github.com/dsbuild/dsbuild/datasets/selection"
	"github.com/dsbuild/dsbuild/internal/marksheet"
)

func newQuotesSampleCommand() *cobra.Command {
	var out string
	var n int
	var seed uint64
	var w wanted.Flags
	cmd := &cobra.Command{
		Use:   "sample DATASET -o SHEET",
		Short: "Draw quotes of a dataset for people to judge",
		Long: `Sample draws rows of the table quotes, as many of each kind as can be, into a sheet:

  SHEET.html  one file to be marked in a browser: it needs no network, keys mark a row and go on,
              the browser keeps the marks, u takes one back, and they are saved as marks.csv
  SHEET.csv   the same rows with an empty column mark, for a spreadsheet

A mark is right, or every fault that a row has: extent (the words begin or end in the wrong
place, by more than two words), speaker_wrong, speaker_missing (nobody is named, but the text
tells who says it), not_said. dsbuild quotes eval counts them. The same dataset, --rows and --seed
give the same sheet; probability says how likely each row was to be drawn, so that a share of
all quotes can be told. Two people who read one sheet apart show how far they agree.

` + wanted.Help + `

` + command.ExitCodesHelp,
		Example: `  dsbuild build pages/ -o out
  dsbuild quotes sample out -o sheet.html
  dsbuild quotes sample out --rows 30 --seed 7 -o sheet.csv
  dsbuild quotes sample out --from 2020 --match council -o mine.csv`,
		Args: command.Exactly(1, "one DATASET"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			ext := strings.ToLower(filepath.Ext(out))
			switch {
			case out == "" || ext != ".html" && ext != ".csv":
				return command.Usagef("sample needs -o SHEET.html or -o SHEET.csv")
			case n < 1:
				return command.Usagef("--rows is at least 1")
			}
			chosen, err := w.Selection()
			switch {
			case err != nil:
				return err
			case child.Is():
				return drawRows(cmd.OutOrStdout(), args[0], chosen, n, seed)
			}
			return sampleQuotes(cmd, args[0], out)
		}),
	}
	f := cmd.Flags()
	f.StringVarP(&out, "out", "o", "", "where to write the sheet: a name in .html or .csv")
	f.IntVar(&n, "rows", 300, "rows to draw")
	f.Uint64Var(&seed, "seed", 1, "another number draws other rows")
	w.Add(cmd)
	return cmd
}

// sampleQuotes writes the sheet of the rows that the reading process draws.
func sampleQuotes(cmd *cobra.Command, dir, name string) error {
	manifest, err := datasets.ReadManifest(dir)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(name); err == nil {
		return fmt.Errorf("%s exists, and may hold somebody's marks; choose another name", name)
	}
	sheet := quotesheet.Sheet{Tool: version}
	selected := ""
	err = child.Run(cmd.Context(), nil, child.Lines(func(d drawnLine) {
		switch {
		case d.Row != nil:
			sheet.Rows = append(sheet.Rows, *d.Row)
		case d.Selected != "":
			selected = d.Selected
		}
	}))
	if err != nil {
		return child.Unreadable(err, dir)
	}
	if len(sheet.Rows) == 0 {
		return fmt.Errorf("%s has no quotes to judge", dir)
	}
	sheet.Of = fmt.Sprintf("%s of %s", screen.Number(int64(len(sheet.Rows)), "quote"),
		strings.TrimSpace(manifest.Dataset.Name+" "+manifest.Dataset.Version))
	if selected != "" {
		sheet.Of += ". " + selected
	}
	if err := writeSheet(name, &sheet); err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %s; mark them, then dsbuild quotes eval\n", name, sheet.Of)
	return err
}

// drawnLine is a line of the process that reads: a row, or what was selected; neither
// only says that it is alive.
type drawnLine struct {
	Row      *quotesheet.Row
	Selected string
}

// drawRows is the child's part: one line a row.
func drawRows(w io.Writer, dir string, chosen *selection.Selection, n int, seed uint64) error {
	ds, err := datasets.Open(dir)
	if err != nil {
		return err
	}
	if ds.Table("quotes") == nil {
		return fmt.Errorf("%s was built without quotes", dir)
	}
	e := json.NewEncoder(w)
	var from quotesheet.Source = ds
	if !chosen.Empty() {
		view, err := selection.Of(ds, chosen, func() { _ = e.Encode(drawnLine{}) }) // what cannot be written shows below
		if err != nil {
			return err
		}
		if err := e.Encode(drawnLine{Selected: view.Record().String()}); err != nil {
			return err
		}
		from = view
	}
	rows, err := quotesheet.Draw(from, n, seed)
	if err != nil {
		return err
	}
	for i := range rows {
		if err := e.Encode(drawnLine{Row: &rows[i]}); err != nil {
			return err
		}
	}
	return nil
}

func isTable(name string) bool { return strings.EqualFold(filepath.Ext(name), ".csv") }

// isSheet reports whether a file is a sheet of quotes sample, and not coded articles.
func isSheet(name string) (bool, error) {
	if !isTable(name) {
		return false, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer f.Close()
	t, err := marksheet.Read(f)
	if err != nil {
		return false, nil //nolint:nilerr // who reads it as coded articles says what is wrong
	}
	return quotesheet.IsSheet(t.Names), nil
}

// evalSheet prints what the marks of one sheet come to, and how far a second reading agrees.
func evalSheet(w io.Writer, names []string) error {
	var readings [][]quotesheet.Marked
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		rows, err := quotesheet.ReadMarks(f)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		readings = append(readings, rows)
	}
	if err := quotesheet.Report(w, readings[0]); err != nil {
		return err
	}
	if len(readings) == 1 {
		return nil
	}
	return quotesheet.Agreement(w, readings[0], readings[1])
}
