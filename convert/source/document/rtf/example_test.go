package rtf_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/document/rtf"
)

// Characters are read by the code page of their font.
func Example() {
	t, err := rtf.Read([]byte(`{\rtf1\ansi\ansicpg1252 Die F\'e4hre f\'e4hrt sonntags.\par}`), false)
	fmt.Println(t.Lines[0].Text, err)
	// Output:
	// Die Fähre fährt sonntags. <nil>
}
