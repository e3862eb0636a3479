package train

import (
	"fmt"
	"strings"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/convert/topic/model"
)

// FitCodebook fits a model to what the codebook of the options says, without coded texts. Its
// answers can be measured, by Measure; its scores are none that were.
func FitCodebook(opt *Options) (*Result, error) {
	own := *opt
	own.Dev = nil // it would choose the cost, and what scores are worth
	r, err := Fit(FromCodebook(opt.Codebook, opt.Language), &own)
	if err != nil {
		return nil, fmt.Errorf("codebook %s: %w", opt.Codebook.Name, err)
	}
	h := &r.Model.Head
	h.Unmeasured, h.Metrics, h.Steps, r.Curve, r.Measured = true, model.Metrics{}, nil, nil, nil
	h.Note = "Learned from names, descriptions and keywords of the codebook alone, from no coded text: how often it is right " +
		"nobody knows before dsbuild topics eval, and it cannot say how sure it is. A few hundred coded texts make a better model."
	if len(opt.Dev) > 0 {
		r.Measured = Measure(r.Model, opt.Dev)
		h.Metrics = r.Measured.metrics()
	}
	return r, nil
}

// FromCodebook returns what a codebook says of its codes as coded texts: the name, the description
// and its parts, the keywords in a language, and the sentences that must match. A model that is
// fitted to them needs no texts that people coded.
func FromCodebook(cb *codebook.Codebook, language string) []Line {
	var lines []Line
	add := func(code, text string) {
		if strings.TrimSpace(text) != "" {
			lines = append(lines, Line{Text: model.Text{Text: text}, Code: code, Coded: true})
		}
	}
	for i := range cb.Codes {
		c := &cb.Codes[i]
		add(c.Code, c.Name)
		add(c.Code, c.Description)
		for part := range strings.FieldsFuncSeq(c.Description, func(r rune) bool { return strings.ContainsRune(",.;:", r) }) {
			add(c.Code, part)
		}
		for _, text := range c.Match {
			add(c.Code, text)
		}
		addKeywords(c, language, add)
	}
	none := cb.None
	none.Code = model.None
	addKeywords(&none, language, add)
	return lines
}

func addKeywords(c *codebook.Code, language string, add func(code, text string)) {
	k := c.Keywords[language]
	for _, list := range [][]codebook.Keyword{k.Strong, k.Medium, k.Weak} {
		for _, word := range list {
			add(c.Code, strings.TrimSuffix(word.Word, "*"))
		}
	}
}
