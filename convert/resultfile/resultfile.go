// Package resultfile keeps what pages became in a file, so that a build that was broken
// off goes on where it stood, and that builds of parts of the pages are put together.
//
// In: results, one after the other. Out: a file that holds them, and the same results
// again. Laws: what was written before a process or a machine died is read up to the
// first result that is not whole; a file of something else is an error; the file is
// written from front to back, and nothing in it is ever changed.
package resultfile

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"os"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/internal/disk"
)

const (
	magic = "dsbuild results 1\n"
	// headSize is the size of what stands before the data of a result: its length, file
	// and page, and a checksum over these and the data.
	headSize = 4 + 4 + 8 + 4
	// maxSize bounds the data of a result: a page may be large, memory is not.
	maxSize = 1 << 30
	// bufferSize is how much waits to be written: what a dying process loses.
	bufferSize = 64 << 10
)

var sums = crc32.MakeTable(crc32.Castagnoli)

// Writer appends results to a file.
type Writer struct {
	file disk.File
	out  *bufio.Writer
	head [headSize]byte
	err  error
}

// Create makes a file of results, which must not exist.
func Create(on disk.Disk, path string) (*Writer, error) {
	f, err := disk.Or(on).CreateNew(path)
	if err != nil {
		return nil, err
	}
	w := &Writer{file: f, out: bufio.NewWriterSize(f, bufferSize)}
	_, w.err = w.out.WriteString(magic)
	return w, nil
}

// Continue opens a file of results to append to it behind the first size bytes, which is
// what Whole returned; what stands behind them is cut off.
func Continue(on disk.Disk, path string, size int64) (*Writer, error) {
	f, err := disk.Or(on).Continue(path, size)
	if err != nil {
		return nil, err
	}
	return &Writer{file: f, out: bufio.NewWriterSize(f, bufferSize)}, nil
}

// Add appends a result. An error is that of an earlier write, too.
func (w *Writer) Add(s convert.Stored) error {
	if w.err != nil {
		return w.err
	}
	if len(s.Data) > maxSize {
		return fmt.Errorf("a page became %d bytes, more than can be kept", len(s.Data))
	}
	h := w.head[:]
	binary.LittleEndian.PutUint32(h, uint32(len(s.Data)))
	binary.LittleEndian.PutUint32(h[4:], uint32(s.File))
	binary.LittleEndian.PutUint64(h[8:], s.Page)
	sum := crc32.Update(crc32.Checksum(h[:headSize-4], sums), sums, s.Data)
	binary.LittleEndian.PutUint32(h[headSize-4:], sum)
	if _, w.err = w.out.Write(h); w.err == nil {
		_, w.err = w.out.Write(s.Data)
	}
	return w.err
}

// Close writes what waits and closes the file; sync makes it outlast a power failure.
func (w *Writer) Close(sync bool) error {
	err := w.err
	if err == nil {
		err = w.out.Flush()
	}
	if err == nil && sync {
		err = w.file.Sync()
	}
	return errors.Join(err, w.file.Close())
}

// Join makes a file of the results of others, one file after the other.
func Join(on disk.Disk, path string, parts []string) (err error) {
	w, err := Create(on, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close(true)) }()
	for _, part := range parts {
		r, err := open(part)
		if err != nil {
			return err
		}
		_, err = io.Copy(w.out, r.in)
		if err := errors.Join(err, r.file.Close()); err != nil {
			return err
		}
	}
	return nil
}

// Whole counts the results of a file that are whole, and their bytes: up to the first
// that is not.
func Whole(path string) (results int, size int64, err error) {
	r, err := open(path)
	if err != nil {
		return 0, 0, err
	}
	defer r.file.Close() // it was only read
	size = int64(len(magic))
	for {
		s, err := r.next()
		if err != nil {
			return results, size, nil // what is left is not whole
		}
		results++
		size += headSize + int64(len(s.Data))
	}
}

// Read yields the results of a file in order, n of them, or all where n is negative; one
// that is not whole is then an error.
func Read(path string, n int) iter.Seq2[convert.Stored, error] {
	return func(yield func(convert.Stored, error) bool) {
		r, err := open(path)
		if err != nil {
			yield(convert.Stored{}, err)
			return
		}
		defer r.file.Close() // it was only read
		for i := 0; n < 0 || i < n; i++ {
			s, err := r.next()
			if n < 0 && errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				err = fmt.Errorf("%s, result %d: it is damaged; build this part again", path, i+1)
			}
			if !yield(s, err) || err != nil {
				return
			}
		}
	}
}

type reader struct {
	file *os.File
	in   *bufio.Reader
	head [headSize]byte
}

func open(path string) (*reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &reader{file: f, in: bufio.NewReaderSize(f, bufferSize)}
	begin := make([]byte, len(magic))
	if _, err := io.ReadFull(r.in, begin); err != nil || string(begin) != magic {
		return nil, errors.Join(fmt.Errorf("%s is no file of results of this version of dsbuild", path), f.Close())
	}
	return r, nil
}

var errDamaged = errors.New("damaged")

// next reads a result; io.EOF where there is none left.
func (r *reader) next() (s convert.Stored, err error) {
	h := r.head[:]
	if _, err := io.ReadFull(r.in, h); err != nil {
		return s, err
	}
	size := binary.LittleEndian.Uint32(h)
	s.File, s.Page = int(binary.LittleEndian.Uint32(h[4:])), binary.LittleEndian.Uint64(h[8:])
	if size > maxSize {
		return s, errDamaged
	}
	if s.Data, err = read(r.in, int(size)); err != nil {
		return s, errDamaged
	}
	if crc32.Update(crc32.Checksum(h[:headSize-4], sums), sums, s.Data) != binary.LittleEndian.Uint32(h[headSize-4:]) {
		return s, errDamaged
	}
	return s, nil
}

// step is how much room is made before it is known that there are bytes for it: a
// length may be damaged.
const step = 1 << 20

func read(in io.Reader, size int) ([]byte, error) {
	var b []byte
	for len(b) < size {
		n := min(step, size-len(b))
		b = append(b, make([]byte, n)...)
		if _, err := io.ReadFull(in, b[len(b)-n:]); err != nil {
			return nil, err
		}
	}
	return b, nil
}
