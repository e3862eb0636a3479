package datasets

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/internal/ordered"
)

// Altered tells in sentences which parts are not as the manifest says, and which
// files lie among the parts that it does not list: pandas would read them too.
func (d *Dataset) Altered(ctx context.Context, workers int) ([]string, error) {
	found := []string{}
	if err := d.manifest.Verify(); err != nil {
		found = append(found, fmt.Sprintf("The manifest was changed: %v.", err))
	}
	files := func(yield func(File, error) bool) {
		for _, f := range d.manifest.Files {
			if f.Table != "" && !yield(f, nil) {
				return
			}
		}
	}
	check := func() func(File) (string, error) { return d.alteration }
	for message, err := range ordered.Map(ctx, ordered.Options{Workers: workers}, files, nil, check) {
		if err != nil {
			return nil, err
		}
		if message != "" {
			found = append(found, message)
		}
	}
	return append(found, d.strays()...), nil
}

// alteration says how a part differs from what the manifest says, or "".
func (d *Dataset) alteration(p File) (string, error) {
	f, err := os.OpenInRoot(d.dir, filepath.FromSlash(p.Path))
	if err != nil {
		return "", fmt.Errorf("the manifest lists %s: %w", p.Path, err)
	}
	defer f.Close()
	n, have, err := SumUp(f)
	if err != nil {
		return "", err
	}
	if n == p.Bytes && have == p.SHA256 {
		return "", nil
	}
	return fmt.Sprintf(
		"%s is not the file that was built: it has %d bytes and the SHA-256 %.12s…, the manifest says %d and %.12s…. Its figures are those of the file as it is.", p.Path, n, have, p.Bytes, p.SHA256), nil
}

// strays are files among the parts that the manifest does not list.
func (d *Dataset) strays() []string {
	listed := map[string]bool{}
	for _, f := range d.manifest.Files {
		listed[f.Path] = true
	}
	var found []string
	for _, t := range d.tables {
		entries, err := fs.ReadDir(os.DirFS(d.dir), t.Name)
		if err != nil {
			continue // a dataset in Arrow has no such folder
		}
		for _, e := range entries {
			if name := path.Join(t.Name, e.Name()); !listed[name] && slices.Contains(table.Endings, path.Ext(name)) {
				found = append(found, fmt.Sprintf("%s is not in the manifest and not counted here; who reads the folder %s as a whole counts it.",
					name, t.Name))
			}
		}
	}
	return found
}

// StoredType returns "": the types are those that are declared.
func (d *Dataset) StoredType(string, string) string { return "" }
