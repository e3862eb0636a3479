package people

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"

	"github.com/dsbuild/dsbuild/internal/disk"
)

// spill is a file of runs: sorted entries, each run of later articles than the one before.
type spill struct {
	on   disk.Disk
	dir  string
	file disk.File
	ends []int64 // where each run ends
}

// SpillName is what the file is called while a dataset is built.
const SpillName = "people.tmp"

// write adds a run.
func (s *spill) write(entries []*entry) error {
	if s.file == nil {
		f, err := s.on.Create(filepath.Join(s.dir, SpillName))
		if err != nil {
			return fmt.Errorf("lay people aside: %w", err)
		}
		s.file = f
	}
	out := bufio.NewWriterSize(s.file, 1<<16)
	end := s.end()
	var b []byte
	for _, e := range entries {
		b = e.append(b[:0])
		size := binary.AppendUvarint(nil, uint64(len(b)))
		_, _ = out.Write(size) // an error comes with Flush
		_, _ = out.Write(b)
		end += int64(len(size) + len(b))
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("lay people aside: %w", err)
	}
	s.ends = append(s.ends, end)
	return nil
}

func (s *spill) end() int64 {
	if len(s.ends) == 0 {
		return 0
	}
	return s.ends[len(s.ends)-1]
}

// run yields the entries from one place of the file to another.
func (s *spill) run(from, to int64) iter.Seq2[*entry, error] {
	return func(yield func(*entry, error) bool) {
		in := bufio.NewReaderSize(io.NewSectionReader(s.file, from, to-from), 1<<16)
		for {
			size, err := binary.ReadUvarint(in)
			if errors.Is(err, io.EOF) {
				return
			}
			var e *entry
			if err == nil && size > uint64(to-from) {
				err = errSpill
			}
			if err == nil {
				b := make([]byte, size)
				if _, err = io.ReadFull(in, b); err == nil {
					e, err = readEntry(b)
				}
			}
			if err != nil {
				yield(nil, fmt.Errorf("read people: %w", err))
				return
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

// merged yields the entries of all runs and those in memory, which are of the latest
// articles, each key once and sorted.
func (s *spill) merged(memory []*entry) iter.Seq2[*entry, error] {
	all := func(yield func(*entry, error) bool) {
		for _, e := range memory {
			if !yield(e, nil) {
				return
			}
		}
	}
	runs := make([]iter.Seq2[*entry, error], 0, len(s.ends)+1)
	from := int64(0)
	for _, to := range s.ends {
		runs = append(runs, s.run(from, to))
		from = to
	}
	return mergeRuns(append(runs, all))
}

// mergeRuns yields what several sorted runs have, each key once; of equal keys that of the
// first run comes first.
func mergeRuns(runs []iter.Seq2[*entry, error]) iter.Seq2[*entry, error] {
	if len(runs) == 1 {
		return runs[0]
	}
	half := len(runs) / 2
	before, after := mergeRuns(runs[:half]), mergeRuns(runs[half:])
	return func(yield func(*entry, error) bool) {
		nextA, stopA := iter.Pull2(before)
		defer stopA()
		nextB, stopB := iter.Pull2(after)
		defer stopB()
		a, errA, moreA := nextA()
		b, errB, moreB := nextB()
		for moreA || moreB {
			if err := errors.Join(errA, errB); err != nil {
				yield(nil, err)
				return
			}
			order := 0
			switch {
			case !moreB:
				order = -1
			case !moreA:
				order = 1
			default:
				order = compareEntries(a, b)
			}
			e := a
			switch {
			case order > 0:
				e = b
			case order == 0:
				e.join(b)
			}
			if order <= 0 {
				a, errA, moreA = nextA()
			}
			if order >= 0 {
				b, errB, moreB = nextB()
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

// close removes the file.
func (s *spill) close() error {
	if s.file == nil {
		return nil
	}
	err := errors.Join(s.file.Close(), s.on.Remove(s.file.Name()))
	s.file = nil
	return err
}
