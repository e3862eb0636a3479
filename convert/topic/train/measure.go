package train

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/internal/interval"
)

// Measured is how good answers were.
type Measured struct {
	On                string // "dev", or "folds" of the texts themselves
	Lines             int
	Accuracy, MacroF1 float64
	Majority          float64 // accuracy of the most frequent code alone
	ECE               float64
	ECELow, ECEHigh   float64 // 95 %, by drawing the texts again
	Accuracy95        [2]float64
	MeanScore, Brier  float64
	Classes           []ClassScore
	Coverage          []Coverage
}

// ClassScore is how good the answers were for one code.
type ClassScore struct {
	Code, Label           string
	Texts                 int
	Precision, Recall, F1 float64
	// MostTakenFor is the code that its texts were most often given by mistake.
	MostTakenFor string
}

// Coverage is how many texts can be coded at a precision, by the score alone.
type Coverage struct {
	Precision float64
	Threshold float64
	Share     float64
}

// Measure codes lines with the model and compares.
func Measure(m *model.Model, lines []Line) *Measured {
	answers := make([][]model.Answer, len(lines))
	for i, l := range lines {
		answers[i] = m.Predict(l.Text)
	}
	return measured("dev", m.Classes(), lines, answers)
}

// outcome is one answer: the best code's score, and whether it was right.
type outcome struct {
	score float64
	right bool
}

func measured(on string, classes []model.Class, lines []Line, answers [][]model.Answer) *Measured {
	m := &Measured{On: on, Lines: len(lines)}
	label, count := map[string]string{}, map[string]int{}
	s := table{}
	for _, c := range classes {
		label[c.Code] = c.Label
	}
	for i, l := range lines {
		count[l.Code]++
		s.add(l.Code, classes[answers[i][0].Class].Code)
		for _, a := range answers[i] {
			d := a.Score
			if classes[a.Class].Code == l.Code {
				d = 1 - a.Score
			}
			m.Brier += float64(d*d) / float64(len(lines))
		}
	}
	for code, n := range count {
		m.Majority = max(m.Majority, float64(n)/float64(len(lines)))
		c := s.class(code)
		c.Label = label[code]
		m.Classes = append(m.Classes, c)
	}
	slices.SortFunc(m.Classes, func(a, b ClassScore) int { return cmp.Or(cmp.Compare(b.Texts, a.Texts), compareCodes(a.Code, b.Code)) })
	for _, c := range m.Classes {
		m.MacroF1 += c.F1 / float64(len(m.Classes))
	}
	m.Accuracy = s.accuracy()
	right := int64(math.Round(m.Accuracy * float64(len(lines))))
	m.Accuracy95[0], m.Accuracy95[1] = interval.Wilson(right, int64(len(lines)))
	m.scores(classes, lines, answers)
	return m
}

// scores measures the scores of answers.
func (m *Measured) scores(classes []model.Class, lines []Line, answers [][]model.Answer) {
	list := make([]outcome, len(lines))
	for i, l := range lines {
		a := answers[i][0]
		m.MeanScore += a.Score / float64(len(lines))
		list[i] = outcome{a.Score, classes[a.Class].Code == l.Code}
	}
	m.ECE = ece(list)
	m.ECELow, m.ECEHigh = drawn(list)
	for _, p := range []float64{0.8, 0.9, 0.95} {
		m.Coverage = append(m.Coverage, coverage(list, p))
	}
}

const bins = 10

// ece is the expected calibration error: how far the mean score is from the share of right answers, over ten bins of scores.
func ece(list []outcome) float64 {
	var sum, right [bins]float64
	for _, o := range list {
		b := min(int(o.score*bins), bins-1)
		sum[b] += o.score
		if o.right {
			right[b]++
		}
	}
	e := 0.0
	for b := range sum {
		e += math.Abs(sum[b]-right[b]) / float64(max(len(list), 1))
	}
	return e
}

// drawn returns the middle 95 % of the error over texts drawn with replacement.
func drawn(list []outcome) (low, high float64) {
	const draws = 200
	if len(list) == 0 {
		return 0, 0
	}
	rng := random(7)
	found := make([]float64, draws)
	again := make([]outcome, len(list))
	for d := range found {
		for i := range again {
			again[i] = list[rng.next()%uint64(len(list))]
		}
		found[d] = ece(again)
	}
	slices.Sort(found)
	return found[draws/40], found[draws-1-draws/40]
}

// coverage returns the largest share of the texts, the surest first, of which the precision is right.
func coverage(list []outcome, precision float64) Coverage {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b outcome) int { return cmp.Compare(b.score, a.score) })
	c := Coverage{Precision: precision, Threshold: 1}
	right := 0.0
	for i, o := range sorted {
		if o.right {
			right++
		}
		last := i+1 == len(sorted) || sorted[i+1].score < o.score // texts of one score go together
		if last && right >= precision*float64(i+1) {
			c.Threshold, c.Share = o.score, float64(i+1)/float64(len(sorted))
		}
	}
	return c
}

func (m *Measured) metrics() model.Metrics {
	return model.Metrics{On: m.On, Lines: m.Lines, Accuracy: round4(m.Accuracy), MacroF1: round4(m.MacroF1), ECE: round4(m.ECE)}
}

func round4(x float64) float64 { return math.Round(x*10000) / 10000 }

// table counts answers by right code and given code.
type table map[[2]string]int

func (t table) add(right, given string) { t[[2]string{right, given}]++ }

func (t table) accuracy() float64 {
	right, n := 0, 0
	for k, c := range t {
		n += c
		if k[0] == k[1] {
			right += c
		}
	}
	return float64(right) / float64(max(n, 1))
}

func (t table) class(code string) ClassScore {
	s := ClassScore{Code: code}
	given, right, most := 0, 0, 0
	for k, c := range t {
		switch {
		case k[0] == code && k[1] == code:
			right = c
			given += c
			s.Texts += c
		case k[0] == code:
			s.Texts += c
			if c > most || c == most && compareCodes(k[1], s.MostTakenFor) < 0 {
				most, s.MostTakenFor = c, k[1]
			}
		case k[1] == code:
			given += c
		}
	}
	if right > 0 {
		s.Precision, s.Recall = float64(right)/float64(given), float64(right)/float64(s.Texts)
		s.F1 = 2 * float64(right) / float64(given+s.Texts)
	}
	return s
}

// macro returns the mean F1 of the codes that texts have.
func (t table) macro() float64 {
	codes := map[string]bool{}
	for k := range t {
		codes[k[0]] = true
	}
	sum := 0.0
	for _, code := range slices.SortedFunc(maps.Keys(codes), compareCodes) {
		sum += t.class(code).F1
	}
	return sum / float64(max(len(codes), 1))
}
