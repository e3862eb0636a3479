package block

import (
	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/rule"
	"github.com/dsbuild/dsbuild/convert/block/tree"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/textform"
	"github.com/dsbuild/dsbuild/schema"
)

// Reader turns pages into blocks. It is the reusable workspace of one worker; its
// zero value works with the models that dsbuild brings. What it hands out is valid
// until the next page, unless it is told to Keep it.
type Reader struct {
	// HTMLModel and LineModel decide instead of the embedded models where they are set.
	HTMLModel, LineModel *Model
	// RulesOnly leaves the decision to the rules.
	RulesOnly bool

	cutter   unit.Cutter
	noscript bool // what browsers without scripts show is text of this page
	learner  learner
	named    []unit.Unit         // what was decided by names, while a page is judged without
	plain    []bool              // per unit: text that the page plainly has
	vetoed   []bool              // per unit: a name spoke against it
	alike    int32               // letters of that in elements like those that text was kept of
	looks    map[uint64]struct{} // of the elements that text was kept of
	once     rule.Once
	missing  Missing

	paths    []byte
	pathEnds []int
	out      []schema.Block
	links    []schema.BlockLink
}

// Keep lets the blocks that were handed out last outlive the next page.
func (r *Reader) Keep() { r.out, r.links = nil, nil }

// HTML returns the blocks of a parsed page.
func (r *Reader) HTML(d *markup.Doc) []schema.Block {
	v := r.ruledHTML(d)
	l := &r.learner
	l.said = l.said[:0]
	if r.learnable() {
		l.judgeHTML(or(r.HTMLModel, htmlModel), v)
	} else {
		l.html.Live.Find()
	}
	if !l.html.Live.Found() {
		r.reconsider(d, v)
	}
	if !l.html.Live.Found() {
		l.html.End()
	}
	l.html.Live.Text(l.kinds, l.said)
	l.html.Live.Describe()
	r.once.Keep(&r.cutter.Page)
	return r.done()
}

// ruledHTML cuts a page into units that the rules have decided. What is meant for
// browsers without scripts is looked at where there is little else.
func (r *Reader) ruledHTML(d *markup.Doc) *rule.HTMLView {
	r.noscript = false
	for {
		v, passed := r.decided(d, 0, false)
		if r.noscript || passed < fewPassed || r.cutter.Page.Kept() >= fewPassed {
			return v
		}
		r.noscript = true
	}
}

// decided cuts a page into units and lets the rules decide; again says that names misled
// them, of which those of some groups are forgotten. passed is how many letters for
// browsers without scripts were left out.
func (r *Reader) decided(d *markup.Doc, forget lexicon.Tokens, again bool) (v *rule.HTMLView, passed int32) {
	passed = r.cut(d, forget)
	r.learner.noteKinds(&r.cutter.Page)
	return r.learner.html.Decide(&r.cutter.Page, again), passed
}

// or is the given model, or else the embedded one.
func or(given *Model, embedded func() *Model) *Model {
	if given != nil {
		return given
	}
	return embedded()
}

// fewPassed is how many letters for browsers without scripts make a page worth a
// second look, if it shows fewer itself.
const fewPassed = 300

// cut makes the units of a page and measures them.
func (r *Reader) cut(d *markup.Doc, forget lexicon.Tokens) (passed int32) {
	r.reset()
	passed = r.cutter.HTML(d, r.noscript, forget)
	r.cutter.Measure()
	return passed
}

// done hands the blocks of a parsed page out.
func (r *Reader) done() []schema.Block {
	out := r.blocks()
	r.cutter.Release()
	return out
}

// PageText returns the blocks of a page-text dump: one line is one block, a
// blank line is a margin.
func (r *Reader) PageText(t *textform.Text) []schema.Block {
	v := r.ruledLines(t)
	if r.learnable() {
		r.learner.judgeLines(or(r.LineModel, lineModel), v)
	}
	return r.blocks()
}

// ruledLines makes units of the lines of a dump that the rules have decided.
func (r *Reader) ruledLines(t *textform.Text) *rule.LineView {
	r.cutLines(t, true)
	r.learner.noteKinds(&r.cutter.Page)
	v := r.learner.lines.Decide(&r.cutter.Page)
	for i := range r.cutter.Page.Units {
		if k := r.learner.kinds[i]; k > 0 && k != unit.CodeListItem && r.cutter.Page.Units[i].Kept() {
			r.cutter.Page.Units[i].Kind = unit.MarkupKinds[k]
		}
	}
	return v
}

// cutLines makes units of the lines of a dump or of clean text and measures them.
func (r *Reader) cutLines(t *textform.Text, dump bool) {
	r.reset()
	r.cutter.Lines(t, dump)
	r.cutter.Measure()
}

// Text returns the blocks of clean text: paragraphs between blank lines, or
// lines where there is no blank one. All are kept and only typed.
func (r *Reader) Text(t *textform.Text) []schema.Block {
	r.cutLines(t, false)
	for i := range r.cutter.Page.Units {
		u := &r.cutter.Page.Units[i]
		u.Kind, u.Reason, u.Points = typed(u), schema.ReasonAllKept, 100
	}
	return r.blocks()
}

// Given returns the blocks of markup that holds the text of an article and nothing
// else: all are kept for the reason given, and only typed.
func (r *Reader) Given(d *markup.Doc, why schema.BlockReason) []schema.Block {
	r.noscript = true
	r.cut(d, 0)
	for i := range r.cutter.Page.Units {
		u := &r.cutter.Page.Units[i]
		u.Kind, u.Reason, u.Points = typed(u), why, 100
		if why == schema.ReasonScriptData {
			u.Points = 60
		}
	}
	return r.done()
}

// reset forgets the page before, and with it how sure a model was of its text.
func (r *Reader) reset() {
	r.learner.confidence, r.missing = noConfidence, Missing{}
	r.learner.html.Live.Forget()
}

// A model judges pages of so many units. Smaller ones are notices, not articles; the
// features of larger ones would need much memory, and they are lists.
const minLearned, maxLearned = 24, 20_000

// learnable reports whether a model decides. Where the rules find no text there is none.
func (r *Reader) learnable() bool {
	n := len(r.cutter.Page.Units)
	return !r.RulesOnly && n >= minLearned && n <= maxLearned && r.cutter.Page.Kept() > 0
}

// Confidence is the F1 that the kept words of the last page are expected to reach,
// as measured on pages no model had seen; ok is false where no model decided.
func (r *Reader) Confidence() (f1 float64, ok bool) {
	return float64(r.learner.confidence) / tree.Whole, r.learner.confidence > noConfidence
}

// blocks hands the units out. All texts share one string, and so do all paths.
func (r *Reader) blocks() []schema.Block {
	p := &r.cutter.Page
	if len(p.Units) == 0 {
		return nil
	}
	texts := string(p.Text)
	keepLabels(p, texts)
	r.paths = r.paths[:0]
	r.pathEnds = r.pathEnds[:0]
	for i := range p.Units {
		if i == 0 || p.Doc == nil || p.Units[i].Parent != p.Units[i-1].Parent {
			r.paths = p.AppendPath(r.paths, &p.Units[i])
		}
		r.pathEnds = append(r.pathEnds, len(r.paths))
	}
	paths, from, to := string(r.paths), 0, 0
	out, links := unit.Grow(r.out, len(p.Units)), r.links[:0]
	for i := range out {
		u := &p.Units[i]
		if end := r.pathEnds[i]; end > to {
			from, to = to, end
		}
		out[i] = schema.Block{
			Index:  i,
			Text:   texts[u.From:u.To],
			Kind:   u.Kind,
			Kept:   u.Reason == schema.ReasonBody || u.Reason == schema.ReasonAllKept || u.Reason == schema.ReasonScriptData,
			Reason: u.Reason,
			Score:  float64(u.Points) / 100,
			Path:   paths[from:to],
			Entry:  int(max(u.Entry, 0)),
		}
		start := len(links)
		if links = p.AppendLinks(links, u); len(links) > start {
			out[i].Links = links[start:len(links):len(links)]
		}
		if u.Kind == schema.KindHeading || u.Kind == schema.KindTitle {
			out[i].Level = int(u.Level)
		}
	}
	r.out, r.links = out, links
	return out
}

// typed is the kind of a unit whose place in the article is not in question.
func typed(u *unit.Unit) schema.BlockKind {
	switch {
	case u.Kind != "":
		return u.Kind
	case u.Bullet:
		return schema.KindListItem
	case u.Alone() && unit.HeadingLike(u):
		return schema.KindHeading
	}
	return schema.KindParagraph
}

// Entries returns what the entries of the last page say of themselves, in the order
// of Block.Entry; nil where it was no live blog.
func (r *Reader) Entries() []schema.BlockEntry { return r.learner.html.Live.Told }
