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
	l := &a.learn
	for k := range l.found {
		f := &l.found[k]
		first := -1
		for r := base; r < len(a.rows) && first < 0; r++ {
			if a.rows[r].token == f.cue.first && !a.rows[r].cue.Empty() {
				first = r
			}
		}
		if first < 0 {
			continue
		}
		l.who = a.speakersOf(&f.cue, s, base, l.who[:0])
		if len(l.who) == 0 {
			continue
		}
		choice, score := a.chooseSpeaker(f, a.rows[first].kind, s)
		for r := first; r < len(a.rows); r++ {
			if a.rows[r].token != f.cue.first || a.rows[r].cue.Empty() {
				continue
			}
			a.rows[r].subject, a.rows[r].sure = none, score
			if choice >= 0 {
				a.rows[r].subject = a.meant(l.who[choice], s)
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

// chooseSpeaker returns the phrase of l.who that speaks for f, -1 for none, and how sure that is, in 1/1000.
func (a *annotator) chooseSpeaker(f *found, kind schema.QuoteKind, s words.Sentence) (int, int32) {
	l := &a.learn
	l.options, l.spans = l.options[:0], l.spans[:0]
	l.feats = l.feats[:0]
	shape := f.shape(kind)
	for k := range l.who {
		at := len(l.feats)
		a.speakerFeatures(f, k, shape, s)
		l.options = append(l.options, l.feats[at:len(l.feats):len(l.feats)])
		p := &l.who[k]
		l.spans = append(l.spans, schema.Span{Start: int(a.t.Tokens[p.first].Start), End: int(a.t.Tokens[p.last-1].End)})
	}
	if l.teacher != nil {
		if k := l.teacher.Choose(&Question{Task: TaskSpeaker, Cue: a.cueSpan(&f.cue), Options: l.options, Spans: l.spans}); k != AskModel {
			return k, 1000
		}
	}
	return linear.Choose(l.model.Weights[TaskSpeaker], l.options)
}

// speakerFeatures describe whether phrase k of l.who speaks for f.
func (a *annotator) speakerFeatures(f *found, k int, shape uint32, s words.Sentence) {
	l := &a.learn
	c, p := &f.cue, &l.who[k]
	t := a.t.Tokens
	w := l.ids[c.verb-l.first+pad]
	cat := l.cats[c.verb-l.first+pad]
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
	for o := range l.who {
		if o != k && l.who[o].first >= i && l.who[o].last <= j {
			between++
		}
	}
	comma := flag(a.commaBetween(i, j))
	near := bucket(d)
	before, after := l.ids[p.first-1-l.first+pad], l.ids[p.last-l.first+pad]
	beforeCat, afterCat := l.cats[p.first-1-l.first+pad], l.cats[p.last-l.first+pad]
	head := l.word(a, p.head)
	relation := side | near<<1 | comma<<4 | uint32(min(between, 3))<<5
	first := l.ids[c.first-1-l.first+pad]

	l.add(1, 0, 0, 0)
	l.add(2, ruled, 0, 0)
	l.add(3, ruled, kind, 0)
	l.add(4, ruled, relation, 0)
	l.add(5, ruled, w, 0)
	l.add(6, relation, kind, 0)
	l.add(7, relation, w, 0)
	l.add(8, side, near, comma)
	l.add(9, side, uint32(min(between, 3)), comma)
	l.add(10, kind, side, w)
	l.add(11, head, 0, 0)
	l.add(12, head, side, near)
	l.add(13, before, side, 0)
	l.add(14, after, side, 0)
	l.add(15, beforeCat, relation, 0)
	l.add(16, afterCat, relation, 0)
	l.add(17, beforeCat, afterCat, side)
	l.add(18, w, 0, 0)
	l.add(19, cat, ing, relation)
	l.add(20, first, side, near)
	l.add(21, ing, ruled, first)
	l.add(22, bucket(p.first-s.First), side, kind)
	l.add(23, flag(p.first == s.First), side, comma)
	l.add(24, shape, ruled, relation)
	l.add(25, shape, kind, ruled)
	l.add(26, beforeCat, kind, ruled)
	l.add(27, afterCat, kind, ruled)
	l.add(28, l.ids[c.last-l.first+pad], side, near)
	l.add(29, first, ruled, kind)
	l.add(30, flag(c.first == s.First), side, ruled)
	l.add(31, cat, kind, side)
	l.add(32, cat, head, side)
	l.add(33, flag(f.passive), side, kind)
	l.add(34, flag(f.passive), side, before)
}

// shape is a small number for how f was found.
func (f *found) shape(kind schema.QuoteKind) uint32 {
	return flag(f.row >= 0) | flag(f.left)<<1 | flag(f.drop)<<2 | flag(f.cue.inverted)<<3 | flag(f.cue.passive)<<4 | flag(f.passive)<<7 |
		flag(kind == schema.QuoteDirect)<<5 | flag(kind == schema.QuoteMixed)<<6
}
