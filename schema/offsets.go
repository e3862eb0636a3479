package schema

import "unicode/utf8"

// step is how many bytes lie between two checkpoints: small enough that a
// look-up is a short count, large enough that the table is 1/32 of the text.
const step = 128

// Offsets converts byte offsets into a text to code points and back.
type Offsets struct {
	text   string
	points []int32 // points[i] = code points before byte i*step; nil for ASCII
}

// NewOffsets indexes text, which should be valid UTF-8: as utf8.RuneCount,
// it counts an invalid byte as one code point.
func NewOffsets(text string) *Offsets {
	ascii := true
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	o := &Offsets{text: text}
	if ascii {
		return o
	}
	o.points = make([]int32, len(text)/step+1)
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
	lo, hi := 0, len(o.points)-1
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if int(o.points[mid]) <= p {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	b := lo * step
	for b < len(o.text) && !utf8.RuneStart(o.text[b]) {
		b++
	}
	for n := p - int(o.points[lo]); n > 0 && b < len(o.text); n-- {
		_, size := utf8.DecodeRuneInString(o.text[b:])
		b += size
	}
	return b
}
