package rules_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/datasets/validate/rules"
	"github.com/dsbuild/dsbuild/schema"
)

// A rule says what must hold, why, and what to do.
func Example() {
	r := rules.Table[0]
	fmt.Println(rules.ByID(r.ID).Severity, rules.Convert(rules.DuckDB, rules.IsText, schema.Int32, "word_count"))
	// Output:
	// error SELECT * REPLACE (CAST(word_count AS INTEGER) AS word_count) FROM t
}
