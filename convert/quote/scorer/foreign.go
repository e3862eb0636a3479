package scorer

import (
	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/coref"
	"github.com/dsbuild/dsbuild/schema"
)

// The weights are fitted to English. Of other languages, how often the rows that rules find are
// right was counted on articles written for it, by kind and by how the speaker was found, and put a
// little lower, since the rules were mended on them (docs/models/quote.md).

// spoken is how often a row of a kind is speech of its extent.
var spoken = map[schema.QuoteKind]float64{
	schema.QuoteDirect: 0.95, schema.QuoteMixed: 0.85, schema.QuoteIndirect: 0.87, schema.QuoteNotSpeech: 0.14,
}

// found is how often the speaker is right, by how the mention leads to the name.
var found = map[schema.SpeakerResolution]float64{
	schema.ResolvedExplicit: 0.94, schema.ResolvedSurname: 0.94, schema.ResolvedCarried: 0.88, schema.ResolvedPronoun: 0.8, schema.ResolvedNominal: 0.68,
	schema.ResolvedNone: 0.65,
}

// unmarked is what is taken off where no verb of speech stands between the marks and the speaker.
const unmarked = 0.06

// foreign returns how often rows like attribution r are speech, and have the right speaker.
func foreign(r *attribution.Attribution, v *coref.Voice) (speech float64, speaker schema.Opt[float64]) {
	speech = spoken[r.Kind]
	if r.Kind == schema.QuoteNotSpeech || v.Name == "" && v.Mention.Empty() {
		return speech, speaker
	}
	how := v.Resolution
	if how == "" {
		how = schema.ResolvedNone
	}
	sure := found[how]
	if r.Rule == schema.RuleMarksOnly || r.Rule == schema.RuleCueBefore {
		sure -= unmarked
	}
	return speech, schema.Some(schema.Round4(sure))
}
