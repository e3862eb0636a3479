package validate

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/internal/ordered"
)

// checkFiles compares the files with the manifest: there, size, digest, no others.
func (c *checker) checkFiles() error {
	if c.manifest != nil {
		c.checkManifest()
		for d, err := range c.digests() {
			if err != nil {
				return err
			}
			if err := c.checkFile(d); err != nil {
				return err
			}
		}
		c.checkExtra()
	}
	for _, t := range c.second {
		c.checkSecond(t)
	}
	return c.out.flush()
}

// checkManifest checks what the manifest says of itself.
func (c *checker) checkManifest() {
	say := func(rule, message string) {
		f := newFinding(rule, message)
		f.File = datasets.ManifestName
		c.out.finding(f)
	}
	m := c.manifest
	if err := m.Verify(); err != nil {
		say("file.manifest", err.Error())
	}
	if stated := (contract{m.SchemaVersion, m.SchemaHash}); stated != c.contract {
		f := c.otherVersion(stated)
		f.File = datasets.ManifestName
		c.out.finding(f)
	}
}

// digested is a file as it is.
type digested struct {
	*datasets.File
	size   int64
	digest string
	err    error
}

// digests reads every file that the manifest lists, in its order.
func (c *checker) digests() iter.Seq2[*digested, error] {
	files := func(yield func(*digested, error) bool) {
		for i := range c.manifest.Files {
			if !yield(&digested{File: &c.manifest.Files[i]}, nil) {
				return
			}
		}
	}
	return ordered.Map(c.ctx, ordered.Options{Workers: c.opt.Workers}, files, nil, func() func(*digested) (*digested, error) {
		return func(d *digested) (*digested, error) {
			d.size, d.digest, d.err = c.digest(d.Path)
			return d, nil
		}
	})
}

func (c *checker) checkFile(file *digested) error {
	say := func(rule, format string, args ...any) {
		f := newFinding(rule, fmt.Sprintf(format, args...))
		f.File, f.Table = file.Path, file.Table
		c.out.finding(f)
	}
	c.reading(file.Path)
	size, digest, err := file.size, file.digest, file.err
	changed := size != file.Bytes || digest != file.SHA256
	switch {
	case errors.Is(err, fs.ErrNotExist):
		say("file.missing", "the file is not there")
	case err != nil:
		f := unread(err)
		f.File, f.Table = file.Path, file.Table
		c.out.finding(f)
	case file.Table == "" && changed:
		say("file.beside", "the file has changed since it was written")
	case size != file.Bytes:
		say("file.hash", "the file has %d bytes, the manifest says %d", size, file.Bytes)
	case changed:
		say("file.hash", "the file's SHA-256 is %.12s…, the manifest says %.12s…", digest, file.SHA256)
	}
	return c.out.flush()
}

func (c *checker) digest(name string) (int64, string, error) {
	f, err := c.openPath(name)
	if err != nil {
		return 0, "", err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return n, hex.EncodeToString(h.Sum(nil)), err
}

// checkExtra looks for files the manifest does not list; hidden ones
// (.DS_Store, .git) are not looked at.
func (c *checker) checkExtra() {
	listed := map[string]bool{datasets.ManifestName: true}
	for _, f := range c.manifest.Files {
		listed[f.Path] = true
	}
	_ = fs.WalkDir(c.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		hidden := name != "." && strings.HasPrefix(d.Name(), ".")
		switch {
		case err != nil:
			return nil // a folder that cannot be listed; its parts are missed by name
		case d.IsDir() && hidden:
			return fs.SkipDir
		case d.IsDir() || hidden || listed[name]:
			return nil
		}
		rule, table := "file.extra", partTable(name)
		if ending := path.Ext(name); table != "" && (ending == ".parquet" || ending == ".arrow") {
			rule = "file.stray"
		}
		f := newFinding(rule, "the manifest does not list it")
		f.File, f.Table = name, table
		c.out.finding(f)
		return nil
	})
}

// checkSecond checks the Arrow parts that stand beside the Parquet parts whose
// rows are checked: they can be opened and have as many rows. That the rows are
// the same, checkFormats sees.
func (c *checker) checkSecond(t *tableState) {
	for i := range t.parts {
		o := c.openChecked(t, &t.parts[i])
		o.close()
		t.incomplete = t.incomplete || o.incomplete
		c.checkVersion(o)
		for _, f := range append(o.found, o.later...) {
			c.out.finding(f)
		}
	}
}

// opened is a part that is being read, or could not be opened.
type opened struct {
	c          *checker
	t          *tableState
	p          *datasets.File
	f          *os.File
	r          *table.Reader // nil where it could not be opened
	absent     []bool        // columns that it lacks, or that cannot be read
	found      []Finding     // not yet passed on
	later      []Finding     // on columns, to be passed on where no value of theirs is found wrong
	incomplete bool          // rows or columns are out of reach
}

func (o *opened) close() {
	if o.f != nil {
		o.f.Close()
	}
}

func (o *opened) say(f Finding) {
	f.File, f.Table = o.p.Path, o.t.def.Name
	o.found = append(o.found, f)
}

// openChecked opens a part and checks what can be told before its rows are read.
// That a file is missing was told before; why one is skipped, the caller knows.
func (c *checker) openChecked(t *tableState, p *datasets.File) *opened {
	o := &opened{c: c, t: t, p: p, absent: make([]bool, len(t.def.Columns))}
	before := func() { c.reading(p.Path) }
	if c.opt.Workers > 1 {
		before = func() {} // whoever takes the rows tells
	}
	var err error
	if o.r, o.f, err = c.openPart(p, t.def, before); err != nil {
		o.incomplete = true
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errSkipped) {
			o.say(unread(err))
		}
		return o
	}
	o.checkSchema()
	if rows := o.r.NumRows(); c.manifest != nil && rows != p.Rows {
		o.say(newFinding("file.rows", fmt.Sprintf("the file has %d rows, the manifest says %d", rows, p.Rows)))
	}
	if odd := o.r.Uncommon(); len(odd) > 0 {
		o.say(newFinding("file.encoding", "it has "+strings.Join(odd, ", ")))
	}
	return o
}

// misstated tells what the footer says wrongly.
func (o *opened) misstated(m *table.Misstated) {
	f := newFinding("file.statistics", m.Message)
	f.Column, f.RowGroup = m.Column, &m.Group
	if m.Row >= 0 {
		f.Row = &m.Row
	}
	o.say(f)
}

// checkTotals compares what was read with the counts of the manifest.
func (c *checker) checkTotals() {
	m := c.manifest
	if m == nil {
		return
	}
	say := func(rule, table, format string, args ...any) {
		f := newFinding(rule, fmt.Sprintf(format, args...))
		f.File, f.Table = datasets.ManifestName, table
		c.out.finding(f)
	}
	rows := map[string]int64{}
	for _, t := range c.tables {
		rows[t.def.Name] = t.rows
		if stated := m.Rows(t.def.Name); stated != t.rows && !t.incomplete {
			say("laws.rows", t.def.Name, "%d rows were read, the manifest says %d", t.rows, stated)
		}
	}
	if m.Counts.Pages != m.Counts.Articles+m.Counts.Rejects {
		say("laws.pages", "", "the manifest says %d pages, %d articles and %d rejects", m.Counts.Pages, m.Counts.Articles, m.Counts.Rejects)
	}
	reasons := int64(0)
	for _, r := range m.Counts.Reasons {
		reasons += r.Count
	}
	if reasons != m.Counts.Rejects {
		say("laws.pages", "rejects", "the manifest says %d rejects, and reasons for %d", m.Counts.Rejects, reasons)
	}
	for _, of := range []struct {
		table string
		count int64
	}{{"articles", m.Counts.Articles}, {"rejects", m.Counts.Rejects}} {
		if t := c.table(of.table); t != nil && !t.incomplete && rows[of.table] != of.count {
			say("laws.pages", of.table, "the manifest counts %d, the table has %d rows", of.count, rows[of.table])
		}
	}
}
