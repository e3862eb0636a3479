package duplicates

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"

	"github.com/dsbuild/dsbuild/schema"
)

const (
	// sequenceWeight is that of the sequences that texts are compared by: four words, or
	// eight characters of a script without spaces. Three are shared by chance.
	sequenceWeight = 4 * wordWeight
	// mostSampled are the sequences kept of a text: what is more is thinned by half, and
	// by half again, so that a similarity of .5 is off by .03 at most twice in three.
	mostSampled = 512

	// bands of so many minima each: two texts with half of their sequences in common
	// share a band in 99 of 100 cases, with a fortieth in one of 2,000.
	bands    = 32
	bandSize = 3
	minima   = bands * bandSize
	// anchorShare is of how many sequences one is an anchor: the eight words that begin
	// with it are a key. A part of 80 words has one in 99 of 100 cases, which finds it in
	// a text of any length.
	anchorShare = 16

	noDay = math.MinInt32
)

// about is what relations need to know of an article beside its text. Digests are 0, days
// noDay and instants 0 where nothing is known.
type about struct {
	site, publisher, page uint64
	day, modified         int32
	retrieved             int64
}

// sketch is what is kept of an article.
type sketch struct {
	about
	level      uint8 // of each 2^level sequences one is kept
	sampled    []uint32
	paragraphs []uint32 // digests of the words of each
	id         string
}

// sketcher makes sketches. Its room is used again.
type sketcher struct {
	units     []unit
	sequences []uint64 // one that begins with each unit, while there are enough behind it
	ends      []int32  // the unit behind each
	keys      []uint64 // of the text sketched last
	s         sketch
}

// sketch returns what is kept of a text, valid until the next call, and leaves the keys
// by which it meets others in s.keys.
func (s *sketcher) sketch(body string, paragraphs []schema.Paragraph) *sketch {
	s.units = s.units[:0]
	s.s = sketch{sampled: s.s.sampled[:0], paragraphs: s.s.paragraphs[:0]}
	for i := range paragraphs {
		first := len(s.units)
		if s.units = units(s.units, body[paragraphs[i].Start:paragraphs[i].End]); len(s.units) > first {
			s.s.paragraphs = append(s.s.paragraphs, uint32(digest(s.units[first:])))
		}
	}
	slices.Sort(s.s.paragraphs)
	s.findSequences()
	s.sample()
	s.keys = s.keys[:0]
	s.addBands()
	s.addAnchors()
	return &s.s
}

func digest(list []unit) uint64 {
	h := uint64(0)
	for _, u := range list {
		h = h*multiplier + u.hash
	}
	return mix(h)
}

func (s *sketcher) findSequences() {
	s.sequences, s.ends = s.sequences[:0], s.ends[:0]
	weight, end := 0, 0
	for i := range s.units {
		for ; end < len(s.units) && weight < sequenceWeight; end++ {
			weight += int(s.units[end].weight)
		}
		if weight < sequenceWeight {
			return
		}
		s.sequences = append(s.sequences, digest(s.units[i:end]))
		s.ends = append(s.ends, int32(end))
		weight -= int(s.units[i].weight)
	}
}

// sample keeps the sequences with the lowest digests: which ones depends on the digests
// alone, so that what two texts have in common is kept of both.
func (s *sketcher) sample() {
	list, level := s.s.sampled, uint8(0)
	for _, h := range s.sequences {
		if v := uint32(h >> 32); v <= math.MaxUint32>>level {
			list = append(list, v)
		}
		for len(list) > 2*mostSampled { // what comes more than once goes first
			if list = distinct(list); len(list) > mostSampled {
				level++
				list = slices.DeleteFunc(list, func(v uint32) bool { return v > math.MaxUint32>>level })
			}
		}
	}
	for list = distinct(list); len(list) > mostSampled; {
		level++
		list = list[:below(list, level)]
	}
	s.s.sampled, s.s.level = list, level
}

func distinct(list []uint32) []uint32 {
	slices.Sort(list)
	return slices.Compact(list)
}

// below returns how many of a sorted list are kept at a level.
func below(list []uint32, level uint8) int {
	n, _ := slices.BinarySearch(list, math.MaxUint32>>level)
	if n < len(list) && list[n] == math.MaxUint32>>level {
		n++
	}
	return n
}

// addBands adds a key for each band of the MinHash: every sequence falls into one of the
// places, and the least digest of each is kept (one permutation hashing, Li, Owen and
// Zhang 2012). A place without one takes that of another (Shrivastava 2017).
func (s *sketcher) addBands() {
	if len(s.sequences) == 0 {
		return
	}
	var least [minima]uint64
	for _, h := range s.sequences {
		h = mix(h) | 1 // apart from what sample looks at, and never 0
		place := (h >> 32) * minima >> 32
		if least[place] == 0 || h < least[place] {
			least[place] = h
		}
	}
	full := least
	for place := range full {
		for try := uint64(1); full[place] == 0; try++ {
			full[place] = least[(mix(uint64(place)*multiplier+try)>>32)*minima>>32]
		}
	}
	for band := range bands {
		h := uint64(band)
		for _, v := range full[band*bandSize : (band+1)*bandSize] {
			h = mix(h*multiplier + v)
		}
		s.keys = append(s.keys, h>>ordinalBits)
	}
}

// addAnchors adds a key for each anchor.
func (s *sketcher) addAnchors() {
	for i, h := range s.sequences {
		if mix(h^multiplier)%anchorShare != 0 {
			continue
		}
		if behind := int(s.ends[i]); behind < len(s.sequences) {
			s.keys = append(s.keys, mix(h*multiplier+s.sequences[behind])>>ordinalBits)
		}
	}
}

// append writes the sketch as bytes that readSketch reads.
func (s *sketch) append(b []byte, id string) []byte {
	b = append(binary.AppendUvarint(b, uint64(len(id))), id...)
	for _, v := range [...]uint64{s.site, s.publisher, s.page, uint64(s.retrieved)} {
		b = binary.LittleEndian.AppendUint64(b, v)
	}
	for _, v := range [...]int32{s.day, s.modified} {
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	b = append(b, s.level)
	for _, list := range [...][]uint32{s.sampled, s.paragraphs} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, v := range list {
			b = binary.LittleEndian.AppendUint32(b, v)
		}
	}
	return b
}

// errDamaged says that what was laid aside cannot be read again.
var errDamaged = errors.New("a file that was laid aside is damaged")

// readSketch is the other way round of append.
func readSketch(b []byte) (*sketch, error) {
	r := reader{b: b}
	s := &sketch{id: string(r.take(r.count(1)))}
	s.site, s.publisher, s.page, s.retrieved = r.wide(), r.wide(), r.wide(), int64(r.wide())
	s.day, s.modified = int32(r.narrow()), int32(r.narrow())
	if level := r.take(1); len(level) == 1 {
		s.level = level[0]
	}
	s.sampled, s.paragraphs = r.list(), r.list()
	if r.bad || len(r.b) > 0 {
		return nil, errDamaged
	}
	return s, nil
}

// reader takes apart what append wrote.
type reader struct {
	b   []byte
	bad bool
}

// count reads a number of things of so many bytes each.
func (r *reader) count(size int) int {
	n, used := binary.Uvarint(r.b)
	if used <= 0 || n > uint64(len(r.b)-used)/uint64(size) {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[used:]
	return int(n)
}

func (r *reader) take(n int) []byte {
	if n > len(r.b) {
		r.bad, r.b = true, nil
		return make([]byte, n)
	}
	head := r.b[:n]
	r.b = r.b[n:]
	return head
}

func (r *reader) wide() uint64 { return binary.LittleEndian.Uint64(r.take(8)) }

func (r *reader) narrow() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }

func (r *reader) list() []uint32 {
	list := make([]uint32, r.count(4))
	for i := range list {
		list[i] = r.narrow()
	}
	return list
}
