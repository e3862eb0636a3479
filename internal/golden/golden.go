// Package golden compares what a test got with a file that was read by a person.
//
// In: a txtar archive whose comment says why the case exists, the name of a
// section and what the test got. Out: a failed test with the difference, or,
// with -update, the section rewritten. Law: nothing else in the archive changes.
package golden

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite golden files with what the tests got")

// Section fails t where the section of the archive at path is not got.
func Section(t *testing.T, path, section, got string) {
	t.Helper()
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Comment) == 0 {
		t.Errorf("%s does not begin with a sentence on why it exists", path)
	}
	at := -1
	for i := range a.Files {
		if a.Files[i].Name == section {
			at = i
		}
	}
	if at < 0 {
		a.Files = append(a.Files, txtar.File{Name: section})
		at = len(a.Files) - 1
	}
	if diff := cmp.Diff(string(a.Files[at].Data), got); diff != "" && !*update {
		t.Errorf("%s: section %s (-want +got):\n%s", path, section, diff)
	}
	if *update {
		a.Files[at].Data = []byte(got)
		if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Frozen fails t where the file at path is not got. With -update a file that is
// not there is written; one that is there never changes, because it is published.
func Frozen(t *testing.T, path, got string) {
	t.Helper()
	have, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && *update {
		err = os.WriteFile(path, []byte(got), 0o644)
		have = []byte(got)
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(have), got); diff != "" {
		t.Errorf("%s is published and has changed (-published +got):\n%s", path, diff)
	}
}

// Inputs returns the sections of one name of the archives that a pattern matches:
// what fuzzing starts from.
func Inputs(tb testing.TB, pattern, section string) [][]byte {
	tb.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		tb.Fatalf("no archives match %s", pattern)
	}
	var all [][]byte
	for _, f := range files {
		a, err := txtar.ParseFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		for _, part := range a.Files {
			if part.Name == section {
				all = append(all, part.Data)
			}
		}
	}
	return all
}
