package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/child"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/memory"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/datasets/validate/rules"
	"github.com/dsbuild/dsbuild/schema"
)

// validateOptions are the flags of validate.
type validateOptions struct {
	format  string
	reports []string
	config  string
	failOn  string
	max     int
	rules   bool
	cross   bool
	table   string
	schema  string
	workers int

	skip   []string // between parent and child: files that ended an earlier child
	serial bool     // and whether one file is to be read at a time
}

func newValidateCommand(g *globalOptions) *cobra.Command {
	var o validateOptions
	cmd := &cobra.Command{
		Use:   "validate DIR|FILE...",
		Short: "Check a dataset against every rule it promises to keep",
		Long: `Validate reads a dataset and checks the manifest and its digests, columns and types,
keys and references, values against their rules, and the laws: the text equals its
paragraphs, every span equals its text, counts agree, pages == articles + rejects.
Files are read in a process of their own with a limited address space, so that a
damaged file is a finding and not a crash.

It also takes Parquet and Arrow files (IPC files and streams), patterns and folders of
them, whoever wrote them: several tables are checked against each other. Columns whose
type means the declared one (large strings, dictionaries, other widths and units) pass
with a note that says how to convert them. Of which table a file is, its metadata say,
or --table, or else its folder, its name or its columns.

With --cross-check an independent library (xitongsys/parquet-go) reads every Parquet
part of a dataset once more, and its values, NULLs and lists are compared cell by cell.
It gets only files whose SHA-256 is that of the manifest.

` + command.ExitCodesHelp,
		Example: `  dsbuild validate out
  dsbuild validate out --format json > findings.json
  dsbuild validate out --format github --report junit=junit.xml --report sarif=findings.sarif
  dsbuild validate out --config rules.yaml
  dsbuild validate out --schema ` + schema.Version + ` --cross-check
  dsbuild validate "out/quotes/*.parquet"
  dsbuild validate export.parquet --table articles
  dsbuild validate --rules`,
		Args: func(cmd *cobra.Command, args []string) error {
			if o.rules {
				return cobra.NoArgs(cmd, args)
			}
			if len(args) == 0 {
				return command.Usagef("validate needs the DIR of a dataset, or FILEs")
			}
			return nil
		},
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			if o.rules {
				return printRules(cmd, o.format)
			}
			return runValidate(cmd, g, &o, args)
		}),
	}
	f := cmd.Flags()
	f.StringVar(&o.format, "format", "text", "how to print the report: text, json, junit, sarif or github")
	f.StringArrayVar(&o.reports, "report", nil, "write the report to a file as well, as FORMAT=FILE; may be given several times")
	f.StringVar(&o.config, "config", "", "YAML file with severities of rules, and rules of your own for columns")
	f.StringVar(&o.failOn, "fail-on", "error", "exit 3 from this severity on: error or warning")
	f.IntVar(&o.max, "max-findings", 20, "findings to list for each rule and table; the others are counted")
	f.BoolVar(&o.rules, "rules", false, "print every rule, as text, json or markdown, and validate nothing")
	f.BoolVar(&o.cross, "cross-check", false, "read every Parquet part a second time with an independent library, and compare")
	f.StringVar(&o.table, "table", "", "the table of files whose metadata do not say it (default: told by folder, name or columns)")
	f.StringVar(&o.schema, "schema", "", "schema version to check against, as a paper cites it (default: the present one)")
	f.IntVarP(&o.workers, "jobs", "j", runtime.GOMAXPROCS(0), "processors to use; changes no finding")
	f.StringArrayVar(&o.skip, "skip", nil, "file not to open")
	f.BoolVar(&o.serial, "serial", false, "read one file at a time")
	_, _ = f.MarkHidden("skip"), f.MarkHidden("serial")
	return cmd
}

func runValidate(cmd *cobra.Command, g *globalOptions, o *validateOptions, targets []string) error {
	files, err := o.reportFiles()
	if err != nil {
		return err
	}
	severity := rules.Severity(o.failOn)
	if severity != rules.Error && severity != rules.Warning {
		return command.Usagef("--fail-on is error or warning, not %q", o.failOn)
	}
	if o.max < 1 {
		return command.Usagef("--max-findings is at least 1")
	}
	if o.workers < 1 {
		return command.Usagef("-j is at least 1")
	}
	if o.table != "" && !slices.Contains(tableNames(), o.table) {
		return command.Usagef("--table is one of %s, not %q", strings.Join(tableNames(), ", "), o.table)
	}
	if o.serial {
		o.workers = 1
	}
	opt := validate.Options{
		FailOn: severity, MaxPerRule: o.max, Tool: version, Today: schema.DateOf(time.Now().UTC()), Skip: o.skip, Table: o.table,
		Workers: o.workers, CrossCheck: o.cross,
	}
	if o.config != "" {
		if opt.Config, err = rules.ReadConfig(o.config); err != nil {
			return err
		}
	}
	if o.schema != "" {
		if opt.Schema, err = schema.VersionDocument(o.schema); err != nil {
			return command.Usagef("--schema: %w", err)
		}
	}
	if child.Is() {
		return validateAsChild(cmd, targets, opt)
	}
	report, err := validateInChild(cmd, g, targets, opt)
	if err != nil {
		return err
	}
	if err := writeReports(cmd, o, files, report); err != nil {
		return err
	}
	if !report.Passed {
		return &command.Error{Code: command.Findings}
	}
	return nil
}

// printRules prints the table of rules.
func printRules(cmd *cobra.Command, format string) error {
	switch format {
	case "text":
		return rules.Text(cmd.OutOrStdout())
	case "json":
		return screen.JSON(cmd.OutOrStdout(), rules.Describe())
	case "markdown":
		_, err := io.WriteString(cmd.OutOrStdout(), rules.Markdown())
		return err
	}
	return command.Usagef("--rules are printed as text, json or markdown, not %q", format)
}

// validateAsChild writes one event a line.
func validateAsChild(cmd *cobra.Command, targets []string, opt validate.Options) error {
	runtime.GOMAXPROCS(opt.Workers)
	memory.Limit(memory.OfReading)
	e := json.NewEncoder(cmd.OutOrStdout())
	// A line that cannot be written shows when the next event is.
	opt.Reading = func(file string) {
		_ = e.Encode(validate.Event{Reading: file})
	}
	for event, err := range validate.Events(cmd.Context(), targets, opt) {
		if err != nil {
			return err
		}
		if err := e.Encode(event); err != nil {
			return err
		}
	}
	return nil
}

// validateInChild collects the events of a child. Where a file ends the child,
// that is a finding, and another child goes on without the file.
func validateInChild(cmd *cobra.Command, g *globalOptions, targets []string, opt validate.Options) (*validate.Report, error) {
	size := int64(0)
	for _, t := range targets {
		size += sizeBelow(t)
	}
	p := newProgress(g, "validating", size)
	defer p.finish()
	a := attempt{targets: targets}
	var crashes []validate.Finding
	for {
		report := validate.NewReport(targets, opt)
		reading, err := a.run(cmd.Context(), p, report)
		switch died := errors.Is(err, child.ErrDied) && cmd.Context().Err() == nil; {
		case died && !a.serial && opt.Workers > 1:
			a.serial = true // several files were being read: which of them was it?
			continue
		case died && reading != "" && len(crashes) < maxCrashes:
			a.skip = append(a.skip, reading)
			crashes = append(crashes, opt.Crash(reading, err.Error()))
			continue
		case err != nil:
			return nil, err
		}
		for i := range crashes {
			report.Add(validate.Event{Finding: &crashes[i]})
		}
		return report, nil
	}
}

// attempt is one child that validates.
type attempt struct {
	targets []string
	serial  bool
	skip    []string // what ended earlier ones
}

// run fills the report, and returns which file was read last.
func (a *attempt) run(ctx context.Context, p *progress, report *validate.Report) (reading string, err error) {
	flags := []string{fmt.Sprintf("--serial=%v", a.serial)}
	for _, name := range a.skip {
		flags = append(flags, "--skip="+name)
	}
	root, seen := validate.Root(a.targets), map[string]bool{}
	err = child.Run(ctx, flags, func(line []byte) error {
		var event validate.Event
		if err := json.Unmarshal(line, &event); err != nil {
			return fmt.Errorf("read what the reading process found: %w", err)
		}
		if event.Reading != "" {
			reading = event.Reading
			if len(a.skip) == 0 && !a.serial && !seen[reading] {
				seen[reading] = true // the tables are read side by side, so a file comes often
				p.add(sizeOf(filepath.Join(root, filepath.FromSlash(reading))))
			}
		}
		report.Add(event)
		return nil
	})
	return reading, err
}

// maxCrashes is how many files may end their reader before the rest is not worth the time.
const maxCrashes = 50

func sizeOf(name string) int64 {
	info, err := os.Stat(name)
	if err != nil || info.IsDir() {
		return 0
	}
	return info.Size()
}

// sizeBelow sums the sizes of the files below a folder, for the progress bar.
func sizeBelow(target string) int64 {
	total := int64(0)
	_ = filepath.WalkDir(target, func(name string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			total += sizeOf(name)
		}
		return nil
	})
	return total
}
