package unit

import "github.com/dsbuild/dsbuild/schema"

// MarkupKinds are the kinds that markup alone decides, in the order of their codes;
// 0 is none.
var MarkupKinds = [...]schema.BlockKind{
	"", schema.KindHeading, schema.KindListItem, schema.KindBlockQuote, schema.KindTableRow,
	schema.KindPreformatted,
}

// Places in MarkupKinds.
const (
	CodeListItem = 2
	CodeTableRow = 4
)

// KindCode numbers what the markup says a unit is.
func KindCode(u *Unit) int16 {
	for code := 1; code < len(MarkupKinds); code++ {
		if u.Kind == MarkupKinds[code] {
			return int16(code)
		}
	}
	if u.Bullet {
		return CodeListItem
	}
	return 0
}
