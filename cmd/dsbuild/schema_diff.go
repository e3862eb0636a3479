package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

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
}

func newSchemaDiffCommand() *cobra.Command {
	var format, failOn string
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Compare two versions of the schema, with a verdict",
		Long: `Diff compares two declarations, each a published version (0.1) or a file that
` + "`dsbuild schema json`" + ` wrote. The verdict says what the change means for what was
written against OLD: patch (words only), minor (more is told or promised), major
(something is gone, means something else, or is no longer promised). The rules are in
docs/schema.md. Exit 3 where the verdict is --fail-on or worse.

` + exitCodesHelp,
		Example: `  dsbuild schema diff 0.1 0.1
  dsbuild schema json > mine.json && dsbuild schema diff 0.1 mine.json --format json`,
		Args: exactly(2, "OLD and NEW"),
		RunE: running(func(cmd *cobra.Command, args []string) error {
			var limit schema.Verdict
			if err := limit.UnmarshalText([]byte(failOn)); err != nil || limit == schema.Same {
				return usagef("--fail-on is patch, minor or major, not %q", failOn)
			}
			if format != "text" && format != "json" {
				return usagef("--format is text or json, not %q", format)
			}
			d, err := diffSchemas(args[0], args[1])
			if err != nil {
				return err
			}
			if err := d.write(cmd.OutOrStdout(), format); err != nil {
				return err
			}
			if d.Verdict >= limit {
				return &codedError{exitFindings, nil}
			}
			return nil
		}),
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	cmd.Flags().StringVar(&failOn, "fail-on", "major", "exit 3 from this verdict on: patch, minor or major")
	return cmd
}

func diffSchemas(older, newer string) (*schemaDiff, error) {
	was, err := schemaSide(older)
	if err != nil {
		return nil, err
	}
	is, err := schemaSide(newer)
	if err != nil {
		return nil, err
	}
	changes := schema.Diff(was, is)
	return &schemaDiff{diffFormat, was.Name, is.Name, schema.Worst(changes), slices.Concat([]schema.Change{}, changes)}, nil
}

// schemaSide reads one side of a comparison.
func schemaSide(name string) (schema.Side, error) {
	if slices.Contains(schema.VersionNames(), name) {
		d, err := schema.VersionDocument(name)
		return schema.Side{Name: name, Document: d}, err
	}
	body, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return schema.Side{}, fmt.Errorf("%s is no file and no published version; these are %s", name, strings.Join(schema.VersionNames(), ", "))
	}
	if err != nil {
		return schema.Side{}, err
	}
	d, err := schema.ParseDocument(body)
	if err != nil {
		return schema.Side{}, fmt.Errorf("%s: %w", name, err)
	}
	return schema.Side{Name: name, Document: d}, nil
}

func (d *schemaDiff) write(w io.Writer, format string) error {
	if format == "json" {
		return printJSON(w, d)
	}
	var b strings.Builder
	for i := range d.Changes {
		b.WriteString(text.Terminal(d.Changes[i].String()) + "\n")
	}
	fmt.Fprintf(&b, "%s -> %s: %s, %d changes\n", text.Terminal(d.Old), text.Terminal(d.New), d.Verdict, len(d.Changes))
	_, err := io.WriteString(w, b.String())
	return err
}
