package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/datasets/validate/formats"
)

// stepSummary names the file whose Markdown GitHub shows on the page of a run.
const stepSummary = "GITHUB_STEP_SUMMARY"

// reportFile is a report that goes to a file.
type reportFile struct{ format, name string }

// reportFiles reads --format and --report.
func (o *validateOptions) reportFiles() ([]reportFile, error) {
	known := strings.Join(formats.Names, ", ")
	if !slices.Contains(formats.Names, o.format) {
		return nil, command.Usagef("--format is one of %s, not %q", known, o.format)
	}
	var files []reportFile
	for _, s := range o.reports {
		format, name, _ := strings.Cut(s, "=")
		if !slices.Contains(formats.Names, format) || name == "" {
			return nil, command.Usagef("--report is FORMAT=FILE with a format of %s, not %q", known, s)
		}
		if slices.ContainsFunc(files, func(f reportFile) bool { return f.name == name }) {
			return nil, command.Usagef("two reports go to %s", name)
		}
		files = append(files, reportFile{format, name})
	}
	return files, nil
}

// writeReports prints the report and writes it to files, and to GitHub's page
// of the run where one of them is for GitHub.
func writeReports(cmd *cobra.Command, o *validateOptions, files []reportFile, report *validate.Report) error {
	if err := formats.Write(cmd.OutOrStdout(), o.format, report); err != nil {
		return err
	}
	github := o.format == "github"
	for _, f := range files {
		github = github || f.format == "github"
		write := func(w io.Writer) error { return formats.Write(w, f.format, report) }
		if err := writeTo(f.name, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, write); err != nil {
			return fmt.Errorf("write report: %w", err)
		}
	}
	summary := os.Getenv(stepSummary)
	if !github || summary == "" {
		return nil
	}
	write := func(w io.Writer) error { return formats.Summary(w, report) }
	if err := writeTo(summary, os.O_CREATE|os.O_APPEND|os.O_WRONLY, write); err != nil {
		return fmt.Errorf("write summary of the run: %w", err)
	}
	return nil
}

func writeTo(name string, flag int, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, flag, 0o666)
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
