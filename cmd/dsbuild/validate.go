package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/datasets/validate/rules"
	"github.com/dsbuild/dsbuild/schema"
)

// validateOptions are the flags of validate.
type validateOptions struct {
	format  string
	reports []string
	failOn  string
	max     int
	rules   bool
	skip    []string // between parent and child: files that ended an earlier child
}

func newValidateCommand(g *globalOptions) *cobra.Command {
	var o validateOptions
	cmd := &cobra.Command{
		Use:   "validate DIR|FILE",
		Short: "Check a dataset against every rule it promises to keep",
		Long: `Validate reads a dataset (or one Parquet or Arrow file of it) and checks the manifest
and its digests, columns and types, keys and references, values against their rules,
and the laws: the text equals its paragraphs, every span equals its text, counts agree,
pages == articles + rejects. Files are read in a process of their own with a limited
address space, so that a damaged file is a finding and not a crash.

` + exitCodesHelp,
		Example: `  dsbuild validate out
  dsbuild validate out --format json > findings.json
  dsbuild validate out --format github --report junit=junit.xml --report sarif=findings.sarif
  dsbuild validate --rules`,
		Args: func(cmd *cobra.Command, args []string) error {
			if o.rules {
				return cobra.NoArgs(cmd, args)
			}
			return exactly(1, "one DIR or FILE")(cmd, args)
		},
		RunE: running(func(cmd *cobra.Command, args []string) error {
			if o.rules {
				return printRules(cmd, o.format)
			}
			return runValidate(cmd, g, &o, args[0])
		}),
	}
	f := cmd.Flags()
	f.StringVar(&o.format, "format", "text", "how to print the report: text, json, junit, sarif or github")
	f.StringArrayVar(&o.reports, "report", nil, "write the report to a file as well, as FORMAT=FILE; may be given several times")
	f.StringVar(&o.failOn, "fail-on", "error", "exit 3 from this severity on: error or warning")
	f.IntVar(&o.max, "max-findings", 20, "findings to list for each rule and table; the others are counted")
	f.BoolVar(&o.rules, "rules", false, "print every rule, as text, json or markdown, and validate nothing")
	f.StringArrayVar(&o.skip, "skip", nil, "file not to open")
	_ = f.MarkHidden("skip")
	return cmd
}

func runValidate(cmd *cobra.Command, g *globalOptions, o *validateOptions, target string) error {
	files, err := o.reportFiles()
	if err != nil {
		return err
	}
	severity := rules.Severity(o.failOn)
	if severity != rules.Error && severity != rules.Warning {
		return usagef("--fail-on is error or warning, not %q", o.failOn)
	}
	if o.max < 1 {
		return usagef("--max-findings is at least 1")
	}
	opt := validate.Options{FailOn: severity, MaxPerRule: o.max, Tool: version, Today: schema.DateOf(time.Now().UTC()), Skip: o.skip}
	if isChild() {
		return validateAsChild(cmd, target, opt)
	}
	if _, err := os.Stat(target); err != nil {
		return fmt.Errorf("%w; name the folder of a dataset, or a Parquet or Arrow file", err)
	}
	report, err := validateInChild(cmd, g, o, target, opt)
	if err != nil {
		return err
	}
	if err := writeReports(cmd, o, files, report); err != nil {
		return err
	}
	if !report.Passed {
		return &codedError{exitFindings, nil}
	}
	return nil
}

// printRules prints the table of rules.
func printRules(cmd *cobra.Command, format string) error {
	switch format {
	case "text":
		return rules.Text(cmd.OutOrStdout())
	case "json":
		return printJSON(cmd.OutOrStdout(), rules.Describe())
	case "markdown":
		_, err := io.WriteString(cmd.OutOrStdout(), rules.Markdown())
		return err
	}
	return usagef("--rules are printed as text, json or markdown, not %q", format)
}

// validateAsChild writes one event a line.
func validateAsChild(cmd *cobra.Command, target string, opt validate.Options) error {
	e := json.NewEncoder(cmd.OutOrStdout())
	// A line that cannot be written shows when the next event is.
	opt.Reading = func(file string) { _ = e.Encode(validate.Event{Reading: file}) }
	for event, err := range validate.Events(cmd.Context(), target, opt) {
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
func validateInChild(cmd *cobra.Command, g *globalOptions, o *validateOptions, target string, opt validate.Options) (*validate.Report, error) {
	p := newProgress(g, "validating", sizeBelow(target))
	defer p.finish()
	var crashes []validate.Finding
	for {
		report := validate.NewReport(target, opt)
		reading, seen := "", map[string]bool{}
		args := []string{"validate", target, "--max-findings", fmt.Sprint(o.max), "--fail-on", o.failOn}
		for _, c := range crashes {
			args = append(args, "--skip", c.File)
		}
		err := runChild(cmd.Context(), args, func(line []byte) error {
			var event validate.Event
			if err := json.Unmarshal(line, &event); err != nil {
				return fmt.Errorf("read what the reading process found: %w", err)
			}
			if event.Reading != "" {
				reading = event.Reading
				if len(crashes) == 0 && !seen[reading] {
					seen[reading] = true // the tables are read side by side, so a file comes often
					p.add(sizeOf(filepath.Join(target, filepath.FromSlash(reading))))
				}
			}
			report.Add(event)
			return nil
		})
		if errors.Is(err, errChildDied) && reading != "" && len(crashes) < maxCrashes && cmd.Context().Err() == nil {
			table, _, _ := strings.Cut(reading, "/")
			crashes = append(crashes, validate.Crash(reading, table, err.Error()))
			continue
		}
		if err != nil {
			return nil, err
		}
		for i := range crashes {
			report.Add(validate.Event{Finding: &crashes[i]})
		}
		return report, nil
	}
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
