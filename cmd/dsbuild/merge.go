package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/memory"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/resultfile"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/datasets/people"
)

func newMergeCommand(g *globalOptions) *cobra.Command {
	run, corrections := option.New().Run, ""
	cmd := &cobra.Command{
		Use:   "merge SHARD... -o OUT",
		Short: "Make the dataset of all shards of a build, or of what operator wrote",
		Long: `Merge makes one dataset of what build --shard i/n made of each part of the files: the one
that a single build under the same survey makes, byte for byte. Which pages are duplicates
and who the people are is found over all shards. The pages themselves are not read again.

Every shard must be there once, and all must come from one build: the same version, inputs,
options and survey. Else nothing is written (exit code 1), and the message names the shard.

Files in the place of folders have the rows that operator wrote, as Arrow streams, Arrow or
Parquet files. Their order, and in which of the files a row stands, changes no byte.

` + command.ExitCodesHelp,
		Example: `  dsbuild survey pages/ -o merge.survey
  dsbuild build pages/ --survey merge.survey --shard 1/2 -o shard1
  dsbuild build pages/ --survey merge.survey --shard 2/2 -o shard2
  dsbuild merge shard1 shard2 -o merged
  dsbuild operator --site-lines keep < pages.arrows > rows.arrows
  dsbuild merge rows.arrows -o of-rows`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return command.Usagef("merge needs the folders that build --shard wrote, or the files of what operator wrote")
			}
			return nil
		},
		RunE: command.Run(func(cmd *cobra.Command, args []string) error { return runMerge(cmd, g, run, corrections, args) }),
	}
	f := cmd.Flags()
	f.StringVarP(&run.Out, "out", "o", "", "folder of the dataset (required)")
	f.BoolVar(&run.Overwrite, "overwrite", false, option.Lookup("overwrite").Doc)
	f.IntVarP(&run.Workers, "jobs", "j", run.Workers, option.Lookup("jobs").Doc)
	f.StringVar(&corrections, "people", "", "of the rows that operator wrote: "+option.Lookup("people").Doc)
	f.StringVar(&run.MaxRejects, "max-rejects", "", option.Lookup("max-rejects").Doc)
	return cmd
}

func runMerge(cmd *cobra.Command, g *globalOptions, run option.Run, corrections string, dirs []string) error {
	if run.Out == "" {
		return command.Usagef("merge needs -o OUT, the folder of the dataset")
	}
	if run.Workers < 1 {
		return command.Usagef("--jobs is at least 1, not %d", run.Workers)
	}
	begun := time.Now()
	parts, err := readParts(cmd.Context(), dirs)
	if err != nil {
		return err
	}
	defer parts.close()
	base := &parts.first.Base
	o := &buildOptions{Build: option.Stated(base.Options), command: "merge"}
	o.Run = run
	if _, err := o.rejectLimit(); err != nil {
		return err
	}
	memory.Limit(memory.OfBuilding(run.Workers))
	b := &building{plan: &plan{options: o}, global: g, tally: newTally(), outlets: base.Outlets, codebookFiles: base.Codebooks}
	dataset := o.Dataset()
	dataset.Identity, dataset.UserColumns = base.Identity, base.Columns
	if dataset.Corrections, err = b.correctionsOf(parts, corrections); err != nil {
		return err
	}
	dataset.Identity.Options, dataset.Identity.Tool = base.Options, version
	if err := b.createDataset(cmd.Context(), dataset); err != nil {
		return err
	}
	if err := b.merge(cmd, parts); err != nil {
		err = errors.Join(err, b.abort())
		if !errors.Is(err, errNotPublished) {
			return err
		}
		return b.end(cmd.OutOrStdout(), err, time.Since(begun))
	}
	return b.end(cmd.OutOrStdout(), nil, time.Since(begun))
}

// correctionsOf reads the corrections of people: those that the shards bring, or for rows
// the file that was named.
func (b *building) correctionsOf(parts *mergeParts, named string) (*people.Corrections, error) {
	base := &parts.first.Base
	switch {
	case named != "" && parts.temp == "":
		return nil, errors.New("--people is for rows of operator; shards bring what build --people was given")
	case named != "":
		base.People, base.Options["people"] = filepath.Base(named), filepath.Base(named)
		b.plan.options.People = named
	case base.People == "":
		return nil, nil
	default:
		b.plan.options.People = filepath.Join(parts.first.dir, shardPeople+filepath.Ext(base.People))
	}
	c, err := b.plan.corrections()
	if err == nil {
		c.File = base.People
	}
	return c, err
}

// mergeParts are the parts of a build: shards, or rows.
type mergeParts struct {
	first   *shardDir
	read    *source.State
	results iter.Seq2[convert.Stored, error]

	revisits *revisits // nil: of rows, where no web archive is
	temp     string    // a folder to remove; "" none
}

func (p *mergeParts) close() {
	if p.temp != "" {
		_ = os.RemoveAll(p.temp) // of the system's temporary files
	}
}

// readParts reads folders as shards, and files as rows.
func readParts(ctx context.Context, paths []string) (*mergeParts, error) {
	var files []string
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			files = append(files, path)
		}
	}
	switch len(files) {
	case 0:
		shards, err := readShards(paths)
		if err != nil {
			return nil, err
		}
		var states []*source.State
		for _, s := range shards {
			states = append(states, s.Read)
		}
		p := &mergeParts{first: shards[0], read: source.Merge(states)}
		p.results = inOrder(shards, shardResults, func(s *shardDir) int { return s.Results })
		p.revisits, err = readRevisits(shards)
		return p, err
	case len(paths):
		return readRows(ctx, paths)
	}
	return nil, fmt.Errorf("%s is a file, and others are folders of shards; merge one or the other", files[0])
}

// merge takes the results of all parts in the order of the pages.
func (b *building) merge(cmd *cobra.Command, parts *mergeParts) error {
	options := b.plan.options.Convert()
	options.Outlets = b.outlets
	converter := convert.New(options)
	outcomes := converter.Restore(cmd.Context(), parts.results)
	if parts.revisits != nil {
		outcomes = parts.revisits.settle(outcomes)
	}
	p := newProgress(b.global, "merging", parts.read.Pages)
	p.unit = "pages"
	if err := b.take(outcomes, p, func() int64 { return b.tally.pages }); err != nil {
		return err
	}
	if parts.revisits != nil {
		parts.revisits.count(parts.read)
	}
	converted := converter.Summary()
	converted.Annotators = parts.first.Base.Annotators
	return b.finish(parts.read, converted)
}

// readShards reads shards and makes sure that they are all of one build.
func readShards(dirs []string) ([]*shardDir, error) {
	var all []*shardDir
	for _, dir := range dirs {
		s, err := readShard(dir)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	slices.SortStableFunc(all, func(a, b *shardDir) int { return cmp.Compare(a.Number, b.Number) })
	for i, s := range all[1:] {
		if err := sameBuild(all[0], s); err != nil {
			return nil, err
		}
		if s.Number == all[i].Number {
			return nil, fmt.Errorf("%s and %s are both shard %d of %d; leave one of them out", all[i].dir, s.dir, s.Number, s.Base.Of)
		}
	}
	if of := all[0].Base.Of; len(all) < of {
		for n := 1; n <= of; n++ {
			if !slices.ContainsFunc(all, func(s *shardDir) bool { return s.Number == n }) {
				return nil, fmt.Errorf("shard %d of %d is missing; build it with --shard %d/%d and the options of the others", n, of, n, of)
			}
		}
	}
	return all, nil
}

// sameBuild says in what two shards differ that must not.
func sameBuild(a, b *shardDir) error {
	var inputs [2][]string
	for i, s := range []*shardDir{a, b} {
		for _, in := range s.Read.Inputs {
			inputs[i] = append(inputs[i], in.Root)
		}
	}
	if !slices.Equal(inputs[0], inputs[1]) {
		return fmt.Errorf("%s and %s are of different builds: their inputs differ (%q, %q); build the shards with the same command",
			a.dir, b.dir, inputs[0], inputs[1])
	}
	for _, name := range slices.Sorted(maps.Keys(a.Base.Options)) {
		if x, y := a.Base.Options[name], b.Base.Options[name]; x != y {
			return fmt.Errorf("%s and %s are of different builds: their --%s differs (%s, %s); build the shards with the same command",
				a.dir, b.dir, strings.ReplaceAll(name, "_", "-"), x, y)
		}
	}
	d, err := firstDifference([]compared{
		{"number of shards", a.Base.Of, b.Base.Of},
		{"survey", a.Base.Survey, b.Base.Survey},
		{"user columns", a.Base.Columns, b.Base.Columns},
		{"recipe", a.Base.Identity, b.Base.Identity},
		{"outlets", a.Base.Outlets, b.Base.Outlets},
		{"models", a.Base.Annotators, b.Base.Annotators},
	})
	if d != nil {
		return fmt.Errorf("%s and %s are of different builds: their %s differ (%.200s, %.200s); build the shards with the same command",
			a.dir, b.dir, d.what, d.a, d.b)
	}
	return err
}

// compared is a thing that must be the same in two builds.
type compared struct {
	what string
	a, b any
}

// firstDifference is the first thing that is not the same, as JSON; nil where all are.
func firstDifference(list []compared) (*compared, error) {
	for _, c := range list {
		x, errX := json.Marshal(c.a)
		y, errY := json.Marshal(c.b)
		if err := errors.Join(errX, errY); err != nil {
			return nil, err
		}
		if !bytes.Equal(x, y) {
			return &compared{c.what, x, y}, nil
		}
	}
	return nil, nil
}

// inOrder yields what a file of each shard keeps, in the order of the files of the inputs. Such a file lies in one
// shard, and what a shard keeps is in order; count says how much that is.
func inOrder(shards []*shardDir, name string, count func(*shardDir) int) iter.Seq2[convert.Stored, error] {
	return func(yield func(convert.Stored, error) bool) {
		var heads []*shardHead
		for _, s := range shards {
			n := count(s)
			if n == 0 { // nor need there be a file
				continue
			}
			next, stop := iter.Pull2(resultfile.Read(filepath.Join(s.dir, name), n))
			defer stop()
			h := &shardHead{next: next}
			if _, err := h.step(); err != nil { // there is one
				yield(convert.Stored{}, err)
				return
			}
			heads = append(heads, h)
		}
		for len(heads) > 0 {
			first := slices.MinFunc(heads, func(a, b *shardHead) int { return cmp.Compare(a.stored.File, b.stored.File) })
			if !yield(first.stored, nil) {
				return
			}
			more, err := first.step()
			if err != nil {
				yield(convert.Stored{}, err)
				return
			}
			if !more {
				heads = slices.DeleteFunc(heads, func(h *shardHead) bool { return h == first })
			}
		}
	}
}

// shardHead is the next result of a shard.
type shardHead struct {
	stored convert.Stored
	next   func() (convert.Stored, error, bool)
}

func (h *shardHead) step() (more bool, err error) {
	var ok bool
	h.stored, err, ok = h.next()
	return ok, err
}
