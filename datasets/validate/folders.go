package validate

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
)

// alone makes sure that targets are not several datasets: which of their rows belong
// together, nobody could say.
func alone(targets []string) error {
	var found []string
	for _, target := range targets {
		if info, err := os.Stat(target); err == nil && info.IsDir() {
			found = append(found, datasetsBelow(target)...)
		}
	}
	slices.Sort(found)
	found = slices.Compact(found)
	switch {
	case len(found) == 0, len(targets) == 1 && len(found) == 1 && found[0] == filepath.Clean(targets[0]):
		return nil
	case len(found) == 1:
		return fmt.Errorf("%s is a dataset of its own: name it alone, as in `dsbuild validate %s`", found[0], found[0])
	}
	return fmt.Errorf("these are %d datasets, %s and %s first: name one at a time, as in `dsbuild validate %s`", len(found), found[0], found[1], found[0])
}

// datasetsBelow returns the folders that hold a manifest of ours: dir alone where
// that is one, else those in it or in its folders.
func datasetsBelow(dir string) []string {
	if isDataset(dir) {
		return []string{filepath.Clean(dir)}
	}
	var found []string
	for _, pattern := range []string{"*", filepath.Join("*", "*")} {
		names, _ := fs.Glob(os.DirFS(dir), path.Join(filepath.ToSlash(pattern), datasets.ManifestName))
		for _, name := range names {
			if below := filepath.Join(dir, filepath.FromSlash(path.Dir(name))); isDataset(below) {
				found = append(found, below)
			}
		}
	}
	return found
}

// isDataset reports whether a folder holds a manifest that says it is ours.
func isDataset(dir string) bool {
	f, err := os.Open(filepath.Join(dir, datasets.ManifestName))
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 256) // the format stands first
	n, err := io.ReadFull(f, head)
	return (err == nil || errors.Is(err, io.ErrUnexpectedEOF)) && bytes.Contains(head[:n], []byte(`"dsbuild.manifest/`))
}

// partition returns the value of a column that stands in the names of the folders
// above a file, such as 2024 in year=2024/part-0.parquet.
func partition(name, column string) (value string, ok bool) {
	for folder := range strings.SplitSeq(path.Dir(name), "/") {
		if value, ok = strings.CutPrefix(folder, column+"="); ok {
			return value, true
		}
	}
	return "", false
}

// tableFolder returns the folder that a file stands in, those apart that Hive names
// after a column and its value.
func tableFolder(name string) string {
	dir := path.Dir(name)
	for strings.Contains(path.Base(dir), "=") {
		dir = path.Dir(dir)
	}
	return path.Base(dir)
}
