package sheet_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/sheet"
)

// A spreadsheet as people save them: semicolons, windows-1252.
func Example() {
	s, err := sheet.Parse([]byte("Datei;Titel\r\na.html;F\xe4hre f\xe4hrt sonntags\r\n"))
	if err != nil {
		panic(err)
	}
	fmt.Println(s.Columns, s.Charset, s.Row(0)[1])
	// Output:
	// [Datei Titel] windows-1252 Fähre fährt sonntags
}
