package scorer

import (
	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/coref"
	"github.com/dsbuild/dsbuild/convert/quote/linear"
	"github.com/dsbuild/dsbuild/schema"
)

// named is how often a mention that is right leads to the right name, where the coded articles
// cannot tell: they have mentions, and so the words of names and descriptions. The figure of pronouns is measured (138
// mentions of the development part of PolNeAR); the others are judgements, which whole articles of
// other publishers bear out (docs/models/quote.md).
func named(r schema.SpeakerResolution) float64 {
	switch r {
	case schema.ResolvedPronoun:
		return 0.92
	case schema.ResolvedNominal:
		return 0.9
	case schema.ResolvedNone, "", schema.ResolvedExplicit, schema.ResolvedSurname, schema.ResolvedCarried: // TaskSure knows
	}
	return 1
}

// A transcript says itself who speaks. The figures are judgements: the texts with gold
// have too few turns to measure what goes wrong (docs/models/quote.md).
const turnSpeech, turnSpeaker = 0.98, 0.97

// ofUnsaid is what is left of the probability of speech where grammar tells that nobody says it, an object without a
// clause above all. The coded articles have such attributions as speech, docs/definitions.md does not; below .5 a row is a
// candidate.
const ofUnsaid = 0.4

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
	if sc.teacher == nil && !sc.t.Language.Clauses {
		return foreign(r, v)
	}
	sc.saidFeatures(r)
	speech = sc.certainty(TaskSaid, r, v)
	if r.Unsaid {
		speech = schema.Round4(speech * ofUnsaid)
	}
	if v.Name == "" && v.Mention.Empty() {
		return speech, speaker
	}
	sc.sureFeatures(i, v)
	return speech, schema.Some(schema.Round4(sc.certainty(TaskSure, r, v) * named(v.Resolution)))
}

// certainty is the probability that an attribution is what a task asks for.
func (sc *Scorer) certainty(task Task, r *attribution.Attribution, v *coref.Voice) float64 {
	if sc.teacher != nil {
		sc.teacher.Choose(&Question{
			Task: task, Kind: r.Kind, Cue: r.Cue, Mention: v.Mention, Name: v.Name, Described: v.Entity < 0,
			Options: [][]uint32{sc.feats}, Spans: []schema.Span{r.Span},
		})
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
	is := sc.begin()
	is[kind], is[rule], is[score], is[cue] = code(r.Kind), code(r.Rule), level(r.Score), sc.cueHash(r)
	is[size], is[subject], is[shared] = bucket((r.Span.End-r.Span.Start)/8), uint32(r.Subject.Kind), flag(r.SameSpeakerAs >= 0)
	sc.describe(TaskSaid)
}

// sureFeatures describe whether attribution i has the right speaker.
func (sc *Scorer) sureFeatures(i int, v *coref.Voice) {
	is := sc.begin()
	r := &sc.draft.Found[i]
	from, sentences := r, 0
	for from.SameSpeakerAs >= 0 && is[steps] < 6 {
		o := &sc.draft.Found[from.SameSpeakerAs]
		sentences += max(o.Sentence-from.Sentence, from.Sentence-o.Sentence)
		from = o
		is[steps]++
	}
	if from.Sure > 0 {
		is[sure] = 1 + uint32(from.Sure)/40
	}
	is[kind], is[rule], is[score], is[fromRule] = code(r.Kind), code(r.Rule), level(r.Score), code(from.Rule)
	is[subject], is[how], is[far] = uint32(from.Subject.Kind), code(v.Resolution), bucket(sentences)
	is[cue], is[sureRough] = sc.cueHash(from), is[sure]/8
	sc.describe(TaskSure)
}
