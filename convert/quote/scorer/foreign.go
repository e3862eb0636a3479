package scorer

import (
	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/coref"
	"github.com/dsbuild/dsbuild/schema"
)

// The weights are fitted to English. Of other languages, how often the rows that a rule finds are
// right has been counted instead (docs/models/quote.md).

// foreign returns how often rows like attribution r are speech, and have the right speaker.
func foreign(r *attribution.Attribution, v *coref.Voice) (speech float64, speaker schema.Opt[float64]) {
	speech, sure := 0.95, 0.9
	switch r.Kind {
	case schema.QuoteNotSpeech:
		return 0.2, speaker
	case schema.QuoteIndirect:
		speech = 0.75
	case schema.QuoteDirect, schema.QuoteMixed:
	}
	if v.Name != "" || !v.Mention.Empty() {
		speaker = schema.Some(schema.Round4(sure * named(v.Resolution)))
	}
	return speech, speaker
}
