package datasets

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/dsbuild/dsbuild/internal/disk"
)

// place is where a dataset is going to stand, and the locked folder beside it. In that the
// dataset grows, apart from the mark: so it can be moved as it is.
type place struct {
	on                  disk.Disk
	dir, partial, grows string
	overwrite           bool
	lock                *os.File // the open, locked folder partial; nil when left
}

// mark is a file that tells a folder we may empty from one of the user's.
const mark = ".dsbuild-partial"

// takePlace checks dir and takes dir.partial.
func takePlace(on disk.Disk, dir string, overwrite bool) (*place, error) {
	dir = filepath.Clean(dir)
	if target, err := filepath.EvalSymlinks(dir); err == nil {
		dir = target // so that the folder is swapped, not the link to it
	}
	p := &place{on: disk.Or(on), dir: dir, partial: dir + ".partial", grows: filepath.Join(dir+".partial", "dataset"), overwrite: overwrite}
	if err := Restore(p.on, dir); err != nil {
		return nil, err
	}
	if err := p.checkTarget(); err != nil {
		return nil, err
	}
	if err := disk.MkdirLasting(p.on, filepath.Dir(dir)); err != nil {
		return nil, err
	}
	if err := p.takePartial(); err != nil {
		return nil, err
	}
	return p, nil
}

// replaced is the ending of the name that a dataset has in the moment between that it is
// taken out of its place and that the new one stands there, where the two cannot be exchanged.
const replaced = ".replaced"

// Restore puts a dataset back that was taken out of its place by a build that died in the
// moment before the new one stood there. On nil is the real disk.
func Restore(on disk.Disk, dir string) error {
	if _, err := os.Lstat(dir); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if !wasReplaced(dir) {
		return nil
	}
	on = disk.Or(on)
	if err := on.Rename(dir+replaced, dir); err != nil {
		return fmt.Errorf("put the dataset back that was to be replaced: %w", err)
	}
	return on.Sync(filepath.Dir(dir))
}

// wasReplaced reports whether there is such a dataset, or an empty folder, which is replaced
// too. Anything else of that name is the user's.
func wasReplaced(dir string) bool {
	_, err := ReadManifest(dir + replaced)
	return err == nil || empty(dir+replaced)
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

// takePartial makes dir.partial ours: locked, marked, and with an empty folder in it.
func (p *place) takePartial() error {
	for {
		if err := p.on.Mkdir(p.partial); err != nil && !errors.Is(err, os.ErrExist) {
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
			if err := p.ours(); err != nil {
				p.unlock()
				return err
			}
			if err := p.clear(); err != nil {
				return errors.Join(err, p.leave())
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

// ours makes sure that dir.partial was left by dsbuild; older versions marked it otherwise.
func (p *place) ours() error {
	_, noMark := os.Stat(filepath.Join(p.partial, mark))
	_, noManifest := ReadManifest(p.partial)
	if noMark != nil && noManifest != nil && !empty(p.partial) {
		return fmt.Errorf("%s is in the way and was not left by dsbuild; move it away", p.partial)
	}
	return nil
}

// clear removes what a crashed build left. The mark comes first and stays: a crash in
// between must not leave a folder that ours refuses.
func (p *place) clear() error {
	if err := disk.Write(p.on, filepath.Join(p.partial, mark), nil); err != nil {
		return err
	}
	entries, err := os.ReadDir(p.partial)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == mark {
			continue
		}
		if err := disk.RemoveAll(p.on, filepath.Join(p.partial, e.Name())); err != nil {
			return err
		}
	}
	if _, err := os.Lstat(p.dir); err == nil && wasReplaced(p.dir) { // and not yet rid of the dataset that it had replaced
		if err := p.on.Rename(p.dir+replaced, p.grows); err != nil { // half removed, nothing would tell that it was one
			return err
		}
		if err := disk.RemoveAll(p.on, p.grows); err != nil {
			return err
		}
	}
	return p.on.Mkdir(p.grows)
}

// publish puts the finished folder in its place.
func (p *place) publish() error {
	if err := p.syncFolders(); err != nil {
		return err
	}
	if err := p.move(); err != nil {
		return fmt.Errorf("put the dataset in place: %w", err)
	}
	if err := p.on.Sync(filepath.Dir(p.dir)); err != nil {
		return err
	}
	return p.leave()
}

// move renames what has grown to dir. What stood there ends up in its place.
func (p *place) move() error {
	if err := p.checkTarget(); err != nil { // it may have come while we worked
		return err
	}
	if _, err := os.Lstat(p.dir); errors.Is(err, os.ErrNotExist) {
		return p.on.Rename(p.grows, p.dir)
	}
	if err := p.on.Exchange(p.grows, p.dir); err == nil {
		return nil
	}
	// Not every system and file system can exchange two folders.
	old := p.dir + replaced
	if err := p.on.Rename(p.dir, old); err != nil {
		return err
	}
	if err := p.on.Rename(p.grows, p.dir); err != nil {
		return errors.Join(err, p.on.Rename(old, p.dir))
	}
	return p.on.Rename(old, p.grows)
}

// leave removes dir.partial, the mark last, and gives up the lock.
func (p *place) leave() error {
	if p.lock == nil {
		return nil
	}
	err := disk.RemoveAll(p.on, p.grows)
	if err == nil {
		err = disk.RemoveAll(p.on, p.partial)
	}
	p.unlock()
	return err
}

func (p *place) unlock() {
	_ = p.lock.Close() // a folder that was only read
	p.lock = nil
}

// syncFolders makes the names in what has grown last.
func (p *place) syncFolders() error {
	return filepath.WalkDir(p.grows, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return p.on.Sync(name)
	})
}
