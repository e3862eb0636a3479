package block

import (
	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/schema"
)

// verdict is what the words of a unit alone say about it.
type verdict struct {
	kind   schema.BlockKind
	reason schema.BlockReason
}

// boilerplate judges a unit by its phrases. A phrase counts in a block up to
// the length at which it could as well stand in running text.
func boilerplate(u *unit.Unit) (verdict, bool) {
	for _, b := range boilerplates {
		if u.Phrases&b.phrases != 0 && (u.Size <= b.closedTo || !u.Closed && u.Size <= b.upTo) {
			return b.verdict, true
		}
	}
	return verdict{}, false
}

var boilerplates = [...]struct {
	phrases lexicon.Phrases
	upTo    int32 // the longest block it judges
	// closedTo is the same for blocks that are whole sentences.
	closedTo int32
	verdict
}{
	{lexicon.Set(lexicon.Advert), 70, 70, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Control), 40, 24, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Share), 60, 36, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Comments), 70, 60, verdict{schema.KindNavigation, schema.ReasonComments}},
	{lexicon.Set(lexicon.Related), 110, 66, verdict{schema.KindPromo, schema.ReasonRelated}},
	{lexicon.Set(lexicon.Copyright), 220, 220, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Disclosure), 420, 420, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Newsletter), 220, 150, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Cookie), 160, 60, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Login), 130, 78, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Donate), 200, 80, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.App), 60, 36, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Tagged), 80, 48, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Follow), 160, 60, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{lexicon.Set(lexicon.Credit), 80, 48, verdict{schema.KindCaption, schema.ReasonCaption}},
	{lexicon.Set(lexicon.Origin), 160, 60, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
}
