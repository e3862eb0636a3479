package compare

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/zeebo/xxh3"

	"github.com/dsbuild/dsbuild/internal/disk"
)

const (
	// buckets is into how many groups keys are put; one of each side is in memory at a time.
	buckets = 256
	// inMemory is how many bytes of digests are held before they go to the file.
	inMemory = 32 << 20
)

// spill holds keys with their digests, put into buckets, in memory and then in a file.
type spill struct {
	dir   string
	width int // digests of a key
	limit int // bytes in memory; 0: inMemory
	held  [buckets][]byte
	size  int
	file  disk.File
	end   int64
	parts [buckets][][2]int64 // where each bucket's bytes stand in the file, from and length
}

// add adds a key; its digests are copied.
func (s *spill) add(key string, sums []uint64) error {
	b := &s.held[xxh3.HashString(key)%buckets]
	before := len(*b)
	*b = binary.AppendUvarint(*b, uint64(len(key)))
	*b = append(*b, key...)
	for _, sum := range sums {
		*b = binary.LittleEndian.AppendUint64(*b, sum)
	}
	s.size += len(*b) - before
	limit := s.limit
	if limit == 0 {
		limit = inMemory
	}
	if s.size < limit {
		return nil
	}
	return s.flush()
}

// flush writes what is in memory to the file.
func (s *spill) flush() error {
	if s.file == nil {
		f, err := disk.CreateTemp(disk.Real, s.dir, "compare-")
		if err != nil {
			return fmt.Errorf("lay digests aside: %w", err)
		}
		s.file = f
	}
	out := bufio.NewWriterSize(s.file, 1<<16)
	for i, b := range s.held {
		if len(b) == 0 {
			continue
		}
		_, _ = out.Write(b) // an error comes with Flush
		s.parts[i] = append(s.parts[i], [2]int64{s.end, int64(len(b))})
		s.end += int64(len(b))
		s.held[i] = b[:0]
	}
	s.size = 0
	if err := out.Flush(); err != nil {
		return fmt.Errorf("lay digests aside: %w", err)
	}
	return nil
}

// load returns the keys of a bucket. Where a key's rows stand apart its digests go on.
func (s *spill) load(bucket int) (map[string][]uint64, error) {
	keys := map[string][]uint64{}
	if len(s.parts[bucket]) == 0 && len(s.held[bucket]) == 0 {
		return keys, nil
	}
	var all []io.Reader
	for _, p := range s.parts[bucket] {
		all = append(all, io.NewSectionReader(s.file, p[0], p[1]))
	}
	in := bufio.NewReaderSize(io.MultiReader(append(all, bytes.NewReader(s.held[bucket]))...), 1<<16)
	sums := make([]byte, 8*s.width)
	for {
		size, err := binary.ReadUvarint(in)
		if errors.Is(err, io.EOF) {
			return keys, nil
		}
		key := make([]byte, size)
		if err == nil {
			_, err = io.ReadFull(in, key)
		}
		if err == nil {
			_, err = io.ReadFull(in, sums)
		}
		if err != nil {
			return nil, fmt.Errorf("read digests: %w", err)
		}
		have := keys[string(key)]
		if have == nil {
			have = make([]uint64, s.width)
			keys[string(key)] = have
		}
		for i := range have {
			have[i] = have[i]*step + binary.LittleEndian.Uint64(sums[8*i:])
		}
	}
}

// close removes the file; what is left of it no one needs.
func (s *spill) close() {
	if s.file != nil {
		_ = s.file.Close()
		_ = disk.Real.Remove(s.file.Name())
	}
}
