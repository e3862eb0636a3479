package source

import (
	"path"
	"strings"

	"github.com/dsbuild/dsbuild/internal/fields"
)

// Look bounds how much of the inputs is read: for a look at what a build would
// do. The zero value reads everything.
type Look struct {
	Files   int // of one INPUT
	Records int // of one file
}

// File is a file that was looked at, or passed over.
type File struct {
	URI     string // as the source_uri of its pages begins
	Input   int    // position of the INPUT
	Kind    string // what it is, in words; "" where that is not known
	Skip    string // why it was passed over; "" where it was read
	Cut     bool   // it has more records than were looked at
	Columns []FieldUse
}

// FieldUse is a column of a table, or a field of records, and what it gives.
type FieldUse struct {
	Column string
	Field  string // "" none
	How    string // mapped, named, guessed; "" where it gives nothing
	Order  string // of its dates
}

// Looked is what a look came to.
type Looked struct {
	Files []File
	Left  []int64 // of each INPUT: files that were not looked at
}

// Looked returns what the last reading of the pages noted. It is for a Reader
// whose Options have a Look.
func (r *Reader) Looked() Looked { return r.looked }

// perEnding is how many files of one ending are always looked at.
const perEnding = 5

// choose decides which files of an INPUT are looked at: some of every ending,
// the rest at even distances. The same names give the same choice.
func (r *Reader) choose(at *root, input int) func(n int) bool {
	limit := r.opt.Look.Files
	all := func(int) bool { return true }
	if limit == 0 || at.file {
		return all
	}
	n, endings, early := 0, make(map[string]int), make(map[int]bool)
	for f := range r.files(at) {
		if ending := strings.ToLower(path.Ext(f.below)); f.skip == "" && len(early) < limit/2 && endings[ending] < perEnding {
			endings[ending]++
			early[n] = true
		}
		n++
	}
	if n <= limit {
		return all
	}
	spaced := max(1, limit-len(early))
	taken, next := 0, 0
	return func(i int) bool {
		if early[i] {
			return true
		}
		if i >= next && taken < spaced {
			taken++
			next = int(int64(taken) * int64(n) / int64(spaced))
			return true
		}
		r.looked.Left[input]++
		return false
	}
}

// maxSkipNoted bounds the files that are noted only to say that they are passed over.
const maxSkipNoted = 1000

// note begins the note of a file.
func (c *crawl) note(uri, skip string) {
	if c.r.opt.Look == (Look{}) {
		return
	}
	if skip != "" {
		if c.skipNoted++; c.skipNoted > maxSkipNoted {
			return
		}
	}
	c.records = 0
	c.r.looked.Files = append(c.r.looked.Files, File{URI: uri, Input: c.input, Skip: skip})
}

// noted is the note of the current file, nil where there is none.
func (c *crawl) noted() *File {
	if c.r.opt.Look == (Look{}) || len(c.r.looked.Files) == 0 {
		return nil
	}
	return &c.r.looked.Files[len(c.r.looked.Files)-1]
}

// noteKind notes what the current file is; a member does not change it.
func (c *crawl) noteKind(kind string) {
	if f := c.noted(); f != nil && f.Kind == "" && c.depth == 0 {
		f.Kind = kind
	}
}

// noteColumns notes what the columns of the current file mean.
func (c *crawl) noteColumns(columns []fields.Column, m *fields.Meaning) {
	f := c.noted()
	if f == nil || f.Columns != nil {
		return
	}
	for _, claim := range m.Claims {
		if claim.At >= 0 {
			f.Columns = append(f.Columns, FieldUse{Column: claim.Column, Field: claim.Field, How: howWords[claim.How], Order: claim.Order})
		}
	}
	for _, at := range m.Left {
		f.Columns = append(f.Columns, FieldUse{Column: columns[at].Name})
	}
}

var howWords = map[fields.How]string{fields.Mapped: "mapped", fields.Named: "named", fields.Guessed: "guessed"}

// enough reports whether the current file has given the records that are looked at.
func (c *crawl) enough() bool {
	limit := c.r.opt.Look.Records
	if limit == 0 {
		return false
	}
	if c.records++; c.records <= limit {
		return false
	}
	c.full = true
	if f := c.noted(); f != nil {
		f.Cut = true
	}
	return true
}

// goOn reports whether the pass goes on behind a file that was left: the look at it was enough.
func (c *crawl) goOn() bool {
	full := c.full
	c.full = false
	return full
}
