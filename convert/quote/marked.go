package quote

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

// unspoken decides whether the marked span of token i, which no cue claimed, is
// no speech; ruled is what the rules say. The score is that of speech.
func (a *annotator) unspoken(i int, s words.Sentence, n attribution.Neighbours, ruled bool) (bool, int32) {
	if a.learn.model == nil {
		return ruled, 0
	}
	a.markedFeatures(i, s, n, ruled)
	m := &a.t.Marks[a.t.Tokens[i].Mark]
	if a.learn.teacher != nil {
		q := Question{Task: TaskMarked, Options: [][]uint32{a.learn.feats}, Spans: []schema.Span{m.Inner}}
		if k := a.learn.teacher.Choose(&q); k != AskModel {
			return k != 0, 0
		}
	}
	score := a.learn.model.Weights[TaskMarked].Score(a.learn.feats)
	return score <= least || ruled && score < leastRuled, score
}

// markedFeatures describe the marked span of token i.
func (a *annotator) markedFeatures(i int, s words.Sentence, n attribution.Neighbours, ruled bool) {
	a.learn.feats = a.learn.feats[:0]
	mark := a.t.Tokens[i].Mark
	count := bucket(a.terms.WordCount(mark))
	near := func(k int) (uint32, uint32) {
		if k < s.First || k >= s.Last {
			return 1, 1
		}
		return a.id(k), a.category(k)
	}
	before, beforeCat := near(i - 1)
	before2, _ := near(i - 2)
	after, afterCat := near(i + 1)
	_, afterCat2 := near(i + 2)
	last, first, me := a.inside(mark)
	r, alone := flag(ruled), flag(n.Alone)
	row := func(k int) uint32 {
		if k < 0 || k >= len(a.draft.Found) {
			return 0
		}
		return 1 + flag(a.draft.Found[k].Sentence == a.draft.Sentence) + 2*flag(a.draft.Found[k].Kind == schema.QuoteDirect)
	}
	prev, next := row(n.Prev), row(n.Next)
	upper := flag(a.terms.SentenceLike(mark))
	term := flag(a.terms.Term(i)) | flag(a.terms.Modifies(i))<<1 | flag(a.terms.Waits(i))<<2 | upper<<3
	a.feature(1, 0, 0, 0)
	a.feature(2, r, count, alone)
	a.feature(3, count, upper, last)
	a.feature(4, count, before, 0)
	a.feature(5, count, beforeCat, 0)
	a.feature(6, count, after, 0)
	a.feature(7, count, afterCat, 0)
	a.feature(8, beforeCat, afterCat, upper)
	a.feature(9, alone, last, count)
	a.feature(10, prev, next, alone)
	a.feature(11, prev, count, alone)
	a.feature(12, me, count, 0)
	a.feature(13, first, 0, 0)
	a.feature(14, first, upper, alone)
	a.feature(15, term, 0, 0)
	a.feature(16, term, count, alone)
	a.feature(17, before, before2, 0)
	a.feature(18, before, upper, 0)
	a.feature(19, after, last, 0)
	a.feature(20, afterCat, afterCat2, last)
	a.feature(22, flag(i == s.First), flag(i+1 == s.Last), upper)
	a.feature(23, r, prev, next)
	a.feature(24, me, alone, prev)
}

// inside describes the words of a marked span: the kind of its last character,
// its first word, and whether somebody speaks of himself.
func (a *annotator) inside(mark int32) (last, first, me uint32) {
	const most = 30 // words that are looked at
	in := a.t.Body[a.t.Marks[mark].Inner.Start:a.t.Marks[mark].Inner.End]
	r, _ := utf8.DecodeLastRuneInString(in)
	switch {
	case r == ',', r == '.', r == '?', r == '!':
		last = uint32(r)
	case unicode.IsLetter(r):
		last = 1
	}
	a.t.Lexicon.Each(in, most, func(hash uint32, class words.Class) {
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

// joins decides whether the row r of the marked span of token i goes on with the
// statement of the row whose speaker it shares.
func (a *annotator) joins(i int, s words.Sentence, n attribution.Neighbours, r *attribution.Attribution) bool {
	o := &a.draft.Found[r.SameSpeakerAs]
	ruled := n.Alone && o.Kind == schema.QuoteDirect && r.SameSpeakerAs >= n.Base
	if a.learn.model == nil {
		return ruled
	}
	a.joinFeatures(i, s, n, r, ruled)
	if a.learn.teacher != nil {
		q := Question{Task: TaskJoin, Options: [][]uint32{a.learn.feats}, Spans: []schema.Span{r.Span}, Other: o.Span}
		if k := a.learn.teacher.Choose(&q); k != AskModel {
			return k == 0
		}
	}
	return a.learn.model.Weights[TaskJoin].Score(a.learn.feats) > 0
}

// joinFeatures describe the row r of the marked span of token i and the row it is like.
func (a *annotator) joinFeatures(i int, s words.Sentence, n attribution.Neighbours, r *attribution.Attribution, ruled bool) {
	a.learn.feats = a.learn.feats[:0]
	o := &a.draft.Found[r.SameSpeakerAs]
	shape := shapeOf(o) | flag(ruled)<<5 | flag(n.Alone)<<6 | flag(o.Span.Start > r.Span.Start)<<7
	far := bucket(max(r.Sentence-o.Sentence, o.Sentence-r.Sentence)) | uint32(min(3, max(r.Paragraph-o.Paragraph, 0)))<<3
	last, first, _ := a.inside(a.t.Tokens[i].Mark)
	count := bucket(a.terms.WordCount(a.t.Tokens[i].Mark))
	before, after := uint32(1), uint32(1)
	if i > s.First {
		before = a.id(i - 1)
	}
	if i+1 < s.Last {
		after = a.id(i + 1)
	}
	rule := code(o.Rule)
	a.feature(1, 0, 0, 0)
	a.feature(2, shape, 0, 0)
	a.feature(3, shape, far, 0)
	a.feature(4, far, rule, 0)
	a.feature(5, shape, rule, far)
	a.feature(6, before, flag(n.Alone), far)
	a.feature(7, after, flag(n.Alone), far)
	a.feature(8, first, shape, 0)
	a.feature(9, count, last, shape)
	a.feature(10, count, far, flag(n.Alone))
	a.feature(11, before, shape, 0)
	a.feature(12, flag(n.Next >= 0), shape, far)
	a.feature(13, rule, before, far)
	a.feature(14, a.cueHash(o), far, flag(n.Alone))
}
