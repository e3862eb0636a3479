package export

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/selection"
	"github.com/dsbuild/dsbuild/internal/outcometest"
	"github.com/dsbuild/dsbuild/schema"
)

// stored is a dataset on disk, and how it is deposited.
func stored(t *testing.T, o datasets.Options) (*datasets.Dataset, Options) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	o.UserColumns = outcometest.UserColumns()
	b, err := datasets.Create(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	outcomes, _ := outcometest.Outcomes(3, 40)
	summary := schema.NewSummary(schema.ReadSummary{Pages: int64(len(outcomes))}, schema.ConvertSummary{})
	if _, err := outcometest.Store(b, outcomes, summary); err != nil {
		t.Fatal(err)
	}
	ds, err := datasets.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return ds, Options{To: depositName, Manifest: ds.Manifest(), Dir: dir, Beside: func() (map[string][]byte, error) {
		return map[string][]byte{"README.md": []byte("# Deposit\n")}, nil
	}}
}

// A deposit has every part byte by byte, and the sums of all files but its own; twice the same.
func TestDeposit(t *testing.T) {
	ds, o := stored(t, datasets.Options{})
	dir, again := t.TempDir(), t.TempDir()
	r, err := Write(ds, dir, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Write(ds, again, o); err != nil {
		t.Fatal(err)
	}
	for _, part := range ds.Manifest().Files {
		if read(t, dir, filepath.Base(part.Path)) != read(t, o.Dir, part.Path) {
			t.Errorf("%s has other bytes", part.Path)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	sums := read(t, dir, sumsName)
	var listed []string
	for line := range strings.Lines(sums) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		found, err := digest(filepath.Join(dir, name))
		if err != nil || found.SHA256 != sum {
			t.Errorf("%s: %v", line, err)
		}
		listed = append(listed, name)
	}
	if len(listed) != len(entries)-1 || slices.Contains(listed, sumsName) || !slices.Contains(listed, recordName) || !slices.Contains(listed, "README.md") {
		t.Errorf("%d files, and sums of %q", len(entries), listed)
	}
	if sums != read(t, again, sumsName) {
		t.Error("the second deposit has other bytes")
	}
	if len(r.Tables) != len(ds.Tables()) || r.Tables[0].Rows != ds.Manifest().Rows("articles") {
		t.Errorf("%+v", r.Tables)
	}
}

func TestDepositRefuses(t *testing.T) {
	ds, good := stored(t, datasets.Options{})
	arrow, without := stored(t, datasets.Options{Arrow: true})
	large := *ds.Manifest()
	large.Files = slices.Clone(large.Files)
	large.Files[0].Bytes = largestPart
	fault := errors.New("no statistics")
	for want, change := range map[string]func(*Options) Dataset{
		"a deposit is of a whole dataset":       func(o *Options) Dataset { o.Selected = &selection.Record{}; return ds },
		"leave the choice of articles and --ta": func(o *Options) Dataset { o.Tables = []string{"articles"}; return ds },
		"the dataset has no Parquet files":      func(o *Options) Dataset { *o = without; return arrow },
		"repositories take less than 2 GiB":     func(o *Options) Dataset { o.Manifest = &large; return ds },
		"no statistics": func(o *Options) Dataset {
			o.Beside = func() (map[string][]byte, error) { return nil, fault }
			return ds
		},
		"needs the folder of the dataset": func(o *Options) Dataset { o.Dir = ""; return ds },
	} {
		o := good
		if _, err := Write(change(&o), t.TempDir(), o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	part := filepath.Join(good.Dir, ds.Manifest().Parts("articles", false)[0].Path)
	body, err := os.ReadFile(part)
	if err != nil {
		t.Fatal(err)
	}
	body[len(body)/2] ^= 1
	if err := os.WriteFile(part, body, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(ds, t.TempDir(), good); err == nil || !strings.Contains(err.Error(), "is not the file that was built") {
		t.Error(err)
	}
}
