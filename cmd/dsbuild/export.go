package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/child"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/memory"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/wanted"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/card"
	"github.com/dsbuild/dsbuild/datasets/export"
	"github.com/dsbuild/dsbuild/datasets/selection"
	"github.com/dsbuild/dsbuild/internal/text"
)

// exportOptions are the flags of export.
type exportOptions struct {
	to, out, into string
	tables        []string
	wanted        wanted.Flags
	share         shareOptions
}

func newExportCommand(g *globalOptions) *cobra.Command {
	var o exportOptions
	cmd := &cobra.Command{
		Use:   "export DATASET --to FORMAT -o PLACE",
		Short: "Write a dataset, or a choice of its articles, for other programs, or without the text to share it",
		Long: `Export writes the tables of a dataset into a new folder PLACE:

` + formatsHelp() + `
Beside them stands export.json: what was asked, how many articles were left out, what
stands in which file, and the digest of each. docs/export.md says how every format is
read back without loss. With a choice of articles the tables about them have the rows of
those alone; people and outlets stay whole, and their counts are of the whole dataset;
rejects, which are no articles, are left out.

` + shareHelp + `

` + wanted.Help + `

` + command.ExitCodesHelp,
		Example: `  dsbuild build pages/ -o out
  dsbuild export out --to csv -o out-csv
  dsbuild export out --to dta -o out-stata
  dsbuild export out --to sqlite -o out-sqlite
  dsbuild export out --to deposit -o out-deposit
  dsbuild export out --to jsonl --tables articles,quotes,topics -o out-jsonl
  dsbuild export out --to csv --from 2020 --to 2024-06 --match "council OR budget*" -o out-mine
  dsbuild export out --rights none -o out-shared
  dsbuild export out --rights snippets:200 --persons drop -o out-heads
  dsbuild export out --rights hashes --key project.key --from 2020 -o out-hashed`,
		Args: command.Exactly(1, "one DATASET"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			if err := o.check(); err != nil {
				return err
			}
			s, err := o.wanted.Selection()
			if err != nil {
				return err
			}
			if child.Is() {
				if o.share.rights != "" {
					return writeShared(cmd.Context(), cmd.OutOrStdout(), args[0], &o, s)
				}
				return writeExport(cmd.Context(), cmd.OutOrStdout(), args[0], &o, s)
			}
			return runExport(cmd, g, &o, args[0])
		}),
	}
	f := cmd.Flags()
	f.StringVarP(&o.out, "out", "o", "", "the folder to write, which must not exist")
	f.StringSliceVar(&o.tables, "tables", nil, "tables to write; default all that the dataset has")
	f.StringVar(&o.into, "into", "", "where the process that reads writes")
	_ = f.MarkHidden("into") // it is declared above
	o.share.addFlags(cmd)
	o.wanted.AddBeside(cmd, &o.to, formatNames())
	return cmd
}

func formatNames() []string {
	var names []string
	for _, f := range export.Formats {
		names = append(names, f.Name)
	}
	return names
}

func formatsHelp() string {
	var b strings.Builder
	for _, f := range export.Formats {
		fmt.Fprintf(&b, "  %-8s %s\n", f.Name, f.Doc)
	}
	return b.String()
}

// exported is a line of the process that reads: how far it is, or at its end what it did.
type exported struct {
	Rows     int64 // read so far
	Files    int
	Bytes    int64
	Selected string
	Key      bool // digests of it have a key
}

// runExport has the dataset read by a child, and puts what it writes in its place.
func runExport(cmd *cobra.Command, g *globalOptions, o *exportOptions, dir string) error {
	m, err := datasets.ReadManifest(dir)
	if err != nil {
		return err
	}
	place, err := datasets.NewFolder(g.disk, o.out)
	if err != nil {
		return err
	}
	if x, err := o.share.options(); err == nil && x.NeedsKey() {
		if err := makeKey(o.keyFile()); err != nil {
			return errors.Join(err, place.Leave())
		}
	}
	var rows, bytes int64
	for _, t := range m.Tables {
		rows += t.Rows
	}
	for _, f := range m.Files {
		bytes += f.Bytes
	}
	p := newProgress(g, "export", bytes)
	var last exported
	err = child.Run(cmd.Context(), []string{"--into=" + place.Path()}, func(line []byte) error {
		if err := json.Unmarshal(line, &last); err != nil {
			return fmt.Errorf("read what the reading process says: %w", err)
		}
		p.at(int64(float64(bytes) * min(1, float64(last.Rows)/float64(max(rows, 1)))))
		return nil
	})
	p.finish()
	if err == nil {
		err = cmd.Context().Err()
	}
	if err != nil {
		return errors.Join(child.Unreadable(err, dir), place.Leave())
	}
	if err := place.Publish(); err != nil {
		return err
	}
	if o.share.rights != "" {
		sayShared(cmd.OutOrStdout(), o, &last)
	} else {
		fmt.Fprintf(cmd.OutOrStdout(), "%s: %s, %s, and export.json\n", o.out,
			screen.Number(int64(last.Files), "file"), screen.Number(last.Bytes, "byte"))
	}
	if last.Selected != "" {
		fmt.Fprintln(cmd.OutOrStdout(), text.Terminal(last.Selected))
	}
	return nil
}

// writeExport is the child's part.
func writeExport(ctx context.Context, w io.Writer, dir string, o *exportOptions, s *selection.Selection) error {
	ds, err := datasets.Open(dir)
	if err != nil {
		return err
	}
	memory.Limit(memory.OfReading)
	e := json.NewEncoder(w)
	x := export.Options{To: o.to, Tables: o.tables, Manifest: ds.Manifest(), Tool: version, Reading: func(rows int64) {
		_ = e.Encode(exported{Rows: rows}) // what cannot be written shows at the end
	}}
	var from export.Dataset = ds
	done := exported{}
	if !s.Empty() {
		view, err := selection.Of(ds, s, func() { x.Reading(0) })
		if err != nil {
			return err
		}
		from, x.Selected, done.Selected = view, view.Record(), view.Record().String()
	}
	if o.to == "deposit" {
		prose, err := card.ReadProse(dir)
		if err != nil {
			return err
		}
		x.Dir = dir
		x.Beside = func() (map[string][]byte, error) { return describe(ctx, ds, runtime.GOMAXPROCS(0), prose, true) }
	}
	r, err := export.Write(from, o.into, x)
	if err != nil {
		return err
	}
	for _, t := range ds.Manifest().Tables {
		done.Rows += t.Rows
	}
	done.Files = len(r.Files)
	for _, f := range r.Files {
		done.Bytes += f.Bytes
	}
	return e.Encode(done)
}
