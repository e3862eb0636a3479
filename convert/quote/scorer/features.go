package scorer

import (
	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

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

// begin clears the fields for another question.
func (sc *Scorer) begin() *[fields]uint32 {
	sc.is = [fields]uint32{}
	sc.feats = sc.feats[:0]
	return &sc.is
}

// cueFeatures describe candidate k.
func (sc *Scorer) cueFeatures(k int, s words.Sentence, base int) {
	is := sc.begin()
	f := &sc.candidates[k]
	sc.around(is, f.cue.Verb)
	is[suffix] = sc.suffix(f.cue.Verb)
	is[verdict], is[cuePrior] = sc.verdict(f), sc.prior(f.cue.Verb)
	sc.subjectFields(is, &f.cue, s)
	sc.neighbourFields(is, k)
	sc.restFields(is, f, s, base)
	sc.describe(TaskCue)
}

// around sets the words about token i.
func (sc *Scorer) around(is *[fields]uint32, i int) {
	at := i - sc.first + pad
	id, cat := sc.ids[at-pad:at+pad+1], sc.cats[at-pad:at+pad+1] // id[pad] is token i
	is[prev2], is[prev], is[word], is[next], is[next2], is[next3] = id[pad-2], id[pad-1], id[pad], id[pad+1], id[pad+2], id[pad+3]
	is[prev2Kind], is[prevKind], is[wordKind] = cat[pad-2], cat[pad-1], cat[pad]
	is[nextKind], is[next2Kind] = cat[pad+1], cat[pad+2]
}

// subjectFields set who is the subject of a candidate, and where.
func (sc *Scorer) subjectFields(is *[fields]uint32, c *phrase.Cue, s words.Sentence) {
	is[subject], is[subjectFar] = uint32(c.Subject.Kind), 9
	if c.Subject.OK() {
		is[subjectHead] = sc.word(c.Subject.Head)
		if c.Subject.Kind == phrase.Name && sc.names.Entities[c.Subject.Entity].Person {
			is[subject] = 8
		}
		if c.Subject.Last <= c.First {
			is[subjectFar] = bucket(c.First - c.Subject.Last)
		}
	}
	is[cueFirst] = sc.ids[c.Verb-1-sc.first+pad] // an auxiliary, or the word before
	if c.First < c.Verb {
		is[cueFirst] = sc.word(c.First)
	}
	is[cueStart] = bucket(c.First - s.First)
}

// likely is the prior of candidates whose neighbours take note of them.
const likely = 25

// neighbourFields set the likely candidates on both sides of candidate k.
func (sc *Scorer) neighbourFields(is *[fields]uint32, k int) {
	at := sc.candidates[k].cue.Verb
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
		is[leftCue], is[leftPrior], is[leftFar] = sc.word(i), 1+sc.prior(i), bucket(at-i)
		is[leftComma], is[leftVerdict], is[leftTaken] = flag(sc.commaBetween(i, at)), 1+sc.verdict(o), flag(o.score > 0)
	}
	if right < len(sc.candidates) {
		o := &sc.candidates[right]
		i := o.cue.Verb
		is[rightCue], is[rightPrior], is[rightFar] = sc.word(i), 1+sc.prior(i), bucket(i-at)
		is[rightComma], is[rightVerdict] = flag(sc.commaBetween(at, i)), 1+sc.verdict(o)
	}
}

// restFields set what follows in the sentence, and whose content the candidate stands in.
func (sc *Scorer) restFields(is *[fields]uint32, f *candidate, s words.Sentence, base int) {
	t := sc.t.Tokens
	c := &f.cue
	for r := base; r < len(sc.draft.Found); r++ {
		if o := &sc.draft.Found[r]; r != f.found && o.Span.Start <= int(t[c.Verb].Start) && int(t[c.Verb].End) <= o.Span.End {
			is[holder] = 1 + shapeOf(o)
		}
	}
	for i := c.Last; i < s.Last; i++ {
		switch d := 1 + bucket(i-c.Last); {
		case t[i].Kind == words.Quoted && is[toQuoted] == 0:
			is[toQuoted] = d
		case t[i].Is(words.That) && is[toThat] == 0:
			is[toThat] = d
		case is[toTo] == 0 && t[i].Kind == words.Word && t[i].End-t[i].Start == 2 && sc.t.String(i) == "to":
			is[toTo] = d
		}
	}
	is[toEnd], is[endKind] = bucket(s.Last-c.Last), uint32(t[s.Last-1].Kind)
}

// prior is the prior of token i as features see it.
func (sc *Scorer) prior(i int) uint32 { return priorOf(sc.priors[i-sc.first+pad]) }

// leftFeatures describe whether f reports tokens [from, to) before it.
func (sc *Scorer) leftFeatures(f *candidate, from, to int, s words.Sentence) {
	sc.leftFields(f, from, to, s)
	sc.describe(TaskLeft)
}

func (sc *Scorer) leftFields(f *candidate, from, to int, s words.Sentence) *[fields]uint32 {
	is := sc.begin()
	for i := from; i < to; i++ {
		tok := &sc.t.Tokens[i]
		if tok.IsWord(words.Auxiliary | words.Be | words.Cliche | words.Past | words.Present) {
			is[verb] = 1
		}
		if tok.Kind == words.Quoted {
			is[quoted] = 1
		}
	}
	sc.around(is, from)
	behind := min(sc.read.Tail(&f.cue, s), s.Last-1)
	is[last], is[size] = sc.ids[to-1-sc.first+pad], bucket(to-from)
	is[tail], is[tailKind] = sc.word(behind), sc.cats[behind-sc.first+pad]
	is[cue], is[cuePrior], is[inverted] = sc.word(f.cue.Verb), sc.prior(f.cue.Verb), flag(f.cue.Inverted)
	is[subject], is[shape] = uint32(f.cue.Subject.Kind), shapeOf(&sc.draft.Found[f.found])
	return is
}

// onFeatures describe whether what f reports, tokens [from, to), goes on behind the comma at token i.
func (sc *Scorer) onFeatures(f *candidate, from, to, i int, s words.Sentence) {
	is := sc.leftFields(f, from, to, s)
	at := i - sc.first + pad
	is[after], is[after2], is[toEnd] = sc.ids[at+1], sc.ids[at+2], bucket(s.Last-i)
	is[afterKind], is[after2Kind], is[after3Kind] = sc.cats[at+1], sc.cats[at+2], sc.cats[at+3]
	sc.describe(TaskOn)
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
	is := sc.begin()
	sc.around(is, i)
	for k := range sc.candidates {
		if o := &sc.candidates[k]; o.cue.First > i {
			is[toCue] = 1 + bucket(o.cue.First-i) + 16*sc.prior(o.cue.Verb)
			break
		}
	}
	is[cue], is[subject], is[isCue] = sc.word(f.cue.Verb), uint32(f.cue.Subject.Kind), flag(sc.draft.IsCue(f.cue.Verb))
	is[far], is[toEnd], is[firstKind] = bucket(i-f.start), bucket(s.Last-i), sc.cats[f.start-sc.first+pad]
	is[atStart] = flag(f.start > s.First && f.cue.First <= s.First+3)
	sc.describe(TaskStop)
}
