package quote

import (
	"github.com/dsbuild/dsbuild/convert/quote/linear"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

func (l *learner) add(id, a, b, c uint32) {
	l.feats = append(l.feats, linear.Key(id, a, b, c))
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
		r := &a.rows[f.row]
		return 10 + r.shape()
	}
	return flag(a.isCue(f.cue.verb))
}

// shape is a small number for how a row was found.
func (r *row) shape() uint32 {
	n := flag(r.span.Start < r.cue.Start) // what is said stands before the cue
	if r.kind == schema.QuoteDirect {
		n |= 2
	}
	if r.kind == schema.QuoteMixed {
		n |= 4
	}
	if r.rule == schema.RuleThat {
		n |= 8
	}
	if r.rule == schema.RuleAccordingTo {
		n |= 16
	}
	return n
}

// cueFeatures describe candidate k.
func (a *annotator) cueFeatures(k int, s words.Sentence, base int) {
	l := &a.learn
	l.feats = l.feats[:0]
	f := &l.found[k]
	l.around(f.cue.verb, a.suffix(f.cue.verb))
	a.verdictFeatures(f)
	a.subjectFeatures(&f.cue, s)
	a.neighbourFeatures(k)
	a.restFeatures(f, s, base)
}

// around adds the words about token i.
func (l *learner) around(i int, suffix uint32) {
	at := i - l.first + pad
	id, cat := l.ids[at-pad:at+pad+1], l.cats[at-pad:at+pad+1] // id[pad] is the candidate
	w := id[pad]
	l.add(1, 0, 0, 0)
	l.add(2, w, 0, 0)
	l.add(3, w, id[pad+1], 0)
	l.add(4, w, id[pad-1], 0)
	l.add(5, w, cat[pad+1], 0)
	l.add(6, w, cat[pad-1], 0)
	l.add(8, cat[pad], cat[pad-1], cat[pad+1])
	l.add(9, id[pad-1], 0, 0)
	l.add(10, id[pad+1], 0, 0)
	l.add(11, id[pad+2], 0, 0)
	l.add(12, id[pad-2], 0, 0)
	l.add(13, id[pad+3], 0, 0)
	l.add(15, id[pad+1], id[pad+2], 0)
	l.add(17, suffix, 0, 0)
	l.add(18, suffix, id[pad+1], 0)
	l.add(19, suffix, cat[pad-1], 0)
	l.add(20, suffix, id[pad-1], 0)
	l.add(22, w, cat[pad-1], cat[pad-2])
	l.add(24, cat[pad], cat[pad+1], cat[pad+2])
}

// verdictFeatures add what the rules made of a candidate.
func (a *annotator) verdictFeatures(f *found) {
	l := &a.learn
	v, p := a.verdict(f), l.prior(f.cue.verb)
	at := f.cue.verb - l.first + pad
	l.add(30, v, 0, 0)
	l.add(31, v, l.ids[at], 0)
	l.add(32, v, l.cats[at+1], 0)
	l.add(33, p, 0, 0)
	l.add(34, p, v, l.cats[at+1])
}

// subjectFeatures add who is the subject of a candidate, and where.
func (a *annotator) subjectFeatures(c *cue, s words.Sentence) {
	l := &a.learn
	w, p := l.ids[c.verb-l.first+pad], l.prior(c.verb)
	kind, head, near := uint32(c.subject.kind), uint32(0), uint32(9)
	if c.subject.ok() {
		head = l.word(a, c.subject.head)
		if c.subject.kind == namePhrase && a.names.Entities[c.subject.entity].Person {
			kind = 8
		}
		if c.subject.last <= c.first {
			near = bucket(c.first - c.subject.last)
		}
	}
	l.add(40, kind, near, 0)
	l.add(42, head, 0, 0)
	l.add(44, kind, near, p)
	l.add(45, head, near, p)
	first := l.ids[c.verb-1-l.first+pad] // an auxiliary, or the word before
	if c.first < c.verb {
		first = l.word(a, c.first)
	}
	l.add(46, first, w, 0)
	l.add(67, bucket(c.first-s.First), p, kind)
}

// likely is the prior of candidates whose neighbours take note of them.
const likely = 25

// neighbourFeatures add the likely candidates on both sides of candidate k.
func (a *annotator) neighbourFeatures(k int) {
	l := &a.learn
	at := l.found[k].cue.verb
	w, p := l.ids[at-l.first+pad], l.prior(at)
	left, right := k-1, k+1
	for left >= 0 && l.priors[l.found[left].cue.verb-l.first+pad] < likely {
		left--
	}
	for right < len(l.found) && l.priors[l.found[right].cue.verb-l.first+pad] < likely {
		right++
	}
	if left >= 0 {
		o := &l.found[left]
		i := o.cue.verb
		comma := flag(a.commaBetween(i, at))
		l.add(50, l.prior(i), bucket(at-i), comma)
		l.add(51, l.word(a, i), comma, 0)
		l.add(52, l.word(a, i), w, comma)
		l.add(53, a.verdict(o), comma, p)
		l.add(54, a.verdict(o), comma, flag(o.score > 0))
	} else {
		l.add(55, p, 0, 0)
	}
	if right < len(l.found) {
		o := &l.found[right]
		i := o.cue.verb
		comma := flag(a.commaBetween(at, i))
		l.add(56, l.prior(i), bucket(i-at), comma)
		l.add(57, l.word(a, i), comma, 0)
		l.add(58, a.verdict(o), comma, p)
	}
}

// restFeatures add what follows in the sentence, and whose content the candidate stands in.
func (a *annotator) restFeatures(f *found, s words.Sentence, base int) {
	l := &a.learn
	t := a.t.Tokens
	c := &f.cue
	w, p := l.ids[c.verb-l.first+pad], l.prior(c.verb)
	in := uint32(0)
	for r := base; r < len(a.rows); r++ {
		if o := &a.rows[r]; r != f.row && o.span.Start <= int(t[c.verb].Start) && int(t[c.verb].End) <= o.span.End {
			in = 1 + o.shape()
		}
	}
	l.add(60, in, 0, 0)
	l.add(61, in, p, 0)
	quoted, that, to := uint32(0), uint32(0), uint32(0)
	for i := c.last; i < s.Last; i++ {
		switch d := 1 + bucket(i-c.last); {
		case t[i].Kind == words.Quoted && quoted == 0:
			quoted = d
		case t[i].Is(words.That) && that == 0:
			that = d
		case to == 0 && t[i].Kind == words.Word && t[i].End-t[i].Start == 2 && a.t.String(i) == "to":
			to = d
		}
	}
	l.add(62, quoted, w, 0)
	l.add(63, quoted, p, a.verdict(f))
	l.add(64, that, p, 0)
	l.add(65, to, w, 0)
	l.add(66, bucket(s.Last-c.last), p, 0)
	l.add(68, uint32(t[s.Last-1].Kind), p, 0)
}

// prior is the prior of token i as features see it.
func (l *learner) prior(i int) uint32 { return priorOf(l.priors[i-l.first+pad]) }

// leftFeatures describe whether f reports tokens [first, last) before it.
func (a *annotator) leftFeatures(f *found, first, last int, s words.Sentence) {
	l := &a.learn
	l.feats = l.feats[:0]
	shape := a.rows[f.row].shape()
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
	at := first - l.first + pad
	w, tail := l.ids[f.cue.verb-l.first+pad], a.tail(&f.cue, s)
	next, nextCat := l.word(a, min(tail, s.Last-1)), l.cats[min(tail, s.Last-1)-l.first+pad]
	size, kind, inverted := bucket(last-first), uint32(f.cue.subject.kind), flag(f.cue.inverted)
	l.add(200, 0, 0, 0)
	l.add(201, l.ids[at], 0, 0)
	l.add(202, l.cats[at], l.cats[at+1], 0)
	l.add(203, l.ids[at], size, verb)
	l.add(204, l.cats[at], size, verb)
	l.add(205, next, 0, 0)
	l.add(206, nextCat, inverted, kind)
	l.add(207, nextCat, verb, size)
	l.add(208, w, verb, 0)
	l.add(209, w, next, 0)
	l.add(210, shape, verb, quoted)
	l.add(217, shape, nextCat, kind)
	l.add(218, shape, l.prior(f.cue.verb), verb)
	l.add(211, l.ids[last-1-l.first+pad], 0, 0)
	l.add(212, l.ids[at], nextCat, verb)
	l.add(213, l.ids[at], l.ids[at+1], 0)
	l.add(214, kind, inverted, verb)
	l.add(215, quoted, size, nextCat)
	l.add(216, l.cats[at], nextCat, verb)
}

// onFeatures describe whether what f reports goes on behind the comma at token i.
func (a *annotator) onFeatures(f *found, first, last, i int, s words.Sentence) {
	l := &a.learn
	a.leftFeatures(f, first, last, s)
	for k := range l.feats {
		l.feats[k] ^= 0x5bd1e995 // other weights than those of TaskLeft
	}
	at := i - l.first + pad
	l.add(220, l.ids[at+1], 0, 0)
	l.add(221, l.cats[at+1], 0, 0)
	l.add(222, l.ids[at+1], l.ids[at+2], 0)
	l.add(223, l.cats[at+1], l.cats[at+2], 0)
	l.add(224, l.ids[at+1], l.cats[at+2], l.cats[at+3])
	l.add(226, l.ids[at+1], flag(f.cue.inverted), 0)
	l.add(227, l.cats[at+1], flag(f.cue.inverted), uint32(f.cue.subject.kind))
	l.add(225, bucket(s.Last-i), l.cats[at+1], 0)
}

func (l *learner) word(a *annotator, i int) uint32 {
	if i >= l.first && i-l.first+pad < len(l.ids) {
		return l.ids[i-l.first+pad]
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
	l := &a.learn
	at := i - l.first + pad
	id, cat := l.ids[at-pad:at+pad+1], l.cats[at-pad:at+pad+1]
	l.feats = l.feats[:0]
	w := l.word(a, f.cue.verb)
	d := bucket(i - f.start)
	open := l.cats[f.start-l.first+pad]
	next := uint32(0)
	for k := range l.found {
		if o := &l.found[k]; o.cue.first > i && next == 0 {
			next = 1 + bucket(o.cue.first-i) + 16*l.prior(o.cue.verb)
		}
	}
	l.add(100, id[pad], 0, 0)
	l.add(101, id[pad], id[pad+1], 0)
	l.add(102, id[pad], id[pad-1], 0)
	l.add(103, id[pad], cat[pad+1], 0)
	l.add(104, id[pad], cat[pad+1], cat[pad+2])
	l.add(105, id[pad], cat[pad-1], cat[pad+1])
	l.add(106, id[pad], w, 0)
	l.add(107, id[pad], d, 0)
	l.add(108, id[pad], next, 0)
	l.add(109, id[pad], id[pad+1], next)
	l.add(110, id[pad], open, 0)
	l.add(111, id[pad], id[pad+1], id[pad+2])
	l.add(112, id[pad], bucket(s.Last-i), 0)
	l.add(113, id[pad], flag(a.isCue(f.cue.verb)), d)
	l.add(114, 0, 0, 0)
	l.add(115, id[pad], id[pad+1], d)
	l.add(116, id[pad], id[pad+2], cat[pad+1])
	kind := uint32(f.cue.subject.kind)
	l.add(117, id[pad], kind, d)
	l.add(118, id[pad], flag(f.start > s.First && f.cue.first <= s.First+3), cat[pad+1])
}
