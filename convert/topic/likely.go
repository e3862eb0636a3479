package topic

import (
	"math"

	"github.com/dsbuild/dsbuild/convert/topic/model"
)

const (
	// evidenceLogits is how many logits an e-fold of the evidence is worth: on 207 whole
	// articles that were coded by hand the codes were then about as often right as their
	// scores say (docs/models/topic.md).
	evidenceLogits = 4
	// grantedShare of the evidence that a text must have is granted to every code, so that none is ruled out.
	grantedShare = 20
)

// scores returns how likely codes of the text at hand are by keywords alone, those below others
// as likely as the topmost of these.
func (r *reading) scores(codes []sum, words int) []float64 {
	if len(codes) == 0 {
		return nil
	}
	likely, scores := r.likely(words), make([]float64, len(codes))
	for i, s := range codes {
		top := s.code
		if above := r.c.tree.above[s.code]; len(above) > 0 {
			top = above[len(above)-1]
		}
		scores[i] = likely[top+1]
	}
	return scores
}

// likely returns how likely each code is, by its place in the sums that the text at hand
// came to: a code against the others and against no topic, which has the evidence that a
// text must have, or that of the words without policy content. Codes below others have no share.
func (r *reading) likely(words int) []float64 {
	need := needed(words)
	logits := make([]int64, len(r.scratch))
	for i, s := range r.scratch {
		evidence := s.evidence
		switch {
		case i == 0:
			evidence = max(evidence*noneShare/100, need)
		case !r.c.tree.top[s.code]:
			evidence = 0
		}
		logits[i] = int64(math.Round(evidenceLogits * model.Logit * model.Ln(float64(evidence+need/grantedShare))))
	}
	scores := make([]float64, len(logits))
	for _, a := range model.Answers(logits, nil) {
		scores[a.Class] = a.Score
	}
	return scores
}
