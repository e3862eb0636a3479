package scorer

import (
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// A marked span is speech from a score on that depends on what the rules say: the
// titles and terms they know are seldom speech in any article, and what is lost
// as no speech weighs more than what is not.
const (
	least      = -150
	leastRuled = 500
)

// SpeechByRule is the score of a marked span that is speech by a rule, though the weights make too
// little of its few words: a verb that no list has, the second part of what was said, a turn
// of an exchange.
const SpeechByRule = 600

// Unspoken decides whether the marked span of token i, which no cue claimed, is
// no speech; ruled is what the rules say. The score is that of speech.
func (sc *Scorer) Unspoken(i int, s words.Sentence, n attribution.Neighbours, ruled bool) (bool, int32) {
	if sc.model == nil {
		return ruled, 0
	}
	sc.markedFeatures(i, s, n, ruled)
	m := &sc.t.Marks[sc.t.Tokens[i].Mark]
	if sc.teacher != nil {
		q := Question{Task: TaskMarked, Options: [][]uint32{sc.feats}, Spans: []schema.Span{m.Inner}}
		if k := sc.teacher.Choose(&q); k != AskModel {
			return k != 0, 0
		}
	}
	score := sc.model.Weights[TaskMarked].Score(sc.feats)
	return score <= least || ruled && score < leastRuled, score
}

// markedFeatures describe the marked span of token i.
func (sc *Scorer) markedFeatures(i int, s words.Sentence, n attribution.Neighbours, ruled bool) {
	sc.feats = sc.feats[:0]
	mark := sc.t.Tokens[i].Mark
	count := bucket(sc.terms.WordCount(mark))
	near := func(k int) (uint32, uint32) {
		if k < s.First || k >= s.Last {
			return 1, 1
		}
		return sc.id(k), sc.category(k)
	}
	before, beforeCat := near(i - 1)
	before2, _ := near(i - 2)
	after, afterCat := near(i + 1)
	_, afterCat2 := near(i + 2)
	last, first, me := sc.inside(mark)
	r, alone := flag(ruled), flag(n.Alone)
	seen := func(k int) uint32 {
		if k < 0 || k >= len(sc.draft.Found) {
			return 0
		}
		return 1 + flag(sc.draft.Found[k].Sentence == sc.draft.Sentence) + 2*flag(sc.draft.Found[k].Kind == schema.QuoteDirect)
	}
	prev, next := seen(n.Prev), seen(n.Next)
	upper := flag(sc.terms.SentenceLike(mark))
	term := flag(sc.terms.Term(i)) | flag(sc.terms.Modifies(i))<<1 | flag(sc.terms.Waits(i))<<2 | upper<<3
	sc.feature(1, 0, 0, 0)
	sc.feature(2, r, count, alone)
	sc.feature(3, count, upper, last)
	sc.feature(4, count, before, 0)
	sc.feature(5, count, beforeCat, 0)
	sc.feature(6, count, after, 0)
	sc.feature(7, count, afterCat, 0)
	sc.feature(8, beforeCat, afterCat, upper)
	sc.feature(9, alone, last, count)
	sc.feature(10, prev, next, alone)
	sc.feature(11, prev, count, alone)
	sc.feature(12, me, count, 0)
	sc.feature(13, first, 0, 0)
	sc.feature(14, first, upper, alone)
	sc.feature(15, term, 0, 0)
	sc.feature(16, term, count, alone)
	sc.feature(17, before, before2, 0)
	sc.feature(18, before, upper, 0)
	sc.feature(19, after, last, 0)
	sc.feature(20, afterCat, afterCat2, last)
	sc.feature(22, flag(i == s.First), flag(i+1 == s.Last), upper)
	sc.feature(23, r, prev, next)
	sc.feature(24, me, alone, prev)
}

// inside describes the words of a marked span: the kind of its last character,
// its first word, and whether somebody speaks of himself.
func (sc *Scorer) inside(mark int32) (last, first, me uint32) {
	const most = 30 // words that are looked at
	in := sc.t.Body[sc.t.Marks[mark].Inner.Start:sc.t.Marks[mark].Inner.End]
	r, _ := utf8.DecodeLastRuneInString(in)
	switch {
	case r == ',', r == '.', r == '?', r == '!':
		last = uint32(r)
	case unicode.IsLetter(r):
		last = 1
	}
	sc.t.Language.Each(in, most, func(hash uint32, class words.Class) {
		if first == 0 {
			first = hash
		}
		switch {
		case class&words.They != 0:
			me |= 1
		case class&(words.Auxiliary|words.Be) != 0:
			me |= 2
		}
	})
	return last, first, me
}

// Joins decides whether the attribution r of the marked span of token i goes on with the
// statement of the attribution whose speaker it shares.
func (sc *Scorer) Joins(i int, s words.Sentence, n attribution.Neighbours, r *attribution.Attribution) bool {
	o := &sc.draft.Found[r.SameSpeakerAs]
	ruled := n.Alone && o.Kind == schema.QuoteDirect && r.SameSpeakerAs >= n.Base
	if sc.model == nil {
		return ruled
	}
	sc.joinFeatures(i, s, n, r, ruled)
	if sc.teacher != nil {
		q := Question{Task: TaskJoin, Options: [][]uint32{sc.feats}, Spans: []schema.Span{r.Span}, Other: o.Span}
		if k := sc.teacher.Choose(&q); k != AskModel {
			return k == 0
		}
	}
	return sc.model.Weights[TaskJoin].Score(sc.feats) > 0
}

// joinFeatures describe the attribution r of the marked span of token i and the attribution it is like.
func (sc *Scorer) joinFeatures(i int, s words.Sentence, n attribution.Neighbours, r *attribution.Attribution, ruled bool) {
	sc.feats = sc.feats[:0]
	o := &sc.draft.Found[r.SameSpeakerAs]
	shape := shapeOf(o) | flag(ruled)<<5 | flag(n.Alone)<<6 | flag(o.Span.Start > r.Span.Start)<<7
	far := bucket(max(r.Sentence-o.Sentence, o.Sentence-r.Sentence)) | uint32(min(3, max(r.Paragraph-o.Paragraph, 0)))<<3
	last, first, _ := sc.inside(sc.t.Tokens[i].Mark)
	count := bucket(sc.terms.WordCount(sc.t.Tokens[i].Mark))
	before, after := uint32(1), uint32(1)
	if i > s.First {
		before = sc.id(i - 1)
	}
	if i+1 < s.Last {
		after = sc.id(i + 1)
	}
	rule := code(o.Rule)
	sc.feature(1, 0, 0, 0)
	sc.feature(2, shape, 0, 0)
	sc.feature(3, shape, far, 0)
	sc.feature(4, far, rule, 0)
	sc.feature(5, shape, rule, far)
	sc.feature(6, before, flag(n.Alone), far)
	sc.feature(7, after, flag(n.Alone), far)
	sc.feature(8, first, shape, 0)
	sc.feature(9, count, last, shape)
	sc.feature(10, count, far, flag(n.Alone))
	sc.feature(11, before, shape, 0)
	sc.feature(12, flag(n.Next >= 0), shape, far)
	sc.feature(13, rule, before, far)
	sc.feature(14, sc.cueHash(o), far, flag(n.Alone))
}
