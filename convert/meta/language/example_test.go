package language_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/meta/language"
)

// The text decides which language it is in.
func Example() {
	code, _ := language.Detect("Der Kreistag hat am Montag beschlossen, dass die Fähre künftig auch sonntags fährt.", "en")
	fmt.Println(code, language.Code("pt-BR"))
	// Output:
	// de pt
}
