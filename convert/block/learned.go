package block

import (
	"cmp"
	_ "embed" // the models
	"fmt"
	"slices"
	"sync"

	"github.com/dsbuild/dsbuild/convert/block/feature"
	"github.com/dsbuild/dsbuild/convert/block/rule"
	"github.com/dsbuild/dsbuild/convert/block/tree"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/schema"
)

// Model is what was learned about one form of page: a first stage that judges each
// unit by itself and its surroundings, and a second that also sees what the first
// said of the others. docs/models/block.md says from what.
type Model struct {
	first, second *tree.Forest
	curve         []int16 // for expected F1 in steps of a twentieth: the F1 that was measured, of tree.Whole
}

// The classes of the second stage, in the order of its scores.
const (
	classBody = iota
	classDeck
	classHead   // headline, byline, date
	classFigure // captions and embeds
	classTail   // words on the author, calls to action, other stories
	classRest
	classes
)

// The embedded models, of HTML pages and of page-text dumps.
var (
	//go:embed models/html.bin
	htmlBytes []byte
	//go:embed models/lines.bin
	lineBytes []byte

	htmlModel = embedded("models/html.bin", htmlBytes)
	lineModel = embedded("models/lines.bin", lineBytes)
)

// embedded decodes a model when it is first wanted.
func embedded(name string, b []byte) func() *Model {
	return sync.OnceValue(func() *Model {
		m, err := DecodeModel(b)
		if err != nil {
			panic("block: " + name + ": " + err.Error())
		}
		return m
	})
}

// curvePoints is how many points the curve of a model has.
const curvePoints = 21

// DecodeModel reads a model: two forests and the curve of its confidence.
func DecodeModel(b []byte) (*Model, error) {
	first, b, err := tree.Decode(b)
	if err != nil {
		return nil, fmt.Errorf("first stage: %w", err)
	}
	second, b, err := tree.Decode(b)
	if err != nil {
		return nil, fmt.Errorf("second stage: %w", err)
	}
	if first.Classes != 1 || second.Classes != classes || len(b) != 2*curvePoints {
		return nil, fmt.Errorf("%w: %d and %d classes, %d bytes left", tree.ErrModel, first.Classes, second.Classes, len(b))
	}
	m := &Model{first: first, second: second}
	for i := range curvePoints {
		m.curve = append(m.curve, int16(b[2*i])|int16(b[2*i+1])<<8)
	}
	return m, nil
}

// learner decides the units of a page by a model. The rules decide first: what
// they say are features, and they remain where the model finds no text.
type learner struct {
	html   rule.HTMLRules
	lines  rule.LineRules
	byHTML feature.HTMLRows
	byLine feature.LineRows
	second feature.Second
	scorer tree.Scorer
	scores []int32
	kinds  []int16
	body   []int16 // per unit: the probability that it is text of the article
	deck   []int16
	order  []int32
	class  []uint8 // of what is dropped
	said   []int16 // body, before what is decided elsewhere was taken out

	confidence int16 // of tree.Whole, or noConfidence
}

// noConfidence says that no model judged the text of a page.
const noConfidence = -1

func (l *learner) judgeHTML(m *Model, v *rule.HTMLView) {
	l.byHTML.Fill(v, l.kinds)
	l.html.Live.Find()
	if n := len(v.Units); n < fewUnits && l.html.Live.First(n) < n {
		return // there is little around the entries: the rules remain
	}
	l.judge(m, v.Page, &l.byHTML.Rows, &l.byHTML)
}

func (l *learner) judgeLines(m *Model, v *rule.LineView) {
	l.byLine.Fill(v)
	l.judge(m, v.Page, &l.byLine.Rows, &l.byLine)
}

func (l *learner) noteKinds(p *unit.Page) {
	l.kinds = unit.Grow(l.kinds, len(p.Units))
	for i := range p.Units {
		l.kinds[i] = unit.KindCode(&p.Units[i])
	}
}

func (l *learner) judge(m *Model, p *unit.Page, first *feature.Rows, at feature.Surroundings) {
	n := len(p.Units)
	l.firstStage(m.first, p, first, at)
	live := l.second.Live
	l.body, l.deck = unit.Grow(l.body, n), unit.Grow(l.deck, n)
	l.scores = unit.Grow(l.scores, classes*len(live))
	l.scorer.Score(m.second, l.second.Cells, len(live), l.scores)
	var scores [classes]int32
	var shares [classes]int16
	l.class = unit.Grow(l.class, n)
	for i := range l.class {
		l.class[i] = classRest
	}
	for k, i := range live {
		for c := range classes {
			scores[c] = l.scores[c*len(live)+k]
		}
		tree.Shares(scores[:], shares[:])
		l.body[i], l.deck[i] = shares[classBody]+shares[classDeck], shares[classDeck]
		best := classHead
		for c := classHead; c < classes; c++ {
			if shares[c] > shares[best] {
				best = c
			}
		}
		l.class[i] = uint8(best)
	}
	l.doubt(p)
	l.said = append(l.said[:0], l.body...)
	for i := range p.Units {
		if p.Units[i].Entry != 0 { // see rule.LiveBlogs.Text
			l.body[i], l.deck[i] = 0, 0
		}
	}
	cut, f1 := l.cut(p)
	l.together(p, cut, at)
	if l.settle(p, cut) && !l.html.Live.Found() { // else rules decided most of the text
		l.confidence = m.measured(f1)
	}
}

// After so many trees of the first stage the others are asked only about units that
// are not unlikely by then: 1.5 % and less, as ruledOut has it in the end. Most of a page
// is menus and links, of which the first trees are sure.
const firstTrees, unlikely = 30, -42 * tree.Unit / 10

// firstStage judges all units and writes the rows of those it does not rule out.
func (l *learner) firstStage(f *tree.Forest, p *unit.Page, first *feature.Rows, at feature.Surroundings) {
	l.scores = unit.Grow(l.scores, first.N)
	l.scorer.ScoreLikely(f, firstTrees, unlikely, first.Cells, first.N, l.scores)
	l.second.Fill(p, first, l.scores, at)
}

// maxCut is the probability from which a unit is kept on any page.
const maxCut = 600

// cut chooses the probability from which units are kept so that the expected F1 of
// the page's words is greatest (Lewis 1995).
func (l *learner) cut(p *unit.Page) (cut int16, f1 int32) {
	l.order = l.order[:0]
	all := int64(0)
	for i := range p.Units {
		if l.body[i] > 0 {
			l.order = append(l.order, int32(i))
			all += int64(l.body[i]) * int64(p.Units[i].Words)
		}
	}
	slices.SortStableFunc(l.order, func(a, b int32) int { return cmp.Compare(l.body[b], l.body[a]) })
	hit, words := int64(0), int64(0)
	bestHit, bestSum := int64(0), int64(1)
	cut = maxCut
	for _, i := range l.order {
		w := int64(p.Units[i].Words)
		hit, words = hit+w*int64(l.body[i]), words+w*tree.Whole
		if hit*bestSum > bestHit*(words+all) {
			bestHit, bestSum, cut = hit, words+all, l.body[i]
		}
	}
	return min(cut, maxCut), int32(2 * tree.Whole * bestHit / bestSum)
}

// measured is the F1 that was measured on pages of the same expected F1.
func (m *Model) measured(f1 int32) int16 {
	const step = tree.Whole / (curvePoints - 1)
	i := min(f1/step, curvePoints-2)
	low, high := int32(m.curve[i]), int32(m.curve[i+1])
	return int16(low + (high-low)*(f1-i*step)/step)
}

// sureOfYes is the probability from which the model keeps what the rules drop with
// a reason that holds on nearly every page.
const sureOfYes = 900

// fewUnits: on a page of fewer units the rules have more of a say. There were few
// such pages to learn from.
const fewUnits = 80

// doubt takes the probability from units that stand beside the text, from those that the rules drop with such a reason
// where the model is not sure, and on small pages from all that they drop for what it
// is; there the model must be surer to drop what the rules keep.
func (l *learner) doubt(p *unit.Page) {
	small, from := len(p.Units) < fewUnits, l.neighboursFrom(p)
	for i := range p.Units {
		switch u := &p.Units[i]; {
		case u.Beside:
			l.body[i], l.deck[i] = 0, 0
		case strict(u) && l.body[i] < sureOfYes, small && firm(u.Reason), i > from && neighbour(u.Reason) && l.body[i] < sureOfNeighbour:
			l.body[i], l.deck[i] = l.body[i]/10, 0
		case small && u.Reason == schema.ReasonBody:
			l.body[i] += (tree.Whole - l.body[i]) / 4
		case small:
			l.body[i], l.deck[i] = l.body[i]*2/3, l.deck[i]*2/3
		}
	}
}

// sureOfNeighbour is the probability from which the model keeps what the rules take for
// another story, a caption or words on the author. Of 626 such units of six corpora that
// it kept below, 410 were not text.
const sureOfNeighbour = 800

// mayBeKept is the probability from which units are kept on a page whose text is unsure.
const mayBeKept = 400

// neighbour reports whether the rules dropped a unit as something else that has sentences.
func neighbour(r schema.BlockReason) bool {
	return r == schema.ReasonRelated || r == schema.ReasonCaption || r == schema.ReasonBio
}

// neighboursFrom is the unit behind which such units are doubted: the first that the
// model is sure of, since the text may begin in what is named a teaser. Where they are
// much of what the model would keep, it is the end of the page: the rules took a name for
// more than it said. In dumps, which have no such names, none is doubted.
func (l *learner) neighboursFrom(p *unit.Page) int {
	from, all, doubtful := len(p.Units), int32(0), int32(0)
	if p.Doc == nil {
		return from
	}
	for i := range p.Units {
		u := &p.Units[i]
		switch {
		case l.body[i] < mayBeKept:
			continue
		case l.body[i] >= sureOfYes && !neighbour(u.Reason):
			from = min(from, i)
		case neighbour(u.Reason):
			doubtful += u.Size
		}
		all += u.Size
	}
	if doubtful*5 > all {
		return len(p.Units)
	}
	return from
}

// together keeps all items of a list, or all rows of a table, or none, as most of
// its text is: a short item or the head of a table is not judged by itself.
func (l *learner) together(p *unit.Page, cut int16, at feature.Surroundings) {
	kept, size := l.second.Mass, l.second.Plain
	for i := range p.Units {
		kept[i+1] = kept[i]
		if l.body[i] >= cut {
			kept[i+1] += int64(p.Units[i].Size)
		}
	}
	boxes := &l.second.Boxes
	for _, i := range l.second.Live {
		if k := l.kinds[i]; k != unit.CodeListItem && k != unit.CodeTableRow {
			continue
		}
		at.BoxesOf(int(i), boxes)
		b := boxes[feature.BoxLevels-1]
		switch {
		case b[0] >= b[1]:
		case 2*(kept[b[1]]-kept[b[0]]) > size[b[1]]-size[b[0]]:
			l.body[i] = max(l.body[i], cut)
		default:
			l.body[i] = min(l.body[i], cut-1)
		}
	}
}

// firm reports whether a unit was dropped for what it is, not for where it stands.
func firm(r schema.BlockReason) bool {
	return r == schema.ReasonMetadata || r == schema.ReasonCaption || r == schema.ReasonLinks
}

// strict reports whether the rules dropped a unit for what its markup or words say
// outright: that it is hidden, a comment, a byline or a date.
func strict(u *unit.Unit) bool {
	switch u.Reason {
	case schema.ReasonHidden, schema.ReasonComments:
		return true
	case schema.ReasonMetadata:
		return u.Kind == schema.KindByline || u.Kind == schema.KindDate
	default:
		return false
	}
}

// deckShare: a unit is the deck where more than one in so many of its chances to be
// kept are the deck's. Lower would take first paragraphs for decks.
const deckShare = 3

// settle writes the verdicts of the model into the units and reports whether there
// is any text. The kinds and reasons of the rules stand where both drop a unit.
func (l *learner) settle(p *unit.Page, cut int16) bool {
	title := titleHash(p)
	found, first, last := false, len(p.Units), -1
	for i := range p.Units {
		if l.body[i] >= cut && (title == 0 || p.Units[i].Hash != title) && l.deck[i]*deckShare <= l.body[i] {
			found, first, last = true, min(first, i), i
		}
	}
	if !found { // the rules remain
		return false
	}
	for i := range p.Units {
		u := &p.Units[i]
		points := int32(l.body[i]) / 10
		switch {
		case title != 0 && u.Hash == title && (u.Reason == schema.ReasonBody || l.body[i] >= cut):
			u.Kind, u.Reason = schema.KindTitle, schema.ReasonMetadata
		case l.body[i] >= cut && l.deck[i]*deckShare > l.body[i]:
			u.Kind, u.Reason = schema.KindDeck, schema.ReasonMetadata
		case l.body[i] >= cut:
			u.Kind, u.Reason = l.keptKind(p, i), schema.ReasonBody
		case u.Reason == schema.ReasonBody:
			u.Kind, u.Reason = droppedAs(l.class[i], i < first, i > last)
		}
		u.Points = points
	}
	return true
}

// titleHash is the hash of the headline that the rules found, or 0.
func titleHash(p *unit.Page) uint64 {
	for i := range p.Units {
		if p.Units[i].Kind == schema.KindTitle {
			return p.Units[i].Hash
		}
	}
	return 0
}

// keptKind is the kind of a kept unit: what the markup says, else a paragraph.
func (l *learner) keptKind(p *unit.Page, i int) schema.BlockKind {
	u := &p.Units[i]
	if code := l.kinds[i]; code > 0 {
		return unit.MarkupKinds[code]
	}
	if u.Kind == schema.KindHeading || p.Doc == nil && u.Alone() && unit.HeadingLike(u) && u.Size < 80 {
		return schema.KindHeading
	}
	return schema.KindParagraph
}

// droppedAs is the kind and reason of what the rules kept and the model drops.
func droppedAs(class uint8, before, behind bool) (schema.BlockKind, schema.BlockReason) {
	switch {
	case class == classHead:
		return schema.KindByline, schema.ReasonMetadata
	case class == classFigure:
		return schema.KindCaption, schema.ReasonCaption
	case class == classTail && behind:
		return schema.KindPromo, schema.ReasonAfterBody
	case class == classTail:
		return schema.KindPromo, schema.ReasonRelated
	case before:
		return schema.KindOther, schema.ReasonBeforeBody
	case behind:
		return schema.KindOther, schema.ReasonAfterBody
	}
	return schema.KindOther, schema.ReasonLowScore
}
