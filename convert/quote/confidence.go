package quote

import (
	"strconv"

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

// confidences returns how sure row i is speech, and how sure its speaker is. Both are
// what weights say that were fitted to rows of articles the other weights had not seen.
func (a *annotator) confidences(i int, v *coref.Voice) (speech float64, speaker schema.Opt[float64]) {
	r := &a.draft.Found[i]
	if r.Turn > 0 {
		if v.Name != "" || !v.Mention.Empty() {
			speaker = schema.Some(schema.Round4(turnSpeaker * named(v.Resolution)))
		}
		return turnSpeech, speaker
	}
	a.learn.feats = a.learn.feats[:0]
	a.saidFeatures(r)
	speech = a.certainty(TaskSaid, r, v)
	if v.Name == "" && v.Mention.Empty() {
		return speech, speaker
	}
	a.learn.feats = a.learn.feats[:0]
	a.sureFeatures(i, v)
	return speech, schema.Some(schema.Round4(a.certainty(TaskSure, r, v) * named(v.Resolution)))
}

// certainty is the probability that a row is what a task asks for.
func (a *annotator) certainty(task Task, r *attribution.Attribution, v *coref.Voice) float64 {
	if a.learn.teacher != nil {
		a.learn.teacher.Choose(&Question{Task: task, Kind: r.Kind, Cue: r.Cue, Mention: v.Mention, Options: [][]uint32{a.learn.feats}, Spans: []schema.Span{r.Span}})
		return 0
	}
	return schema.Round4(linear.Probability(a.model.Weights[task].Score(a.learn.feats)))
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

func (a *annotator) cueHash(r *attribution.Attribution) uint32 {
	if r.Cue.Empty() {
		return 0
	}
	for i := r.Token; i < len(a.t.Tokens) && int(a.t.Tokens[i].Start) < r.Cue.End; i++ {
		if int(a.t.Tokens[i].End) >= r.Cue.End {
			return a.t.Tokens[i].Hash
		}
	}
	return a.t.Tokens[r.Token].Hash
}

// saidFeatures describe whether a row is speech.
func (a *annotator) saidFeatures(r *attribution.Attribution) {
	kind, rule, score, verb := code(r.Kind), code(r.Rule), level(r.Score), a.cueHash(r)
	size := bucket((r.Span.End - r.Span.Start) / 8)
	a.feature(1, kind, 0, 0)
	a.feature(2, kind, rule, 0)
	a.feature(3, kind, score, 0)
	a.feature(4, kind, rule, score)
	a.feature(5, kind, verb, 0)
	a.feature(6, kind, size, 0)
	a.feature(7, kind, size, score)
	a.feature(8, kind, uint32(r.Subject.Kind), flag(r.SameSpeakerAs >= 0))
	a.feature(9, verb, score, 0)
}

// sureFeatures describe whether row i has the right speaker.
func (a *annotator) sureFeatures(i int, v *coref.Voice) {
	r := &a.draft.Found[i]
	from, steps, far := r, uint32(0), uint32(0)
	for from.SameSpeakerAs >= 0 && steps < 6 {
		o := &a.draft.Found[from.SameSpeakerAs]
		far += uint32(max(o.Sentence-from.Sentence, from.Sentence-o.Sentence))
		from, steps = o, steps+1
	}
	kind, rule, sure := code(r.Kind), code(r.Rule), uint32(0)
	if from.Sure > 0 {
		sure = 1 + uint32(from.Sure)/40
	}
	by, how := uint32(from.Subject.Kind), code(v.Resolution)
	far = bucket(int(far))
	a.feature(20, kind, 0, 0)
	a.feature(21, kind, rule, 0)
	a.feature(22, sure, 0, 0)
	a.feature(23, kind, sure, steps)
	a.feature(24, rule, sure, 0)
	a.feature(25, by, how, 0)
	a.feature(26, by, sure, 0)
	a.feature(27, rule, steps, far)
	a.feature(28, code(from.Rule), steps, 0)
	a.feature(29, a.cueHash(from), sure/8, 0)
	a.feature(30, how, rule, 0)
	a.feature(31, level(r.Score), kind, 0)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
