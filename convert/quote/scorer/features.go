package scorer

import (
	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/linear"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

// feature adds one feature; id says what its values mean.
func (sc *Scorer) feature(id, x, y, z uint32) {
	sc.feats = append(sc.feats, linear.Key(id, x, y, z))
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
func (sc *Scorer) verdict(f *candidate) uint32 {
	if f.found >= 0 {
		r := &sc.draft.Found[f.found]
		return 10 + shapeOf(r)
	}
	return flag(sc.draft.IsCue(f.cue.Verb))
}

// shapeOf is a small number for how an attribution was found.
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
func (sc *Scorer) cueFeatures(k int, s words.Sentence, base int) {
	sc.feats = sc.feats[:0]
	f := &sc.candidates[k]
	sc.around(f.cue.Verb, sc.suffix(f.cue.Verb))
	sc.verdictFeatures(f)
	sc.subjectFeatures(&f.cue, s)
	sc.neighbourFeatures(k)
	sc.restFeatures(f, s, base)
}

// around adds the words about token i.
func (sc *Scorer) around(i int, suffix uint32) {
	at := i - sc.first + pad
	id, cat := sc.ids[at-pad:at+pad+1], sc.cats[at-pad:at+pad+1] // id[pad] is the candidate
	w := id[pad]
	sc.feature(1, 0, 0, 0)
	sc.feature(2, w, 0, 0)
	sc.feature(3, w, id[pad+1], 0)
	sc.feature(4, w, id[pad-1], 0)
	sc.feature(5, w, cat[pad+1], 0)
	sc.feature(6, w, cat[pad-1], 0)
	sc.feature(8, cat[pad], cat[pad-1], cat[pad+1])
	sc.feature(9, id[pad-1], 0, 0)
	sc.feature(10, id[pad+1], 0, 0)
	sc.feature(11, id[pad+2], 0, 0)
	sc.feature(12, id[pad-2], 0, 0)
	sc.feature(13, id[pad+3], 0, 0)
	sc.feature(15, id[pad+1], id[pad+2], 0)
	sc.feature(17, suffix, 0, 0)
	sc.feature(18, suffix, id[pad+1], 0)
	sc.feature(19, suffix, cat[pad-1], 0)
	sc.feature(20, suffix, id[pad-1], 0)
	sc.feature(22, w, cat[pad-1], cat[pad-2])
	sc.feature(24, cat[pad], cat[pad+1], cat[pad+2])
}

// verdictFeatures add what the rules made of a candidate.
func (sc *Scorer) verdictFeatures(f *candidate) {
	v, p := sc.verdict(f), sc.prior(f.cue.Verb)
	at := f.cue.Verb - sc.first + pad
	sc.feature(30, v, 0, 0)
	sc.feature(31, v, sc.ids[at], 0)
	sc.feature(32, v, sc.cats[at+1], 0)
	sc.feature(33, p, 0, 0)
	sc.feature(34, p, v, sc.cats[at+1])
}

// subjectFeatures add who is the subject of a candidate, and where.
func (sc *Scorer) subjectFeatures(c *phrase.Cue, s words.Sentence) {
	w, p := sc.ids[c.Verb-sc.first+pad], sc.prior(c.Verb)
	kind, head, near := uint32(c.Subject.Kind), uint32(0), uint32(9)
	if c.Subject.OK() {
		head = sc.word(c.Subject.Head)
		if c.Subject.Kind == phrase.Name && sc.names.Entities[c.Subject.Entity].Person {
			kind = 8
		}
		if c.Subject.Last <= c.First {
			near = bucket(c.First - c.Subject.Last)
		}
	}
	sc.feature(40, kind, near, 0)
	sc.feature(42, head, 0, 0)
	sc.feature(44, kind, near, p)
	sc.feature(45, head, near, p)
	first := sc.ids[c.Verb-1-sc.first+pad] // an auxiliary, or the word before
	if c.First < c.Verb {
		first = sc.word(c.First)
	}
	sc.feature(46, first, w, 0)
	sc.feature(67, bucket(c.First-s.First), p, kind)
}

// likely is the prior of candidates whose neighbours take note of them.
const likely = 25

// neighbourFeatures add the likely candidates on both sides of candidate k.
func (sc *Scorer) neighbourFeatures(k int) {
	at := sc.candidates[k].cue.Verb
	w, p := sc.ids[at-sc.first+pad], sc.prior(at)
	left, right := k-1, k+1
	for left >= 0 && sc.priors[sc.candidates[left].cue.Verb-sc.first+pad] < likely {
		left--
	}
	for right < len(sc.candidates) && sc.priors[sc.candidates[right].cue.Verb-sc.first+pad] < likely {
		right++
	}
	if left >= 0 {
		o := &sc.candidates[left]
		i := o.cue.Verb
		comma := flag(sc.commaBetween(i, at))
		sc.feature(50, sc.prior(i), bucket(at-i), comma)
		sc.feature(51, sc.word(i), comma, 0)
		sc.feature(52, sc.word(i), w, comma)
		sc.feature(53, sc.verdict(o), comma, p)
		sc.feature(54, sc.verdict(o), comma, flag(o.score > 0))
	} else {
		sc.feature(55, p, 0, 0)
	}
	if right < len(sc.candidates) {
		o := &sc.candidates[right]
		i := o.cue.Verb
		comma := flag(sc.commaBetween(at, i))
		sc.feature(56, sc.prior(i), bucket(i-at), comma)
		sc.feature(57, sc.word(i), comma, 0)
		sc.feature(58, sc.verdict(o), comma, p)
	}
}

// restFeatures add what follows in the sentence, and whose content the candidate stands in.
func (sc *Scorer) restFeatures(f *candidate, s words.Sentence, base int) {
	t := sc.t.Tokens
	c := &f.cue
	w, p := sc.ids[c.Verb-sc.first+pad], sc.prior(c.Verb)
	in := uint32(0)
	for r := base; r < len(sc.draft.Found); r++ {
		if o := &sc.draft.Found[r]; r != f.found && o.Span.Start <= int(t[c.Verb].Start) && int(t[c.Verb].End) <= o.Span.End {
			in = 1 + shapeOf(o)
		}
	}
	sc.feature(60, in, 0, 0)
	sc.feature(61, in, p, 0)
	quoted, that, to := uint32(0), uint32(0), uint32(0)
	for i := c.Last; i < s.Last; i++ {
		switch d := 1 + bucket(i-c.Last); {
		case t[i].Kind == words.Quoted && quoted == 0:
			quoted = d
		case t[i].Is(words.That) && that == 0:
			that = d
		case to == 0 && t[i].Kind == words.Word && t[i].End-t[i].Start == 2 && sc.t.String(i) == "to":
			to = d
		}
	}
	sc.feature(62, quoted, w, 0)
	sc.feature(63, quoted, p, sc.verdict(f))
	sc.feature(64, that, p, 0)
	sc.feature(65, to, w, 0)
	sc.feature(66, bucket(s.Last-c.Last), p, 0)
	sc.feature(68, uint32(t[s.Last-1].Kind), p, 0)
}

// prior is the prior of token i as features see it.
func (sc *Scorer) prior(i int) uint32 { return priorOf(sc.priors[i-sc.first+pad]) }

// leftFeatures describe whether f reports tokens [first, last) before it.
func (sc *Scorer) leftFeatures(f *candidate, first, last int, s words.Sentence) {
	sc.feats = sc.feats[:0]
	shape := shapeOf(&sc.draft.Found[f.found])
	verb, quoted := uint32(0), uint32(0)
	for i := first; i < last; i++ {
		tok := &sc.t.Tokens[i]
		if tok.IsWord(words.Auxiliary | words.Be | words.Cliche | words.Past | words.Present) {
			verb = 1
		}
		if tok.Kind == words.Quoted {
			quoted = 1
		}
	}
	at := first - sc.first + pad
	w, tail := sc.ids[f.cue.Verb-sc.first+pad], sc.read.Tail(&f.cue, s)
	next, nextCat := sc.word(min(tail, s.Last-1)), sc.cats[min(tail, s.Last-1)-sc.first+pad]
	size, kind, inverted := bucket(last-first), uint32(f.cue.Subject.Kind), flag(f.cue.Inverted)
	sc.feature(200, 0, 0, 0)
	sc.feature(201, sc.ids[at], 0, 0)
	sc.feature(202, sc.cats[at], sc.cats[at+1], 0)
	sc.feature(203, sc.ids[at], size, verb)
	sc.feature(204, sc.cats[at], size, verb)
	sc.feature(205, next, 0, 0)
	sc.feature(206, nextCat, inverted, kind)
	sc.feature(207, nextCat, verb, size)
	sc.feature(208, w, verb, 0)
	sc.feature(209, w, next, 0)
	sc.feature(210, shape, verb, quoted)
	sc.feature(217, shape, nextCat, kind)
	sc.feature(218, shape, sc.prior(f.cue.Verb), verb)
	sc.feature(211, sc.ids[last-1-sc.first+pad], 0, 0)
	sc.feature(212, sc.ids[at], nextCat, verb)
	sc.feature(213, sc.ids[at], sc.ids[at+1], 0)
	sc.feature(214, kind, inverted, verb)
	sc.feature(215, quoted, size, nextCat)
	sc.feature(216, sc.cats[at], nextCat, verb)
}

// onFeatures describe whether what f reports goes on behind the comma at token i.
func (sc *Scorer) onFeatures(f *candidate, first, last, i int, s words.Sentence) {
	sc.leftFeatures(f, first, last, s)
	for k := range sc.feats {
		sc.feats[k] ^= 0x5bd1e995 // other weights than those of TaskLeft
	}
	at := i - sc.first + pad
	sc.feature(220, sc.ids[at+1], 0, 0)
	sc.feature(221, sc.cats[at+1], 0, 0)
	sc.feature(222, sc.ids[at+1], sc.ids[at+2], 0)
	sc.feature(223, sc.cats[at+1], sc.cats[at+2], 0)
	sc.feature(224, sc.ids[at+1], sc.cats[at+2], sc.cats[at+3])
	sc.feature(226, sc.ids[at+1], flag(f.cue.Inverted), 0)
	sc.feature(227, sc.cats[at+1], flag(f.cue.Inverted), uint32(f.cue.Subject.Kind))
	sc.feature(225, bucket(s.Last-i), sc.cats[at+1], 0)
}

func (sc *Scorer) word(i int) uint32 {
	if i >= sc.first && i-sc.first+pad < len(sc.ids) {
		return sc.ids[i-sc.first+pad]
	}
	return sc.id(i)
}

// suffix is the last three bytes of a word.
func (sc *Scorer) suffix(i int) uint32 {
	t := &sc.t.Tokens[i]
	h := uint32(0)
	for _, c := range []byte(sc.t.Body[max(t.Start, t.End-3):t.End]) {
		h = h<<8 | uint32(c|0x20)
	}
	return h
}

func (sc *Scorer) commaBetween(i, j int) bool {
	for ; i < j; i++ {
		if sc.t.Tokens[i].Kind == words.Comma {
			return true
		}
	}
	return false
}

// stopFeatures describe whether the content of f ends before token i.
func (sc *Scorer) stopFeatures(f *candidate, i int, s words.Sentence) {
	at := i - sc.first + pad
	id, cat := sc.ids[at-pad:at+pad+1], sc.cats[at-pad:at+pad+1]
	sc.feats = sc.feats[:0]
	w := sc.word(f.cue.Verb)
	d := bucket(i - f.start)
	open := sc.cats[f.start-sc.first+pad]
	next := uint32(0)
	for k := range sc.candidates {
		if o := &sc.candidates[k]; o.cue.First > i && next == 0 {
			next = 1 + bucket(o.cue.First-i) + 16*sc.prior(o.cue.Verb)
		}
	}
	sc.feature(100, id[pad], 0, 0)
	sc.feature(101, id[pad], id[pad+1], 0)
	sc.feature(102, id[pad], id[pad-1], 0)
	sc.feature(103, id[pad], cat[pad+1], 0)
	sc.feature(104, id[pad], cat[pad+1], cat[pad+2])
	sc.feature(105, id[pad], cat[pad-1], cat[pad+1])
	sc.feature(106, id[pad], w, 0)
	sc.feature(107, id[pad], d, 0)
	sc.feature(108, id[pad], next, 0)
	sc.feature(109, id[pad], id[pad+1], next)
	sc.feature(110, id[pad], open, 0)
	sc.feature(111, id[pad], id[pad+1], id[pad+2])
	sc.feature(112, id[pad], bucket(s.Last-i), 0)
	sc.feature(113, id[pad], flag(sc.draft.IsCue(f.cue.Verb)), d)
	sc.feature(114, 0, 0, 0)
	sc.feature(115, id[pad], id[pad+1], d)
	sc.feature(116, id[pad], id[pad+2], cat[pad+1])
	kind := uint32(f.cue.Subject.Kind)
	sc.feature(117, id[pad], kind, d)
	sc.feature(118, id[pad], flag(f.start > s.First && f.cue.First <= s.First+3), cat[pad+1])
}
