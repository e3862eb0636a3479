package resultfile

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert"
)

func some(n int) []convert.Stored {
	var all []convert.Stored
	for i := range n {
		all = append(all, convert.Stored{File: i / 3, Page: uint64(i) << 40, Data: bytes.Repeat([]byte{byte(i), 7}, i*i+1)})
	}
	return all
}

func add(t *testing.T, w *Writer, all []convert.Stored) {
	t.Helper()
	for _, s := range all {
		if err := w.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(true); err != nil {
		t.Fatal(err)
	}
}

func collect(path string, n int) (all []convert.Stored, err error) {
	for s, err := range Read(path, n) {
		if err != nil {
			return all, err
		}
		all = append(all, s)
	}
	return all, nil
}

// A file that is cut off anywhere, as when the machine died, is read up to the last
// whole result, and goes on behind it.
func TestCutOff(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results")
	want := some(12)
	w, err := Create(nil, path)
	if err != nil {
		t.Fatal(err)
	}
	add(t, w, want)
	if got, err := collect(path, -1); err != nil || cmp.Diff(want, got) != "" {
		t.Fatalf("read %d results, error %v", len(got), err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before := -1
	for cut := len(magic); cut <= len(whole); cut++ {
		if err := os.WriteFile(path, whole[:cut], 0o666); err != nil {
			t.Fatal(err)
		}
		n, size, err := Whole(path)
		if err != nil || size > int64(cut) {
			t.Fatalf("cut at %d: %d results of %d bytes, error %v", cut, n, size, err)
		}
		if n == before && cut < len(whole) {
			if got, err := collect(path, -1); err == nil && int64(cut) != size {
				t.Fatalf("cut at %d: the rest of a result is no error, %d were read", cut, len(got))
			}
			continue
		}
		before = n
		w, err := Continue(nil, path, size)
		if err != nil {
			t.Fatal(err)
		}
		add(t, w, want[n:])
		if got, err := collect(path, len(want)); err != nil || cmp.Diff(want, got) != "" {
			t.Fatalf("cut at %d: read %d results, error %v", cut, len(got), err)
		}
	}
}

// A changed byte ends the file before the result that it is in.
func TestDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results")
	w, err := Create(nil, path)
	if err != nil {
		t.Fatal(err)
	}
	want := some(6)
	add(t, w, want)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		bad := bytes.Clone(whole)
		bad[i] ^= 64
		if err := os.WriteFile(path, bad, 0o666); err != nil {
			t.Fatal(err)
		}
		n, _, err := Whole(path)
		if i < len(magic) {
			if err == nil {
				t.Fatalf("byte %d changed: it is still a file of results", i)
			}
			continue
		}
		if err != nil || n >= len(want) {
			t.Fatalf("byte %d changed: %d results are whole, error %v", i, n, err)
		}
		got, err := collect(path, -1)
		if err == nil || cmp.Diff(want[:n], got) != "" && n > 0 {
			t.Fatalf("byte %d changed: %d results are read, error %v", i, len(got), err)
		}
	}
}

// Files of results are joined in order; a part that is none is an error.
func TestJoin(t *testing.T) {
	dir := t.TempDir()
	all := some(9)
	var parts []string
	for i, part := range [][]convert.Stored{all[:4], nil, all[4:]} {
		parts = append(parts, filepath.Join(dir, string(rune('a'+i))))
		w, err := Create(nil, parts[i])
		if err != nil {
			t.Fatal(err)
		}
		add(t, w, part)
	}
	if err := Join(nil, filepath.Join(dir, "all"), parts); err != nil {
		t.Fatal(err)
	}
	if got, err := collect(filepath.Join(dir, "all"), len(all)); err != nil || cmp.Diff(all, got) != "" {
		t.Errorf("%d results, error %v", len(got), err)
	}
	if Join(nil, filepath.Join(dir, "all"), parts) == nil {
		t.Error("a file that exists is written again")
	}
	if Join(nil, filepath.Join(dir, "none"), []string{parts[0], dir}) == nil {
		t.Error("a folder is joined")
	}
}
