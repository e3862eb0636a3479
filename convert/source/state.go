package source

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"maps"
	"slices"

	"github.com/dsbuild/dsbuild/convert/source/index"
	"github.com/dsbuild/dsbuild/internal/fields"
	"github.com/dsbuild/dsbuild/schema"
)

// State is what the reading of pages came to. Those of shards can be put together.
type State struct {
	Pages    int64                    `json:"pages"`
	Skipped  map[string]int64         `json:"skipped"`
	Unmapped map[string]int64         `json:"unmapped"`
	Guesses  []schema.Guess           `json:"guesses"`  // of records
	Mapped   map[string]bool          `json:"mapped"`   // maps of the user -> a record has the field
	Proposed map[string]ProposedField `json:"proposed"` // by a field of records that it may be
	Inputs   []InputState             `json:"inputs"`
	Next     int                      `json:"next"` // number behind that of the last file
	Index    *index.State             `json:"index,omitempty"`
}

// ProposedField is a field of records that goes nowhere, and the first file that has it.
type ProposedField struct {
	Column string `json:"column"`
	File   int    `json:"file"` // numbered over all shards
}

// InputState is one INPUT.
type InputState struct {
	Root string `json:"root"`
	// One is set for a file or a stream, whose digest is that of its bytes. That of a
	// folder is of the lines `sha256sum` prints for its files, in reading order.
	One   bool      `json:"one"`
	Files []FileSum `json:"files"` // of a shard; else they are only summed up

	lines  hash.Hash
	last   string
	number int64
	size   int64
}

// FileSum is a file that was read.
type FileSum struct {
	File   int    `json:"file"` // numbered over all shards
	Name   string `json:"name"` // below the INPUT
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

func newState(roots []*root) *State {
	s := &State{Skipped: map[string]int64{}, Unmapped: map[string]int64{}, Mapped: map[string]bool{}, Proposed: map[string]ProposedField{}}
	for _, r := range roots {
		s.Inputs = append(s.Inputs, InputState{Root: r.inputName(), One: r.file})
	}
	return s
}

// add adds a file that was read to the digest of its INPUT.
func (in *InputState) add(f *FileSum) {
	if in.lines == nil {
		in.lines = sha256.New()
	}
	fmt.Fprintf(in.lines, "%s  %s\n", f.SHA256, f.Name)
	in.last = f.SHA256
	in.number++
	in.size += f.Bytes
}

func (in *InputState) summary() schema.Input {
	s := schema.Input{Root: in.Root, Files: in.number, Bytes: in.size, SHA256: in.last}
	if !in.One {
		lines := cmp.Or(in.lines, sha256.New())
		s.SHA256 = hex.EncodeToString(lines.Sum(nil))
	}
	return s
}

// guess counts a file in which the meaning of a field was guessed.
func (s *State) guess(g schema.Guess) {
	files := max(g.Files, 1)
	g.Files = 0
	for i := range s.Guesses {
		known := s.Guesses[i]
		known.Files = 0
		if known == g {
			s.Guesses[i].Files += files
			return
		}
	}
	if len(s.Guesses) < maxGuesses {
		g.Files = files
		s.Guesses = append(s.Guesses, g)
	}
}

// propose notes a field of records that may be ours.
func (s *State) propose(field string, p ProposedField) {
	if old, made := s.Proposed[field]; !made || p.File < old.File {
		s.Proposed[field] = p
	}
}

// count takes in what another reading counted.
func (s *State) count(o *State) {
	s.Pages += o.Pages
	for kind, n := range o.Skipped {
		s.Skipped[kind] += n
	}
	for field, n := range o.Unmapped {
		s.Unmapped[field] += n
	}
	for _, g := range o.Guesses {
		s.guess(g)
	}
	for pair, found := range o.Mapped {
		s.Mapped[pair] = s.Mapped[pair] || found
	}
	for field, p := range o.Proposed {
		s.propose(field, p)
	}
	s.Next = max(s.Next, o.Next)
}

// Append puts the states of two runs together, the second of which read other inputs and
// numbered their files behind those of the first. Neither has an index.
func Append(before, after *State) *State {
	all := newState(nil)
	for _, s := range []*State{before, after} {
		all.count(s)
		for _, in := range s.Inputs {
			all.Inputs = append(all.Inputs, InputState{Root: in.Root, One: in.One, Files: in.Files})
		}
	}
	all.sumUp()
	return all
}

// Merge puts the states of shards together: it is as if one Reader had read all files.
// All must have the same inputs and index.
func Merge(states []*State) *State {
	all := newState(nil)
	var indexes []*index.State
	for _, s := range states {
		all.count(s)
		for i, in := range s.Inputs {
			if i == len(all.Inputs) {
				all.Inputs = append(all.Inputs, InputState{Root: in.Root, One: in.One})
			}
			all.Inputs[i].Files = append(all.Inputs[i].Files, in.Files...)
		}
		if s.Index != nil {
			indexes = append(indexes, s.Index)
		}
	}
	all.sumUp()
	if indexes != nil {
		all.Index = index.Merge(indexes)
	}
	return all
}

// sumUp makes the digests of inputs from those of their files.
func (s *State) sumUp() {
	for i := range s.Inputs {
		in := &s.Inputs[i]
		slices.SortFunc(in.Files, func(a, b FileSum) int { return cmp.Compare(a.File, b.File) })
		for k := range in.Files {
			in.add(&in.Files[k])
		}
	}
}

// Summary is what the manifest says of the reading.
func (s *State) Summary() schema.ReadSummary {
	sum := schema.ReadSummary{
		Pages: s.Pages, Skipped: schema.Counts(s.Skipped), Unmapped: schema.Counts(s.Unmapped), Guesses: slices.Clone(s.Guesses),
	}
	for i := range s.Inputs {
		sum.Inputs = append(sum.Inputs, s.Inputs[i].summary())
	}
	if s.Index != nil {
		sum.Index = s.Index.Summary()
		sum.Guesses = append(sum.Guesses, s.Index.Guesses...)
	}
	slices.SortFunc(sum.Guesses, func(a, b schema.Guess) int {
		return cmp.Or(cmp.Compare(a.Place, b.Place), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Order, b.Order))
	})
	return sum
}

// Proposals are maps for the fields of records that go nowhere, as "subtitle=deck":
// those that are likely to be a field which nothing gives, the page first.
func (s *State) Proposals() []string {
	var list []string
	for _, field := range append([]string{"html", "text"}, fields.Names(fields.Record)...) {
		if p, made := s.Proposed[field]; made && !slices.Contains(list, field+"="+p.Column) {
			list = append(list, field+"="+p.Column)
		}
	}
	return list
}

// NotFound are maps for fields that no file of records has in what was looked at.
func (s *State) NotFound() []string {
	var list []string
	for _, pair := range slices.Sorted(maps.Keys(s.Mapped)) {
		if !s.Mapped[pair] {
			list = append(list, pair)
		}
	}
	return list
}
