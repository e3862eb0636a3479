package speakerkey_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/internal/speakerkey"
)

func Example() {
	for _, name := range []string{"Ana RUIZ", "J. D. Roe", "The Office of Tides & Harbours", "Jean-Luc O’Méara"} {
		fmt.Println(speakerkey.Of(name))
	}
	// Output:
	// ana ruiz
	// jd roe
	// office of tides and harbours
	// jean luc omeara
}
