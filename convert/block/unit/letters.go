package unit

import (
	"encoding/binary"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
)

// AppendLetters appends the letters and digits of t in lower case.
func AppendLetters(dst, t []byte) []byte {
	for i := 0; i < len(t); {
		if c := t[i]; c < utf8.RuneSelf {
			if k := spelled[c]; k != 0 {
				dst = append(dst, k)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(t[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
		i += n
	}
	return dst
}

// HashOf hashes the letters and digits of t in lower case: two spellings of one
// line agree.
func HashOf(t []byte) uint64 {
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
			h = Mix(h, buf[:64])
			if size == 0 {
				opening = h
			}
			size += 64
			n = copy(buf[:], buf[64:n])
		}
	}
	clear(buf[n:])
	return Mix(h, buf[:(n+7)&^7]) ^ uint64(size+n), opening
}

// Mix adds bytes to a hash, eight a step.
func Mix(h uint64, b []byte) uint64 {
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
