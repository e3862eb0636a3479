package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/resultfile"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/convert/surveyfile"
	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

// unfinished is the folder in which a build keeps what it has come to, so that the same
// command goes on from there when it was broken off. What OUT is going to be is written
// anew: only the survey and the conversion, which take nearly all of the time, are kept.
type unfinished struct {
	on     disk.Disk
	dir    string
	before int   // results that an earlier run left
	size   int64 // of these
	survey *surveyfile.File
	out    *resultfile.Writer
	deaths *deaths

	records *resultfile.Writer // of web archives; nil: nobody asks for them
	noted   int
}

// The files of an unfinished build, in the order they are written.
const (
	unfinishedBuild   = "build.json"
	unfinishedSurvey  = "survey"
	unfinishedResults = "results"
)

// buildIdentity is all that decides what pages become. Where it is the same, an earlier
// result is what this build would come to.
type buildIdentity struct {
	Version, Schema string
	Program         string // changes with every version of the program that is compiled
	Options         map[string]string
	Inputs          []source.Input
	Types           map[string]schema.Type
	Columns         []schema.UserColumn
	Shard           string
	Survey          string
	Base            int    // results of the dataset that pages are added to
	BaseRecords     string // digest of what it keeps of its web archives
	Index           string
	Annotators      []schema.Annotator
	Files           string
}

// identity describes the build.
func (b *building) identity(reader *source.Reader, index *source.Index, annotators []schema.Annotator) ([]byte, error) {
	p, o := b.plan, b.plan.options
	id := buildIdentity{
		Version: version, Schema: schema.Hash(), Options: o.Effective(), Inputs: p.inputs, Types: p.types, Columns: reader.UserColumns(),
		Shard: o.Shard, Annotators: annotators, Files: reader.Listing(),
	}
	if index != nil {
		id.Index = index.State().SHA256
	}
	id.Survey = b.surveyDigest()
	if base := b.plan.base; base != nil {
		id.Base, id.BaseRecords = base.Results, base.recordsDigest
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(self)
	if err != nil {
		return nil, err
	}
	id.Program = fmt.Sprint(info.Size(), info.ModTime().UnixNano())
	return json.MarshalIndent(id, "", "\t")
}

// surveyDigest names the survey that was given, "" where none was.
func (b *building) surveyDigest() string {
	if b.given == nil {
		return ""
	}
	sum := sha256.Sum256(b.given)
	return hex.EncodeToString(sum[:])
}

// openUnfinished finds what an earlier run of the same build left, or makes the folder
// empty; same says of which build it is. The caller holds the lock on OUT.
func openUnfinished(on disk.Disk, dir string, same []byte, fresh bool) (*unfinished, error) {
	u := &unfinished{on: on, dir: dir}
	was, err := os.ReadFile(u.file(unfinishedBuild))
	if err == nil && !fresh && bytes.Equal(was, same) {
		if u.read() == nil {
			u.deaths, err = openDeaths(on, dir)
			return u, err
		}
		u.before, u.size, u.survey = 0, 0, nil // it is damaged
	}
	if err := errors.Join(u.remove(), on.Mkdir(dir)); err != nil {
		return nil, err
	}
	if err := disk.WriteWhole(on, u.file(unfinishedBuild), same); err != nil {
		return nil, err
	}
	u.deaths, err = openDeaths(on, dir)
	return u, err
}

// join makes a file of two others of results.
func (u *unfinished) join(both, first, second string) error {
	if err := disk.RemoveAll(u.on, both); err != nil { // of a try that was broken off here
		return err
	}
	return resultfile.Join(u.on, both, []string{first, second})
}

func (u *unfinished) file(name string) string { return filepath.Join(u.dir, name) }

// read reads what an earlier run left.
func (u *unfinished) read() error {
	var err error
	if u.survey, err = surveyfile.Read(u.file(unfinishedSurvey), version); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	info, err := os.Stat(u.file(unfinishedResults))
	switch {
	case errors.Is(err, fs.ErrNotExist): // it ended while it surveyed
		return nil
	case err == nil && info.Size() == 0: // it ended before it had written anything
		return u.on.Remove(u.file(unfinishedResults))
	}
	u.before, u.size, err = resultfile.Whole(u.file(unfinishedResults))
	return err
}

// results are those that an earlier run left.
func (u *unfinished) results() iter.Seq2[convert.Stored, error] {
	if u.before == 0 { // nor need there be a file
		return func(func(convert.Stored, error) bool) {}
	}
	return resultfile.Read(u.file(unfinishedResults), u.before)
}

// begin makes ready for more results.
func (u *unfinished) begin(survey *surveyfile.File) error {
	var err error
	if u.size > 0 {
		u.out, err = resultfile.Continue(u.on, u.file(unfinishedResults), u.size)
		return err
	}
	if survey != nil {
		b, err := survey.Bytes()
		if err != nil {
			return err
		}
		if err := disk.WriteWhole(u.on, u.file(unfinishedSurvey), b); err != nil {
			return err
		}
	}
	u.out, err = resultfile.Create(u.on, u.file(unfinishedResults))
	return err
}

// close ends the writing of results; lasting where they go on to stand
// in OUT, or tell whether pages were added to it.
func (u *unfinished) close(lasting bool) error {
	if u == nil {
		return nil
	}
	err := u.deaths.close()
	for _, w := range []**resultfile.Writer{&u.out, &u.records} {
		if *w != nil {
			err = errors.Join(err, (*w).Close(lasting))
			*w = nil
		}
	}
	return err
}

func (u *unfinished) remove() error {
	if u == nil {
		return nil
	}
	return removeUnfinished(u.on, u.dir)
}

// removeUnfinished removes the folder, last the file that says of which build it is: a
// removal that is broken off can be told from a build that is.
func removeUnfinished(on disk.Disk, dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		if e.Name() != unfinishedBuild {
			err = errors.Join(err, disk.RemoveAll(on, filepath.Join(dir, e.Name())))
		}
	}
	return errors.Join(err, disk.RemoveAll(on, dir))
}

// left says what the folder keeps, "" where that is nothing.
func (u *unfinished) left() string {
	if u == nil {
		return ""
	}
	n, _, err := resultfile.Whole(u.file(unfinishedResults))
	if err != nil || n == 0 {
		return ""
	}
	return fmt.Sprintf("%s keeps %s; the same command goes on from there", u.dir, screen.Number(int64(n), "page"))
}

// goOn makes options take what an earlier run left, and keep what this one comes to; where
// that stands is known when the conversion begins.
func (b *building) goOn(options *convert.Options, reader *source.Reader) {
	options.Place = reader.Place
	options.Before = func(yield func(convert.Stored, error) bool) { b.kept.results()(yield) }
	options.Keep = func(s convert.Stored) error { return b.kept.out.Add(s) }
	options.Work = func() func(*schema.Page, uint64) { return b.kept.deaths.work() }
	options.Fatal = b.fatal
}

// beginKeeping makes ready to keep what pages become, and what web archives say where more pages may come.
func (b *building) beginKeeping(survey *surveyfile.File, reader *source.Reader) error {
	if b.kept == nil {
		return nil
	}
	o := b.plan.options
	if err := b.kept.begin(survey); err != nil || b.shard == nil && !o.keeps && !o.append {
		return err
	}
	return b.keepRecords(reader)
}

// lines is the survey that the lines to drop are taken from, made where no file and no
// earlier run has it; nil where none are dropped.
func (b *building) lines(survey func() (*surveyfile.File, error)) (*surveyfile.File, error) {
	switch {
	case b.plan.options.SiteLines != option.Drop:
		return nil, nil
	case b.given != nil:
		return surveyfile.Parse(b.given)
	case b.kept != nil && b.kept.survey != nil:
		return b.kept.survey, nil
	}
	return survey()
}
