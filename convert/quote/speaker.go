package quote

import (
	"github.com/dsbuild/dsbuild/convert/quote/linear"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// mostSpeakers bounds the noun phrases that are compared for one cue, and
// farSpeaker, in tokens, how far from it they may stand.
const (
	mostSpeakers = 24
	farSpeaker   = 60
)

// speakers chooses who speaks for each cue of a sentence that has rows.
func (a *annotator) chooseSpeakers(s words.Sentence, base int) {
	for k := range a.learn.found {
		f := &a.learn.found[k]
		first := -1
		for r := base; r < len(a.draft.Found) && first < 0; r++ {
			if a.draft.Found[r].Token == f.cue.First && !a.draft.Found[r].Cue.Empty() {
				first = r
			}
		}
		if first < 0 {
			continue
		}
		a.learn.who = a.speakersOf(&f.cue, s, base, a.learn.who[:0])
		if len(a.learn.who) == 0 {
			continue
		}
		choice, score := a.chooseSpeaker(f, a.draft.Found[first].Kind, s)
		for r := first; r < len(a.draft.Found); r++ {
			if a.draft.Found[r].Token != f.cue.First || a.draft.Found[r].Cue.Empty() {
				continue
			}
			a.draft.Found[r].Subject, a.draft.Found[r].Sure = phrase.None, score
			if choice >= 0 {
				a.draft.Found[r].Subject = a.read.Meant(a.learn.who[choice], s)
			}
		}
	}
}

// speakersOf appends the noun phrases that may be who speaks for a cue: its
// subject by the rules first, then those of the sentence outside what is said.
func (a *annotator) speakersOf(c *phrase.Cue, s words.Sentence, base int, out []phrase.Phrase) []phrase.Phrase {
	if c.Subject.OK() {
		out = append(out, c.Subject)
	}
	beside := a.read.Beside(c, s)
	from, to := max(s.First, c.First-farSpeaker), min(s.Last, c.Last+farSpeaker)
	row := base
	for i := from; i < to && len(out) < mostSpeakers; i++ {
		for row < len(a.draft.Found) && (a.draft.Found[row].Token != c.First || a.draft.Found[row].Span.End <= int(a.t.Tokens[i].Start)) {
			row++
		}
		if row < len(a.draft.Found) && a.draft.Found[row].Span.Start <= int(a.t.Tokens[i].Start) || i >= c.First && i < c.Last || a.t.Tokens[i].Kind != words.Word {
			continue
		}
		if c.Subject.OK() && i >= c.Subject.First && i < c.Subject.Last {
			i = a.read.PastApposition(c.Subject, to) - 1
			continue
		}
		p := beside
		if i != beside.First || !beside.OK() {
			p = a.read.SpeakerAt(i, c, to)
		}
		if !p.OK() || c.Subject.OK() && p.First < c.Subject.Last && c.Subject.First < p.Last {
			continue
		}
		out = append(out, p)
		i = a.read.PastApposition(p, to) - 1
	}
	return out
}

// chooseSpeaker returns the phrase of a.learn.who that speaks for f, -1 for none, and how sure that is, in 1/1000.
func (a *annotator) chooseSpeaker(f *found, kind schema.QuoteKind, s words.Sentence) (int, int32) {
	a.learn.options, a.learn.spans = a.learn.options[:0], a.learn.spans[:0]
	a.learn.feats = a.learn.feats[:0]
	shape := f.shape(kind)
	for k := range a.learn.who {
		at := len(a.learn.feats)
		a.speakerFeatures(f, k, shape, s)
		a.learn.options = append(a.learn.options, a.learn.feats[at:len(a.learn.feats):len(a.learn.feats)])
		p := &a.learn.who[k]
		a.learn.spans = append(a.learn.spans, a.t.Span(p.First, p.Last))
	}
	if a.learn.teacher != nil {
		if k := a.learn.teacher.Choose(&Question{Task: TaskSpeaker, Cue: f.cue.Span(a.t), Options: a.learn.options, Spans: a.learn.spans}); k != AskModel {
			return k, 1000
		}
	}
	return linear.Choose(a.learn.model.Weights[TaskSpeaker], a.learn.options)
}

// speakerFeatures describe whether phrase k of a.learn.who speaks for f.
func (a *annotator) speakerFeatures(f *found, k int, shape uint32, s words.Sentence) {
	c, p := &f.cue, &a.learn.who[k]
	t := a.t.Tokens
	w := a.learn.ids[c.Verb-a.learn.first+pad]
	cat := a.learn.cats[c.Verb-a.learn.first+pad]
	kind := uint32(p.Kind)
	if p.Kind == phrase.Name && a.names.Entities[p.Entity].Person {
		kind = 8
	}
	ruled := flag(k == 0 && c.Subject.OK())
	ing := flag(t[c.Verb].Is(words.Ing))
	side, d, i, j := uint32(0), 0, p.Last, c.First
	if p.First >= c.First {
		side, i, j = 1, c.Last, p.First
	}
	d = max(0, j-i)
	between := 0
	for o := range a.learn.who {
		if o != k && a.learn.who[o].First >= i && a.learn.who[o].Last <= j {
			between++
		}
	}
	comma := flag(a.commaBetween(i, j))
	near := bucket(d)
	before, after := a.learn.ids[p.First-1-a.learn.first+pad], a.learn.ids[p.Last-a.learn.first+pad]
	beforeCat, afterCat := a.learn.cats[p.First-1-a.learn.first+pad], a.learn.cats[p.Last-a.learn.first+pad]
	head := a.word(p.Head)
	relation := side | near<<1 | comma<<4 | uint32(min(between, 3))<<5
	first := a.learn.ids[c.First-1-a.learn.first+pad]

	a.feature(1, 0, 0, 0)
	a.feature(2, ruled, 0, 0)
	a.feature(3, ruled, kind, 0)
	a.feature(4, ruled, relation, 0)
	a.feature(5, ruled, w, 0)
	a.feature(6, relation, kind, 0)
	a.feature(7, relation, w, 0)
	a.feature(8, side, near, comma)
	a.feature(9, side, uint32(min(between, 3)), comma)
	a.feature(10, kind, side, w)
	a.feature(11, head, 0, 0)
	a.feature(12, head, side, near)
	a.feature(13, before, side, 0)
	a.feature(14, after, side, 0)
	a.feature(15, beforeCat, relation, 0)
	a.feature(16, afterCat, relation, 0)
	a.feature(17, beforeCat, afterCat, side)
	a.feature(18, w, 0, 0)
	a.feature(19, cat, ing, relation)
	a.feature(20, first, side, near)
	a.feature(21, ing, ruled, first)
	a.feature(22, bucket(p.First-s.First), side, kind)
	a.feature(23, flag(p.First == s.First), side, comma)
	a.feature(24, shape, ruled, relation)
	a.feature(25, shape, kind, ruled)
	a.feature(26, beforeCat, kind, ruled)
	a.feature(27, afterCat, kind, ruled)
	a.feature(28, a.learn.ids[c.Last-a.learn.first+pad], side, near)
	a.feature(29, first, ruled, kind)
	a.feature(30, flag(c.First == s.First), side, ruled)
	a.feature(31, cat, kind, side)
	a.feature(32, cat, head, side)
	a.feature(33, flag(f.passive), side, kind)
	a.feature(34, flag(f.passive), side, before)
}

// shape is a small number for how f was found.
func (f *found) shape(kind schema.QuoteKind) uint32 {
	return flag(f.row >= 0) | flag(f.left)<<1 | flag(f.drop)<<2 | flag(f.cue.Inverted)<<3 | flag(f.cue.Passive)<<4 | flag(f.passive)<<7 |
		flag(kind == schema.QuoteDirect)<<5 | flag(kind == schema.QuoteMixed)<<6
}
