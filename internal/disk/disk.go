// Package disk is the one way by which datasets, and what an unfinished build keeps,
// are written.
//
// In: what is to happen to files and folders. Out: that, on the real disk, or an error
// that names the file. A test takes another Disk (internal/disktest), which fails at a
// chosen operation, or notes all of them so that a power failure can be played.
//
// What has to outlast a power failure is written in this order, and in no other:
//
//  1. the bytes of every file, then Sync of the file;
//  2. when all files are there, Sync of every folder that holds them, so that
//     their names last, too;
//  3. Rename, or Exchange where something stands there already, of the finished folder
//     to its place;
//  4. Sync of the folder around it. Only then is the caller told that it is done.
//
// Before 3 nobody sees anything of it, and after 3 all that is seen is on the disk: so a
// power failure leaves nothing, what stood there before, or the whole. A file by itself
// (WriteWhole) goes the same way. What may be lost, because it can be made again, is not
// synced; whoever reads it must be able to tell that it is not whole.
package disk

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// Disk changes files and folders. Reading needs none.
type Disk interface {
	// Create makes a file, or empties the one that is there.
	Create(name string) (File, error)
	// CreateNew makes a file; os.ErrExist where there is one.
	CreateNew(name string) (File, error)
	// Continue opens a file behind its first size bytes and cuts off the rest.
	Continue(name string, size int64) (File, error)
	Mkdir(name string) error
	Rename(from, to string) error
	// Exchange swaps two folders in one step; errors.ErrUnsupported where none can.
	Exchange(a, b string) error
	// Remove removes a file or an empty folder.
	Remove(name string) error
	// Sync makes the bytes of a file, or the names in a folder, last. A file system that
	// cannot is no error.
	Sync(name string) error
}

// File is an open file; *os.File is one.
type File interface {
	io.Writer
	io.Reader
	io.ReaderAt
	io.WriterAt
	io.Seeker
	io.Closer
	Name() string
	Sync() error
}

// Real is the disk of the machine.
var Real Disk = real{}

// Or is the disk that is given, and Real where none is.
func Or(on Disk) Disk {
	if on == nil {
		return Real
	}
	return on
}

type real struct{}

func (real) Create(name string) (File, error) { return opened(os.Create(name)) }

func (real) CreateNew(name string) (File, error) {
	return opened(os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666))
}

func (real) Continue(name string, size int64) (File, error) {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	if err := f.Truncate(size); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if _, err := f.Seek(size, io.SeekStart); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

func (real) Mkdir(name string) error      { return os.Mkdir(name, 0o777) }
func (real) Rename(from, to string) error { return os.Rename(from, to) }
func (real) Exchange(a, b string) error   { return exchange(a, b) }
func (real) Remove(name string) error     { return os.Remove(name) }

func (real) Sync(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	err = f.Sync()
	for _, cannot := range []error{syscall.EINVAL, errors.ErrUnsupported, os.ErrPermission} { // the last on Windows
		if errors.Is(err, cannot) {
			err = nil
		}
	}
	return errors.Join(err, f.Close())
}

// opened keeps a file that is nil from becoming a File that is not.
func opened(f *os.File, err error) (File, error) {
	if err != nil {
		return nil, err
	}
	return f, nil
}

// MkdirAll makes a folder and those above it that are not there.
func MkdirAll(on Disk, name string) error { return mkdirAll(on, name, false) }

// MkdirLasting is MkdirAll, and makes the names of what it makes last.
func MkdirLasting(on Disk, name string) error { return mkdirAll(on, name, true) }

func mkdirAll(on Disk, name string, lasting bool) error {
	info, err := os.Stat(name)
	switch {
	case err == nil && !info.IsDir():
		return &os.PathError{Op: "mkdir", Path: name, Err: syscall.ENOTDIR}
	case err == nil || !errors.Is(err, os.ErrNotExist):
		return err
	}
	above := filepath.Dir(name)
	if err := mkdirAll(on, above, lasting); err != nil {
		return err
	}
	if err := on.Mkdir(name); err != nil {
		if errors.Is(err, os.ErrExist) { // another writer was faster
			return nil
		}
		return err
	}
	if !lasting {
		return nil
	}
	return on.Sync(above)
}

// RemoveAll removes a file or a folder with all that is in it, if it is there.
func RemoveAll(on Disk, name string) error {
	info, err := os.Lstat(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if info.IsDir() {
		entries, err := os.ReadDir(name)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := RemoveAll(on, filepath.Join(name, e.Name())); err != nil {
				return err
			}
		}
	}
	if err := on.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// Write writes a file and makes its bytes last; its name lasts when its folder is synced.
func Write(on Disk, name string, body []byte) error {
	f, err := on.Create(name)
	if err != nil {
		return err
	}
	return fill(f, body)
}

// fill writes a file that was made, makes its bytes last, and closes it.
func fill(f File, body []byte) error {
	_, err := f.Write(body)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// CreateTemp makes a file in dir that no other has, whose name begins with prefix.
func CreateTemp(on Disk, dir, prefix string) (File, error) {
	for n := 0; ; n++ {
		f, err := on.CreateNew(filepath.Join(dir, fmt.Sprintf("%s%d-%d.tmp", prefix, os.Getpid(), n)))
		if !errors.Is(err, os.ErrExist) {
			return f, err
		}
	}
}

// WriteWhole writes a file that is, after a power failure too, absent, as it was before,
// or whole.
func WriteWhole(on Disk, name string, body []byte) error {
	f, err := CreateTemp(on, filepath.Dir(name), ".dsbuild-")
	if err != nil {
		return err
	}
	err = fill(f, body)
	if err == nil {
		err = on.Rename(f.Name(), name)
	}
	if err != nil {
		_ = on.Remove(f.Name()) // the first error counts
		return err
	}
	return on.Sync(filepath.Dir(name))
}
