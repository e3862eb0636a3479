package duplicates

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"slices"

	"github.com/dsbuild/dsbuild/internal/disk"
)

const (
	// roomForNumbers is how many numbers are sorted in memory: 8 MiB of them.
	roomForNumbers = 1 << 20
	numberSize     = 8
)

// sorter sorts numbers, and yields each once. Those that are too many for memory are laid
// aside in a file of runs, each sorted.
type sorter struct {
	on        disk.Disk
	dir, name string
	room      int // 0: roomForNumbers
	list      []uint64
	file      disk.File
	ends      []int64 // where each run ends
}

func (s *sorter) add(n uint64) error {
	if s.room == 0 {
		s.room = roomForNumbers
	}
	s.list = append(s.list, n)
	if len(s.list) < s.room {
		return nil
	}
	return s.layAside()
}

func (s *sorter) sort() {
	slices.Sort(s.list)
	s.list = slices.Compact(s.list)
}

func (s *sorter) layAside() error {
	s.sort()
	if s.file == nil {
		f, err := s.on.Create(filepath.Join(s.dir, s.name))
		if err != nil {
			return fmt.Errorf("lay numbers aside: %w", err)
		}
		s.file = f
	}
	out := bufio.NewWriterSize(s.file, 1<<16)
	var b [numberSize]byte
	for _, n := range s.list {
		binary.LittleEndian.PutUint64(b[:], n)
		_, _ = out.Write(b[:]) // an error comes with Flush
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("lay numbers aside: %w", err)
	}
	s.ends = append(s.ends, s.end()+int64(len(s.list))*numberSize)
	s.list = s.list[:0]
	return nil
}

func (s *sorter) end() int64 {
	if len(s.ends) == 0 {
		return 0
	}
	return s.ends[len(s.ends)-1]
}

// source is a run that is read.
type source struct {
	in   *bufio.Reader
	next uint64
}

// advance reads the next number; it reports false at the end.
func (s *source) advance() (bool, error) {
	var b [numberSize]byte
	if _, err := io.ReadFull(s.in, b[:]); err != nil {
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		return false, fmt.Errorf("read numbers laid aside: %w", err)
	}
	s.next = binary.LittleEndian.Uint64(b[:])
	return true, nil
}

// all yields the numbers, ascending. Nothing may be added after it.
func (s *sorter) all() iter.Seq2[uint64, error] {
	return func(yield func(uint64, error) bool) {
		if err := s.merge(func(n uint64) bool { return yield(n, nil) }); err != nil {
			yield(0, err)
		}
	}
}

// merge takes the least number of a heap of runs, again and again.
func (s *sorter) merge(yield func(uint64) bool) error {
	if s.file == nil {
		s.sort()
		for _, n := range s.list {
			if !yield(n) {
				break
			}
		}
		return nil
	}
	if err := s.layAside(); err != nil {
		return err
	}
	s.list = nil
	var heap []*source
	from := int64(0)
	for _, to := range s.ends {
		const most, least = 1 << 16, 1 << 12
		size := min(most, max(least, (16<<20)/len(s.ends)))
		r := &source{in: bufio.NewReaderSize(io.NewSectionReader(s.file, from, to-from), size)}
		from = to
		more, err := r.advance()
		if err != nil {
			return err
		}
		if more {
			heap = append(heap, r)
		}
	}
	for i := len(heap)/2 - 1; i >= 0; i-- {
		sink(heap, i)
	}
	last, any := uint64(0), false
	for len(heap) > 0 {
		if n := heap[0].next; n != last || !any {
			if last, any = n, true; !yield(n) {
				return nil
			}
		}
		more, err := heap[0].advance()
		if err != nil {
			return err
		}
		if !more {
			heap[0] = heap[len(heap)-1]
			heap = heap[:len(heap)-1]
		}
		sink(heap, 0)
	}
	return nil
}

// sink moves a run down to where both below it are no less.
func sink(heap []*source, i int) {
	for {
		least := i
		for _, below := range [...]int{2*i + 1, 2*i + 2} {
			if below < len(heap) && heap[below].next < heap[least].next {
				least = below
			}
		}
		if least == i {
			return
		}
		heap[i], heap[least] = heap[least], heap[i]
		i = least
	}
}

// close removes the file.
func (s *sorter) close() error {
	f := s.file
	s.file, s.list = nil, nil
	return remove(s.on, f)
}
