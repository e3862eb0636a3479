package names_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

func ExampleBuild() {
	english, _ := words.For("en")
	t := &words.Text{Body: "Senator Ann Roe met the Harbour Office. Roe left.", Language: english}
	t.Paragraph(0, schema.Span{End: len(t.Body)}, 0, 0)
	index := names.Build(t, "")
	for _, m := range index.Mentions {
		fmt.Printf("%s: %s\n", t.Printed(m.Name, m.Last), index.Entities[m.Entity].Name)
	}
	// Output:
	// Ann Roe: Ann Roe
	// Harbour Office: Harbour Office
	// Roe: Ann Roe
}
