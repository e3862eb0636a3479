package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/option"
	"github.com/dsbuild/dsbuild/convert/resultfile"
	"github.com/dsbuild/dsbuild/convert/source"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	shardFormat  = "dsbuild.shard/1"
	shardName    = "shard.json"
	shardResults = "results"
	shardRecords = "records" // of web archives
	shardPeople  = "people"  // and the ending of the file of corrections
)

// shardFile says what the results of a shard are of. What stands in shardBase is the
// same in all shards of a build.
type shardFile struct {
	Format  string        `json:"format"`
	Number  int           `json:"number"`
	Results int           `json:"results"`
	Records int           `json:"records,omitempty"` // of web archives, which revisits may refer to
	Base    shardBase     `json:"build"`
	Read    *source.State `json:"read"`
}

// shardBase is what a merge needs to know of the build.
type shardBase struct {
	Version    string              `json:"dsbuild_version"`
	SchemaHash string              `json:"schema_hash"`
	Of         int                 `json:"of"`
	Survey     string              `json:"survey_sha256,omitempty"`
	Options    map[string]string   `json:"options"`
	Identity   datasets.Identity   `json:"dataset"`
	Columns    []schema.UserColumn `json:"user_columns"`
	Outlets    []schema.Outlet     `json:"outlets"`
	People     string              `json:"people,omitempty"` // name of the file of corrections
	Annotators []schema.Annotator  `json:"annotators"`
	Codebooks  map[string]string   `json:"codebooks,omitempty"` // their files, by path in the dataset
}

// shardFolder is a folder of results that comes into being whole.
type shardFolder struct {
	folder *datasets.Folder
}

func newShardFolder(on disk.Disk, out string) (*shardFolder, error) {
	f, err := datasets.NewFolder(on, out)
	if err != nil {
		return nil, err
	}
	return &shardFolder{f}, nil
}

func (s *shardFolder) leave() error { return s.folder.Leave() }

// describe says what the results of a build are of.
func (b *building) describe(read *source.State, dataset *datasets.Options) *shardFile {
	o := b.plan.options
	shard, _ := option.Shard(o.Shard) // was checked
	file := &shardFile{
		Format: shardFormat, Number: max(shard.Number, 1), Read: read, Results: int(read.Pages),
		Base: shardBase{
			Version: version, SchemaHash: schema.Hash(), Of: max(shard.Of, 1), Survey: b.surveyDigest(), Options: o.Effective(),
			Identity: dataset.Identity, Columns: dataset.UserColumns, Outlets: b.outlets, Annotators: b.summary.Annotators,
			Codebooks: b.codebookFiles,
		},
	}
	if o.People != "" {
		file.Base.People = filepath.Base(o.People)
	}
	return file
}

// write writes the files beside the results into dir, and returns their names.
func (f *shardFile) write(on disk.Disk, dir, corrections string) (names []string, err error) {
	if corrections != "" {
		names = append(names, shardPeople+filepath.Ext(corrections))
		body, err := os.ReadFile(corrections)
		if err == nil {
			err = disk.Write(on, filepath.Join(dir, names[0]), body)
		}
		if err != nil {
			return nil, err
		}
	}
	body, err := json.MarshalIndent(f, "", "\t")
	if err == nil {
		err = disk.Write(on, filepath.Join(dir, shardName), append(body, '\n'))
	}
	return append(names, shardName), err
}

// finish publishes the results of the shard.
func (s *shardFolder) finish(b *building, reader *source.Reader) error {
	dataset := b.plan.datasetOptions(reader)
	if b.kept.noted > 0 {
		if err := b.global.disk.Rename(b.kept.file(shardRecords), filepath.Join(s.folder.Path(), shardRecords)); err != nil {
			return err
		}
	}
	if err := b.global.disk.Rename(b.kept.file(unfinishedResults), filepath.Join(s.folder.Path(), shardResults)); err != nil {
		return err
	}
	file := b.describe(reader.State(), &dataset)
	file.Records = b.kept.noted
	if _, err := file.write(b.global.disk, s.folder.Path(), b.plan.options.People); err != nil {
		return err
	}
	return s.folder.Publish()
}

// shardDir is a shard that was built.
type shardDir struct {
	dir string
	shardFile
	recordsDigest string // as the manifest has it, of a dataset to which pages are added; "" none
}

var errNoShard = errors.New("is no shard")

// readShard reads what a shard says of itself.
func readShard(dir string) (*shardDir, error) {
	body, err := os.ReadFile(filepath.Join(dir, shardName))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s %w: it has no %s; dsbuild build --shard i/n makes one", dir, errNoShard, shardName)
	}
	if err != nil {
		return nil, err
	}
	s := &shardDir{dir: dir}
	d := json.NewDecoder(bytes.NewReader(body))
	if err := d.Decode(&s.shardFile); err != nil || s.Format != shardFormat || s.Read == nil {
		return nil, fmt.Errorf("%s: %s is damaged, or of another version of dsbuild; build the shard again", dir, shardName)
	}
	if err := s.sameProgram(); err != nil {
		return nil, err
	}
	switch {
	case s.Number < 1 || s.Number > s.Base.Of:
		return nil, fmt.Errorf("%s: %s names shard %d of %d; build the shard again", dir, shardName, s.Number, s.Base.Of)
	}
	n, _, err := resultfile.Whole(filepath.Join(dir, shardResults))
	switch {
	case err != nil:
		return nil, err
	case n != s.Results || int64(n) != s.Read.Pages:
		return nil, fmt.Errorf("%s has %d of %d results: it is damaged; build it again", dir, n, s.Results)
	}
	return s, s.wholeRecords()
}

// sameProgram refuses what another version has built.
func (s *shardDir) sameProgram() error {
	if s.Base.Version != version || s.Base.SchemaHash != schema.Hash() {
		return fmt.Errorf("%s was built by dsbuild %s with another schema than that of this one (%s); merge with the version that built it",
			s.dir, s.Base.Version, version)
	}
	return nil
}
