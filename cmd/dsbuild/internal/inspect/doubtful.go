package inspect

import (
	"slices"

	"github.com/dsbuild/dsbuild/schema"
)

// LowConfidence is the body_confidence below which the text of an article is to be looked
// at before it is counted: few pages of news have less.
const LowConfidence = 0.8

// Doubtful reports whether an article has the finding text_may_be_missing, or a low
// body_confidence.
func Doubtful(findings []string, confidence schema.Opt[float64]) bool {
	return slices.Contains(findings, string(schema.FindingTextMayBeMissing)) || confidence.OK && confidence.V < LowConfidence
}
