package validate

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/internal/ordered"
)

// checkFiles compares the files with the manifest: there, size, digest, no others.
func (c *checker) checkFiles() error {
	if c.manifest != nil {
		c.checkManifest()
		for d, err := range c.digests() {
			if err != nil {
				return err
			}
			if err := c.checkFile(d); err != nil {
				return err
			}
		}
		c.checkExtra()
	}
	for _, t := range c.copies {
		c.checkCopies(t)
	}
	return c.out.flush()
}

// checkManifest checks what the manifest says of itself.
func (c *checker) checkManifest() {
	note := func(rule, message string) {
		f := newFinding(rule, message)
		f.File = datasets.ManifestName
		c.out.finding(f)
	}
	m := c.manifest
	if err := m.Verify(); err != nil {
		note("file.manifest", err.Error())
	}
	for _, fault := range m.CodebookFaults() {
		note("file.codebook", fault)
	}
	if stated := (contract{m.SchemaVersion, m.SchemaHash}); stated != c.pinned.contract {
		f := c.otherVersion(stated)
		f.File = datasets.ManifestName
		c.out.finding(f)
	}
}

// digested is a file as it is.
type digested struct {
	*datasets.File
	size   int64
	digest string
	err    error
}

// digests reads every file that the manifest lists, in its order.
func (c *checker) digests() iter.Seq2[*digested, error] {
	files := func(yield func(*digested, error) bool) {
		for i := range c.manifest.Files {
			if !yield(&digested{File: &c.manifest.Files[i]}, nil) {
				return
			}
		}
	}
	return ordered.Map(c.ctx, ordered.Options{Workers: c.opt.Workers}, files, nil, func() func(*digested) (*digested, error) {
		return func(d *digested) (*digested, error) {
			d.size, d.digest, d.err = c.digest(d.Path)
			return d, nil
		}
	})
}

func (c *checker) checkFile(file *digested) error {
	note := func(rule, format string, args ...any) {
		f := newFinding(rule, fmt.Sprintf(format, args...))
		f.File, f.Table = file.Path, file.Table
		c.out.finding(f)
	}
	c.reading(file.Path)
	size, digest, err := file.size, file.digest, file.err
	changed := size != file.Bytes || digest != file.SHA256
	switch {
	case errors.Is(err, fs.ErrNotExist):
		note("file.missing", "the file is not there")
	case err != nil:
		f := unread(err)
		f.File, f.Table = file.Path, file.Table
		c.out.finding(f)
	case file.Table == "" && changed:
		note("file.beside", "the file has changed since it was written")
	case size != file.Bytes:
		note("file.hash", "the file has %d bytes, the manifest says %d", size, file.Bytes)
	case changed:
		note("file.hash", "the file's SHA-256 is %.12s…, the manifest says %.12s…", digest, file.SHA256)
	}
	return c.out.flush()
}

func (c *checker) digest(name string) (int64, string, error) {
	f, err := c.openPath(name)
	if err != nil {
		return 0, "", err
	}
	defer f.Close()
	return datasets.SumUp(f)
}

// checkExtra looks for files the manifest does not list; hidden ones
// (.DS_Store, .git) are not looked at.
func (c *checker) checkExtra() {
	listed := map[string]bool{datasets.ManifestName: true}
	for _, f := range c.manifest.Files {
		listed[f.Path] = true
	}
	_ = fs.WalkDir(c.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		hidden := name != "." && strings.HasPrefix(d.Name(), ".")
		switch {
		case err != nil:
			return nil // a folder that cannot be listed; its parts are missed by name
		case d.IsDir() && hidden:
			return fs.SkipDir
		case d.IsDir() || hidden || listed[name]:
			return nil
		}
		rule, table := "file.extra", partTable(name)
		if ending := path.Ext(name); table != "" && (ending == ".parquet" || ending == ".arrow") {
			rule = "file.stray"
		}
		f := newFinding(rule, "the manifest does not list it")
		f.File, f.Table = name, table
		c.out.finding(f)
		return nil
	})
}

// noteNoManifest tells that there is no manifest, or why it cannot be read. Where dsbuild
// wrote none of the files, one is not missed.
func (c *checker) noteNoManifest(err error, missing bool) {
	rule := "file.manifest"
	if missing && !c.ours {
		rule, err = "file.unlisted", errors.New("there is no manifest, so that sizes and digests are not checked")
	}
	f := newFinding(rule, plain(err))
	if refused(err) != nil {
		f = unread(err)
	}
	f.File = datasets.ManifestName
	c.out.finding(f)
}
