package schema

import (
	"math/bits"
	"unicode/utf8"
)

// step is how many bytes lie between two checkpoints: small enough that a
// look-up is a short count, large enough that the table is 1/16 of the text.
const step = 64

// Offsets converts byte offsets into a text to code points and back.
type Offsets struct {
	text   string
	valid  bool    // UTF-8 that is not ASCII
	points []int32 // points[i] = code points before byte i*step; nil for ASCII
}

// NewOffsets indexes text, which should be valid UTF-8: as utf8.RuneCount,
// it counts an invalid byte as one code point.
func NewOffsets(text string) *Offsets {
	o := &Offsets{text: text}
	if isASCII(text) {
		return o
	}
	o.points = make([]int32, len(text)/step+1)
	if o.valid = utf8.ValidString(text); o.valid {
		n := 0
		for i := range o.points {
			o.points[i] = int32(n)
			n += starts(text[i*step : min((i+1)*step, len(text))])
		}
		return o
	}
	n := int32(0)
	next := 0
	for i := range text {
		for next*step <= i && next < len(o.points) {
			o.points[next] = n
			next++
		}
		n++
	}
	for ; next < len(o.points); next++ {
		o.points[next] = n
	}
	return o
}

// wide is how many bytes are looked at in one go.
const wide = 8

// startsIn counts the characters that begin in the first eight bytes of s, which
// is valid UTF-8.
func startsIn(s string) int {
	s = s[:wide]
	w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 |
		uint64(s[7])<<56
	const high = 0x8080808080808080
	return wide - bits.OnesCount64(w&^(w<<1)&high) // 10xxxxxx goes on
}

// starts counts the characters that begin in s.
func starts(s string) (n int) {
	for ; len(s) >= wide; s = s[wide:] {
		n += startsIn(s)
	}
	for i := range len(s) {
		if utf8.RuneStart(s[i]) {
			n++
		}
	}
	return n
}

func isASCII(s string) bool {
	for ; len(s) >= wide; s = s[wide:] {
		if s[0]|s[1]|s[2]|s[3]|s[4]|s[5]|s[6]|s[7] >= utf8.RuneSelf {
			return false
		}
	}
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Point returns the number of code points before byte b.
func (o *Offsets) Point(b int) int {
	if o.points == nil {
		return b
	}
	i := b / step
	// A checkpoint inside a rune counts that rune as still to come, so step
	// forward to the first rune that begins at or behind the checkpoint.
	from := i * step
	for from < len(o.text) && from < b && !utf8.RuneStart(o.text[from]) {
		from++
	}
	return int(o.points[i]) + utf8.RuneCountInString(o.text[from:b])
}

// Byte returns the byte offset of code point p, or len(text) where the text is shorter.
func (o *Offsets) Byte(p int) int {
	if o.points == nil {
		return min(p, len(o.text))
	}
	// No character is shorter than a byte, and most texts have few that are longer.
	lo, by := min(p/step, len(o.points)-1), 1
	for lo+by < len(o.points) && int(o.points[lo+by]) <= p {
		lo += by
		by *= 2
	}
	hi := min(lo+by, len(o.points)) - 1
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if int(o.points[mid]) <= p {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	b := lo * step
	n := p - int(o.points[lo])
	for o.valid && b+wide <= len(o.text) {
		c := startsIn(o.text[b:])
		if c > n {
			break
		}
		n -= c
		b += wide
	}
	for b < len(o.text) && !utf8.RuneStart(o.text[b]) {
		b++
	}
	for ; n > 0 && b < len(o.text); n-- {
		_, size := utf8.DecodeRuneInString(o.text[b:])
		b += size
	}
	return b
}
