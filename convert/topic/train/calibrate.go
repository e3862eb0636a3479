package train

import (
	"math"
	"slices"

	"github.com/dsbuild/dsbuild/convert/topic/model"
)

// calibration turns margins into logits: gain times margin plus the shift of the class.
type calibration struct {
	gain  [2]float64
	shift []float64
	steps []model.Step
}

const (
	newtonSteps = 25
	// shiftPrior and gainPrior keep a shift near 0 and a gain near its start, as
	// so many texts would.
	shiftPrior = 4
	gainPrior  = 1
	firstGain  = 1
)

// calibrate finds the gains and the shifts under which the classes of the texts are most
// likely, step by step along each number's own curvature. Texts of class -1 are left out.
func calibrate(scores []margins, class []int32, classes int) *calibration {
	first := calibration{gain: [2]float64{firstGain, firstGain}, shift: make([]float64, classes)}
	return first.onDev(scores, class)
}

// fit starts from where c stands, and is held near it.
func (c *calibration) fit(scores []margins, class []int32) {
	p := make([]float64, len(c.shift))
	first := calibration{gain: c.gain, shift: slices.Clone(c.shift)}
	loss := c.loss(scores, class, first.shift, p)
	scale := 1.0
	for range newtonSteps {
		d := c.slopes(scores, class, p)
		old := calibration{gain: c.gain, shift: slices.Clone(c.shift)}
		for {
			for j := range c.gain {
				step := d.gain[j] - float64(gainPrior*(old.gain[j]-first.gain[j]))
				c.gain[j] = max(old.gain[j]+float64(scale*step)/(d.gainCurve[j]+gainPrior), 0)
			}
			for k := range p {
				c.shift[k] = old.shift[k] + float64(scale*(d.shift[k]-float64(shiftPrior*(old.shift[k]-first.shift[k]))))/(d.shiftCurve[k]+shiftPrior)
			}
			now := c.loss(scores, class, first.shift, p)
			if now <= loss || scale < 1e-3 {
				loss = now
				break
			}
			scale /= 2
		}
	}
}

// slopes are how the likelihood changes with each number, and how that changes.
type slopes struct {
	gain, gainCurve   [2]float64
	shift, shiftCurve []float64
}

func (c *calibration) slopes(scores []margins, class []int32, p []float64) *slopes {
	d := &slopes{shift: make([]float64, len(p)), shiftCurve: make([]float64, len(p))}
	for i := range scores {
		if class[i] < 0 {
			continue
		}
		c.probabilities(&scores[i], p)
		for j, list := range scores[i] {
			mean, square := 0.0, 0.0
			for k, m := range list {
				mean += float64(p[k] * float64(m))
				square += float64(p[k] * float64(float64(m)*float64(m)))
			}
			d.gain[j] += float64(list[class[i]]) - mean
			d.gainCurve[j] += square - float64(mean*mean)
		}
		for k := range p {
			d.shift[k] -= p[k]
			d.shiftCurve[k] += float64(p[k] * (1 - p[k]))
		}
		d.shift[class[i]]++
	}
	return d
}

// probabilities sets p to the probability of each class.
func (c *calibration) probabilities(m *margins, p []float64) {
	for k := range p {
		p[k] = c.logit(m, k)
	}
	normalize(p)
}

func (c *calibration) logit(m *margins, k int) float64 {
	return float64(c.gain[0]*float64(m[0][k])) + float64(c.gain[1]*float64(m[1][k])) + c.shift[k]
}

// loss is the negative logarithm of how likely the classes are, with the prior.
func (c *calibration) loss(scores []margins, class []int32, first, p []float64) float64 {
	loss := 0.0
	for i := range scores {
		if class[i] < 0 {
			continue
		}
		c.probabilities(&scores[i], p)
		loss -= model.Ln(max(p[class[i]], 1e-12))
	}
	for k := range c.shift {
		s := c.shift[k] - first[k]
		loss += float64(shiftPrior / 2 * float64(s*s))
	}
	return loss
}

// answers turns margins into answers.
func (c *calibration) answers(scores []margins) [][]model.Answer {
	out := make([][]model.Answer, len(scores))
	for i := range scores {
		out[i] = c.answer(&scores[i])
	}
	return out
}

func (c *calibration) answer(m *margins) []model.Answer {
	logits := make([]int64, len(c.shift))
	for k := range logits {
		logits[k] = int64(math.Round(c.logit(m, k) * model.Logit))
	}
	return model.Answers(logits, c.steps)
}

// outcomes compares answers with codes. Texts of class -1 are wrong.
func outcomes(answers [][]model.Answer, class []int32) []outcome {
	list := make([]outcome, len(answers))
	for i, a := range answers {
		list[i] = outcome{a[0].Score, int32(a[0].Class) == class[i]}
	}
	return list
}

// onDev returns the calibration for texts like dev, as many as can tell: how frequent codes are there,
// and what scores are worth.
func (c *calibration) onDev(scores []margins, class []int32) *calibration {
	own := calibration{gain: c.gain, shift: slices.Clone(c.shift)}
	own.fit(scores, class)
	own.steps = truth(outcomes(own.answers(scores), class))
	return &own
}

// crosswise returns answers for texts by what scores are worth in the other half of them.
func (c *calibration) crosswise(scores []margins, class []int32) [][]model.Answer {
	out := make([][]model.Answer, len(scores))
	for half := range 2 {
		var rest []margins
		var codes []int32
		for i := range scores {
			if i%2 != half {
				rest, codes = append(rest, scores[i]), append(codes, class[i])
			}
		}
		other := c.onDev(rest, codes)
		for i := half; i < len(scores); i += 2 {
			out[i] = other.answer(&scores[i])
		}
	}
	return out
}
