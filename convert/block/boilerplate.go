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
		if u.Size <= b.upTo && u.Phrases&b.phrases != 0 {
			return b.verdict, true
		}
	}
	return verdict{}, false
}

var boilerplates = [...]struct {
	phrases features.Phrases
	upTo    int32
	verdict
}{
	{features.Set(features.Advert), 70, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{features.Set(features.Control), 40, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{features.Set(features.Share), 60, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{features.Set(features.Comments), 70, verdict{schema.KindNavigation, schema.ReasonComments}},
	{features.Set(features.Related), 110, verdict{schema.KindPromo, schema.ReasonRelated}},
	{features.Set(features.Copyright), 220, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{features.Set(features.Disclosure), 420, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{features.Set(features.Newsletter), 220, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{features.Set(features.Cookie), 160, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{features.Set(features.Login), 130, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{features.Set(features.Donate), 200, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{features.Set(features.App), 60, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{features.Set(features.Tagged), 80, verdict{schema.KindNavigation, schema.ReasonBoilerplate}},
	{features.Set(features.Follow), 160, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
	{features.Set(features.Credit), 80, verdict{schema.KindCaption, schema.ReasonCaption}},
	{features.Set(features.Origin), 160, verdict{schema.KindPromo, schema.ReasonBoilerplate}},
}
