package block

import (
	"github.com/dsbuild/dsbuild/convert/block/feature"
	"github.com/dsbuild/dsbuild/convert/block/tree"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/textform"
)

// Rows are the features of one page as training sees them.
type Rows struct {
	Names []string
	N     int
	Cells []int16 // column by column
	Live  []int32 // of the second stage: the units that have a row
	// Entries is the first unit of a live blog's entries, or the number of units.
	Entries int
	Page    *unit.Page // its units with the verdict of the rules
}

// Trainer makes the rows that the classifier learns from.
type Trainer struct {
	Reader
	First *tree.Forest // nil: rows of the first stage
}

// HTMLRows returns the features of a parsed page. They are valid until the next call.
func (t *Trainer) HTMLRows(d *markup.Doc) Rows {
	v := t.ruledHTML(d)
	if len(v.Units) == 0 {
		return Rows{Page: &t.cutter.Page}
	}
	l := &t.learner
	l.byHTML.Named = true
	l.byHTML.Fill(v, l.kinds)
	rows := t.stage(&l.byHTML.Rows, &l.byHTML)
	l.html.Live.Find()
	rows.Entries = l.html.Live.First(len(v.Units))
	return rows
}

// LineRows returns the features of a dump.
func (t *Trainer) LineRows(body []byte) Rows {
	v := t.ruledLines(textform.Read(body, textform.Options{}))
	if len(v.Units) == 0 {
		return Rows{Page: &t.cutter.Page}
	}
	l := &t.learner
	l.byLine.Named = true
	l.byLine.Fill(v)
	rows := t.stage(&l.byLine.Rows, &l.byLine)
	rows.Entries = len(v.Units)
	return rows
}

func (t *Trainer) stage(first *feature.Rows, at feature.Surroundings) Rows {
	p := &t.cutter.Page
	if t.First == nil {
		return Rows{Names: first.Names, N: first.N, Cells: first.Cells, Page: p}
	}
	second := &t.learner.second
	second.Named = true
	t.learner.firstStage(t.First, p, first, at)
	return Rows{Names: second.Names, N: second.N, Cells: second.Cells, Live: second.Live, Page: p}
}
