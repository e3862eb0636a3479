package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/convert/resultfile"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

// appendFolder is where a dataset keeps what its pages became, so that more pages can be
// added: the files of a shard, and the survey. Its name sets it apart from the tables.
const appendFolder = "_append"

// checkAppend finds what does not go with adding pages to a dataset.
func (o *buildOptions) checkAppend() error {
	if !o.append {
		return nil
	}
	for _, f := range []struct {
		flag  string
		given bool
	}{
		{"--shard", o.Shard != ""}, {"--survey", o.Survey != ""}, {"--sample", o.Sample > 0}, {"--index", o.Index != ""}, {"--overwrite", o.Overwrite},
	} {
		if f.given {
			return command.Usagef("--append adds pages to OUT under the survey and options that OUT keeps: leave %s out", f.flag)
		}
	}
	return nil
}

// openBase reads what the dataset keeps of its pages, and takes its options where the
// command line gives none.
func (p *plan) openBase(cmd *cobra.Command, on disk.Disk) error {
	o := p.options
	if !o.append {
		return nil
	}
	if err := datasets.Restore(on, o.Out); err != nil {
		return err
	}
	base, err := readShard(filepath.Join(o.Out, appendFolder))
	if errors.Is(err, errNoShard) {
		return fmt.Errorf("%s keeps nothing that pages could be added to; build it with --appendable", o.Out)
	}
	if err != nil {
		return fmt.Errorf("nothing can be added to %s: %w", o.Out, err)
	}
	m, err := datasets.ReadManifest(o.Out)
	if err != nil {
		return err
	}
	for _, f := range m.Files {
		if f.Path == path.Join(appendFolder, shardRecords) {
			base.recordsDigest = f.SHA256
		}
	}
	was, now := option.Stated(base.Base.Options), o.Effective()
	for i := range option.Table {
		row := &option.Table[i]
		key := row.Key()
		if row.As == option.Unstated || now[key] == base.Base.Options[key] || (key == "outlets" || key == "people") && now[key] != "" {
			continue
		}
		if row.As == option.BaseName && now[key] == "" {
			return fmt.Errorf("%s was built with --%s %s; give it again", o.Out, row.Name, base.Base.Options[key])
		}
		if cmd.Flags().Changed(row.Name) {
			return fmt.Errorf("%s was built with --%s %q, not %q; add pages under the same options, or build anew",
				o.Out, row.Name, base.Base.Options[key], now[key])
		}
		row.Copy(&was, &o.Build)
	}
	p.base, o.Overwrite = base, true
	return nil
}

// sameModels says which model differs from that of the dataset.
func (b *building) sameModels(reader *source.Reader, annotators []schema.Annotator) error {
	base := &b.plan.base.Base
	d, err := firstDifference([]compared{
		{"models and codebooks", base.Annotators, annotators},
		{"user columns", base.Columns, b.plan.datasetOptions(reader).UserColumns},
	})
	if d != nil {
		return fmt.Errorf("%s was built with other %s; add pages under the same, or build anew (%.200s, %.200s)",
			b.plan.options.Out, d.what, d.a, d.b)
	}
	return err
}

// keep gives the dataset what its pages became, where it is to keep that.
func (b *building) keep(read *source.State, dataset *datasets.Options) error {
	if o := b.plan.options; !o.keeps && !o.append {
		return nil
	}
	results := b.kept.file(unfinishedResults)
	if base := b.plan.base; base != nil {
		both := b.kept.file("both")
		if err := b.kept.join(both, filepath.Join(base.dir, shardResults), results); err != nil {
			return err
		}
		results = both
	}
	file := b.describe(read, dataset)
	var err error
	if file.Records, err = b.takeRecords(); err != nil {
		return err
	}
	names, err := file.write(b.global.disk, b.kept.dir, b.plan.options.People)
	if err != nil {
		return err
	}
	if b.given != nil { // a try that was broken off may have moved it
		if err := disk.Write(b.global.disk, b.kept.file(unfinishedSurvey), b.given); err != nil {
			return err
		}
	}
	if _, err := os.Stat(b.kept.file(unfinishedSurvey)); err == nil {
		names = append(names, unfinishedSurvey)
	}
	b.builder.Take(path.Join(appendFolder, shardResults), results)
	for _, name := range names {
		b.builder.Take(path.Join(appendFolder, name), b.kept.file(name))
	}
	return nil
}

// errAdded ends a build whose pages the dataset has.
var errAdded = errors.New("the pages are there")

// added reports whether the dataset has the pages of this build: an earlier try was broken
// off after OUT was put in its place, and before what it kept was removed.
func (b *building) added(dir string, same []byte) bool {
	base := b.plan.base
	if base == nil {
		return false
	}
	var was buildIdentity
	body, err := os.ReadFile(filepath.Join(dir, unfinishedBuild))
	if err != nil || json.Unmarshal(body, &was) != nil || was.Base == base.Results {
		return false
	}
	n, _, err := resultfile.Whole(filepath.Join(dir, unfinishedResults))
	if errors.Is(err, fs.ErrNotExist) { // they were being removed
		n = base.Results - was.Base
	} else if err != nil {
		return false
	}
	if n < 0 || was.Base+n != base.Results {
		return false
	}
	was.Base, was.BaseRecords = base.Results, base.recordsDigest
	now, err := json.MarshalIndent(was, "", "\t")
	return err == nil && bytes.Equal(now, same)
}

// baseSurvey is the survey that the dataset keeps; nil where it dropped no lines.
func (b *building) baseSurvey() ([]byte, error) {
	survey, err := os.ReadFile(filepath.Join(b.plan.base.dir, unfinishedSurvey))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return survey, err
}
