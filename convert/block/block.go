package block

import (
	"strconv"

	"github.com/dsbuild/dsbuild/schema"
)

// Reader turns pages into blocks. It is the reusable workspace of one worker; its
// zero value works with the rules of this package.
type Reader struct {
	// Classifier decides instead of the rules where it is set.
	Classifier Classifier

	page Page
	seen map[uint64]int32
}

// PageText returns the blocks of a page-text dump: one line is one block, a
// blank line is a margin.
func (r *Reader) PageText(body []byte) []schema.Block {
	r.reset()
	r.splitLines(body)
	r.measure()
	r.classify(lineRules{})
	return r.blocks(linePath)
}

// Text returns the blocks of clean text: paragraphs between blank lines, or
// lines where there is no blank one. All are kept and only typed.
func (r *Reader) Text(body []byte) []schema.Block {
	r.reset()
	r.splitLines(body)
	r.measure()
	for i := range r.page.Units {
		u := &r.page.Units[i]
		u.Kind, u.Reason, u.Points = typed(u), schema.ReasonAllKept, 100
	}
	return r.blocks(linePath)
}

func (r *Reader) reset() {
	r.page.Title = ""
	r.page.Text = r.page.Text[:0]
	r.page.Units = r.page.Units[:0]
}

func (r *Reader) classify(rules Classifier) {
	if r.Classifier != nil {
		rules = r.Classifier
	}
	rules.Classify(&r.page)
}

func linePath(u *Unit) string { return "line " + strconv.Itoa(int(u.Number)) }

// blocks hands the units out. All texts share one string.
func (r *Reader) blocks(path func(*Unit) string) []schema.Block {
	all := string(r.page.Text)
	out := make([]schema.Block, len(r.page.Units))
	for i := range out {
		u := &r.page.Units[i]
		out[i] = schema.Block{
			Index:  i,
			Text:   all[u.From:u.To],
			Kind:   u.Kind,
			Kept:   u.Reason == schema.ReasonBody || u.Reason == schema.ReasonAllKept,
			Reason: u.Reason,
			Score:  float64(u.Points) / 100,
			Path:   path(u),
		}
		if u.Kind == schema.KindHeading || u.Kind == schema.KindTitle {
			out[i].Level = int(u.Level)
		}
	}
	return out
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
