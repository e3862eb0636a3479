// Package train fits a topic model to coded texts, and measures it.
//
// In: texts with their codes. Out: a model.Model, and a report on how good it is.
// Laws: the same texts in the same order give the same bytes on every CPU; what
// is printed was measured on texts that the model at hand was not learned from;
// a figure of few texts has its interval.
package train

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/topic"
	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/schema"
)

// Options say how a model is fitted. The zero value is words alone.
type Options struct {
	Shape    model.Shape
	Codebook *codebook.Codebook // its keywords are features; nil: none
	Language string             // of the keywords
	Cost     float64            // of a mistake; 0: the one that does best on Dev, or on a third of the texts
	Size     int                // bytes that the file may have, about; 0: model.MaxSize
	Dev      []Line             // texts to measure on; nil: every third of the texts in turn
}

// Result is a model and what was measured.
type Result struct {
	Model    *model.Model
	Measured *Measured
	Curve    []Point
	Findings []string
}

// Point is a point of the learning curve.
type Point struct {
	Lines             int
	Accuracy, MacroF1 float64
}

// corpus is coded texts as numbers.
type corpus struct {
	texts         []model.Text
	sparse, dense []row
	class         []int32 // -1: a code that no text of train has
}

// Fit fits a model.
func Fit(lines []Line, opt *Options) (*Result, error) {
	lines, classes, findings, err := classesOf(lines, opt.Codebook)
	if err != nil {
		return nil, err
	}
	var finder model.Finder
	if opt.Codebook != nil {
		finder = topic.NewFinder(opt.Codebook, opt.Language)
	}
	texts := asTexts(lines)
	e := model.NewExtractor(opt.Shape, finder, texts, mostRows(cmp.Or(opt.Size, model.MaxSize), len(classes), opt.Shape))
	train, dev := newCorpus(e, lines, classes), newCorpus(e, opt.Dev, classes)
	f := &fitter{classes: len(classes), width: e.Rows(), dense: opt.Shape.Dense(), cost: opt.Cost}
	if f.cost == 0 {
		f.choose(train, dev)
	}
	folded := f.foldScores(train)
	cal := calibrate(folded, train.class, len(classes))
	w := f.fit(train, all(len(lines)))
	byFolds := cal
	var scores []margins // of dev, where it can tell
	if len(opt.Dev) >= devTells {
		scores = f.score(w, dev)
		cal = cal.onDev(scores, dev.class)
	}
	head := model.Head{
		Schema: schema.Version, Shape: opt.Shape, Language: opt.Language, Classes: classes,
		Data: model.Data{Lines: len(lines), SHA256: Digest(lines)}, Note: note(lines),
	}
	if opt.Codebook != nil {
		head.Codebook = model.Codebook{Name: opt.Codebook.Name, SHA256: opt.Codebook.Hash()}
	}
	r := &Result{Findings: findings}
	w.Gain, w.Shift, head.Steps = cal.gain, cal.shift, cal.steps
	r.Model = model.New(head, e, w)
	switch {
	case scores != nil: // the calibration was learned from these very texts: here from the other half
		r.Measured = measured("dev", classes, opt.Dev, byFolds.crosswise(scores, dev.class))
	case len(opt.Dev) > 0:
		r.Measured = Measure(r.Model, opt.Dev)
	default:
		r.Measured = measured("folds", classes, lines, cal.answers(folded))
	}
	r.Curve = f.curve(train, dev, r.Measured)
	r.Model.Head.Metrics = r.Measured.metrics()
	r.Model.Head.Telling = telling(r.Model, texts, w)
	return r, nil
}

const (
	fewestDev = 80  // texts to choose a cost by
	devTells  = 800 // texts to learn from what scores are worth
)

// mostRows is how many features a file of a size has room for.
func mostRows(size, classes int, s model.Shape) int {
	room := size - size/32 - classes*(s.Dense()*2+8) - 8*s.Dense()
	return max(room/(classes+8), 1000)
}

// classesOf returns the classes in the order of the codebook, then by code. Codes
// of one text are left out with a finding: nothing can be learned from one.
func classesOf(lines []Line, cb *codebook.Codebook) (kept []Line, classes []model.Class, findings []string, err error) {
	count := map[string]int{}
	for _, l := range lines {
		count[l.Code]++
	}
	add := func(code, label string) {
		n := count[code]
		delete(count, code)
		switch {
		case n == 1:
			findings = append(findings, fmt.Sprintf("code %q has one text: left out, nothing can be learned from one", code))
		case n > 1:
			classes = append(classes, model.Class{Code: code, Label: label, Texts: n})
		}
	}
	add(model.None, "no topic")
	if cb != nil {
		for i := range cb.Codes {
			add(cb.Codes[i].Code, cb.Codes[i].Name)
		}
	}
	rest := make([]string, 0, len(count))
	for code := range count {
		rest = append(rest, code)
	}
	slices.SortFunc(rest, compareCodes)
	for _, code := range rest {
		if n := count[code]; cb != nil {
			findings = append(findings, fmt.Sprintf("code %q (%d texts) is not in codebook %s: kept, but no build gives it",
				code, n, cb.Name))
		}
		add(code, "")
	}
	if len(classes) < 2 {
		return nil, nil, findings, errors.New("a model needs two codes with two texts each")
	}
	for _, l := range lines {
		if slices.ContainsFunc(classes, func(c model.Class) bool { return c.Code == l.Code }) {
			kept = append(kept, l)
		}
	}
	return kept, classes, findings, nil
}

// compareCodes sorts 2 before 10.
func compareCodes(a, b string) int {
	if len(a) != len(b) && digits(a) && digits(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func asTexts(lines []Line) []model.Text {
	texts := make([]model.Text, len(lines))
	for i, l := range lines {
		texts[i] = l.Text
	}
	return texts
}

func newCorpus(e *model.Extractor, lines []Line, classes []model.Class) *corpus {
	at := map[string]int32{}
	for i, c := range classes {
		at[c.Code] = int32(i)
	}
	c := &corpus{texts: asTexts(lines)}
	c.sparse, c.dense = asRows(e, c.texts)
	for _, l := range lines {
		k, ok := at[l.Code]
		if !ok {
			k = -1
		}
		c.class = append(c.class, k)
	}
	return c
}

func all(n int) []int32 {
	list := make([]int32, n)
	for i := range list {
		list[i] = int32(i)
	}
	return list
}

// note says what the model is for.
func note(lines []Line) string {
	return fmt.Sprintf("Figures hold for texts like the %d it was learned from: same kind of text, same time, same coders. "+
		"Of another kind (headlines for bills, speeches for news), another time or another outlet, it is wrong far more often, "+
		"and its probabilities are too high: code a sample by hand before you publish shares. "+
		"It must not be used to judge single persons.", len(lines))
}
