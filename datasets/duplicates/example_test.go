package duplicates_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/datasets/duplicates"
	"github.com/dsbuild/dsbuild/schema"
)

// A second outlet prints a text with a line of its own.
func Example() {
	c := duplicates.New(nil, "")
	defer c.Close()
	text := "The harbour council of Vessel Point agreed on Monday to close the north quay for a year, " +
		"and to move the ferries to the old coal pier, where the water is deeper and the wind is kinder."
	for i, outlet := range []string{"The Quay Post", "Vessel Point Mail"} {
		a := schema.Article{ID: outlet, Text: text[i*len("The harbour "):]}
		a.Publisher = outlet
		a.Paragraphs = []schema.Paragraph{{Span: schema.Span{End: len(a.Text)}}}
		if err := c.Add(&a); err != nil {
			panic(err)
		}
	}
	for d, err := range c.Rows(nil) {
		fmt.Println(d.ID, d.Relation, d.Other, d.OwnShare, err)
	}
	// Output:
	// Vessel Point Mail syndicated The Quay Post 1 <nil>
}
