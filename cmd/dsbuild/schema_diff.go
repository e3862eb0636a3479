package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/child"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// diffFormat is what a comparison in JSON says of itself first.
const diffFormat = "dsbuild.schema_diff/1"

// schemaDiff is what `schema diff` found.
type schemaDiff struct {
	Format  string          `json:"format"`
	Old     string          `json:"old"`
	New     string          `json:"new"`
	Verdict schema.Verdict  `json:"verdict"`
	Changes []schema.Change `json:"changes"`
	// Drift is where parts of NEW differ among each other.
	Drift []validate.Drift `json:"drift"`
}

func newSchemaDiffCommand() *cobra.Command {
	var format, failOn, table string
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Compare versions of the schema, files and datasets, with a verdict",
		Long: `Diff compares two declarations, each a version (0.1, or present), a file that
` + "`dsbuild schema json`" + ` wrote, a dataset, or a Parquet or Arrow file. The verdict says
what the change means for what was written against OLD: patch (words only), minor (more
is told or promised), major (something is gone, means something else, or is no longer
promised). Parts of a table in NEW that differ among each other count as well. The rules
are in docs/schema.md. Of files that are of none of dsbuild's tables, columns and types are
compared. Exit 3 where the verdict is --fail-on or worse.

` + command.ExitCodesHelp,
		Example: `  dsbuild schema diff 0.1 present --fail-on none
  dsbuild schema diff present out
  dsbuild schema diff out export.parquet
  dsbuild schema json > mine.json && dsbuild schema diff present mine.json --format json`,
		Args: command.Exactly(2, "OLD and NEW"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			limit, err := failLimit(failOn)
			if err != nil {
				return err
			}
			if format != "text" && format != "json" {
				return command.Usagef("--format is text or json, not %q", format)
			}
			d, err := guardedDiff(cmd, args[0], args[1], table)
			if err != nil {
				return err
			}
			if err := d.write(cmd.OutOrStdout(), format); err != nil {
				return err
			}
			if d.Verdict >= limit && !child.Is() {
				return &command.Error{Code: command.Findings, Err: nil}
			}
			return nil
		}),
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	cmd.Flags().StringVar(&table, "table", "", "the table of files whose metadata do not say it (default: told by folder, name or columns)")
	cmd.Flags().StringVar(&failOn, "fail-on", "major", "exit 3 from this verdict on: patch, minor or major; none: never")
	return cmd
}

// guardedDiff compares in a child process where data has to be read for it.
func guardedDiff(cmd *cobra.Command, older, newer, table string) (*schemaDiff, error) {
	if child.Is() || !isData(older) && !isData(newer) {
		return diffSchemas(cmd.Context(), older, newer, table)
	}
	d := &schemaDiff{}
	return d, foundByChild(cmd.Context(), []string{"schema", "diff", "--format", "json", "--table", table, "--", older, newer}, d)
}

// foundByChild reads the JSON that a command, which may die of what it reads, prints in a child.
func foundByChild(ctx context.Context, args []string, found any) error {
	var out bytes.Buffer
	err := child.RunArgs(ctx, args, func(line []byte) error {
		if string(line) != aliveLine {
			out.Write(line)
		}
		return nil
	})
	if errors.Is(err, child.ErrDied) {
		return fmt.Errorf("a file cannot be read, 'dsbuild validate' says which: %w", err)
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal(out.Bytes(), found); err != nil {
		return fmt.Errorf("read what the reading process found: %w", err)
	}
	return nil
}

// failLimit reads --fail-on: from which verdict on a comparison exits with 3.
func failLimit(failOn string) (schema.Verdict, error) {
	if failOn == "none" {
		return schema.Major + 1, nil
	}
	var limit schema.Verdict
	if err := limit.UnmarshalText([]byte(failOn)); err != nil || limit == schema.Same {
		return limit, command.Usagef("--fail-on is patch, minor, major or none, not %q", failOn)
	}
	return limit, nil
}

func diffSchemas(ctx context.Context, older, newer, table string) (*schemaDiff, error) {
	was, _, err := schemaSide(ctx, older, table)
	if err != nil {
		return nil, err
	}
	is, drift, err := schemaSide(ctx, newer, table)
	if err != nil {
		return nil, err
	}
	for _, pair := range [][2]*schema.Side{{&was, &is}, {&is, &was}} {
		if pair[0].Table(validate.Loose) != nil && pair[1].Table(validate.Loose) == nil {
			return nil,
				fmt.Errorf("%s: neither its metadata nor its name nor its columns say of which table it is; name one of those of %s with --table",
					pair[0].Name, pair[1].Name)
		}
	}
	d := &schemaDiff{diffFormat, was.Name, is.Name, schema.Same, []schema.Change{}, []validate.Drift{}}
	d.Changes = append(d.Changes, schema.Diff(was, is)...)
	d.Drift = append(d.Drift, drift...)
	d.Verdict = schema.Worst(d.Changes)
	for i := range drift {
		d.Verdict = max(d.Verdict, schema.Worst(drift[i].Changes))
	}
	return d, nil
}

// isData reports whether a side is neither a version nor a declaration in JSON.
func isData(name string) bool {
	if schema.IsVersion(name) {
		return false
	}
	f, err := os.Open(name)
	if err != nil {
		return !errors.Is(err, os.ErrNotExist) || strings.ContainsAny(name, "*?[")
	}
	defer f.Close()
	head := make([]byte, 1)
	n, _ := f.Read(head) // of a folder nothing is read
	return n == 0 || head[0] != '{'
}

// schemaSide reads one side of a comparison, and where its parts differ.
func schemaSide(ctx context.Context, name, table string) (schema.Side, []validate.Drift, error) {
	if isData(name) {
		return validate.Declared(ctx, name, validate.Options{Table: table})
	}
	if schema.IsVersion(name) {
		d, err := schema.VersionDocument(name)
		if err != nil {
			return schema.Side{}, nil, err
		}
		return schema.Side{Name: d.Version, Document: d}, nil, nil
	}
	body, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		err = fmt.Errorf("%s is no file and no version of the schema; these are %s", name, strings.Join(schema.VersionNames(), ", "))
	}
	if err != nil {
		return schema.Side{}, nil, err
	}
	d, err := schema.ParseDocument(body)
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return schema.Side{Name: name, Document: d}, nil, err
}

func (d *schemaDiff) write(w io.Writer, format string) error {
	if format == "json" {
		return screen.JSON(w, d)
	}
	var b strings.Builder
	for i := range d.Changes {
		b.WriteString(text.Terminal(d.Changes[i].String()) + "\n")
	}
	for _, drift := range d.Drift {
		fmt.Fprintf(&b, "%s differs from %s:\n", text.Terminal(drift.File), text.Terminal(drift.Than))
		for i := range drift.Changes {
			b.WriteString("  " + text.Terminal(drift.Changes[i].String()) + "\n")
		}
	}
	fmt.Fprintf(&b, "%s -> %s: %s, %d changes\n", text.Terminal(d.Old), text.Terminal(d.New), d.Verdict, len(d.Changes))
	_, err := io.WriteString(w, b.String())
	return err
}
