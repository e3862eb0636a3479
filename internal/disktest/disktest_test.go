package disktest

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/dsbuild/dsbuild/internal/disk"
)

// left collects what file may hold after a crash; "-" where it is not there.
func left(t *testing.T, name string, write func(on disk.Disk, name string) error, was string) []string {
	t.Helper()
	dir := t.TempDir()
	if was != "" {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(was), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, err := New(dir)
	if err == nil {
		err = write(r, filepath.Join(dir, name))
	}
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for l := range r.Crashes(1) {
		to := t.TempDir()
		if err := l.Write(to); err != nil {
			t.Fatal(err)
		}
		body, err := os.ReadFile(filepath.Join(to, name))
		if errors.Is(err, os.ErrNotExist) {
			body = []byte("-")
		}
		found = append(found, string(body))
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// TestCrashes wants the wrong ways of writing a file to be found, and the right one to pass.
func TestCrashes(t *testing.T) {
	body := []byte("new one")
	renamed := func(sync bool) func(disk.Disk, string) error {
		return func(on disk.Disk, name string) error {
			f, err := on.Create(name + ".tmp")
			if err != nil {
				return err
			}
			_, err = f.Write(body)
			if sync {
				err = errors.Join(err, f.Sync())
			}
			return errors.Join(err, f.Close(), on.Rename(name+".tmp", name))
		}
	}
	for name, c := range map[string]struct {
		write func(disk.Disk, string) error
		want  []string
	}{
		"in its place":    {func(on disk.Disk, name string) error { return disk.Write(on, name, body) }, []string{"", "new one", "old"}},
		"without sync":    {renamed(false), []string{"", "new one", "old"}},
		"with sync":       {renamed(true), []string{"new one", "old"}},
		"as disk does it": {func(on disk.Disk, name string) error { return disk.WriteWhole(on, name, body) }, []string{"new one", "old"}},
	} {
		if got := left(t, "f", c.write, "old"); !slices.Equal(got, c.want) {
			t.Errorf("%s: after crashes it is %q, want %q", name, got, c.want)
		}
	}
}

// TestTwoFolders renames between folders and exchanges them: each name is there or not.
func TestTwoFolders(t *testing.T) {
	got := left(t, "b/f", func(on disk.Disk, name string) error {
		b, a := filepath.Dir(name), filepath.Join(filepath.Dir(filepath.Dir(name)), "a")
		return errors.Join(on.Mkdir(a), on.Mkdir(b), disk.Write(on, filepath.Join(a, "f"), []byte("x")), on.Sync(a), on.Exchange(a, b))
	}, "")
	if !slices.Equal(got, []string{"-", "x"}) {
		t.Errorf("it is %q", got)
	}
}

func TestFaults(t *testing.T) {
	for fault, want := range map[Fault][3]error{
		NoSpace:  {syscall.ENOSPC, nil, syscall.ENOSPC},
		Broken:   {syscall.EIO, nil, nil},
		Short:    {syscall.EIO, nil, nil},
		ReadOnly: {syscall.EROFS, syscall.EROFS, syscall.EROFS},
	} {
		dir := t.TempDir()
		r, err := New(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := disk.Write(r, filepath.Join(dir, "f"), []byte("12")); err != nil {
			t.Fatal(err)
		}
		r.Fault, r.At = fault, r.Operations()+1
		for i, err := range []error{
			r.Mkdir(filepath.Join(dir, "d")), r.Remove(filepath.Join(dir, "f")), disk.Write(r, filepath.Join(dir, "g"), []byte("12")),
		} {
			if !errors.Is(err, want[i]) || want[i] == nil && err != nil {
				t.Errorf("%s, operation %d: %v, want %v", fault, i, err, want[i])
			}
		}
	}
}

func TestShortWrite(t *testing.T) {
	dir := t.TempDir()
	r, err := New(dir)
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Create(filepath.Join(dir, "f"))
	if err != nil {
		t.Fatal(err)
	}
	r.Fault, r.At = Short, r.Operations()+1
	if n, err := f.Write([]byte("1234")); n != 2 || err == nil {
		t.Errorf("%d bytes, %v", n, err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if body, err := os.ReadFile(f.Name()); string(body) != "12" || err != nil {
		t.Errorf("%q, %v", body, err)
	}
}
