package disk

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestFolders(t *testing.T) {
	dir := t.TempDir()
	deep := filepath.Join(dir, "a", "b", "c")
	for range 2 { // the second time all are there
		if err := errors.Join(MkdirAll(Real, deep), MkdirLasting(Real, deep+"/d")); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(deep, "f")
	if err := errors.Join(Write(Real, file, []byte("x")), os.Symlink(dir, filepath.Join(deep, "link")), Real.Sync(file), Real.Sync(deep)); err != nil {
		t.Fatal(err)
	}
	if err := MkdirAll(Real, filepath.Join(file, "g")); !errors.Is(err, syscall.ENOTDIR) {
		t.Errorf("a folder below a file: %v", err)
	}
	if err := errors.Join(RemoveAll(Real, filepath.Join(dir, "a")), RemoveAll(Real, filepath.Join(dir, "a"))); err != nil {
		t.Fatal(err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
		t.Errorf("left are %v, %v", entries, err)
	}
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "f")
	for _, body := range []string{"one, which is longer", "two"} {
		if err := WriteWhole(Real, name, []byte(body)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(name); string(got) != body || err != nil {
			t.Errorf("%q, %v", got, err)
		}
	}
	if _, err := Real.CreateNew(name); !errors.Is(err, os.ErrExist) {
		t.Errorf("a new file over an old one: %v", err)
	}
	f, err := Real.Continue(name, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte("!")); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(name); string(got) != "t!" {
		t.Errorf("it goes on as %q", got)
	}
	a, errA := CreateTemp(Real, dir, "x-")
	b, errB := CreateTemp(Real, dir, "x-")
	if errA != nil || errB != nil || a.Name() == b.Name() {
		t.Errorf("two files: %v, %v", errA, errB)
	}
	if err := errors.Join(a.Close(), b.Close()); err != nil {
		t.Error(err)
	}
	if err := WriteWhole(Real, filepath.Join(dir, "none", "f"), nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("in no folder: %v", err)
	}
}
