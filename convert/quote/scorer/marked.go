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
// no speech; byRule is what the rules say. The score is that of speech.
func (sc *Scorer) Unspoken(i int, s words.Sentence, n attribution.Neighbours, byRule bool) (bool, int32) {
	if sc.model == nil {
		return byRule, 0
	}
	sc.markedFeatures(i, s, n, byRule)
	m := &sc.t.Marks[sc.t.Tokens[i].Mark]
	if sc.teacher != nil {
		q := Question{Task: TaskMarked, Options: [][]uint32{sc.feats}, Spans: []schema.Span{m.Inner}}
		if k := sc.teacher.Choose(&q); k != AskModel {
			return k != 0, 0
		}
	}
	score := sc.model.Weights[TaskMarked].Score(sc.feats)
	return score <= least || byRule && score < leastRuled, score
}

// markedFeatures describe the marked span of token i.
func (sc *Scorer) markedFeatures(i int, s words.Sentence, n attribution.Neighbours, byRule bool) {
	is := sc.begin()
	mark := sc.t.Tokens[i].Mark
	is[last], is[first], is[self] = sc.inside(mark)
	is[size], is[upper] = bucket(sc.terms.WordCount(mark)), flag(sc.terms.SentenceLike(mark))
	near := func(k int) (uint32, uint32) {
		if k < s.First || k >= s.Last {
			return 1, 1
		}
		return sc.id(k), sc.category(k)
	}
	is[before], is[beforeKind] = near(i - 1)
	is[before2], _ = near(i - 2)
	is[after], is[afterKind] = near(i + 1)
	_, is[after2Kind] = near(i + 2)
	seen := func(k int) uint32 {
		if k < 0 || k >= len(sc.draft.Found) {
			return 0
		}
		return 1 + flag(sc.draft.Found[k].Sentence == sc.draft.Sentence) + 2*flag(sc.draft.Found[k].Kind == schema.QuoteDirect)
	}
	is[ruled], is[alone], is[prevFound], is[nextFound] = flag(byRule), flag(n.Alone), seen(n.Prev), seen(n.Next)
	is[term] = flag(sc.terms.Term(i)) | flag(sc.terms.Modifies(i))<<1 | flag(sc.terms.Waits(i))<<2 | is[upper]<<3
	is[atStart], is[atEnd] = flag(i == s.First), flag(i+1 == s.Last)
	sc.describe(TaskMarked)
}

// inside describes the words of a marked span: the kind of its last character,
// its first word, and whether somebody speaks of himself.
func (sc *Scorer) inside(mark int32) (end, opening, me uint32) {
	const most = 30 // words that are looked at
	in := sc.t.Body[sc.t.Marks[mark].Inner.Start:sc.t.Marks[mark].Inner.End]
	r, _ := utf8.DecodeLastRuneInString(in)
	switch {
	case r == ',', r == '.', r == '?', r == '!':
		end = uint32(r)
	case unicode.IsLetter(r):
		end = 1
	}
	sc.t.Language.Each(in, most, func(hash uint32, class words.Class) {
		if opening == 0 {
			opening = hash
		}
		switch {
		case class&words.They != 0:
			me |= 1
		case class&(words.Auxiliary|words.Be) != 0:
			me |= 2
		}
	})
	return end, opening, me
}

// Joins decides whether the attribution r of the marked span of token i goes on with the
// statement of the attribution whose speaker it shares.
func (sc *Scorer) Joins(i int, s words.Sentence, n attribution.Neighbours, r *attribution.Attribution) bool {
	o := &sc.draft.Found[r.SameSpeakerAs]
	byRule := n.Alone && o.Kind == schema.QuoteDirect && r.SameSpeakerAs >= n.Base
	if sc.model == nil {
		return byRule
	}
	sc.joinFeatures(i, s, n, r, byRule)
	if sc.teacher != nil {
		q := Question{Task: TaskJoin, Options: [][]uint32{sc.feats}, Spans: []schema.Span{r.Span}, Other: o.Span}
		if k := sc.teacher.Choose(&q); k != AskModel {
			return k == 0
		}
	}
	return sc.model.Weights[TaskJoin].Score(sc.feats) > 0
}

// joinFeatures describe the attribution r of the marked span of token i and the attribution it is like.
func (sc *Scorer) joinFeatures(i int, s words.Sentence, n attribution.Neighbours, r *attribution.Attribution, byRule bool) {
	is := sc.begin()
	o := &sc.draft.Found[r.SameSpeakerAs]
	is[shape] = shapeOf(o) | flag(byRule)<<5 | flag(n.Alone)<<6 | flag(o.Span.Start > r.Span.Start)<<7
	is[far] = bucket(max(r.Sentence-o.Sentence, o.Sentence-r.Sentence)) | uint32(min(3, max(r.Paragraph-o.Paragraph, 0)))<<3
	is[last], is[first], _ = sc.inside(sc.t.Tokens[i].Mark)
	is[size] = bucket(sc.terms.WordCount(sc.t.Tokens[i].Mark))
	is[before], is[after] = 1, 1
	if i > s.First {
		is[before] = sc.id(i - 1)
	}
	if i+1 < s.Last {
		is[after] = sc.id(i + 1)
	}
	is[rule], is[alone], is[nextFound], is[cue] = code(o.Rule), flag(n.Alone), flag(n.Next >= 0), sc.cueHash(o)
	sc.describe(TaskJoin)
}
