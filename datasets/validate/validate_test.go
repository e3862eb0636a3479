package validate_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/datasets/validate/formats"
	"github.com/dsbuild/dsbuild/internal/outcometest"
	"github.com/dsbuild/dsbuild/schema"
)

// build writes a dataset from outcomes that change may have spoiled.
func build(t *testing.T, opt datasets.Options, n int, change func([]schema.Outcome)) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	opt.UserColumns, opt.With = outcometest.UserColumns(), []string{"blocks"}
	b, err := datasets.Create(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	outcomes, summary := outcometest.Outcomes(1, n)
	if change != nil {
		change(outcomes)
	}
	for _, o := range outcomes {
		if err := b.Add(o); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Finish(summary); err != nil {
		t.Fatal(err)
	}
	return dir
}

func run(t *testing.T, target string) *validate.Report {
	t.Helper()
	r, err := validate.Run(context.Background(), []string{target}, validate.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func text(t *testing.T, r *validate.Report) string {
	t.Helper()
	var b strings.Builder
	if err := formats.Write(&b, "text", r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWhatWeWriteIsValid(t *testing.T) {
	for _, opt := range []datasets.Options{{}, {Arrow: true}, {Parquet: true, Arrow: true}, {Without: []string{"quotes", "topics"}}} {
		for _, n := range []int{0, 1, 600} {
			r := run(t, build(t, opt, n, nil))
			if !r.Passed || len(r.Findings) > 0 {
				t.Errorf("%+v, %d pages: %s", opt, n, text(t, r))
			}
		}
	}
}
