package datasets_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/internal/outcometest"
	"github.com/dsbuild/dsbuild/schema"
)

// names lists what stands in a folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func TestCreateRefuses(t *testing.T) {
	for _, tc := range []struct {
		name  string
		stand func(t *testing.T, out string) // what stands there before
		opt   datasets.Options
		says  string // "" where it is no error
	}{
		{"nothing there", func(*testing.T, string) {}, datasets.Options{}, ""},
		{"a dataset", makeDataset, datasets.Options{}, "--overwrite"},
		{"a dataset to overwrite", makeDataset, datasets.Options{Overwrite: true}, ""},
		{"an empty folder", makeFolder(""), datasets.Options{}, "--overwrite"},
		{"an empty folder to overwrite", makeFolder(""), datasets.Options{Overwrite: true}, ""},
		{"a folder of somebody", makeFolder("thesis.doc"), datasets.Options{Overwrite: true}, "is no dataset of dsbuild"},
		{"a dataset with somebody's file", func(t *testing.T, out string) {
			makeDataset(t, out)
			makeFile(t, filepath.Join(out, "articles", "notes.txt"))
		}, datasets.Options{Overwrite: true}, "articles/notes.txt"},
		{"a file", func(t *testing.T, out string) { makeFile(t, out) }, datasets.Options{Overwrite: true}, "is no folder"},
		{"a crashed build", func(t *testing.T, out string) { makeFolder(".dsbuild-partial")(t, out+".partial") }, datasets.Options{}, ""},
		{"somebody's folder at .partial", func(t *testing.T, out string) { makeFolder("thesis.doc")(t, out+".partial") }, datasets.Options{}, "was not left by dsbuild"},
		{"a user column twice", func(*testing.T, string) {}, datasets.Options{UserColumns: append(outcometest.UserColumns(), outcometest.UserColumns()[0])}, "come once"},
		{"an unknown layer", func(*testing.T, string) {}, datasets.Options{Without: []string{"quote"}}, `no layer "quote"`},
		{"an unknown table", func(*testing.T, string) {}, datasets.Options{With: []string{"block"}}, `no table "block"`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out")
			tc.stand(t, out)
			b, err := datasets.Create(out, tc.opt)
			if tc.says == "" {
				if err != nil {
					t.Fatal(err)
				}
				if _, err := b.Finish(outcometest.Summary(0)); err != nil {
					t.Fatal(err)
				}
				if got := names(t, filepath.Dir(out)); !slices.Equal(got, []string{"out"}) {
					t.Errorf("there stands %v", got)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("error %v, want one with %q", err, tc.says)
			}
		})
	}
}

// TestReplaced: a dataset that a build had replaced, and did not live to remove, is removed by
// the next one; somebody's folder of that name stays.
func TestReplaced(t *testing.T) {
	for name, tc := range map[string]struct {
		out, replaced func(*testing.T, string) // what stands there before
		left          []string
	}{
		"a dataset":                            {makeDataset, makeDataset, []string{"out"}},
		"an empty folder":                      {makeDataset, makeFolder(""), []string{"out"}},
		"a folder of somebody":                 {makeDataset, makeFolder("thesis.doc"), []string{"out", "out.replaced"}},
		"a file of somebody":                   {makeDataset, makeFile, []string{"out", "out.replaced"}},
		"a folder of somebody, and no OUT":     {func(*testing.T, string) {}, makeFolder("thesis.doc"), []string{"out", "out.replaced"}},
		"a dataset that stands no more in OUT": {func(*testing.T, string) {}, makeDataset, []string{"out"}},
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out")
			tc.out(t, out)
			tc.replaced(t, out+".replaced")
			b, err := datasets.Create(out, datasets.Options{Overwrite: true})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := b.Finish(outcometest.Summary(0)); err != nil {
				t.Fatal(err)
			}
			if got := names(t, filepath.Dir(out)); !slices.Equal(got, tc.left) {
				t.Errorf("there stands %v", got)
			}
		})
	}
}

func makeDataset(t *testing.T, out string) {
	t.Helper()
	outcomes, summary := outcometest.Outcomes(1, 3)
	build(t, out, datasets.Options{}, outcomes, summary)
}

func makeFolder(file string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		if err := os.Mkdir(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		if file != "" {
			makeFile(t, filepath.Join(dir, file))
		}
	}
}

func makeFile(t *testing.T, name string) {
	t.Helper()
	if err := os.WriteFile(name, []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestTwoBuildsAtATime(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	first, err := datasets.Create(out, datasets.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := datasets.Create(out, datasets.Options{}); err == nil || !strings.Contains(err.Error(), "another build") {
		t.Errorf("the second build: %v", err)
	}
	if err := first.Abort(); err != nil {
		t.Fatal(err)
	}
	if got := names(t, filepath.Dir(out)); len(got) > 0 {
		t.Errorf("Abort left %v", got)
	}
	makeDataset(t, out)
}

func TestFinishCountsPages(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	outcomes, _ := outcometest.Outcomes(1, 10)
	b, err := datasets.Create(out, datasets.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range outcomes {
		if err := b.Add(o); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Add(schema.Outcome{}); err == nil {
		t.Error("an outcome that is nothing was taken")
	}
	if _, err := b.Finish(outcometest.Summary(11)); err == nil || !strings.Contains(err.Error(), "11 pages were read") {
		t.Errorf("error %v", err)
	}
	if got := names(t, filepath.Dir(out)); len(got) > 0 {
		t.Errorf("it left %v", got)
	}
}

// TestFullDisk lets a part stand on /dev/full.
func TestFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full here")
	}
	out := filepath.Join(t.TempDir(), "out")
	outcomes, summary := outcometest.Outcomes(1, 300)
	b, err := datasets.Create(out, datasets.Options{})
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(out+".partial", "dataset", "paragraphs")
	if err := errors.Join(os.Mkdir(dir, 0o777), os.Symlink("/dev/full", filepath.Join(dir, "paragraphs-00000.parquet"))); err != nil {
		t.Fatal(err)
	}
	for _, o := range outcomes {
		if err := b.Add(o); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Finish(summary); !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "paragraphs") {
		t.Errorf("error %v", err)
	}
	if got := names(t, filepath.Dir(out)); len(got) > 0 {
		t.Errorf("it left %v", got)
	}
}

// TestKilled kills a build at ten moments; never may a dataset stand there, and
// the next build must succeed.
func TestKilled(t *testing.T) {
	if out := os.Getenv("DATASETS_TEST_BUILD"); out != "" {
		outcomes, summary := outcometest.Outcomes(1, 3000)
		build(t, out, datasets.Options{}, outcomes, summary)
		return
	}
	out := filepath.Join(t.TempDir(), "out")
	for i := range 10 {
		c := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		c.Env = append(os.Environ(), "DATASETS_TEST_BUILD="+out)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(i*i) * 5 * time.Millisecond)
		_ = c.Process.Kill() // it may have ended
		_ = c.Wait()
		if _, err := os.Stat(out); err == nil {
			if _, err := datasets.Open(out); err != nil {
				t.Fatalf("a dataset stands there that cannot be opened: %v", err)
			}
			if err := os.RemoveAll(out); err != nil {
				t.Fatal(err)
			}
		}
	}
	makeDataset(t, out)
	if got := names(t, filepath.Dir(out)); !slices.Equal(got, []string{"out"}) {
		t.Errorf("there stands %v", got)
	}
}

// TestSameBytesAtAnotherPlace wants every file of two builds alike.
func TestSameBytesAtAnotherPlace(t *testing.T) {
	digests := func(dir string) (string, string) {
		outcomes, summary := outcometest.Outcomes(4, 500)
		opt := options()
		opt.Parquet, opt.Arrow = true, true
		m := build(t, filepath.Join(dir, "out"), opt, outcomes, summary)
		body, err := os.ReadFile(filepath.Join(dir, "out", datasets.ManifestName))
		if err != nil {
			t.Fatal(err)
		}
		return m.Digest, string(body)
	}
	d1, m1 := digests(t.TempDir())
	d2, m2 := digests(filepath.Join(t.TempDir(), "elsewhere"))
	if d1 != d2 || m1 != m2 {
		t.Errorf("files %s and %s, manifests:\n%s\n%s", d1, d2, m1, m2)
	}
}

func TestLayersLeftOut(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	outcomes, summary := outcometest.Outcomes(1, 50)
	for _, o := range outcomes {
		if o.Article != nil {
			o.Article.Quotes, o.Article.QuoteCandidates, o.Article.Speakers, o.Article.Topics, o.Article.ParagraphTopics = nil, nil, nil, nil, nil
		}
	}
	m := build(t, out, datasets.Options{Without: []string{"quotes", "topics"}}, outcomes, summary)
	want := []string{"quotes", "quote_candidates", "speakers", "people", "topics", "paragraph_topics", "blocks"}
	if !slices.Equal(m.LeftOut, want) {
		t.Errorf("left out %v", m.LeftOut)
	}
	for _, name := range want {
		if _, err := os.Stat(filepath.Join(out, name)); err == nil {
			t.Errorf("%s was written", name)
		}
	}
	d, err := datasets.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	for cells, err := range d.Rows("articles", "quote_count", "doc_id") {
		if err != nil || cells[0].Valid || !cells[1].Valid || len(cells) != 2 {
			t.Fatalf("%v, %v", cells, err)
		}
	}
	for _, err := range d.Rows("quotes") {
		if err == nil {
			t.Error("a table that was left out can be read")
		}
	}
	for _, err := range d.Rows("articles", "nothing") {
		if err == nil {
			t.Error("a column that does not exist can be read")
		}
	}
}
