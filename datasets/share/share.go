// Package share makes of a dataset one that can be given away without its texts.
//
// In: a dataset, or the articles of it that were selected, and what is to become of texts
// and names. Out: a dataset of the same tables, columns and types, whose manifest says of
// which one it was made and what is missing. Laws: what becomes of a cell follows from the
// declaration of its column alone, in every table; counts, positions, labels, ids and
// digests stay; what stands beside the tables is made anew from what is left; no cell that
// is kept has a run of 40 characters of the texts of its row; the same dataset, options
// and key give the same bytes.
package share

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/selection"
	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

// Options say what may leave.
type Options struct {
	Rights  string // a word of datasets.Derivative
	Snippet int    // characters, where Rights is datasets.RightsSnippets
	Persons string // a word of datasets.Derivative; "" means hash under hashes, else keep
	// Public are columns of the user that may be shared, besides those declared so.
	Public []string
	Key    []byte // of the HMACs
	Tool   string // the version that makes it
	// Selected are the articles to share; nil means all, and the rejects.
	Selected *selection.View
	// Beside makes the files beside the tables.
	Beside func(*datasets.Dataset) (map[string][]byte, error)
	// Reading, where it is not nil, is called from time to time with the number of rows
	// done so far.
	Reading func(rows int64)
	Disk    disk.Disk // nil: the real one
}

// Write makes the derivative in dir, an empty folder but for hidden files.
func Write(ds *datasets.Dataset, dir string, o Options) (*datasets.Manifest, error) {
	s, err := newSharer(ds, o)
	if err == nil {
		err = s.prepare()
	}
	if err == nil {
		c := datasets.Copy{
			Manifest: s.manifest, Tables: s.tables, Rows: s.rows, Beside: o.Beside, Disk: o.Disk,
			Parquet: ds.Manifest().HasParquet(), Arrow: len(ds.Manifest().Parts("articles", true)) > 0,
		}
		err = c.Write(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("share without the text: %w", err)
	}
	return s.manifest, nil
}

// sharer is one derivative that is made.
type sharer struct {
	ds       *datasets.Dataset
	o        Options
	manifest *datasets.Manifest
	of       *datasets.Derivative
	tables   []*schema.Table
	chosen   *chosen // nil: all articles
	done     int64   // rows
}

func newSharer(ds *datasets.Dataset, o Options) (*sharer, error) {
	from := ds.Manifest()
	switch {
	case from.Derived != nil:
		return nil, errors.New("the dataset is a derivative itself; make another one from the dataset that it was made of")
	case from.SchemaHash != schema.Hash():
		return nil, fmt.Errorf("the dataset has schema %s, this dsbuild another version or state, %s; "+
			"share it with the dsbuild %s that built it, or build it again",
			from.SchemaVersion, schema.Version, from.DsbuildVersion)
	}
	if o.Persons == "" {
		o.Persons = datasets.PersonsKeep
		if o.Rights == datasets.RightsHashes {
			o.Persons = datasets.PersonsHash
		}
	}
	d := &datasets.Derivative{
		Of: from.Digest, Tables: from.TablesDigest(), Tool: o.Tool, Rights: o.Rights, Snippet: o.Snippet, Persons: o.Persons,
	}
	if o.NeedsKey() {
		if len(o.Key) == 0 {
			return nil, errors.New("digests need a key")
		}
		d.KeyID = (&hasher{o.Key}).of("the id of the key, not a text")[:16]
	}
	m := *from
	m.Derived, m.UserColumns = d, slices.Clone(from.UserColumns)
	for _, name := range o.Public {
		at := slices.IndexFunc(m.UserColumns, func(u datasets.UserColumn) bool { return u.Name == name })
		if at < 0 {
			return nil, fmt.Errorf("there is no column %s of your own to make public; those of the schema are declared", name)
		}
		m.UserColumns[at].Rights = schema.RightsPublic
	}
	return &sharer{ds: ds, o: o, manifest: &m, of: d}, nil
}

// NeedsKey reports whether some cells become HMACs.
func (o *Options) NeedsKey() bool {
	return o.Rights == datasets.RightsHashes || o.Persons == datasets.PersonsHash
}

// prepare finds the tables to write, and what the choice of articles changes in them.
func (s *sharer) prepare() error {
	m := s.manifest
	tables, err := m.Schema(nil)
	if err != nil {
		return err
	}
	m.LeftOut = slices.Clone(m.LeftOut)
	for _, t := range tables {
		if t.Name == "people" && s.o.Persons == datasets.PersonsDrop {
			m.LeftOut = append(m.LeftOut, t.Name) // a row of it is a person
			continue
		}
		s.tables = append(s.tables, t)
	}
	if s.o.Selected == nil {
		return nil
	}
	s.of.Selected = s.o.Selected.Record()
	s.chosen, err = choose(s.ds, s.o.Selected, s.tell)
	if err != nil {
		return err
	}
	m.Counts = datasets.Counts{Pages: s.of.Selected.Articles, Articles: s.of.Selected.Articles, Reasons: []datasets.RejectCount{}}
	m.Findings = s.chosen.counts()
	return nil
}

// rows yields the rows of a table as they may be shared.
func (s *sharer) rows(t *schema.Table) iter.Seq2[[]schema.Value, error] {
	return func(yield func([]schema.Value, error) bool) {
		c := newCleaner(t, s.of, s.o.Key)
		for row, err := range s.source(t) {
			if err != nil {
				yield(nil, err)
				return
			}
			s.tell()
			c.clean(row)
			if !yield(row, nil) {
				return
			}
		}
	}
}

// source yields the rows of a table that are wanted, whole.
func (s *sharer) source(t *schema.Table) iter.Seq2[[]schema.Value, error] {
	if s.chosen == nil {
		return s.ds.Rows(t.Name)
	}
	return s.chosen.rows(t)
}

func (s *sharer) tell() {
	const often = 1 << 12
	if s.done++; s.o.Reading != nil && s.done%often == 0 {
		s.o.Reading(s.done)
	}
}

// hasher replaces texts.
type hasher struct{ key []byte }

func (h *hasher) of(s string) string {
	mac := hmac.New(sha256.New, h.key)
	mac.Write([]byte(s))
	return hex.EncodeToString(mac.Sum(nil))[:datasets.HashLength]
}
