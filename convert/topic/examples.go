package topic

import (
	"fmt"
	"slices"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
)

// Example says what became of one example of a code.
type Example struct {
	Sentence string
	Must     bool     // it must be given the code, else it must not
	Right    bool     // it is as it must be
	Given    []string // codes that it was given
}

// String says what is wrong, or right, with it.
func (e Example) String() string {
	must := "must"
	if !e.Must {
		must = "must not"
	}
	return fmt.Sprintf("%s match %q, which is given %s", must, e.Sentence, codebook.Listed(e.Given))
}

// Examples codes the examples of one code.
func (c *Coder) Examples(code *codebook.Code, language string) []Example {
	var all []Example
	for i, s := range slices.Concat(code.Match, code.Not) {
		e := Example{Sentence: s, Must: i < len(code.Match), Given: c.given(s, language)}
		e.Right = e.Must == slices.ContainsFunc(e.Given, func(given string) bool { return c.cb.Within(given, code.Code) })
		all = append(all, e)
	}
	return all
}

// Check codes the examples of the codebook and returns one error for every
// sentence that should be given a code and is not, or is and should not.
func Check(cb *codebook.Codebook) []error {
	var wrong []error
	coder, language := New(cb), cb.ExampleLanguage()
	for i := range cb.Codes {
		c := &cb.Codes[i]
		for _, e := range coder.Examples(c, language) {
			if !e.Right {
				wrong = append(wrong, fmt.Errorf("code %s (%s) %s", c.Code, c.Name, e))
			}
		}
	}
	return wrong
}
