package block

import (
	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/tree"
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

	page    Page
	seen    map[uint64]int32 // units by the hash of their letters
	opened  map[uint64]int32 // and of their first letters
	segment segmenter
	learner learner
	named   []Unit              // what was decided by names, while a page is judged without
	plain   []bool              // per unit: text that the page plainly has
	vetoed  []bool              // per unit: a name spoke against it
	alike   int32               // letters of that in elements like those that text was kept of
	looks   map[uint64]struct{} // of the elements that text was kept of
	once    once
	missing Missing

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
		l.html.live.find()
	}
	if !l.html.live.found() {
		r.reconsider(d, v)
	}
	l.html.live.text(l.kinds, l.said)
	l.html.live.describe()
	r.once.keep(&r.page)
	return r.done()
}

// ruledHTML cuts a page into units that the rules have decided. What is meant for
// browsers without scripts is looked at where there is little else.
func (r *Reader) ruledHTML(d *markup.Doc) *htmlView {
	r.segment.noscript = false
	for {
		v := r.decided(d, 0, false)
		if r.segment.noscript || r.segment.passed < fewPassed || r.page.kept() >= fewPassed {
			return v
		}
		r.segment.noscript = true
	}
}

// decided cuts a page into units and lets the rules decide; again says that names misled
// them, of which those of some groups are forgotten.
func (r *Reader) decided(d *markup.Doc, forget lexicon.Tokens, again bool) *htmlView {
	r.segment.forget = forget
	r.cut(d)
	r.learner.noteKinds(&r.page)
	return r.learner.html.decide(&r.page, again)
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

// cut makes the units of a page and fills their features.
func (r *Reader) cut(d *markup.Doc) {
	r.split(d)
	r.measure()
}

// split makes the units of a page.
func (r *Reader) split(d *markup.Doc) {
	r.reset()
	n := len(d.Nodes)
	p := &r.page
	p.Doc, p.Title = d, d.TitleHint()
	p.heads = hashHead(p.Title)
	p.Tokens, p.Context, p.first = grow(p.Tokens, n), grow(p.Context, n), grow(p.first, n)
	p.steps, p.stepText = grow(p.steps, n), p.stepText[:0]
	r.segment.page, r.segment.doc = p, d
	r.segment.run()
}

// done hands the blocks of a parsed page out.
func (r *Reader) done() []schema.Block {
	out := r.blocks()
	r.page.Doc, r.segment.doc = nil, nil
	return out
}

// grow returns a cleared slice of n elements in the memory of s.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	s = s[:n]
	clear(s)
	return s
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
func (r *Reader) ruledLines(t *textform.Text) *lineView {
	r.cutLines(t, true)
	r.learner.noteKinds(&r.page)
	v := r.learner.lines.decide(&r.page)
	for i := range r.page.Units {
		if k := r.learner.kinds[i]; k > 0 && k != codeListItem && r.page.Units[i].kept() {
			r.page.Units[i].Kind = markupKinds[k]
		}
	}
	return v
}

// cutLines makes units of the lines of a dump or of clean text and fills their features.
func (r *Reader) cutLines(t *textform.Text, dump bool) {
	r.splitText(t, dump)
	r.measure()
}

// splitText makes units of the lines of a dump or of clean text.
func (r *Reader) splitText(t *textform.Text, dump bool) {
	r.reset()
	r.page.Doc = nil
	if t.Lines == nil {
		r.splitLines(t.Body, dump)
	} else {
		r.splitForm(t, dump)
	}
}

// Text returns the blocks of clean text: paragraphs between blank lines, or
// lines where there is no blank one. All are kept and only typed.
func (r *Reader) Text(t *textform.Text) []schema.Block {
	r.cutLines(t, false)
	for i := range r.page.Units {
		u := &r.page.Units[i]
		u.Kind, u.Reason, u.Points = typed(u), schema.ReasonAllKept, 100
	}
	return r.blocks()
}

// Given returns the blocks of markup that holds the text of an article and nothing
// else: all are kept for the reason given, and only typed.
func (r *Reader) Given(d *markup.Doc, why schema.BlockReason) []schema.Block {
	r.segment.noscript = true
	r.cut(d)
	for i := range r.page.Units {
		u := &r.page.Units[i]
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
	r.page.Title = ""
	r.learner.html.live.forget()
	r.page.links, r.page.urls = r.page.links[:0], r.page.urls[:0]
	r.page.Text = r.page.Text[:0]
	r.page.Units = r.page.Units[:0]
}

// A model judges pages of so many units. Smaller ones are notices, not articles; the
// features of larger ones would need much memory, and they are lists.
const minLearned, maxLearned = 24, 20_000

// learnable reports whether a model decides. Where the rules find no text there is none.
func (r *Reader) learnable() bool {
	n := len(r.page.Units)
	return !r.RulesOnly && n >= minLearned && n <= maxLearned && r.page.kept() > 0
}

// Confidence is the F1 that the kept words of the last page are expected to reach,
// as measured on pages no model had seen; ok is false where no model decided.
func (r *Reader) Confidence() (f1 float64, ok bool) {
	return float64(r.learner.confidence) / tree.Whole, r.learner.confidence > noConfidence
}

// blocks hands the units out. All texts share one string, and so do all paths.
func (r *Reader) blocks() []schema.Block {
	p := &r.page
	if len(p.Units) == 0 {
		return nil
	}
	texts := string(p.Text)
	p.keepLabels(texts)
	r.paths = r.paths[:0]
	r.pathEnds = r.pathEnds[:0]
	for i := range p.Units {
		if i == 0 || p.Doc == nil || p.Units[i].Parent != p.Units[i-1].Parent {
			r.paths = p.appendPath(r.paths, &p.Units[i])
		}
		r.pathEnds = append(r.pathEnds, len(r.paths))
	}
	paths, from, to := string(r.paths), 0, 0
	out, links := grow(r.out, len(p.Units)), r.links[:0]
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
			Entry:  int(max(u.entry, 0)),
		}
		start := len(links)
		if links = p.appendLinks(links, u); len(links) > start {
			out[i].Links = links[start:len(links):len(links)]
		}
		if u.Kind == schema.KindHeading || u.Kind == schema.KindTitle {
			out[i].Level = int(u.Level)
		}
	}
	r.out, r.links = out, links
	return out
}

// appendLinks appends the links of a unit.
func (p *Page) appendLinks(dst []schema.BlockLink, u *Unit) []schema.BlockLink {
	for _, l := range p.links[u.links[0]:u.links[1]] {
		if p.Doc == nil {
			dst = append(dst, schema.BlockLink{Span: schema.Span{Start: int(l.from - u.From), End: int(l.to - u.From)}, URL: p.urls[l.node]})
		} else if url, ok := p.Doc.Attr(l.node, markup.KeyHref); ok && l.from < l.to {
			dst = append(dst, schema.BlockLink{Span: schema.Span{Start: int(l.from - u.From), End: int(l.to - u.From)}, URL: url})
		}
	}
	return dst
}

// typed is the kind of a unit whose place in the article is not in question.
func typed(u *Unit) schema.BlockKind {
	switch {
	case u.Kind != "":
		return u.Kind
	case u.Bullet:
		return schema.KindListItem
	case u.alone() && headingLike(u):
		return schema.KindHeading
	}
	return schema.KindParagraph
}

// headingLike reports whether the words of u could be a heading: few, and not
// the end of a sentence.
func headingLike(u *Unit) bool {
	return u.Size >= 2 && u.Size <= 120 && u.Lines <= 1 && !u.Closed && !u.Lower
}
