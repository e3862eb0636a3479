package validate

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/table"
)

// opened is a part that is being read, or could not be opened.
type opened struct {
	c          *checker
	t          *tableState
	p          *datasets.File
	f          *os.File
	r          *table.Reader // nil where it could not be opened
	absent     []bool        // columns that it lacks, or that cannot be read, or whose texts a derivative is not to have
	withheld   []bool        // the last of these
	found      []Finding     // not yet passed on
	later      []Finding     // on columns, to be passed on where no value of theirs is found wrong
	incomplete bool          // rows or columns are out of reach
}

func (o *opened) close() {
	if o.f != nil {
		o.f.Close()
	}
}

func (o *opened) note(f Finding) {
	f.File, f.Table = o.p.Path, o.t.def.Name
	o.found = append(o.found, f)
}

// openChecked opens a part and checks what can be checked before its rows are read.
// That a file is missing was reported before; why one is skipped, the caller knows.
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
			o.note(unread(err))
		}
		return o
	}
	o.checkSchema()
	o.withhold()
	if rows := o.r.NumRows(); c.manifest != nil && rows != p.Rows {
		o.note(newFinding("file.rows", fmt.Sprintf("the file has %d rows, the manifest says %d", rows, p.Rows)))
	}
	if odd := o.r.Uncommon(); len(odd) > 0 {
		o.note(newFinding("file.encoding", "it has "+strings.Join(odd, ", ")))
	}
	return o
}

// misstated reports what the footer says wrongly.
func (o *opened) misstated(m *table.Misstated) {
	f := newFinding("file.statistics", m.Message)
	f.Column, f.RowGroup = m.Column, &m.Group
	if m.Row >= 0 {
		f.Row = &m.Row
	}
	o.note(f)
}

// checkCopies checks the Arrow parts that stand beside the Parquet parts whose
// rows are checked: they can be opened and have as many rows. That the rows are
// the same, checkFormats sees.
func (c *checker) checkCopies(t *tableState) {
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
