package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/child"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/topicsheet"
	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

func newTopicsCorrectCommand() *cobra.Command {
	var out, into, book string
	cmd := &cobra.Command{
		Use:   "correct DATASET SHEET.csv -o OUT",
		Short: "Make a dataset in which the codes that people gave come first",
		Long: `Correct writes DATASET again with the codes of a sheet of topics sample: in the table topics, rows of
method human at rank 1, those of the machine behind them. All other tables are copied byte for
byte; report and cards are made anew. The manifest names DATASET's digest and the sheet's.
Another sheet can be added to OUT; where both code an article, the later one counts.

The articles of a sheet are no random sample: count shares with dsbuild topics prevalence.

` + command.ExitCodesHelp,
		Example: `  dsbuild topics sample out --per-code 30 -o empty.csv
  sed "s/^,,/no_policy,,/" empty.csv > human.csv # in the place of somebody who codes the texts
  dsbuild topics correct out human.csv -o corrected
  dsbuild validate corrected`,
		Args: command.Exactly(2, "a DATASET and a SHEET.csv"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return command.Usagef("correct needs -o OUT, a folder that does not exist yet")
			}
			cb, err := datasetCodebook(args[0], book)
			if err != nil {
				return err
			}
			body, err := os.ReadFile(args[1])
			if err != nil {
				return err
			}
			coding, err := topicsheet.Read(args[1], bytes.NewReader(body), cb)
			if err != nil {
				return err
			}
			if len(coding.Given()) == 0 {
				return fmt.Errorf("%s: no text has a code: fill in code or label, or write %s, and give the sheet again", args[1], topicsheet.None)
			}
			if child.Is() {
				return writeCorrected(cmd.Context(), args[0], into, coding, cb, body)
			}
			return correctTopics(cmd, args[0], out, coding)
		}),
	}
	f := cmd.Flags()
	f.StringVarP(&out, "out", "o", "", "folder of the new dataset")
	f.StringVar(&into, "into", "", "where the process that reads writes")
	_ = f.MarkHidden("into") // it is declared above
	addSchemeFlag(cmd, &book)
	return cmd
}

// correctTopics publishes what the reading process writes.
func correctTopics(cmd *cobra.Command, dir, out string, coding *topicsheet.Coding) error {
	place, err := datasets.NewFolder(disk.Real, out)
	if err != nil {
		return err
	}
	err = child.Run(cmd.Context(), []string{"--into=" + place.Path()}, func([]byte) error { return nil })
	if err == nil {
		err = cmd.Context().Err()
	}
	if err != nil {
		return errors.Join(child.Unreadable(err, dir), place.Leave())
	}
	if err := place.Publish(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %s with the code that people gave; 'dsbuild validate %s' checks it\n", out,
		screen.Number(int64(len(coding.Given())), "article"), out)
	return err
}

// writeCorrected is the child's part.
func writeCorrected(ctx context.Context, dir, into string, coding *topicsheet.Coding, cb *topicsheet.Codebook, sheet []byte) error {
	ds, err := datasets.Open(dir)
	if err != nil {
		return err
	}
	from := ds.Manifest()
	if from.SchemaHash != schema.Hash() {
		return fmt.Errorf("%s has schema %s, this dsbuild another version or state, %s; build it again",
			dir, from.SchemaVersion, schema.Version)
	}
	codebooks, err := storedCodebooks(dir, from)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(sheet)
	m := *from
	m.Topics = append(slices.Clone(from.Topics), datasets.TopicCorrection{
		Of: from.Digest, Sheet: filepath.Base(coding.Name), SHA256: hex.EncodeToString(sum[:]),
		Scheme: cb.Scheme, Articles: len(coding.Given()),
	})
	c := datasets.Copy{
		Manifest: &m, Tables: ds.Tables(), From: ds, Unchanged: func(t *schema.Table) bool { return t.Name != "topics" },
		Rows:    func(t *schema.Table) iter.Seq2[[]schema.Value, error] { return topicsheet.Corrected(ds, t, coding, cb) },
		Parquet: from.HasParquet(), Arrow: len(from.Parts("articles", true)) > 0,
		Beside: beside(ctx, runtime.GOMAXPROCS(0), "", codebooks),
	}
	return c.Write(into)
}
