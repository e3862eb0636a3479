// Package disktest makes a disk fail, and plays power failures, for tests.
//
// In: a folder, and what is to go wrong at which operation. Out: a disk.Disk that works
// on the real one but for that, and a log of what was done below the folder, from which
// Crashes makes what a dead process or a power failure leaves. Laws: what is not below
// the folder is passed on as it is; with the same log and seed the same is left.
package disktest

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"github.com/dsbuild/dsbuild/internal/disk"
)

// Fault is what goes wrong.
type Fault int

// The faults.
const (
	None     Fault = iota
	NoSpace        // from the operation on, nothing can be made or written
	Broken         // the operation fails (EIO), those behind it do not
	Short          // a write writes half and fails; any other operation fails
	ReadOnly       // from the operation on, nothing can be changed
)

// Faults are all that go wrong.
var Faults = []Fault{NoSpace, Broken, Short, ReadOnly}

func (f Fault) String() string {
	return [...]string{"none", "ENOSPC", "EIO", "short write", "read-only"}[f]
}

// Recorder is a disk that fails at an operation, and notes all others.
type Recorder struct {
	Root    string
	Fault   Fault
	At      int  // number of the operation that fails, from 1
	CannotX bool // two folders cannot be exchanged

	started state
	mu      sync.Mutex
	n       int
	log     []op
}

// New returns a recorder of what happens below root, where something may stand.
func New(root string) (*Recorder, error) {
	s, err := read(root)
	return &Recorder{Root: root, started: s}, err
}

// Operations is how many there were.
func (r *Recorder) Operations() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.n
}

// kind of an operation.
type kind int

const (
	opCreate kind = iota
	opWrite
	opSync
	opMkdir
	opRename
	opExchange
	opRemove
	opSyncName
)

// op is one operation that was done. Files are told by number: a name may change.
type op struct {
	kind     kind
	name, to string // below root
	file     int
	at       int64
	body     []byte
}

// fails counts an operation and says how it fails; makes is whether it needs room.
func (r *Recorder) fails(makes bool) error {
	r.n++
	switch {
	case r.Fault == NoSpace && r.n >= r.At && makes:
		return syscall.ENOSPC
	case (r.Fault == Broken || r.Fault == Short) && r.n == r.At:
		return syscall.EIO
	case r.Fault == ReadOnly && r.n >= r.At:
		return syscall.EROFS
	}
	return nil
}

// do does and notes an operation on names.
func (r *Recorder) do(what string, makes bool, o op, real func() error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !strings.HasPrefix(o.name, r.Root) {
		return real()
	}
	if err := r.fails(makes); err != nil {
		return &os.PathError{Op: what, Path: o.name, Err: err}
	}
	if err := real(); err != nil {
		return err
	}
	o.name = r.below(o.name)
	if o.to != "" {
		o.to = r.below(o.to)
	}
	r.log = append(r.log, o)
	return nil
}

func (r *Recorder) below(name string) string {
	rel, err := filepath.Rel(r.Root, name)
	if err != nil {
		panic(err) // it begins with root
	}
	return filepath.ToSlash(rel)
}

func (r *Recorder) open(name string, size int64, real func() (disk.File, error)) (f disk.File, err error) {
	number := 0
	err = r.do("open", true, op{kind: opCreate, name: name, at: size}, func() error {
		number = len(r.log) + 1
		f, err = real()
		return err
	})
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(name, r.Root) {
		return f, nil
	}
	return &file{File: f, r: r, number: number, at: max(size, 0)}, nil
}

// Create implements disk.Disk.
func (r *Recorder) Create(name string) (disk.File, error) {
	return r.open(name, 0, func() (disk.File, error) { return disk.Real.Create(name) })
}

// CreateNew implements disk.Disk.
func (r *Recorder) CreateNew(name string) (disk.File, error) {
	return r.open(name, 0, func() (disk.File, error) { return disk.Real.CreateNew(name) })
}

// Continue implements disk.Disk.
func (r *Recorder) Continue(name string, size int64) (disk.File, error) {
	return r.open(name, size, func() (disk.File, error) { return disk.Real.Continue(name, size) })
}

// Mkdir implements disk.Disk.
func (r *Recorder) Mkdir(name string) error {
	return r.do("mkdir", true, op{kind: opMkdir, name: name}, func() error { return disk.Real.Mkdir(name) })
}

// Rename implements disk.Disk.
func (r *Recorder) Rename(from, to string) error {
	return r.do("rename", true, op{kind: opRename, name: from, to: to}, func() error { return disk.Real.Rename(from, to) })
}

// Exchange implements disk.Disk.
func (r *Recorder) Exchange(a, b string) error {
	if r.CannotX {
		return errors.ErrUnsupported
	}
	return r.do("exchange", true, op{kind: opExchange, name: a, to: b}, func() error { return disk.Real.Exchange(a, b) })
}

// Remove implements disk.Disk.
func (r *Recorder) Remove(name string) error {
	return r.do("remove", false, op{kind: opRemove, name: name}, func() error { return disk.Real.Remove(name) })
}

// Sync implements disk.Disk.
func (r *Recorder) Sync(name string) error {
	return r.do("sync", false, op{kind: opSyncName, name: name}, func() error { return nil })
}

// file is a file whose writes are noted.
type file struct {
	disk.File
	r      *Recorder
	number int
	at     int64
}

// Write implements io.Writer.
func (f *file) Write(b []byte) (int, error) {
	f.r.mu.Lock()
	defer f.r.mu.Unlock()
	n, err := f.write(b, func(b []byte) (int, error) { return f.File.Write(b) }, f.at)
	f.at += int64(n)
	return n, err
}

// WriteAt implements io.WriterAt.
func (f *file) WriteAt(b []byte, at int64) (int, error) {
	f.r.mu.Lock()
	defer f.r.mu.Unlock()
	return f.write(b, func(b []byte) (int, error) { return f.File.WriteAt(b, at) }, at)
}

func (f *file) write(b []byte, real func([]byte) (int, error), at int64) (int, error) {
	failed := f.r.fails(true)
	if failed != nil {
		if f.r.Fault != Short {
			return 0, &os.PathError{Op: "write", Path: f.Name(), Err: failed}
		}
		b, failed = b[:len(b)/2], io.ErrShortWrite
	}
	n, err := real(b)
	f.r.log = append(f.r.log, op{kind: opWrite, file: f.number, at: at, body: append([]byte(nil), b[:n]...)})
	if err == nil {
		err = failed
	}
	return n, err
}

// Seek implements io.Seeker.
func (f *file) Seek(offset int64, whence int) (int64, error) {
	f.r.mu.Lock()
	defer f.r.mu.Unlock()
	at, err := f.File.Seek(offset, whence)
	f.at = at
	return at, err
}

// Read implements io.Reader.
func (f *file) Read(b []byte) (int, error) {
	f.r.mu.Lock()
	defer f.r.mu.Unlock()
	n, err := f.File.Read(b)
	f.at += int64(n)
	return n, err
}

// Sync makes the bytes last in the log; the real disk is spared.
func (f *file) Sync() error {
	f.r.mu.Lock()
	defer f.r.mu.Unlock()
	if err := f.r.fails(false); err != nil {
		return &os.PathError{Op: "sync", Path: f.Name(), Err: err}
	}
	f.r.log = append(f.r.log, op{kind: opSync, file: f.number})
	return nil
}
