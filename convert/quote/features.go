package quote

import (
	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/linear"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// feature adds one feature; id says what its values mean.
func (a *annotator) feature(id, x, y, z uint32) {
	a.learn.feats = append(a.learn.feats, linear.Key(id, x, y, z))
}

// bucket makes a small number of a distance.
func bucket(d int) uint32 {
	switch {
	case d < 0:
		return 0
	case d < 4:
		return uint32(d)
	case d < 7:
		return 4
	case d < 12:
		return 5
	case d < 20:
		return 6
	}
	return 7
}

func priorOf(p uint8) uint32 {
	switch {
	case p < leastPrior:
		return 0
	case p < likely:
		return 1
	case p < 60:
		return 2
	case p < 120:
		return 3
	}
	return 4
}

func flag(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// verdict is what the rules made of a candidate.
func (a *annotator) verdict(f *found) uint32 {
	if f.row >= 0 {
		r := &a.draft.Found[f.row]
		return 10 + shapeOf(r)
	}
	return flag(a.draft.IsCue(f.cue.Verb))
}

// shapeOf is a small number for how a row was found.
func shapeOf(r *attribution.Attribution) uint32 {
	n := flag(r.Span.Start < r.Cue.Start) // what is said stands before the cue
	if r.Kind == schema.QuoteDirect {
		n |= 2
	}
	if r.Kind == schema.QuoteMixed {
		n |= 4
	}
	if r.Rule == schema.RuleThat {
		n |= 8
	}
	if r.Rule == schema.RuleAccordingTo {
		n |= 16
	}
	return n
}

// cueFeatures describe candidate k.
func (a *annotator) cueFeatures(k int, s words.Sentence, base int) {
	a.learn.feats = a.learn.feats[:0]
	f := &a.learn.found[k]
	a.around(f.cue.Verb, a.suffix(f.cue.Verb))
	a.verdictFeatures(f)
	a.subjectFeatures(&f.cue, s)
	a.neighbourFeatures(k)
	a.restFeatures(f, s, base)
}

// around adds the words about token i.
func (a *annotator) around(i int, suffix uint32) {
	at := i - a.learn.first + pad
	id, cat := a.learn.ids[at-pad:at+pad+1], a.learn.cats[at-pad:at+pad+1] // id[pad] is the candidate
	w := id[pad]
	a.feature(1, 0, 0, 0)
	a.feature(2, w, 0, 0)
	a.feature(3, w, id[pad+1], 0)
	a.feature(4, w, id[pad-1], 0)
	a.feature(5, w, cat[pad+1], 0)
	a.feature(6, w, cat[pad-1], 0)
	a.feature(8, cat[pad], cat[pad-1], cat[pad+1])
	a.feature(9, id[pad-1], 0, 0)
	a.feature(10, id[pad+1], 0, 0)
	a.feature(11, id[pad+2], 0, 0)
	a.feature(12, id[pad-2], 0, 0)
	a.feature(13, id[pad+3], 0, 0)
	a.feature(15, id[pad+1], id[pad+2], 0)
	a.feature(17, suffix, 0, 0)
	a.feature(18, suffix, id[pad+1], 0)
	a.feature(19, suffix, cat[pad-1], 0)
	a.feature(20, suffix, id[pad-1], 0)
	a.feature(22, w, cat[pad-1], cat[pad-2])
	a.feature(24, cat[pad], cat[pad+1], cat[pad+2])
}

// verdictFeatures add what the rules made of a candidate.
func (a *annotator) verdictFeatures(f *found) {
	v, p := a.verdict(f), a.prior(f.cue.Verb)
	at := f.cue.Verb - a.learn.first + pad
	a.feature(30, v, 0, 0)
	a.feature(31, v, a.learn.ids[at], 0)
	a.feature(32, v, a.learn.cats[at+1], 0)
	a.feature(33, p, 0, 0)
	a.feature(34, p, v, a.learn.cats[at+1])
}

// subjectFeatures add who is the subject of a candidate, and where.
func (a *annotator) subjectFeatures(c *phrase.Cue, s words.Sentence) {
	w, p := a.learn.ids[c.Verb-a.learn.first+pad], a.prior(c.Verb)
	kind, head, near := uint32(c.Subject.Kind), uint32(0), uint32(9)
	if c.Subject.OK() {
		head = a.word(c.Subject.Head)
		if c.Subject.Kind == phrase.Name && a.names.Entities[c.Subject.Entity].Person {
			kind = 8
		}
		if c.Subject.Last <= c.First {
			near = bucket(c.First - c.Subject.Last)
		}
	}
	a.feature(40, kind, near, 0)
	a.feature(42, head, 0, 0)
	a.feature(44, kind, near, p)
	a.feature(45, head, near, p)
	first := a.learn.ids[c.Verb-1-a.learn.first+pad] // an auxiliary, or the word before
	if c.First < c.Verb {
		first = a.word(c.First)
	}
	a.feature(46, first, w, 0)
	a.feature(67, bucket(c.First-s.First), p, kind)
}

// likely is the prior of candidates whose neighbours take note of them.
const likely = 25

// neighbourFeatures add the likely candidates on both sides of candidate k.
func (a *annotator) neighbourFeatures(k int) {
	at := a.learn.found[k].cue.Verb
	w, p := a.learn.ids[at-a.learn.first+pad], a.prior(at)
	left, right := k-1, k+1
	for left >= 0 && a.learn.priors[a.learn.found[left].cue.Verb-a.learn.first+pad] < likely {
		left--
	}
	for right < len(a.learn.found) && a.learn.priors[a.learn.found[right].cue.Verb-a.learn.first+pad] < likely {
		right++
	}
	if left >= 0 {
		o := &a.learn.found[left]
		i := o.cue.Verb
		comma := flag(a.commaBetween(i, at))
		a.feature(50, a.prior(i), bucket(at-i), comma)
		a.feature(51, a.word(i), comma, 0)
		a.feature(52, a.word(i), w, comma)
		a.feature(53, a.verdict(o), comma, p)
		a.feature(54, a.verdict(o), comma, flag(o.score > 0))
	} else {
		a.feature(55, p, 0, 0)
	}
	if right < len(a.learn.found) {
		o := &a.learn.found[right]
		i := o.cue.Verb
		comma := flag(a.commaBetween(at, i))
		a.feature(56, a.prior(i), bucket(i-at), comma)
		a.feature(57, a.word(i), comma, 0)
		a.feature(58, a.verdict(o), comma, p)
	}
}

// restFeatures add what follows in the sentence, and whose content the candidate stands in.
func (a *annotator) restFeatures(f *found, s words.Sentence, base int) {
	t := a.t.Tokens
	c := &f.cue
	w, p := a.learn.ids[c.Verb-a.learn.first+pad], a.prior(c.Verb)
	in := uint32(0)
	for r := base; r < len(a.draft.Found); r++ {
		if o := &a.draft.Found[r]; r != f.row && o.Span.Start <= int(t[c.Verb].Start) && int(t[c.Verb].End) <= o.Span.End {
			in = 1 + shapeOf(o)
		}
	}
	a.feature(60, in, 0, 0)
	a.feature(61, in, p, 0)
	quoted, that, to := uint32(0), uint32(0), uint32(0)
	for i := c.Last; i < s.Last; i++ {
		switch d := 1 + bucket(i-c.Last); {
		case t[i].Kind == words.Quoted && quoted == 0:
			quoted = d
		case t[i].Is(words.That) && that == 0:
			that = d
		case to == 0 && t[i].Kind == words.Word && t[i].End-t[i].Start == 2 && a.t.String(i) == "to":
			to = d
		}
	}
	a.feature(62, quoted, w, 0)
	a.feature(63, quoted, p, a.verdict(f))
	a.feature(64, that, p, 0)
	a.feature(65, to, w, 0)
	a.feature(66, bucket(s.Last-c.Last), p, 0)
	a.feature(68, uint32(t[s.Last-1].Kind), p, 0)
}

// prior is the prior of token i as features see it.
func (a *annotator) prior(i int) uint32 { return priorOf(a.learn.priors[i-a.learn.first+pad]) }

// leftFeatures describe whether f reports tokens [first, last) before it.
func (a *annotator) leftFeatures(f *found, first, last int, s words.Sentence) {
	a.learn.feats = a.learn.feats[:0]
	shape := shapeOf(&a.draft.Found[f.row])
	verb, quoted := uint32(0), uint32(0)
	for i := first; i < last; i++ {
		tok := &a.t.Tokens[i]
		if tok.Kind == words.Word && tok.Is(words.Auxiliary|words.Be|words.Cliche|words.Past|words.Present) {
			verb = 1
		}
		if tok.Kind == words.Quoted {
			quoted = 1
		}
	}
	at := first - a.learn.first + pad
	w, tail := a.learn.ids[f.cue.Verb-a.learn.first+pad], a.read.Tail(&f.cue, s)
	next, nextCat := a.word(min(tail, s.Last-1)), a.learn.cats[min(tail, s.Last-1)-a.learn.first+pad]
	size, kind, inverted := bucket(last-first), uint32(f.cue.Subject.Kind), flag(f.cue.Inverted)
	a.feature(200, 0, 0, 0)
	a.feature(201, a.learn.ids[at], 0, 0)
	a.feature(202, a.learn.cats[at], a.learn.cats[at+1], 0)
	a.feature(203, a.learn.ids[at], size, verb)
	a.feature(204, a.learn.cats[at], size, verb)
	a.feature(205, next, 0, 0)
	a.feature(206, nextCat, inverted, kind)
	a.feature(207, nextCat, verb, size)
	a.feature(208, w, verb, 0)
	a.feature(209, w, next, 0)
	a.feature(210, shape, verb, quoted)
	a.feature(217, shape, nextCat, kind)
	a.feature(218, shape, a.prior(f.cue.Verb), verb)
	a.feature(211, a.learn.ids[last-1-a.learn.first+pad], 0, 0)
	a.feature(212, a.learn.ids[at], nextCat, verb)
	a.feature(213, a.learn.ids[at], a.learn.ids[at+1], 0)
	a.feature(214, kind, inverted, verb)
	a.feature(215, quoted, size, nextCat)
	a.feature(216, a.learn.cats[at], nextCat, verb)
}

// onFeatures describe whether what f reports goes on behind the comma at token i.
func (a *annotator) onFeatures(f *found, first, last, i int, s words.Sentence) {
	a.leftFeatures(f, first, last, s)
	for k := range a.learn.feats {
		a.learn.feats[k] ^= 0x5bd1e995 // other weights than those of TaskLeft
	}
	at := i - a.learn.first + pad
	a.feature(220, a.learn.ids[at+1], 0, 0)
	a.feature(221, a.learn.cats[at+1], 0, 0)
	a.feature(222, a.learn.ids[at+1], a.learn.ids[at+2], 0)
	a.feature(223, a.learn.cats[at+1], a.learn.cats[at+2], 0)
	a.feature(224, a.learn.ids[at+1], a.learn.cats[at+2], a.learn.cats[at+3])
	a.feature(226, a.learn.ids[at+1], flag(f.cue.Inverted), 0)
	a.feature(227, a.learn.cats[at+1], flag(f.cue.Inverted), uint32(f.cue.Subject.Kind))
	a.feature(225, bucket(s.Last-i), a.learn.cats[at+1], 0)
}

func (a *annotator) word(i int) uint32 {
	if i >= a.learn.first && i-a.learn.first+pad < len(a.learn.ids) {
		return a.learn.ids[i-a.learn.first+pad]
	}
	return a.id(i)
}

// suffix is the last three bytes of a word.
func (a *annotator) suffix(i int) uint32 {
	t := &a.t.Tokens[i]
	h := uint32(0)
	for _, c := range []byte(a.t.Body[max(t.Start, t.End-3):t.End]) {
		h = h<<8 | uint32(c|0x20)
	}
	return h
}

func (a *annotator) commaBetween(i, j int) bool {
	for ; i < j; i++ {
		if a.t.Tokens[i].Kind == words.Comma {
			return true
		}
	}
	return false
}

// stopFeatures describe whether the content of f ends before token i.
func (a *annotator) stopFeatures(f *found, i int, s words.Sentence) {
	at := i - a.learn.first + pad
	id, cat := a.learn.ids[at-pad:at+pad+1], a.learn.cats[at-pad:at+pad+1]
	a.learn.feats = a.learn.feats[:0]
	w := a.word(f.cue.Verb)
	d := bucket(i - f.start)
	open := a.learn.cats[f.start-a.learn.first+pad]
	next := uint32(0)
	for k := range a.learn.found {
		if o := &a.learn.found[k]; o.cue.First > i && next == 0 {
			next = 1 + bucket(o.cue.First-i) + 16*a.prior(o.cue.Verb)
		}
	}
	a.feature(100, id[pad], 0, 0)
	a.feature(101, id[pad], id[pad+1], 0)
	a.feature(102, id[pad], id[pad-1], 0)
	a.feature(103, id[pad], cat[pad+1], 0)
	a.feature(104, id[pad], cat[pad+1], cat[pad+2])
	a.feature(105, id[pad], cat[pad-1], cat[pad+1])
	a.feature(106, id[pad], w, 0)
	a.feature(107, id[pad], d, 0)
	a.feature(108, id[pad], next, 0)
	a.feature(109, id[pad], id[pad+1], next)
	a.feature(110, id[pad], open, 0)
	a.feature(111, id[pad], id[pad+1], id[pad+2])
	a.feature(112, id[pad], bucket(s.Last-i), 0)
	a.feature(113, id[pad], flag(a.draft.IsCue(f.cue.Verb)), d)
	a.feature(114, 0, 0, 0)
	a.feature(115, id[pad], id[pad+1], d)
	a.feature(116, id[pad], id[pad+2], cat[pad+1])
	kind := uint32(f.cue.Subject.Kind)
	a.feature(117, id[pad], kind, d)
	a.feature(118, id[pad], flag(f.start > s.First && f.cue.First <= s.First+3), cat[pad+1])
}
