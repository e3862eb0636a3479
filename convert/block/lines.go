package block

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
)

// splitLines makes every line that says something a unit; dump says that the lines
// come from a page.
func (p *Page) splitLines(body []byte, dump bool) {
	blank, number := true, int32(0)
	for len(body) > 0 {
		line := body
		if i := bytes.IndexByte(body, '\n'); i >= 0 {
			line, body = body[:i], body[i+1:]
		} else {
			body = nil
		}
		number++
		u := Unit{Number: number, Before: blank, Earlier: -1, Near: -1}
		for int(u.Indent) < len(line) && line[u.Indent] == ' ' {
			u.Indent++
		}
		line, u.Bullet = unbullet(bytes.TrimSpace(line))
		if dump {
			line = withoutRemarks(line)
		}
		u.From = int32(len(p.Text))
		p.Text = append(p.Text, text.Clean(string(line), false)...)
		u.To = int32(len(p.Text))
		if u.From == u.To {
			blank = true
			if n := len(p.Units); n > 0 && !u.Bullet {
				p.Units[n-1].After = true
			}
			continue
		}
		blank = false
		p.Units = append(p.Units, u)
	}
	if n := len(p.Units); n > 0 {
		p.Units[n-1].After = true
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

// hashOf hashes the letters and digits of t in lower case: two spellings of one
// line agree.
func hashOf(t []byte) uint64 {
	whole, _ := hashes(t)
	return whole
}

// hashes returns the hash of all letters and digits of t, and that of the first 64
// bytes of them, 0 where there are fewer: lines that were cut or added to agree in it.
func hashes(t []byte) (whole, opening uint64) {
	var buf [64 + 2*utf8.UTFMax]byte
	h, n, size := uint64(14695981039346656037), 0, 0
	for i := 0; i < len(t); {
		if c := t[i]; c < utf8.RuneSelf {
			k := spelled[c]
			buf[n] = k
			n += int(k >> 5 & 1) // all letters and digits have this bit
			i++
		} else {
			r, width := utf8.DecodeRune(t[i:])
			i += width
			if text.ClassOf(r)&(text.Letter|text.Mark|text.Digit) != 0 {
				n += utf8.EncodeRune(buf[n:], text.Lower(r))
			}
		}
		if n >= 64 {
			h = mix(h, buf[:64])
			if size == 0 {
				opening = h
			}
			size += 64
			n = copy(buf[:], buf[64:n])
		}
	}
	clear(buf[n:])
	return mix(h, buf[:(n+7)&^7]) ^ uint64(size+n), opening
}

// mix adds bytes to a hash, eight a step.
func mix(h uint64, b []byte) uint64 {
	for ; len(b) >= 8; b = b[8:] {
		h = (h ^ binary.LittleEndian.Uint64(b)) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	return h
}

// spelled folds ASCII letters to lower case and leaves digits; all else is 0.
var spelled = newSpelled()

func newSpelled() (t [utf8.RuneSelf]byte) {
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-0x20] = c, c
	}
	return t
}
