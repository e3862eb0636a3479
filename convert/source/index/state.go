package index

import (
	"slices"

	"github.com/dsbuild/dsbuild/schema"
)

// State is what the matching of the pages of a shard came to. Rows are numbered from 0.
type State struct {
	File       string         `json:"file"`
	SHA256     string         `json:"sha256"`
	Rows       int            `json:"rows"`
	Matched    []int32        `json:"matched"` // ascending, as Duplicates are
	Duplicates []int32        `json:"duplicates"`
	Lost       int64          `json:"pages_without_row"`
	Guesses    []schema.Guess `json:"guesses"`
}

// State returns the counts.
func (x *Index) State() *State {
	x.mu.Lock()
	defer x.mu.Unlock()
	s := &State{File: x.baseName(), SHA256: x.sheet.SHA256, Rows: len(x.state), Lost: x.lost}
	for _, g := range x.guesses {
		s.Guesses = append(s.Guesses, schema.Guess{Place: "index", Field: g.Field, Column: g.Column, Order: g.Order, Files: 1})
	}
	for i, state := range x.state {
		switch state {
		case rowMatched:
			s.Matched = append(s.Matched, int32(i))
		case rowDuplicate:
			s.Duplicates = append(s.Duplicates, int32(i))
		case rowFree:
		}
	}
	return s
}

// Merge puts the states of shards together. A row that is matched anywhere is matched.
func Merge(states []*State) *State {
	all := *states[0]
	for _, s := range states[1:] {
		all.Matched = append(slices.Clone(all.Matched), s.Matched...)
		all.Duplicates = append(slices.Clone(all.Duplicates), s.Duplicates...)
		all.Lost += s.Lost
	}
	slices.Sort(all.Matched)
	slices.Sort(all.Duplicates)
	all.Matched = slices.Compact(all.Matched)
	all.Duplicates = slices.DeleteFunc(slices.Compact(all.Duplicates), func(row int32) bool {
		_, matched := slices.BinarySearch(all.Matched, row)
		return matched
	})
	return &all
}

// Summary returns what the manifest says.
func (s *State) Summary() *schema.IndexSummary {
	sum := &schema.IndexSummary{
		File: s.File, SHA256: s.SHA256, Rows: int64(s.Rows), Matched: int64(len(s.Matched)), DuplicateRows: int64(len(s.Duplicates)),
		RowsWithoutPage: int64(s.Rows - len(s.Matched) - len(s.Duplicates)), PagesWithoutRow: s.Lost, Unmatched: []int64{},
	}
	for i := 0; i < s.Rows && len(sum.Unmatched) < maxUnmatched; i++ {
		_, matched := slices.BinarySearch(s.Matched, int32(i))
		_, again := slices.BinarySearch(s.Duplicates, int32(i))
		if !matched && !again {
			sum.Unmatched = append(sum.Unmatched, int64(i)+1)
		}
	}
	return sum
}
