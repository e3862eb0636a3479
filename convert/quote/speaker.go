package quote

import (
	"github.com/dsbuild/dsbuild/convert/quote/linear"
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
		for r := base; r < len(a.rows) && first < 0; r++ {
			if a.rows[r].token == f.cue.first && !a.rows[r].cue.Empty() {
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
		choice, score := a.chooseSpeaker(f, a.rows[first].kind, s)
		for r := first; r < len(a.rows); r++ {
			if a.rows[r].token != f.cue.first || a.rows[r].cue.Empty() {
				continue
			}
			a.rows[r].subject, a.rows[r].sure = none, score
			if choice >= 0 {
				a.rows[r].subject = a.meant(a.learn.who[choice], s)
			}
		}
	}
}

// meant finds what a "who" stands for.
func (a *annotator) meant(p phrase, s words.Sentence) phrase {
	if p.kind != whoPhrase || p.forKind != noPhrase {
		return p
	}
	q := a.whoSubject(p.first, max(s.First, p.first-reach), s)
	if q.kind != whoPhrase || q.forKind == noPhrase {
		q = phrase{first: p.first, last: p.last, head: p.head, entity: -1, kind: pronounPhrase}
	}
	return q
}

// speakersOf appends the noun phrases that may be who speaks for a cue: its
// subject by the rules first, then those of the sentence outside what is said.
func (a *annotator) speakersOf(c *cue, s words.Sentence, base int, out []phrase) []phrase {
	if c.subject.ok() {
		out = append(out, c.subject)
	}
	beside := a.beside(c, s)
	from, to := max(s.First, c.first-farSpeaker), min(s.Last, c.last+farSpeaker)
	row := base
	for i := from; i < to && len(out) < mostSpeakers; i++ {
		for row < len(a.rows) && (a.rows[row].token != c.first || a.rows[row].span.End <= int(a.t.Tokens[i].Start)) {
			row++
		}
		if row < len(a.rows) && a.rows[row].span.Start <= int(a.t.Tokens[i].Start) || i >= c.first && i < c.last || a.t.Tokens[i].Kind != words.Word {
			continue
		}
		if c.subject.ok() && i >= c.subject.first && i < c.subject.last {
			i = a.pastApposition(c.subject, to) - 1
			continue
		}
		p := beside
		if i != beside.first || !beside.ok() {
			p = a.speakerAt(i, c, to)
		}
		if !p.ok() || c.subject.ok() && p.first < c.subject.last && c.subject.first < p.last {
			continue
		}
		out = append(out, p)
		i = a.pastApposition(p, to) - 1
	}
	return out
}

// beside returns a noun phrase right before a cue that the rules have gone past:
// "Lamenting their luck, boatmen often say".
func (a *annotator) beside(c *cue, s words.Sentence) phrase {
	if c.first == s.First {
		return none
	}
	p := a.endingAt(c.first-1, s.First)
	if p.kind != nounPhrase || c.subject.ok() && p.first < c.subject.last && p.last > c.subject.first {
		return none
	}
	return p
}

// speakerAt returns the noun phrase at token i, or its owner where the cue is its head: "Roe's claim".
func (a *annotator) speakerAt(i int, c *cue, to int) phrase {
	p := a.phraseAt(i, to)
	if p.ok() && p.first < c.first && p.last > c.first {
		return a.ownerAt(i)
	}
	return p
}

// pastApposition returns the end of a name together with what describes it: "Jane Roe, head of the board".
func (a *annotator) pastApposition(p phrase, to int) int {
	if p.kind != namePhrase || p.last >= to || a.t.Tokens[p.last].Kind != words.Comma {
		return p.last
	}
	if q := a.extended(a.startingAt(p.last+1, to), to); q.kind == nounPhrase && a.t.Tokens[q.head].Is(words.Role) {
		return q.last
	}
	return p.last
}

// phraseAt returns the noun phrase that begins at token i.
func (a *annotator) phraseAt(i, to int) phrase {
	t := &a.t.Tokens[i]
	if t.Is(words.Who) {
		return phrase{first: i, last: i + 1, head: i, entity: -1, kind: whoPhrase}
	}
	if m := a.names.At(i); m != nil && m.First == i && (m.Last >= to || a.t.Tokens[m.Last].Kind != words.Possessive) {
		return a.namedRole(phrase{first: i, last: m.Last, head: m.Last - 1, entity: m.Entity, kind: namePhrase}, to)
	}
	if p := a.startingAt(i, to); p.ok() {
		return a.extended(p, to)
	}
	return a.ownerAt(i)
}

// ownerAt returns who owns what is named behind token i: "his", "Roe's".
func (a *annotator) ownerAt(i int) phrase {
	if m := a.names.At(i); m != nil && m.First == i {
		return phrase{first: i, last: m.Last, head: m.Last - 1, entity: m.Entity, kind: namePhrase}
	}
	switch a.t.String(i) {
	case "his", "her", "their", "its", "our", "my", "His", "Her", "Their", "Its", "Our", "My", "some", "many", "others", "another", "each":
		return phrase{first: i, last: i + 1, head: i, entity: -1, kind: pronounPhrase}
	}
	return none
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
		a.learn.spans = append(a.learn.spans, a.t.Span(p.first, p.last))
	}
	if a.learn.teacher != nil {
		if k := a.learn.teacher.Choose(&Question{Task: TaskSpeaker, Cue: a.cueSpan(&f.cue), Options: a.learn.options, Spans: a.learn.spans}); k != AskModel {
			return k, 1000
		}
	}
	return linear.Choose(a.learn.model.Weights[TaskSpeaker], a.learn.options)
}

// speakerFeatures describe whether phrase k of a.learn.who speaks for f.
func (a *annotator) speakerFeatures(f *found, k int, shape uint32, s words.Sentence) {
	c, p := &f.cue, &a.learn.who[k]
	t := a.t.Tokens
	w := a.learn.ids[c.verb-a.learn.first+pad]
	cat := a.learn.cats[c.verb-a.learn.first+pad]
	kind := uint32(p.kind)
	if p.kind == namePhrase && a.names.Entities[p.entity].Person {
		kind = 8
	}
	ruled := flag(k == 0 && c.subject.ok())
	ing := flag(t[c.verb].Is(words.Ing))
	side, d, i, j := uint32(0), 0, p.last, c.first
	if p.first >= c.first {
		side, i, j = 1, c.last, p.first
	}
	d = max(0, j-i)
	between := 0
	for o := range a.learn.who {
		if o != k && a.learn.who[o].first >= i && a.learn.who[o].last <= j {
			between++
		}
	}
	comma := flag(a.commaBetween(i, j))
	near := bucket(d)
	before, after := a.learn.ids[p.first-1-a.learn.first+pad], a.learn.ids[p.last-a.learn.first+pad]
	beforeCat, afterCat := a.learn.cats[p.first-1-a.learn.first+pad], a.learn.cats[p.last-a.learn.first+pad]
	head := a.word(p.head)
	relation := side | near<<1 | comma<<4 | uint32(min(between, 3))<<5
	first := a.learn.ids[c.first-1-a.learn.first+pad]

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
	a.feature(22, bucket(p.first-s.First), side, kind)
	a.feature(23, flag(p.first == s.First), side, comma)
	a.feature(24, shape, ruled, relation)
	a.feature(25, shape, kind, ruled)
	a.feature(26, beforeCat, kind, ruled)
	a.feature(27, afterCat, kind, ruled)
	a.feature(28, a.learn.ids[c.last-a.learn.first+pad], side, near)
	a.feature(29, first, ruled, kind)
	a.feature(30, flag(c.first == s.First), side, ruled)
	a.feature(31, cat, kind, side)
	a.feature(32, cat, head, side)
	a.feature(33, flag(f.passive), side, kind)
	a.feature(34, flag(f.passive), side, before)
}

// shape is a small number for how f was found.
func (f *found) shape(kind schema.QuoteKind) uint32 {
	return flag(f.row >= 0) | flag(f.left)<<1 | flag(f.drop)<<2 | flag(f.cue.inverted)<<3 | flag(f.cue.passive)<<4 | flag(f.passive)<<7 |
		flag(kind == schema.QuoteDirect)<<5 | flag(kind == schema.QuoteMixed)<<6
}
