package scorer

import (
	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/coref"
	"github.com/dsbuild/dsbuild/convert/quote/linear"
	"github.com/dsbuild/dsbuild/schema"
)

// named is how often a mention that is right leads to the right name. The figure of
// pronouns is measured (138 mentions of the development part of PolNeAR); the
// others are judgements, which whole articles of other publishers bear out
// (docs/models/quote.md).
func named(r schema.SpeakerResolution) float64 {
	switch r {
	case schema.ResolvedPronoun:
		return 0.92
	case schema.ResolvedNominal:
		return 0.9
	case schema.ResolvedSurname, schema.ResolvedCarried:
		return 0.98
	case schema.ResolvedNone, "":
		return 0.9 // a description, whose extent may be wrong
	case schema.ResolvedExplicit:
	}
	return 1
}

// A transcript says itself who speaks. The figures are judgements: the texts with gold
// have too few turns to measure what goes wrong (docs/models/quote.md).
const turnSpeech, turnSpeaker = 0.98, 0.97

// Confidences returns how sure attribution i is speech, and how sure its speaker is. Both are
// what weights say that were fitted to attributions of articles the other weights had not seen.
func (sc *Scorer) Confidences(i int, v *coref.Voice) (speech float64, speaker schema.Opt[float64]) {
	r := &sc.draft.Found[i]
	if r.Turn > 0 {
		if v.Name != "" || !v.Mention.Empty() {
			speaker = schema.Some(schema.Round4(turnSpeaker * named(v.Resolution)))
		}
		return turnSpeech, speaker
	}
	sc.feats = sc.feats[:0]
	sc.saidFeatures(r)
	speech = sc.certainty(TaskSaid, r, v)
	if v.Name == "" && v.Mention.Empty() {
		return speech, speaker
	}
	sc.feats = sc.feats[:0]
	sc.sureFeatures(i, v)
	return speech, schema.Some(schema.Round4(sc.certainty(TaskSure, r, v) * named(v.Resolution)))
}

// certainty is the probability that an attribution is what a task asks for.
func (sc *Scorer) certainty(task Task, r *attribution.Attribution, v *coref.Voice) float64 {
	if sc.teacher != nil {
		sc.teacher.Choose(&Question{Task: task, Kind: r.Kind, Cue: r.Cue, Mention: v.Mention, Options: [][]uint32{sc.feats}, Spans: []schema.Span{r.Span}})
		return 0
	}
	return schema.Round4(linear.Probability(sc.sure.Weights[task].Score(sc.feats)))
}

// level makes a small number of a score.
func level(score int32) uint32 {
	const step = 160
	if score == 0 {
		return 0
	}
	return uint32(min(max((score+8*step)/step, 1), 24))
}

// code is a number for a word of a vocabulary.
func code[T ~string](s T) uint32 {
	h := uint32(2166136261)
	for k := range len(s) {
		h = (h ^ uint32(s[k])) * 16777619
	}
	return h
}

func (sc *Scorer) cueHash(r *attribution.Attribution) uint32 {
	if r.Cue.Empty() {
		return 0
	}
	for i := r.Token; i < len(sc.t.Tokens) && int(sc.t.Tokens[i].Start) < r.Cue.End; i++ {
		if int(sc.t.Tokens[i].End) >= r.Cue.End {
			return sc.t.Tokens[i].Hash
		}
	}
	return sc.t.Tokens[r.Token].Hash
}

// saidFeatures describe whether an attribution is speech.
func (sc *Scorer) saidFeatures(r *attribution.Attribution) {
	kind, rule, score, verb := code(r.Kind), code(r.Rule), level(r.Score), sc.cueHash(r)
	size := bucket((r.Span.End - r.Span.Start) / 8)
	sc.feature(1, kind, 0, 0)
	sc.feature(2, kind, rule, 0)
	sc.feature(3, kind, score, 0)
	sc.feature(4, kind, rule, score)
	sc.feature(5, kind, verb, 0)
	sc.feature(6, kind, size, 0)
	sc.feature(7, kind, size, score)
	sc.feature(8, kind, uint32(r.Subject.Kind), flag(r.SameSpeakerAs >= 0))
	sc.feature(9, verb, score, 0)
}

// sureFeatures describe whether attribution i has the right speaker.
func (sc *Scorer) sureFeatures(i int, v *coref.Voice) {
	r := &sc.draft.Found[i]
	from, steps, far := r, uint32(0), uint32(0)
	for from.SameSpeakerAs >= 0 && steps < 6 {
		o := &sc.draft.Found[from.SameSpeakerAs]
		far += uint32(max(o.Sentence-from.Sentence, from.Sentence-o.Sentence))
		from, steps = o, steps+1
	}
	kind, rule, sure := code(r.Kind), code(r.Rule), uint32(0)
	if from.Sure > 0 {
		sure = 1 + uint32(from.Sure)/40
	}
	by, how := uint32(from.Subject.Kind), code(v.Resolution)
	far = bucket(int(far))
	sc.feature(20, kind, 0, 0)
	sc.feature(21, kind, rule, 0)
	sc.feature(22, sure, 0, 0)
	sc.feature(23, kind, sure, steps)
	sc.feature(24, rule, sure, 0)
	sc.feature(25, by, how, 0)
	sc.feature(26, by, sure, 0)
	sc.feature(27, rule, steps, far)
	sc.feature(28, code(from.Rule), steps, 0)
	sc.feature(29, sc.cueHash(from), sure/8, 0)
	sc.feature(30, how, rule, 0)
	sc.feature(31, level(r.Score), kind, 0)
}
