package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/memory"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/convert/surveyfile"
	"github.com/dsbuild/dsbuild/internal/disk"
)

func newSurveyCommand(g *globalOptions) *cobra.Command {
	o := buildOptions{command: "survey"}
	cmd := &cobra.Command{
		Use:   "survey INPUT... -o FILE",
		Short: "Find the lines that recur on the pages of a site, for builds in parts",
		Long: `Survey reads every INPUT as build does and writes down which blocks recur on other pages
of their site: menus and boxes, which a build leaves out of the text. A build does so by
itself. A survey in a file is for builds of the same pages in parts, on several machines
(build --shard i/n --survey FILE), which else would not leave out the same lines.

It takes the flags of build; those that say how pages are read must be the same there.
With --shard i/n it surveys a part of the files; survey merge puts the parts together.

` + command.ExitCodesHelp,
		Example: `  dsbuild survey pages/ -o pages.survey
  dsbuild survey pages/ --shard 1/2 -o one.survey
  dsbuild survey pages/ --shard 2/2 -o two.survey
  dsbuild survey merge one.survey two.survey -o both.survey`,
		Args: o.needInput("survey"),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error { return runSurvey(cmd, g, &o, args) }),
	}
	o.addFlags(cmd)
	cmd.AddCommand(newSurveyMergeCommand(g))
	return cmd
}

func newSurveyMergeCommand(g *globalOptions) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "merge FILE... -o FILE",
		Short: "Put the surveys of all shards together",
		Long: `Merge puts together what survey --shard i/n found in each part of the files: the file is
the one that a survey of all of them writes, byte for byte. A part that is missing is left
open, and build refuses the survey until it is there; one that is there twice is an error.
It takes files of the rows that operator --survey-only wrote, too: together they are all.

` + command.ExitCodesHelp,
		Example: `  dsbuild survey pages/ --shard 1/2 -o 1.survey
  dsbuild survey pages/ --shard 2/2 -o 2.survey
  dsbuild survey merge 1.survey 2.survey -o merged.survey`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return command.Usagef("survey merge needs the files that survey --shard wrote")
			}
			return nil
		},
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return command.Usagef("survey merge needs -o FILE, the survey to write")
			}
			parts, err := readSurveys(cmd.Context(), args)
			if err != nil {
				return err
			}
			all, err := surveyfile.Merge(parts)
			if err != nil {
				return err
			}
			return writeSurvey(cmd, g.disk, all, out)
		}),
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", "file of the survey of all parts (required)")
	return cmd
}

// surveyOptions are the options that change what a survey sees of a page.
var surveyOptions = []string{
	"map", "id", "index", "index_map", "text_is", "text_form", "sample", "max_record", "max_ratio", "max_depth", "max_nodes",
}

// surveyed is what the header of a survey says of a build's options.
func surveyed(o *option.Build) map[string]string {
	all, some := o.Effective(), map[string]string{}
	for _, name := range surveyOptions {
		some[name] = all[name]
	}
	return some
}

func runSurvey(cmd *cobra.Command, g *globalOptions, o *buildOptions, args []string) error {
	plan, err := newPlan(cmd, o, args)
	if err != nil {
		return err
	}
	defer plan.close()
	memory.Limit(memory.OfBuilding(o.Workers))
	reader, _, err := plan.open(cmd.Context(), cmd.InOrStdin())
	if err != nil {
		return err
	}
	if !reader.Rereadable() {
		return fmt.Errorf("a survey is of pages that a build reads again, and this input can be read only once; save it as a file")
	}
	f, err := plan.survey(cmd.Context(), g, reader)
	if err != nil {
		return err
	}
	return writeSurvey(cmd, g.disk, f, o.Out)
}

// survey surveys the pages, or those of a shard.
func (p *plan) survey(ctx context.Context, g *globalOptions, reader *source.Reader) (*surveyfile.File, error) {
	o := p.options
	options := o.Convert()
	bar := newProgress(g, "surveying", reader.TotalBytes())
	defer bar.finish()
	options.Surveyed = func(int64) { bar.at(reader.BytesRead()) }
	if p.attend != nil {
		p.attend(&options)
	}
	s, err := convert.New(options).Survey(ctx, firstPages(reader.SurveyPages(ctx), o.Sample))
	if err != nil {
		return nil, err
	}
	f := &surveyfile.File{Version: version, Options: surveyed(&o.Build), Shards: []int{1}, Of: 1, Survey: s}
	if shard, _ := option.Shard(o.Shard); shard.Of > 0 {
		f.Shards[0], f.Of = shard.Number, shard.Of
	}
	f.Inputs = inputNames(reader)
	return f, nil
}

func writeSurvey(cmd *cobra.Command, on disk.Disk, f *surveyfile.File, out string) error {
	b, err := f.Bytes()
	if err != nil {
		return err
	}
	if err := disk.MkdirLasting(on, filepath.Dir(out)); err != nil {
		return err
	}
	if err := disk.WriteWhole(on, out, b); err != nil {
		return err
	}
	w := cmd.OutOrStdout()
	fmt.Fprintf(w, "surveyed  %s, %d of %d shards, %s\n", screen.Number(int64(f.Survey.Pages()), "page"), len(f.Shards), f.Of,
		screen.Number(int64(len(b)), "byte"))
	if whole := f.Whole(); whole != nil {
		_, err = fmt.Fprintf(w, "\nNext: %v\n", whole)
	} else {
		_, err = fmt.Fprintf(w, "\nNext: dsbuild build INPUT --survey %s -o OUT\n", shellWord(out))
	}
	return err
}

// readSurvey reads the survey that a build is given, which must be whole and fit it.
func (p *plan) readSurvey(reader *source.Reader) ([]byte, error) {
	f, err := openSurvey(p.options.Survey, &p.options.Build)
	if err != nil {
		return nil, err
	}
	if names := inputNames(reader); !slices.Equal(names, f.Inputs) {
		return nil, fmt.Errorf("%s is a survey of %q, and the inputs are %q; survey these", p.options.Survey, f.Inputs, names)
	}
	return f.Bytes()
}

// openSurvey reads a survey, which must be of all shards and of the options of a build.
func openSurvey(name string, o *option.Build) (*surveyfile.File, error) {
	f, err := surveyfile.Read(name, version)
	if err != nil {
		return nil, err
	}
	if err := cmp.Or(f.Whole(), f.Same(surveyed(o))); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}

// inputNames are the inputs as their source_uri begin.
func inputNames(reader *source.Reader) (names []string) {
	for _, in := range reader.Summary().Inputs {
		names = append(names, in.Root)
	}
	return names
}
