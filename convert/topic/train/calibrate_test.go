package train

import (
	"math"
	"testing"

	"github.com/dsbuild/dsbuild/convert/topic/model"
)

// said returns outcomes by chance: a score from .05 on, right as often as is(score) says.
func said(n int, is func(score float64) float64) []outcome {
	rng := random(3)
	unit := func() float64 { return float64(rng.next()>>11) / (1 << 53) }
	list := make([]outcome, n)
	for i := range list {
		s := 0.05 + 0.94*unit()
		list[i] = outcome{s, unit() < is(s)}
	}
	return list
}

// What scores are worth is found for few texts and for many, and never falls.
func TestTruth(t *testing.T) {
	over := func(s float64) float64 { return s * s }
	for _, n := range []int{300, 1000, 6000} {
		steps := truth(said(n, over))
		for i := 1; i < len(steps); i++ {
			if steps[i].Is < steps[i-1].Is || steps[i].Said < steps[i-1].Said {
				t.Errorf("%d texts: step %v behind %v", n, steps[i], steps[i-1])
			}
		}
		again := said(n, over)
		for i := range again {
			logits := make([]int64, 41) // forty codes share what is left
			logits[0] = int64(model.Logit * (logitOf(again[i].score) + math.Log(40)))
			again[i].score = model.Answers(logits, steps)[0].Score
		}
		wrong := ece(said(20_000, over))
		if got := ece(again); got > wrong/2 {
			t.Errorf("%d texts: error %.3f, %.3f without steps", n, got, wrong)
		}
	}
	if truth(said(fewestBlock, over)) != nil {
		t.Error("a few texts tell what scores are worth")
	}
}

func TestLogisticKeepsWhatIsRight(t *testing.T) {
	for _, s := range logistic(said(2000, func(s float64) float64 { return s })) {
		if d := math.Abs(float64(s.Is-s.Said)) / model.Certain; d > 0.05 {
			t.Errorf("%d is worth %d", s.Said, s.Is)
		}
	}
	for _, s := range logistic([]outcome{{1, true}, {1, true}, {0, false}, {0, true}}) {
		if s.Is < 0 || s.Is > model.Certain {
			t.Errorf("%d is worth %d", s.Said, s.Is)
		}
	}
}

// On dev a code may be more frequent than where the weights were learned: the shifts follow,
// and what is measured is by those of the other half.
func TestOnDevFollowsFrequency(t *testing.T) {
	rng := random(5)
	var scores []margins
	var class []int32
	for range 1000 {
		c := int32(0)
		if rng.next()%10 < 8 {
			c = 1
		}
		noise := float32(rng.next()%1000)/500 - 1 // a margin that hardly tells
		m := []float32{noise + 0.2, -noise}
		m[c] += 0.3
		scores, class = append(scores, margins{m, []float32{0, 0}}), append(class, c)
	}
	c := &calibration{gain: [2]float64{1, 1}, shift: []float64{0, 0}}
	right := func(answers [][]model.Answer) (n int) {
		for i, a := range answers {
			if int32(a[0].Class) == class[i] {
				n++
			}
		}
		return n
	}
	before, after := right(c.answers(scores)), right(c.crosswise(scores, class))
	if after < before+50 {
		t.Errorf("%d of 1000 right, %d by the other half's calibration", before, after)
	}
}
