package validate_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/internal/outcometest"
)

// A dataset is checked against every rule; what does not hold is a finding.
func Example() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	b, err := datasets.Create(filepath.Join(dir, "out"), datasets.Options{UserColumns: outcometest.UserColumns()})
	if err != nil {
		panic(err)
	}
	outcomes, summary := outcometest.Outcomes(1, 20)
	if _, err := outcometest.Store(b, outcomes, summary); err != nil {
		panic(err)
	}

	r, err := validate.Run(context.Background(), []string{filepath.Join(dir, "out")}, validate.Options{})
	if err != nil {
		panic(err)
	}
	fmt.Println(r.Passed, r.Errors)
	// Output:
	// true 0
}
