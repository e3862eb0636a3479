package datasets

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// place is where a dataset is going to stand, and the locked folder it grows in.
type place struct {
	dir, partial string
	overwrite    bool
	lock         *os.File // the open, locked folder partial; nil when left
}

// mark is a file that tells a folder we may empty from one of the user's.
const mark = ".dsbuild-partial"

// takePlace checks dir and takes dir.partial.
func takePlace(dir string, overwrite bool) (*place, error) {
	dir = filepath.Clean(dir)
	if target, err := filepath.EvalSymlinks(dir); err == nil {
		dir = target // so that the folder is swapped, not the link to it
	}
	p := &place{dir: dir, partial: dir + ".partial", overwrite: overwrite}
	if err := p.checkTarget(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o777); err != nil {
		return nil, err
	}
	if err := p.takePartial(); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(p.partial, mark), nil, 0o666); err != nil {
		return nil, errors.Join(err, p.leave())
	}
	return p, nil
}

// checkTarget makes sure that nothing stands in dir which we must not replace.
func (p *place) checkTarget() error {
	info, err := os.Lstat(p.dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%s exists and is no folder; choose another place", p.dir)
	case !p.overwrite:
		return fmt.Errorf("%s exists; choose another place, or replace the dataset in it with --overwrite", p.dir)
	}
	if empty(p.dir) {
		return nil
	}
	m, err := ReadManifest(p.dir)
	if err != nil {
		return fmt.Errorf("%w; it is not overwritten, choose another place", err)
	}
	return strangers(p.dir, m)
}

// strangers finds files that the dataset in dir does not list: replacing the
// folder would delete them. Hidden ones (.DS_Store) do not count.
func strangers(dir string, m *Manifest) error {
	listed := map[string]bool{ManifestName: true}
	for _, f := range m.Files {
		listed[f.Path] = true
	}
	return fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() || strings.HasPrefix(d.Name(), ".") || listed[name]:
			return nil
		}
		return fmt.Errorf("%s holds %s, which is no part of the dataset; move it away before you overwrite", dir, name)
	})
}

func empty(dir string) bool {
	entries, err := os.ReadDir(dir)
	return err == nil && len(entries) == 0
}

// takePartial makes dir.partial ours: locked and empty.
func (p *place) takePartial() error {
	for {
		if err := os.Mkdir(p.partial, 0o777); err != nil && !errors.Is(err, os.ErrExist) {
			return err
		}
		f, err := os.Open(p.partial)
		if err != nil {
			return err
		}
		if err := lock(f); err != nil {
			f.Close()
			return fmt.Errorf("%s: another build is writing there; wait for it, or choose another place: %w", p.dir, err)
		}
		if sameFile(f, p.partial) {
			p.lock = f
			if err := p.clear(); err != nil {
				p.unlock()
				return err
			}
			return nil
		}
		f.Close() // the build before published or removed it between our open and lock
	}
}

func sameFile(f *os.File, name string) bool {
	a, errA := f.Stat()
	b, errB := os.Stat(name)
	return errA == nil && errB == nil && os.SameFile(a, b)
}

// clear empties dir.partial of what a crashed build left.
func (p *place) clear() error {
	_, noMark := os.Stat(filepath.Join(p.partial, mark))
	_, noManifest := ReadManifest(p.partial)
	if noMark != nil && noManifest != nil && !empty(p.partial) {
		return fmt.Errorf("%s is in the way and was not left by dsbuild; move it away", p.partial)
	}
	entries, err := os.ReadDir(p.partial)
	if err != nil {
		return err
	}
	for _, e := range entries {
		// The mark goes last: a crash in between must not leave a folder we refuse.
		if e.Name() == mark {
			continue
		}
		if err := os.RemoveAll(filepath.Join(p.partial, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// publish puts the finished folder in its place.
func (p *place) publish() error {
	if err := os.Remove(filepath.Join(p.partial, mark)); err != nil {
		return err
	}
	if err := syncFolders(p.partial); err != nil {
		return err
	}
	if err := p.move(); err != nil {
		return fmt.Errorf("put the dataset in place: %w", err)
	}
	if err := syncFolder(filepath.Dir(p.dir)); err != nil {
		return err
	}
	return p.leave()
}

// move renames dir.partial to dir. What stood there ends up in dir.partial.
func (p *place) move() error {
	if err := p.checkTarget(); err != nil { // it may have come while we worked
		return err
	}
	if _, err := os.Lstat(p.dir); errors.Is(err, os.ErrNotExist) {
		return os.Rename(p.partial, p.dir)
	}
	if err := exchange(p.partial, p.dir); err == nil {
		return nil
	}
	// Not every system and file system can exchange two folders.
	old := p.dir + ".old"
	if err := os.Rename(p.dir, old); err != nil {
		return err
	}
	if err := os.Rename(p.partial, p.dir); err != nil {
		return errors.Join(err, os.Rename(old, p.dir))
	}
	return os.Rename(old, p.partial)
}

// leave removes dir.partial and gives up the lock.
func (p *place) leave() error {
	if p.lock == nil {
		return nil
	}
	err := os.RemoveAll(p.partial)
	p.unlock()
	return err
}

func (p *place) unlock() {
	_ = p.lock.Close() // a folder that was only read
	p.lock = nil
}

// syncFolders brings the entries of a folder and those below it to the disk.
func syncFolders(dir string) error {
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return syncFolder(name)
	})
}

func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = f.Sync() // not every file system can; then there is nothing to bring
	return f.Close()
}
