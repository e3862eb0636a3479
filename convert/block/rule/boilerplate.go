package rule

import (
	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/schema"
)

// Verdict is what the words of a unit alone say about it.
type Verdict struct {
	kind   schema.BlockKind
	Reason schema.BlockReason
}

// Boilerplate judges a unit by its phrases. A phrase counts in a block up to
// the length at which it could as well stand in running text.
func Boilerplate(u *unit.Unit) (Verdict, bool) {
	for _, b := range boilerplates {
		if u.Phrases&b.phrases != 0 && (u.Size <= b.closedTo || !u.Closed && u.Size <= b.upTo) {
			return b.Verdict, true
		}
	}
	return Verdict{}, false
}

var boilerplates = [...]struct {
	phrases lexicon.Phrases
	upTo    int32 // the longest block it judges
	// closedTo is the same for blocks that are whole sentences.
	closedTo int32
	Verdict
}{
	{lexicon.Set(lexicon.Advert), 70, 70, Verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Control), 40, 24, Verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Share), 60, 36, Verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Comments), 70, 60, Verdict{schema.KindNavigation, schema.ReasonComments}},
	{lexicon.Set(lexicon.Related), 110, 66, Verdict{schema.KindPromo, schema.ReasonRelated}},
	{lexicon.Set(lexicon.Copyright), 220, 220, Verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Disclosure), 420, 420, Verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Newsletter), 220, 150, Verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Cookie), 160, 60, Verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Login), 130, 78, Verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Donate), 200, 80, Verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.App), 60, 36, Verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Tagged), 80, 48, Verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Follow), 160, 60, Verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Credit), 80, 48, Verdict{schema.KindCaption, schema.ReasonCaption}},
	{lexicon.Set(lexicon.Origin), 160, 60, Verdict{schema.KindPromo, schema.ReasonBoilerplate}},
}
