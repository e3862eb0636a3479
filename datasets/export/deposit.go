package export

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/internal/disk"
)

const (
	depositName = "deposit"
	sumsName    = "SHA256SUMS"
	// manifestCopy is the manifest of the dataset: in a flat folder its paths are others.
	manifestCopy = "dataset-manifest.json"
	// largestPart is what repositories and file systems take without asking.
	largestPart = 2 << 30
)

// deposit copies the parts of a whole dataset, byte by byte, into one flat folder, with
// what describes them. seal adds the checksums.
func (x *exporter) deposit() error {
	m := x.o.Manifest
	switch {
	case x.o.Dir == "" || x.o.Beside == nil:
		return errors.New("a deposit needs the folder of the dataset and what stands beside its tables")
	case x.o.Selected != nil || x.o.Tables != nil:
		return errors.New("a deposit is of a whole dataset, whose files it copies: leave the choice of articles and --tables out; " +
			"'dsbuild export --rights' makes a dataset of chosen articles, which can be deposited")
	case !m.HasParquet():
		return errors.New("the dataset has no Parquet files; build it with --tables-as parquet or both")
	}
	for _, t := range x.tables {
		rows := int64(0)
		for _, part := range m.Parts(t.Name, false) {
			if part.Bytes >= largestPart {
				return fmt.Errorf("%s has %d bytes, and repositories take less than 2 GiB a file; "+
					"build the dataset again, whose parts are smaller", part.Path, part.Bytes)
			}
			copyPart := func(out disk.File) error { return part.CopyTo(out, x.o.Dir) }
			if err := x.create(path.Base(part.Path), copyPart); err != nil {
				return err
			}
			rows += part.Rows
			x.rows += part.Rows
			if x.o.Reading != nil {
				x.o.Reading(x.rows)
			}
		}
		x.note(t, t.Name+"-*.parquet", rows, nil)
	}
	files, err := x.o.Beside()
	if err != nil {
		return fmt.Errorf("describe the tables: %w", err)
	}
	if files[manifestCopy], err = os.ReadFile(filepath.Join(x.o.Dir, datasets.ManifestName)); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := x.put(name, files[name]); err != nil {
			return err
		}
	}
	return nil
}

// checksums writes SHA256SUMS, which sha256sum -c checks.
func (x *exporter) checksums() error {
	record, err := digest(filepath.Join(x.dir, recordName))
	if err != nil {
		return err
	}
	record.Path = recordName
	list := append(slices.Clone(x.record.Files), record)
	slices.SortFunc(list, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	var b strings.Builder
	for _, f := range list {
		fmt.Fprintf(&b, "%s  %s\n", f.SHA256, f.Path)
	}
	return x.put(sumsName, []byte(b.String()))
}

// put writes a whole file.
func (x *exporter) put(name string, body []byte) error {
	return x.create(name, func(f disk.File) error {
		_, err := f.Write(body)
		return err
	})
}
