package sitelines

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"github.com/dsbuild/dsbuild/convert/block"
)

// Merge takes in what another survey has seen, of other pages or of the same. It is as
// if one survey had seen the pages of both.
func (s *Survey) Merge(o *Survey) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begin()
	if o.sites == nil {
		return
	}
	s.lot |= o.lot
	s.voters = min(s.voters, o.voters)
	s.trim()
	for h, of := range o.sites {
		if h&s.lot != 0 {
			continue
		}
		mine := s.sites[h]
		if mine == nil {
			mine = &sample{}
			s.sites[h] = mine
		}
		for _, v := range of.pages {
			s.held += mine.insert(v, s.voters)
		}
	}
	for s.held > s.maximum {
		s.shrink()
	}
}

// AppendBinary appends the survey as bytes: the same for the same pages, in whatever
// order they were seen.
func (s *Survey) AppendBinary(b []byte) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begin()
	b = binary.AppendUvarint(b, uint64(s.voters))
	b = binary.AppendUvarint(b, s.lot)
	b = binary.AppendUvarint(b, uint64(len(s.sites)))
	for _, h := range slices.Sorted(maps.Keys(s.sites)) {
		pages := s.sites[h].pages
		b = binary.LittleEndian.AppendUint64(b, h)
		b = binary.AppendUvarint(b, uint64(len(pages)))
		for _, v := range pages {
			b = binary.LittleEndian.AppendUint64(b, v.id)
			b = binary.LittleEndian.AppendUint64(b, v.url)
			b = binary.AppendUvarint(b, uint64(len(v.keys)))
			last := block.Key(0)
			for _, k := range v.keys {
				b = binary.AppendUvarint(b, uint64(k-last))
				last = k
			}
		}
	}
	return b, nil
}

var errSurvey = errors.New("the survey is damaged; make it again")

// UnmarshalBinary reads what AppendBinary wrote. It takes nothing that a survey of
// pages could not have become: then the error says that it is damaged.
func (s *Survey) UnmarshalBinary(b []byte) error {
	r := surveyReader{rest: b}
	voters, lot, sites := r.number(), r.number(), r.number()
	switch {
	case r.failed, voters < minVoters, voters > maxVoters, voters&(voters-1) != 0, lot&(lot+1) != 0, sites > maxPages:
		return errSurvey
	}
	read := map[uint64]*sample{}
	held, before := 0, uint64(0)
	for i := range sites {
		h := r.word()
		of, ok := r.pages(int(voters))
		if !ok || i > 0 && h <= before || h&lot != 0 {
			return errSurvey
		}
		before = h
		read[h] = of
		if held += len(of.pages); held > maxPages {
			return errSurvey
		}
	}
	if r.failed || len(r.rest) > 0 {
		return errSurvey
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sites, s.voters, s.lot, s.held, s.maximum = read, int(voters), lot, held, maxPages
	return nil
}

// surveyReader takes numbers from the bytes of a survey.
type surveyReader struct {
	rest   []byte
	failed bool
}

func (r *surveyReader) number() uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 || size > 1 && r.rest[size-1] == 0 { // too short, too large, or longer than it need be
		r.failed, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

func (r *surveyReader) word() uint64 {
	const size = 8
	if len(r.rest) < size {
		r.failed, r.rest = true, nil
		return 0
	}
	n := binary.LittleEndian.Uint64(r.rest)
	r.rest = r.rest[size:]
	return n
}

// pages reads the pages of a site.
func (r *surveyReader) pages(most int) (*sample, bool) {
	n := r.number()
	if r.failed || n == 0 || n > uint64(most) {
		return nil, false
	}
	s := &sample{}
	for range n {
		v := voter{id: r.word(), url: r.word()}
		keys := r.number()
		if r.failed || keys > maxKeys {
			return nil, false
		}
		last := uint64(0)
		for range keys {
			step := r.number()
			if last += step; r.failed || step == 0 || last > 1<<32-1 {
				return nil, false
			}
			v.keys = append(v.keys, block.Key(last))
		}
		if len(s.pages) > 0 && compareVoters(s.pages[len(s.pages)-1], v) >= 0 {
			return nil, false
		}
		s.pages = append(s.pages, v)
	}
	return s, true
}

// Pages returns how many pages are remembered.
func (s *Survey) Pages() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.held
}
