package validate

import (
	"context"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/internal/notread"
	"github.com/dsbuild/dsbuild/schema"
)

// checker validates one target.
type checker struct {
	ctx      context.Context
	opt      Options
	out      outlet
	pinned   pinned
	dir      string             // below which the files stand
	root     *os.Root           // dir, where nothing may lead out of it; nil for files named one by one
	manifest *datasets.Manifest // nil for a single file, or where it cannot be read
	ours     bool               // dsbuild wrote some of the files
	loose    string             // what files of no declared table are of; "" where they are refused
	whole    bool               // a whole dataset: laws between tables can be checked
	unlisted []Finding          // folders that cannot be listed
	tables   []*tableState
	copies   []*tableState // the same tables in Arrow, beside Parquet
	ids      ids
	texts    texts
	people   people
	stories  stories
	schemes  []*scheme
	// What the signs in text need.
	recurring recurring
	doubled   []uint64  // digests of the paragraphs of one article
	announced announced // of what is read
}

// pinned is the version of the schema that is checked against.
type pinned struct {
	contract   contract
	document   *schema.Document
	compatible map[contract]bool // versions that files state and that differ little from it
	declare    func([]schema.UserColumn) []*schema.Table
}

// announced is what Options.Reading was told last.
type announced struct {
	file    string
	batches int // read since then
}

// tableState is what is known of one table while it is read.
type tableState struct {
	def     *schema.Table
	parts   []datasets.File // Bytes -1 where no manifest states anything
	checks  []columnCheck
	columns columns
	// The laws of whose columns the table has all.
	rowLaws   []boundLaw[func(row, *lawAt)]
	groupLaws []boundLaw[func(*checker, []row, *lawAt)]
	treated   []datasets.Treatment // of its columns in a derivative; nil: they are as they were made
	snippet   int                  // characters that a derivative may have of a column
	own       []ownCheck           // of the configuration
	rows      int64                // read so far
	noted     map[string]bool      // columns whose type was noted
	first     map[string]typed
	// unfit are the columns of the part that is read of which a value is of no declared type.
	unfit []string
	// unstated says that it was noted that parts do not say their version.
	unstated bool
	// incomplete says that rows or columns are missing or unreadable: laws that
	// count or compare with the table would only repeat that.
	incomplete bool
}

func (c *checker) add(t *schema.Table, parts []datasets.File) {
	c.tables = append(c.tables, c.state(t, parts))
}

func (c *checker) state(t *schema.Table, parts []datasets.File) *tableState {
	s := &tableState{
		def: t, treated: c.treatments(t), parts: parts, checks: checksOf(t), columns: columnsOf(t), rowLaws: bind(rowLaws, t),
		groupLaws: bind(groupLaws, t), noted: map[string]bool{}, first: map[string]typed{},
	}
	if s.treated != nil {
		s.snippet = c.manifest.Derived.Snippet
	}
	return s
}

// open opens a part for reading, and tells that it is read.
func (c *checker) open(p *datasets.File, t *schema.Table) (*table.Reader, *os.File, error) {
	return c.openPart(p, t, func() { c.reading(p.Path) })
}

// openPart opens a part for reading; before is called before anything of it is read.
func (c *checker) openPart(p *datasets.File, t *schema.Table, before func()) (*table.Reader, *os.File, error) {
	if slices.Contains(c.opt.Skip, p.Path) {
		return nil, nil, errSkipped
	}
	before()
	f, err := c.openPath(p.Path)
	if err != nil {
		return nil, nil, err
	}
	r, err := openReader(f, t)
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	r.Before = before
	return r, f, nil
}

// openPath opens a file by its path below the folder. Who names a file follows its
// links. A pipe is no file of a dataset: to open it would wait for its other end.
func (c *checker) openPath(name string) (*os.File, error) {
	name = filepath.FromSlash(name)
	stat, open := os.Stat, os.Open
	if c.root != nil {
		stat, open = c.root.Stat, c.root.Open
	} else {
		name = filepath.Join(c.dir, name)
	}
	if info, err := stat(name); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, notread.NoFile.As("it is no file that holds bytes")
	}
	return open(name)
}

// errSkipped is a part that Options.Skip names.
var errSkipped = errors.New("left out")

// reading tells that bytes of a file are read from now on, and from time to time
// that they still are: who hears nothing for long takes it for hung.
func (c *checker) reading(name string) {
	const often = 100 // batches of rows
	c.announced.batches++
	if c.opt.Reading != nil && (c.announced.file != name || c.announced.batches >= often) {
		c.opt.Reading(name)
		c.announced.file, c.announced.batches = name, 0
	}
}

func openReader(f *os.File, t *schema.Table) (*table.Reader, error) {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	return table.Open(f, size, t)
}

// partTable returns the table a path seems to belong to, for findings on files
// that no manifest assigns to one.
func partTable(name string) string {
	dir := path.Base(path.Dir(name))
	if schema.TableByName(dir) != nil {
		return dir
	}
	return ""
}
