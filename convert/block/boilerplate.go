package block

import (
	"github.com/dsbuild/dsbuild/convert/block/features"
	"github.com/dsbuild/dsbuild/schema"
)

// verdict is what the words of a unit alone say about it.
type verdict struct {
	kind   schema.BlockKind
	reason schema.BlockReason
}

// boilerplate judges a unit by its phrases. A phrase counts in a block up to
// the length at which it could as well stand in running text.
func boilerplate(u *Unit) (verdict, bool) {
	for _, b := range boilerplates {
		if u.Phrases&b.phrases != 0 && (u.Size <= b.closedTo || !u.Closed && u.Size <= b.upTo) {
			return b.verdict, true
		}
	}
	return verdict{}, false
}

var boilerplates = [...]struct {
	phrases features.Phrases
	upTo    int32 // the longest block it judges
	// closedTo is the same for blocks that are whole sentences.
	closedTo int32
	verdict
}{
	{features.Set(features.Advert), 70, 70, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{features.Set(features.Control), 40, 24, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{features.Set(features.Share), 60, 36, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{features.Set(features.Comments), 70, 60, verdict{schema.KindNavigation, schema.ReasonComments}},
	{features.Set(features.Related), 110, 66, verdict{schema.KindPromo, schema.ReasonRelated}},
	{features.Set(features.Copyright), 220, 220, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{features.Set(features.Disclosure), 420, 420, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{features.Set(features.Newsletter), 220, 150, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{features.Set(features.Cookie), 160, 60, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{features.Set(features.Login), 130, 78, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{features.Set(features.Donate), 200, 80, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{features.Set(features.App), 60, 36, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{features.Set(features.Tagged), 80, 48, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{features.Set(features.Follow), 160, 60, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{features.Set(features.Credit), 80, 48, verdict{schema.KindCaption, schema.ReasonCaption}},
	{features.Set(features.Origin), 160, 60, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
}
