package disktest

import (
	"bytes"
	"maps"
	"path/filepath"
	"testing"

	"github.com/dsbuild/dsbuild/internal/disk"
)

// Break runs what makes the folder out, which is not there, undisturbed, then with each fault at
// each operation, and plays each crash: after each the folder is absent or as the undisturbed
// run made it, whole where write has said that it was done; and another run makes it so. Of
// many cases it takes each of a number, from 1. It returns how many it ran.
func Break(t *testing.T, each int, write func(on disk.Disk, out string) error) (runs int) {
	t.Helper()
	first := on(t, t.TempDir(), None, 0)
	if err := write(first, filepath.Join(first.Root, "out")); err != nil {
		t.Fatal(err)
	}
	whole := below(t, first.Root)
	n := 0
	left := func() bool { n++; return n%each != 0 }
	check := func(dir, what string, done bool) {
		t.Helper()
		runs++
		is := below(t, dir)
		if same := maps.EqualFunc(is, whole, bytes.Equal); !same && (len(is) > 0 || done) {
			t.Errorf("%s: the folder is neither absent nor whole: %d files of %d", what, len(is), len(whole))
		} else if same {
			return
		}
		if err := write(on(t, dir, None, 0), filepath.Join(dir, "out")); err != nil {
			t.Errorf("%s: the next run: %v", what, err)
		}
		if !maps.EqualFunc(below(t, dir), whole, bytes.Equal) {
			t.Errorf("%s: the next run makes something else", what)
		}
	}
	for l := range first.Crashes(1) {
		if left() && l.After < l.Of { // the end is always looked at
			continue
		}
		dir := t.TempDir()
		if err := l.Write(dir); err != nil {
			t.Fatal(err)
		}
		check(dir, l.String(), l.Model != Killed && l.After == l.Of)
	}
	for _, f := range Faults {
		for at := range first.Operations() {
			if left() {
				continue
			}
			r := on(t, t.TempDir(), f, at+1)
			err := write(r, filepath.Join(r.Root, "out"))
			check(r.Root, f.String(), err == nil)
		}
	}
	return runs
}

func on(t *testing.T, dir string, f Fault, at int) *Recorder {
	t.Helper()
	r, err := New(dir)
	if err != nil {
		t.Fatal(err)
	}
	r.Fault, r.At = f, at
	return r
}

// below are the files of the folder out in dir, by name.
func below(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	s, err := read(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	var add func(name string, n *node)
	add = func(name string, n *node) {
		if !n.folder() {
			files[name] = n.data
		}
		for base, kid := range n.kids {
			add(name+"/"+base, kid)
		}
	}
	if out := s.root.kids["out"]; out != nil {
		add("", out)
	}
	return files
}
