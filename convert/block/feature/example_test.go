package feature_test

import (
	"fmt"
	"slices"

	"github.com/dsbuild/dsbuild/convert/block/feature"
	"github.com/dsbuild/dsbuild/convert/block/rule"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/convert/textform"
)

func Example() {
	var c unit.Cutter
	c.Lines(&textform.Text{Body: []byte("Tides\n\nThe ferry left at noon.\nShe was late.\n")}, true)
	c.Measure()
	var rows feature.LineRows
	rows.Named = true
	rows.Fill(rule.LineRules{}.Decide(&c.Page))
	ends := slices.Index(rows.Names, "ends")
	fmt.Println("sentences that end:", rows.Cells[ends*rows.N:(ends+1)*rows.N])
	// Output: sentences that end: [0 1 1]
}
