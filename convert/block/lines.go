package block

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/block/features"
	"github.com/dsbuild/dsbuild/internal/text"
)

// splitLines makes every line of a dump that says something a unit.
func (r *Reader) splitLines(body []byte) {
	blank, number := true, int32(0)
	for len(body) > 0 {
		line := body
		if i := bytes.IndexByte(body, '\n'); i >= 0 {
			line, body = body[:i], body[i+1:]
		} else {
			body = nil
		}
		number++
		u := Unit{Number: number, Before: blank, Earlier: -1}
		for int(u.Indent) < len(line) && line[u.Indent] == ' ' {
			u.Indent++
		}
		line, u.Bullet = unbullet(bytes.TrimSpace(line))
		u.From = int32(len(r.page.Text))
		r.page.Text = append(r.page.Text, text.Clean(string(line), false)...)
		u.To = int32(len(r.page.Text))
		if u.From == u.To {
			blank = true
			if n := len(r.page.Units); n > 0 && !u.Bullet {
				r.page.Units[n-1].After = true
			}
			continue
		}
		blank = false
		r.page.Units = append(r.page.Units, u)
	}
	if n := len(r.page.Units); n > 0 {
		r.page.Units[n-1].After = true
	}
}

// unbullet takes the bullets off the beginning of a line.
func unbullet(line []byte) ([]byte, bool) {
	found := false
	for {
		rest, ok := bytes.CutPrefix(line, []byte("•"))
		if !ok {
			return line, found
		}
		line, found = bytes.TrimSpace(rest), true
	}
}

// measure fills the features of all units.
func (r *Reader) measure() {
	p := &r.page
	clear(r.seen)
	if r.seen == nil {
		r.seen = map[uint64]int32{}
	}
	for i := range p.Units {
		u := &p.Units[i]
		t := p.Bytes(u)
		u.Stats = features.Measure(t)
		u.Phrases = features.PhrasesOf(t)
		u.Hash = hashOf(t)
		for _, l := range p.links[u.links[0]:u.links[1]] {
			s := features.Measure(p.Text[l.from:l.to])
			u.LinkSize += s.Size
		}
		if first, ok := r.seen[u.Hash]; ok && u.Size > 0 {
			u.Earlier = first
			p.Units[first].Again = true
		} else {
			r.seen[u.Hash] = int32(i)
		}
	}
}

// hashOf is FNV-1a over the letters and digits of t in lower case: two spellings
// of one line agree.
func hashOf(t []byte) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(t); {
		c := t[i]
		switch {
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRune(t[i:])
			i += n
			if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
				h = (h ^ uint64(unicode.ToLower(r))) * 1099511628211
			}
			continue
		case c >= 'A' && c <= 'Z':
			h = (h ^ uint64(c|0x20)) * 1099511628211
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			h = (h ^ uint64(c)) * 1099511628211
		}
		i++
	}
	return h
}
