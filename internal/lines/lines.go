// Package lines reads lines of bounded length.
//
// In: a stream. Out: its lines, without line feeds. Laws: at most the stated
// number of bytes of a line is held; a longer one is passed over, with its length,
// and the next is read.
package lines

import (
	"bufio"
	"errors"
	"io"
)

// ErrTooLong is the error of a line over the limit. The next one can be read.
var ErrTooLong = errors.New("the line is too long")

// keep is the buffer that is kept from line to line: one huge line must not hold
// memory for the rest.
const keep = 4 << 20

// Reader reads lines.
type Reader struct {
	in    *bufio.Reader
	limit int64
	line  []byte
	ended bool
}

// NewReader returns a reader of lines of at most limit bytes.
func NewReader(in *bufio.Reader, limit int64) *Reader { return &Reader{in: in, limit: limit} }

// Whole reports whether a line feed ended the line that Next returned last: where a
// stream was cut off, none did.
func (r *Reader) Whole() bool { return !r.ended }

// Next returns the next line, valid until the call after it, and its length; io.EOF
// behind the last. The last line needs no line feed; what stands behind the last line
// feed is a line, if only an empty one.
func (r *Reader) Next() (line []byte, size int64, err error) {
	if r.ended {
		return nil, 0, io.EOF
	}
	if cap(r.line) > keep {
		r.line = nil
	}
	r.line = r.line[:0]
	for {
		part, err := r.in.ReadSlice('\n')
		if err == nil {
			part = part[:len(part)-1]
			if size == 0 && int64(len(part)) <= r.limit { // most lines fit the buffer as they are
				return part, int64(len(part)), nil
			}
		}
		if size += int64(len(part)); size <= r.limit {
			r.line = append(r.line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF):
			r.ended = true
		case err != nil:
			return nil, size, err
		}
		if size > r.limit {
			return nil, size, ErrTooLong
		}
		return r.line, size, nil
	}
}
