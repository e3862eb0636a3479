// Package surveyfile keeps a survey of pages in a file, so that builds on several
// machines, or of pages that come later, drop the same lines.
//
// In: what was surveyed, of all files of a run or of a shard of them. Out: one file, of
// which Merge puts those of all shards together. Laws: the same pages give the same
// bytes, in however many shards they were surveyed; a file that is damaged, of another
// version or of other options is refused with what to do.
package surveyfile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/sitelines"
)

const (
	format = "dsbuild.survey/1"
	// maxHeader is above any header: inputs are named, files are not.
	maxHeader = 1 << 20
	// maxSize is above any survey, whose memory is bounded.
	maxSize = 512 << 20
)

// File is a survey with what it is of.
type File struct {
	Version string            `json:"dsbuild_version"`
	Options map[string]string `json:"options"` // those that change what a survey sees
	Inputs  []string          `json:"inputs"`  // as their source_uri begin
	Shards  []int             `json:"shards"`  // of the files, from 1, ascending
	Of      int               `json:"of"`      // how many shards there are

	Survey *sitelines.Survey `json:"-"`
}

// header is the first line of a file.
type header struct {
	Format string `json:"format"`
	File
	SHA256 string `json:"sha256"` // of what follows the line
}

// Bytes returns the file.
func (f *File) Bytes() ([]byte, error) {
	body, err := f.Survey.AppendBinary(nil)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(body)
	head, err := json.Marshal(header{Format: format, File: *f, SHA256: hex.EncodeToString(sum[:])})
	if err != nil {
		return nil, err
	}
	return slices.Concat(head, []byte("\n"), body), nil
}

// Read reads the file of a survey that this version has made.
func Read(path, version string) (*File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxSize {
		return nil, fmt.Errorf("%s is no survey: it is larger than any; dsbuild survey INPUT -o FILE makes one", path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	f, err := Parse(b)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, err)
	case f.Version != version:
		return nil, fmt.Errorf("%s was made by dsbuild %s, and this is %s, which may see other lines; make it again", path, f.Version, version)
	}
	return f, nil
}

// Parse reads the bytes of a file.
func Parse(b []byte) (*File, error) {
	var h header
	end := bytes.IndexByte(b[:min(len(b), maxHeader)], '\n')
	if end < 0 || json.Unmarshal(b[:end], &h) != nil || h.Format != format {
		return nil, errors.New("this is no survey; dsbuild survey INPUT -o FILE makes one")
	}
	body := b[end+1:]
	sum := sha256.Sum256(body)
	if hex.EncodeToString(sum[:]) != h.SHA256 {
		return nil, errors.New("the survey is damaged; make it again")
	}
	if h.Of < 1 || len(h.Shards) == 0 || !slices.IsSorted(h.Shards) || h.Shards[0] < 1 || h.Shards[len(h.Shards)-1] > h.Of {
		return nil, errors.New("the survey says of itself what cannot be; make it again")
	}
	h.Survey = new(sitelines.Survey)
	if err := h.Survey.UnmarshalBinary(body); err != nil {
		return nil, err
	}
	return &h.File, nil
}

// Merge puts the surveys of shards together. All must be of the same inputs, options
// and number of shards, and each shard once.
func Merge(files []*File) (*File, error) {
	if len(files) == 0 {
		return nil, errors.New("there is no survey to merge")
	}
	first := files[0]
	all := &File{Version: first.Version, Options: first.Options, Inputs: first.Inputs, Of: first.Of, Survey: new(sitelines.Survey)}
	for _, f := range files {
		if err := all.Same(f.Options); err != nil {
			return nil, fmt.Errorf("shards %s: %w", numbers(f.Shards), err)
		}
		if f.Of != all.Of || !slices.Equal(f.Inputs, all.Inputs) || f.Version != all.Version {
			return nil, fmt.Errorf("shards %s are of %d of %s, others of %d of %s; merge what was surveyed together",
				numbers(f.Shards), f.Of, strings.Join(f.Inputs, ", "), all.Of, strings.Join(all.Inputs, ", "))
		}
		for _, n := range f.Shards {
			if slices.Contains(all.Shards, n) {
				return nil, fmt.Errorf("shard %d/%d is there twice; leave one of them out", n, all.Of)
			}
		}
		all.Shards = append(all.Shards, f.Shards...)
		all.Survey.Merge(f.Survey)
	}
	slices.Sort(all.Shards)
	if all.Whole() == nil { // however many shards there were
		all.Shards, all.Of = []int{1}, 1
	}
	return all, nil
}

// Whole says which shards are missing, where some are.
func (f *File) Whole() error {
	var missing []int
	for n := 1; n <= f.Of; n++ {
		if !slices.Contains(f.Shards, n) {
			missing = append(missing, n)
		}
	}
	if missing == nil {
		return nil
	}
	return fmt.Errorf("shards %s of %d are missing; survey them with --shard, and merge all with dsbuild survey merge", numbers(missing), f.Of)
}

// Same says which option differs from those of the survey.
func (f *File) Same(options map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(f.Options)) {
		if f.Options[name] != options[name] {
			return fmt.Errorf("the survey was made with %s %q, not %q; give the same options, or make it again",
				name, f.Options[name], options[name])
		}
	}
	return nil
}

// most is how many numbers a message lists.
const most = 20

func numbers(list []int) string {
	var words []string
	for _, n := range list[:min(len(list), most)] {
		words = append(words, fmt.Sprint(n))
	}
	if len(list) > most {
		words = append(words, "...")
	}
	return strings.Join(words, ", ")
}
