package duplicates

import (
	"bufio"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/dsbuild/dsbuild/internal/compact"
	"github.com/dsbuild/dsbuild/internal/disk"
)

// What the files are called while a dataset is built.
const (
	sketchesName = "duplicates-texts.tmp"
	keysName     = "duplicates-keys.tmp"
	pairsName    = "duplicates-pairs.tmp"
)

const (
	// roomForSketches is how many bytes of sketches are kept in memory.
	roomForSketches = 16 << 20
	// mostCached are the sketches that are not read again: those of a group stand together.
	mostCached = 2048
)

// store keeps sketches by the number of their article: in memory, and in a file from
// where they are too many.
type store struct {
	on     disk.Disk
	dir    string
	room   int                 // 0: roomForSketches
	ends   compact.List[int64] // where each ends
	memory []byte
	file   disk.File
	out    *bufio.Writer
	cached map[uint32]*sketch
}

func (s *store) add(k *sketch, id string) error {
	if s.room == 0 {
		s.room = roomForSketches
	}
	before := len(s.memory)
	s.memory = k.append(s.memory, id)
	s.ends.Add(s.end() + int64(len(s.memory)-before))
	if len(s.memory) <= s.room && s.file == nil {
		return nil
	}
	if s.file == nil {
		f, err := s.on.Create(filepath.Join(s.dir, sketchesName))
		if err != nil {
			return fmt.Errorf("lay texts aside: %w", err)
		}
		s.file, s.out = f, bufio.NewWriterSize(f, 1<<18)
	}
	_, err := s.out.Write(s.memory)
	s.memory = nil // one sketch at a time from here on, and each is small
	if err != nil {
		return fmt.Errorf("lay texts aside: %w", err)
	}
	return nil
}

func (s *store) end() int64 {
	if s.ends.Len() == 0 {
		return 0
	}
	return *s.ends.At(s.ends.Len() - 1)
}

// at returns a sketch. Nothing may be added after the first call.
func (s *store) at(article uint32) (*sketch, error) {
	if k := s.cached[article]; k != nil {
		return k, nil
	}
	start := int64(0)
	if article > 0 {
		start = *s.ends.At(int(article) - 1)
	}
	end := *s.ends.At(int(article))
	var b []byte
	if s.file == nil {
		b = s.memory[start:end]
	} else {
		if s.out.Buffered() > 0 {
			if err := s.out.Flush(); err != nil {
				return nil, fmt.Errorf("lay texts aside: %w", err)
			}
		}
		b = make([]byte, end-start)
		if _, err := s.file.ReadAt(b, start); err != nil {
			return nil, fmt.Errorf("read texts laid aside: %w", err)
		}
	}
	k, err := readSketch(b)
	if err != nil {
		return nil, err
	}
	if s.cached == nil || len(s.cached) >= mostCached {
		s.cached = map[uint32]*sketch{}
	}
	s.cached[article] = k
	return k, nil
}

// close removes the file, and lets go of the sketches.
func (s *store) close() error {
	on, f := s.on, s.file
	*s = store{}
	return remove(on, f)
}

func remove(on disk.Disk, f disk.File) error {
	if f == nil {
		return nil
	}
	return errors.Join(f.Close(), on.Remove(f.Name()))
}
