package crosscheck_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/validate/crosscheck"
	"github.com/dsbuild/dsbuild/internal/outcometest"
)

// Two libraries read the same cells.
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

	file, err := os.ReadFile(filepath.Join(dir, "out", "articles", "articles-00000.parquet"))
	if err != nil {
		panic(err)
	}
	section := func() *io.SectionReader { return io.NewSectionReader(bytes.NewReader(file), 0, int64(len(file))) }
	differences := 0
	_, err = crosscheck.Compare(context.Background(), section(), section(), func() {}, func(crosscheck.Difference) { differences++ })
	fmt.Println(differences, err)
	// Output:
	// 0 <nil>
}
