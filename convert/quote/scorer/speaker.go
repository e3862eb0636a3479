package scorer

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

// chooseSpeakers chooses who speaks for each cue of a sentence that has attributions.
func (sc *Scorer) chooseSpeakers(s words.Sentence, base int) {
	for k := range sc.candidates {
		f := &sc.candidates[k]
		first := -1
		for r := base; r < len(sc.draft.Found) && first < 0; r++ {
			if sc.draft.Found[r].Token == f.cue.First && !sc.draft.Found[r].Cue.Empty() {
				first = r
			}
		}
		if first < 0 {
			continue
		}
		if p := sc.read.Doing(&f.cue, s); p.OK() {
			sc.speaks(p, f, first)
			continue
		}
		sc.who = sc.speakersOf(&f.cue, s, base, sc.who[:0])
		if len(sc.who) == 0 {
			continue
		}
		choice, score := sc.chooseSpeaker(f, sc.draft.Found[first].Kind, s)
		for r := first; r < len(sc.draft.Found); r++ {
			if sc.draft.Found[r].Token != f.cue.First || sc.draft.Found[r].Cue.Empty() {
				continue
			}
			sc.draft.Found[r].Subject, sc.draft.Found[r].Sure = phrase.None, score
			if choice >= 0 {
				sc.draft.Found[r].Subject = sc.read.Meant(sc.who[choice], s)
			}
		}
	}
}

// speaks notes that a phrase speaks for f, as grammar says; first is the first attribution of the cue.
func (sc *Scorer) speaks(p phrase.Phrase, f *candidate, first int) {
	const sure = 800
	for r := first; r < len(sc.draft.Found); r++ {
		if sc.draft.Found[r].Token == f.cue.First && !sc.draft.Found[r].Cue.Empty() {
			sc.draft.Found[r].Subject, sc.draft.Found[r].Sure = p, sure
		}
	}
}

// speakersOf appends the noun phrases that may be who speaks for a cue: its
// subject by the rules first, then those of the sentence outside what is said.
func (sc *Scorer) speakersOf(c *phrase.Cue, s words.Sentence, base int, out []phrase.Phrase) []phrase.Phrase {
	if c.Subject.OK() {
		out = append(out, c.Subject)
	}
	beside := sc.read.Beside(c, s)
	from, to := max(sc.read.Dateline(s), c.First-farSpeaker), min(s.Last, c.Last+farSpeaker)
	k := base // the attribution of this cue that ends behind token i
	for i := from; i < to && len(out) < mostSpeakers; i++ {
		for k < len(sc.draft.Found) && (sc.draft.Found[k].Token != c.First || sc.draft.Found[k].Span.End <= int(sc.t.Tokens[i].Start)) {
			k++
		}
		said := k < len(sc.draft.Found) && sc.draft.Found[k].Span.Start <= int(sc.t.Tokens[i].Start)
		inCue := i >= c.First && i < c.Last
		if said || inCue || sc.t.Tokens[i].Kind != words.Word {
			continue
		}
		if c.Subject.OK() && i >= c.Subject.First && i < c.Subject.Last {
			i = sc.read.PastApposition(c.Subject, to) - 1
			continue
		}
		p := beside
		if i != beside.First || !beside.OK() {
			p = sc.read.SpeakerAt(i, c, to)
		}
		if !p.OK() || c.Subject.OK() && p.First < c.Subject.Last && c.Subject.First < p.Last {
			continue
		}
		out = append(out, p)
		i = sc.read.PastApposition(p, to) - 1
	}
	return out
}

// chooseSpeaker returns the phrase of sc.who that speaks for f, -1 for none, and how sure that is, in 1/1000.
func (sc *Scorer) chooseSpeaker(f *candidate, kind schema.QuoteKind, s words.Sentence) (int, int32) {
	sc.options, sc.spans = sc.options[:0], sc.spans[:0]
	sc.cueFields(f, kind, s)
	for k := range sc.who {
		at := len(sc.feats)
		sc.speakerFeatures(f, k, s)
		sc.options = append(sc.options, sc.feats[at:len(sc.feats):len(sc.feats)])
		p := &sc.who[k]
		sc.spans = append(sc.spans, sc.t.Span(p.First, p.Last))
	}
	if sc.teacher != nil {
		if k := sc.teacher.Choose(&Question{Task: TaskSpeaker, Cue: f.cue.Span(sc.t), Options: sc.options, Spans: sc.spans}); k != AskModel {
			return k, 1000
		}
	}
	return linear.Choose(sc.model.Weights[TaskSpeaker], sc.options)
}

// speakerFeatures append what describes whether phrase k of sc.who speaks for f.
func (sc *Scorer) speakerFeatures(f *candidate, k int, s words.Sentence) {
	is, c, p := &sc.is, &f.cue, &sc.who[k]
	is[ruled] = flag(k == 0 && c.Subject.OK())
	is[kind] = uint32(p.Kind)
	if p.Kind == phrase.Name && sc.names.Entities[p.Entity].Person {
		is[kind] = 8
	}
	i, j := p.Last, c.First
	is[side] = 0
	if p.First >= c.First {
		is[side], i, j = 1, c.Last, p.First
	}
	others := 0
	for o := range sc.who {
		if o != k && sc.who[o].First >= i && sc.who[o].Last <= j {
			others++
		}
	}
	is[near], is[between], is[comma] = bucket(max(0, j-i)), uint32(min(others, 3)), flag(sc.commaBetween(i, j))
	is[relation] = is[side] | is[near]<<1 | is[comma]<<4 | is[between]<<5
	is[head] = sc.word(p.Head)
	from, to := p.First-1-sc.first+pad, p.Last-sc.first+pad
	is[before], is[after], is[beforeKind], is[afterKind] = sc.ids[from], sc.ids[to], sc.cats[from], sc.cats[to]
	is[start], is[atStart] = bucket(p.First-s.First), flag(p.First == s.First)
	sc.describe(TaskSpeaker)
}

// cueFields set what the phrases that may speak for f share.
func (sc *Scorer) cueFields(f *candidate, kind schema.QuoteKind, s words.Sentence) {
	is, c := sc.begin(), &f.cue
	verb := c.Verb - sc.first + pad
	is[cue], is[cueKind], is[ing] = sc.ids[verb], sc.cats[verb], flag(sc.t.Tokens[c.Verb].Is(words.Ing))
	is[cueFirst], is[cueLast] = sc.ids[c.First-1-sc.first+pad], sc.ids[c.Last-sc.first+pad]
	is[cueStart], is[passive], is[shape] = flag(c.First == s.First), flag(f.passive), f.shape(kind)
}

// shape is a small number for how f was found.
func (f *candidate) shape(kind schema.QuoteKind) uint32 {
	return flag(f.found >= 0) | flag(f.left)<<1 | flag(f.drop)<<2 | flag(f.cue.Inverted)<<3 | flag(f.cue.Passive)<<4 | flag(f.passive)<<7 |
		flag(kind == schema.QuoteDirect)<<5 | flag(kind == schema.QuoteMixed)<<6
}
