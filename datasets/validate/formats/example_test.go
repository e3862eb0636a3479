package formats_test

import (
	"fmt"
	"os"

	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/datasets/validate/formats"
)

// A report as GitHub shows it.
func Example() {
	r := validate.NewReport([]string{"out"}, validate.Options{})
	if err := formats.Write(os.Stdout, "text", r); err != nil {
		fmt.Println(err)
	}
	// Output:
	// out: valid: 0 tables, 0 rows, 0 errors, 0 warnings, 0 notes
}
