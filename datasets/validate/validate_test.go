package validate_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/datasets/validate/formats"
	"github.com/dsbuild/dsbuild/internal/outcometest"
	"github.com/dsbuild/dsbuild/schema"
)

// build writes a dataset from outcomes that change may have spoiled.
func build(t testing.TB, opt datasets.Options, n int, change func([]schema.Outcome)) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	opt.UserColumns, opt.With = outcometest.UserColumns(), []string{"blocks", "paragraph_topics"}
	opt.Identity.Options = map[string]string{datasets.OptionThreshold: "0.5"}
	opt.Beside = func(*datasets.Dataset) (map[string][]byte, error) {
		return map[string][]byte{"README.md": []byte("# Out")}, nil
	}
	b, err := datasets.Create(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	outcomes, summary := outcometest.Outcomes(1, n)
	if change != nil {
		change(outcomes)
	}
	if _, err := outcometest.Store(b, outcomes, summary); err != nil {
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

// TestWorkersChangeNothing spoils many articles and wants the same findings in the
// same order, however many work.
func TestWorkersChangeNothing(t *testing.T) {
	dir := build(t, datasets.Options{}, 3000, func(outcomes []schema.Outcome) {
		for i, o := range outcomes {
			a := o.Article
			if a == nil || len(a.Paragraphs) == 0 {
				continue
			}
			switch i % 9 {
			case 0:
				a.Paragraphs[0].WordCount++
			case 1:
				a.Title = "one\u0007two"
			case 2:
				a.Topics = append(a.Topics, a.Topics[0])
			case 3:
				a.Paragraphs[len(a.Paragraphs)-1].End--
			}
		}
	})
	cut := filepath.Join(dir, filepath.FromSlash(table.PartPath("quotes", 0, false)))
	if err := os.Truncate(cut, 5000); err != nil {
		t.Fatal(err)
	}
	var first *validate.Report
	for _, workers := range []int{1, 2, 8} {
		r, err := validate.Run(context.Background(), []string{dir}, validate.Options{MaxPerRule: 1000, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = r
		}
		if diff := cmp.Diff(first, r); diff != "" || len(r.Findings) < 1000 {
			t.Errorf("%d workers, %d findings (-one +many):\n%s", workers, len(r.Findings), diff)
		}
	}
}
